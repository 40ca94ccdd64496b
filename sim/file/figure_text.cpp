#include "file/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "file/hdf5.hpp"

namespace darah {

namespace {

using Json = nlohmann::ordered_json;  // a term's dimensions keep their order

Json json_of(std::span<const FigureTerm> terms) {
  Json list = Json::array();
  for (const FigureTerm& term : terms) {
    Json where = Json::object();
    for (const auto& [dimension, label] : term.where) where[dimension] = label;
    list.push_back({{"factor", term.factor}, {"measure", term.measure}, {"where", std::move(where)}});
  }
  return list;
}

Json json_of(const Figure& figure) {
  Json json = {{"name", figure.name},
               {"of", json_of(figure.of)},
               {"over", json_of(figure.over)},
               {"unit", figure.unit},
               {"scale", figure.scale},
               {"source", figure.source},
               {"confidence", figure.confidence},
               {"arm", figure.arm},
               {"decimals", figure.decimals}};
  if (figure.published) json["published"] = *figure.published;
  if (figure.published_range) {
    json["published_low"] = figure.published_range->first;
    json["published_high"] = figure.published_range->second;
  }
  return json;
}

/// A text may nest as deep as it is long; figures do not.
Json parsed(const std::string& line) {
  static constexpr int deepest = 8;
  return Json::parse(line, [](int depth, Json::parse_event_t, const Json&) {
    if (depth > deepest) throw FileError(fmt::format("a figure is nested deeper than {}", deepest));
    return true;
  });
}

std::vector<FigureTerm> terms_of(const Json& list) {
  std::vector<FigureTerm> terms;
  for (const Json& object : list) {
    FigureTerm& term = terms.emplace_back();
    object.at("factor").get_to(term.factor);
    object.at("measure").get_to(term.measure);
    for (const auto& [dimension, label] : object.at("where").items())
      term.where.emplace_back(dimension, label.get<std::string>());
  }
  return terms;
}

Figure figure_of(const Json& object) {
  Figure figure;
  object.at("name").get_to(figure.name);
  figure.of = terms_of(object.at("of"));
  figure.over = terms_of(object.at("over"));
  object.at("unit").get_to(figure.unit);
  object.at("scale").get_to(figure.scale);
  if (object.contains("published")) figure.published = object["published"].get<double>();
  if (object.contains("published_low")) {
    figure.published_range = {object["published_low"].get<double>(),
                              object.at("published_high").get<double>()};
  }
  object.at("source").get_to(figure.source);
  object.at("confidence").get_to(figure.confidence);
  object.at("arm").get_to(figure.arm);
  object.at("decimals").get_to(figure.decimals);
  const bool sound = figure.confidence > 0 && figure.confidence < 1 &&
                     object["decimals"].is_number_integer() && figure.decimals >= 0 && figure.decimals <= 9;
  const auto& range = figure.published_range;
  const bool holds =
      !range || (figure.published && range->first <= *figure.published && *figure.published <= range->second);
  if (!holds) throw FileError("a figure's published value lies outside its own interval");
  if (!sound) throw FileError("a figure's confidence or decimals are out of range");
  return figure;
}

}  // namespace

std::string figures_text(std::span<const Figure> figures) {
  std::string text;
  for (const Figure& figure : figures) text += json_of(figure).dump() + '\n';
  return text;
}

std::vector<Figure> read_figures_text(std::string_view text) {
  std::vector<Figure> figures;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    try {
      Figure figure = figure_of(parsed(line));
      const bool twice = std::any_of(figures.begin(), figures.end(),
                                     [&](const Figure& other) { return other.name == figure.name; });
      if (twice) throw FileError(fmt::format("figure \"{}\" stands in it twice", figure.name));
      figures.push_back(std::move(figure));
    } catch (const Json::exception& error) {
      throw FileError(fmt::format("line {} of figures is none: {}", figures.size() + 1, error.what()));
    }
  }
  return figures;
}

}  // namespace darah
