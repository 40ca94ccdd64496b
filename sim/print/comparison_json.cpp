#include "print/comparison_json.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "print/comparison_text.hpp"

namespace darah {

namespace {

using Json =
    nlohmann::ordered_json;  // keys stay in the order in which they are written; NaN and infinity: null

constexpr EnumArray<Verdict, std::string_view> verdict_labels{{"none", "unknown", "inside", "outside"}};
constexpr EnumArray<CostVerdict, std::string_view> cost_verdict_labels{
    {"not_estimable", "ratio", "saves_money", "dominated", "forgone"}};

Json json_of(const Interval& i) {
  return {{"mean", i.mean}, {"half_width", i.half_width}, {"low", i.low}, {"high", i.high}};
}

Json json_of(const RatioInterval& r) {
  return {{"bounded", r.bounded}, {"ratio", r.ratio}, {"low", r.low}, {"high", r.high}};
}

Json json_of(const Claim& c) {
  return {
      {"together", json_of(c.together)}, {"p", c.p}, {"told", finding_ids[c.told]}, {"to_tell", c.to_tell}};
}

Json json_of(const KnownDifference& k) {
  Json json = {{"difference", json_of(k.difference)}};
  json.update(json_of(k.claim));
  json.update({{"to_see", k.to_see}, {"to_tenth", k.to_tenth}, {"gain", k.gain}});
  return json;
}

template <class T>
Json json_of(const std::optional<T>& value) {
  return value ? json_of(*value) : Json();
}

template <class Range, class Of>
Json list_of(const Range& range, Of&& of) {
  Json list = Json::array();
  for (const auto& element : range) list.push_back(of(element));
  return list;
}

Json json_of(const ComparedFigure& figure) {
  const Figure& f = figure.figure;
  return {{"name", f.name},
          {"unit", f.unit},
          {"published", f.published ? Json(*f.published) : Json()},
          {"published_low", f.published_range ? Json(f.published_range->first) : Json()},
          {"published_high", f.published_range ? Json(f.published_range->second) : Json()},
          {"source", f.source},
          {"confidence", f.confidence},
          {"arm", f.arm},
          {"decimals", f.decimals},
          {"arms", list_of(figure.arms, [](const FiguredArm& arm) -> Json {
             return {{"value", json_of(arm.value)}, {"verdict", verdict_labels[arm.verdict]}};
           })}};
}

Json json_of(const ComparedTable& table) {
  const auto cell = [](const ComparedCell& c) -> Json {
    return {{"value", json_of(c.value)}, {"difference", json_of(c.difference)}, {"claim", json_of(c.claim)}};
  };
  const auto row = [&](const ComparedRow& r) -> Json {
    return {{"id", r.id},
            {"label", r.label},
            {"unit", counted_ids[r.unit]},
            {"payer", r.payer},
            {"cost", r.cost},
            {"decimals", r.decimals},
            {"counted", r.counted},
            {"arms", list_of(r.arms, cell)}};
  };
  return {{"id", table.id},
          {"title", table.title},
          {"measure", table.measure},
          {"by", table.by},
          {"unit", counted_ids[table.unit]},
          {"rows", list_of(table.rows, row)}};
}

Json json_of(const DeathsPrecision& arm) {
  return {{"arm", arm.arm},
          {"averted", json_of(arm.averted)},
          {"caused", json_of(arm.caused)},
          {"averted_by_probe", arm.probed ? json_of(arm.probed->averted) : Json()},
          {"caused_by_probe", arm.probed ? json_of(arm.probed->caused) : Json()},
          {"true", json_of(arm.drawn)},
          {"expected", json_of(arm.expected)}};
}

Json json_of(const DeathCost& arm) {
  const auto payer = [](const PayerCost& p) -> Json {
    return {{"payer", payer_ids[p.payer]},
            {"cost", json_of(p.cost)},
            {"ratio", json_of(p.ratio)},
            {"verdict", cost_verdict_labels[p.verdict]},
            {"by_replication", p.samples}};
  };
  return {{"arm", arm.arm},
          {"averted_true", json_of(arm.averted_true)},
          {"averted", json_of(arm.averted)},
          {"claim", json_of(arm.claim)},
          {"by_replication", arm.samples},
          {"payers", list_of(arm.costs, payer)}};
}

Json json_of(const Attribution& attribution) {
  Json mechanisms = Json::array();
  for (const Mechanism m : every<Mechanism>) {
    const AttributedEffect& effect = attribution.mechanisms[m];
    mechanisms.push_back({{"id", mechanism_labels[m]},
                          {"alone", json_of(effect.alone)},
                          {"last", json_of(effect.last)},
                          {"shapley", json_of(effect.shapley)},
                          {"share", json_of(effect.share)},
                          {"claim", json_of(effect.claim)}});
  }
  return {{"arm", attribution.arm},
          {"total", json_of(attribution.total)},
          {"replications", attribution.replications},
          {"mechanisms", std::move(mechanisms)}};
}

Json json_of(const Monitoring& monitoring) {
  const auto indicator = [](const Indicator& i) -> Json {
    return {{"id", i.id},
            {"group", indicator_group_ids[i.group]},
            {"name", std::string(i.first) + ' ' + std::string(i.second)},
            {"meaning", i.meaning},
            {"decimals", i.decimals}};
  };
  const auto row = [](const MonitoredRow& r) -> Json {
    return {
        {"district", r.everywhere ? Json() : Json(r.district)},
        {"year", r.year},
        {"in_force", r.in_force},
        {"levels",
         list_of(r.levels, [](const std::optional<double>& level) { return level ? Json(*level) : Json(); })},
        {"deaths", json_of(r.deaths)},
        {"minutes", json_of(r.minutes)}};
  };
  return {{"indicators", list_of(monitoring.indicators, indicator)},
          {"arms", list_of(monitoring.arms, [&](const MonitoredArm& arm) -> Json {
             return {{"name", arm.name}, {"in_force", arm.in_force}, {"rows", list_of(arm.rows, row)}};
           })}};
}

Json json_of(const Courses& courses) {
  const auto wait = [](const WaitShares& w) -> Json {
    return {{"arm", w.arm},
            {"delay", w.delay},
            {"at_most", list_of(w.at_most, [](const Interval& i) { return json_of(i); })}};
  };
  const auto month = [](const FidelityOfMonth& f) -> Json {
    return {{"arm", f.arm}, {"month", f.month}, {"done", json_of(f.done)}};
  };
  return {{"minutes", courses.minutes},
          {"waits", list_of(courses.waits, wait)},
          {"fidelity", list_of(courses.fidelity, month)}};
}

/// JSON in which no character moves a terminal's cursor: the writer leaves U+007F to U+009F as they are,
/// which can stand in texts alone.
std::string without_c1(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto c = static_cast<unsigned char>(json[i]);
    const auto next = static_cast<unsigned char>(i + 1 < json.size() ? json[i + 1] : 0);
    if (c == 0x7f) {
      text += "\\u007f";
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {
      text += fmt::format("\\u{:04x}", next);
      ++i;
    } else {
      text += json[i];
    }
  }
  return text;
}

constexpr auto as_json = [](const auto& value) { return json_of(value); };

}  // namespace

std::string to_json(const Comparison& comparison, const Monitoring* monitoring) {
  const Json json = {{"title", comparison.title},
                     {"conditions", conditions_text(comparison.conditions)},
                     {"arms", comparison.arms},
                     {"replications", comparison.replications},
                     {"replications_requested", comparison.requested},
                     {"least_replications", least_replications},
                     {"figures", list_of(comparison.figures, as_json)},
                     {"tables", list_of(comparison.tables, as_json)},
                     {"left_out", comparison.left_out},
                     {"deaths", list_of(comparison.precision, as_json)},
                     {"costs", list_of(comparison.death_costs, as_json)},
                     {"attributions", list_of(comparison.attributions, as_json)},
                     {"courses", json_of(comparison.courses)},
                     {"monitoring", monitoring == nullptr ? Json() : json_of(*monitoring)}};
  return without_c1(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

}  // namespace darah
