#include "scenario/design.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "core/math.hpp"
#include "core/units.hpp"
#include "scenario/design_entry.hpp"
#include "scenario/entry.hpp"
#include "scenario/nearest.hpp"
#include "scenario/source.hpp"

namespace darah {
namespace {

constexpr std::int64_t most_blocks = 10'000'000;

constexpr std::array<std::string_view, 1> lists_of_design = {"arms"}, lists_of_correlation = {"between"};
constexpr std::array<std::string_view, 2> lists_of_factor = {"values", "arms"};
constexpr std::array<std::string_view, 2> tables_of_design = {"factor", "correlation"};

/// A number and what follows it.
struct Quantity {
  double number = 0;
  std::string unit;
};

std::optional<Quantity> quantity(std::string_view text) {
  Quantity q;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), q.number);
  if (error != std::errc{} || !std::isfinite(q.number)) return {};
  q.unit = std::string(end, text.data() + text.size());
  q.unit.erase(0, q.unit.find_first_not_of(' '));
  return q;
}

/// Without the rounding of the last bits: 0.6 of 0.6000000000000001.
double as_meant(double value) {
  const std::string text = fmt::format("{:.15g}", value);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class DesignReader {
 public:
  explicit DesignReader(const std::filesystem::path& path) : path_(path) {
    const auto [text, problem] = read_file(path);
    if (!text) {
      throw ScenarioError({{path.string(), 0, 0, fmt::format("cannot be read ({})", problem),
                            "name the TOML file of a design"}});
    }
    design_.text = *text;
    design_.name = path.stem().string();
    document_ = read_toml(*text, path.string(), tables_of_design);
  }

  Design read() {
    read_root();
    const Entries& factors = document_.tables.at("factor");
    if (factors.all.empty()) complain_of_root("there is no factor", "write at least one [[factor]]");
    for (const Entry& entry : factors.all) read_factor(entry);
    for (const Entry& entry : document_.tables.at("correlation").all) read_correlation(entry);
    check_lists();
    if (messages_.empty()) check_size();
    if (messages_.empty()) check_correlations();
    if (!messages_.empty()) throw ScenarioError(messages_.sorted());
    return std::move(design_);
  }

 private:
  void complain_of_root(std::string text, std::string suggestion) {
    messages_.add({path_.string()}, std::move(text), std::move(suggestion));
  }

  void read_root() {
    Entry root{{path_.string()}, {}};
    constexpr std::string_view set = "set.";
    for (Leaf& leaf : document_.leaves) {
      if (leaf.key.starts_with(set)) {
        leaf.key.erase(0, set.size());
        design_.set.push_back({leaf});
      } else if (leaf.key != "set" || leaf.raw.form != Raw::Form::table) {
        root.leaves.push_back(leaf);
      }
    }
    const std::vector<Row> rows = rows_of(root_);
    const EntryReader keys(root, {"a design", {}, lists_of_design}, rows, messages_);
    if (const Leaf* arms = keys.list("arms")) {
      design_.arms = arms->raw.items;
      design_.arms_at = arms->raw.at;
    }
    method_at_ = keys.at("design.method");
    block_at_ = keys.at("block");
    design_.title = root_.title;
    design_.scenario = path_.parent_path() / root_.scenario;
    design_.replications = root_.replications;
    design_.block = root_.block == 0 ? root_.replications : root_.block;
    design_.seed = root_.seed;
    design_.streams = static_cast<Streams>(root_.streams.index);
    design_.detail = static_cast<Detail>(root_.detail.index);
    design_.method = static_cast<Method>(root_.method.index);
    design_.size = root_.size;
    design_.levels = root_.levels;
    design_.design_seed = static_cast<std::uint64_t>(root_.design_seed);
    if (design_.replications > 0 && design_.replications % design_.block != 0) {
      messages_.add(block_at_, fmt::format("block: replications = {} is no whole number of blocks of {}",
                                           design_.replications, design_.block));
    }
  }

  void read_factor(Entry entry) {
    for (Leaf& leaf : entry.leaves) {  // low = 0.2 is as good as low = "0.2 h"
      if (leaf.raw.form == Raw::Form::integer || leaf.raw.form == Raw::Form::real)
        leaf.raw.form = Raw::Form::bare;
    }
    FactorEntry written;
    const std::vector<Row> rows = rows_of(written);
    EntryReader keys(entry, {"a factor", "factor.", lists_of_factor}, rows, messages_);
    Factor factor;
    factor.key = written.key;
    factor.name = written.name.empty() ? written.key : written.name;
    factor.at = keys.at("factor.key");
    if (const Leaf* arms = keys.list("arms")) factor.arms = arms->raw.items;
    const Leaf* const values = keys.list("values");
    const bool ranged = keys.given("factor.low") || keys.given("factor.high");
    if (values != nullptr) {
      factor.values = values->raw.items;
      factor.scale = Scale::list;
      factor.high = static_cast<double>(factor.values.size() - 1);
      if (ranged) messages_.add(entry.at, "a factor with both values and a range", "leave one out");
    } else if (keys.given("factor.low") && keys.given("factor.high")) {
      factor.scale = static_cast<Scale>(written.scale.index);
      read_range(written, keys, factor);
    } else {
      messages_.add(entry.at, "a factor without values", "write values = [...], or low and high");
    }
    check_factor(factor, keys);
    design_.factors.push_back(std::move(factor));
  }

  void read_range(const FactorEntry& written, EntryReader& keys, Factor& factor) {
    const auto low = quantity(written.low), high = quantity(written.high);
    if (!low) keys.complain("factor.low", fmt::format("\"{}\" does not begin with a number", written.low));
    if (!high) keys.complain("factor.high", fmt::format("\"{}\" does not begin with a number", written.high));
    if (!low || !high) return;
    factor.low = low->number;
    factor.high = high->number;
    factor.unit = low->unit;
    if (low->unit != high->unit) {
      keys.complain("factor.high", fmt::format("is in {}, low in {}", shown(high->unit), shown(low->unit)),
                    "write both in the same unit");
    }
    if (!(factor.low < factor.high)) keys.complain("factor.high", "is not above low");
    if (factor.scale == Scale::log && factor.low <= 0)
      keys.complain("factor.scale", "log needs a range above 0");
    const bool whole = std::floor(factor.low) == factor.low && std::floor(factor.high) == factor.high;
    if (factor.scale == Scale::integer && !whole)
      keys.complain("factor.scale", "integer needs whole numbers as low and high");
  }

  static std::string shown(const std::string& unit) { return unit.empty() ? "no unit" : unit; }

  void check_factor(const Factor& factor, EntryReader& keys) {
    if (common_to_arms(factor.key)) {
      keys.complain("factor.key", fmt::format("{} is the same in every cell", factor.key),
                    "set it in the scenario, or with set = { ... }");
    }
    const auto same = [&](const Factor& other) { return other.name == factor.name; };
    if (std::any_of(design_.factors.begin(), design_.factors.end(), same)) {
      messages_.add(factor.at, fmt::format("factor {} stands here twice", factor.name),
                    "give each factor a name of its own");
    }
    for (const std::string& arm : factor.arms) {
      if (design_.arms.empty() ||
          std::find(design_.arms.begin(), design_.arms.end(), arm) != design_.arms.end())
        continue;
      messages_.add(factor.at, fmt::format("factor.arms: there is no arm \"{}\" in this design", arm),
                    did_you_mean(arm, design_.arms));
    }
  }

  void read_correlation(const Entry& entry) {
    CorrelationEntry written;
    const std::vector<Row> rows = rows_of(written);
    const EntryReader keys(entry, {"a correlation", "correlation.", lists_of_correlation}, rows, messages_);
    const Leaf* const between = keys.list("between");
    if (between == nullptr || between->raw.items.size() != 2) {
      messages_.add(entry.at, "a correlation is between two factors", "write between = [\"...\", \"...\"]");
      return;
    }
    std::vector<std::string> names;
    for (const Factor& factor : design_.factors) names.push_back(factor.name);
    std::array<std::size_t, 2> place{};
    for (std::size_t i = 0; i < 2; ++i) {
      const std::string& name = between->raw.items[i];
      const auto at = std::find(names.begin(), names.end(), name);
      place[i] = static_cast<std::size_t>(at - names.begin());
      if (at == names.end()) {
        messages_.add(between->raw.at, fmt::format("there is no factor \"{}\"", name),
                      did_you_mean(name, names));
      }
    }
    if (place[0] == place[1]) messages_.add(between->raw.at, "a factor and itself", "name two factors");
    if (design_.method != Method::latin_hypercube) {
      messages_.add(entry.at, "correlations are of latin-hypercube designs alone",
                    "write method = \"latin-hypercube\"");
    }
    design_.correlations.push_back({place[0], place[1], written.rank});
  }

  void check_lists() {
    if (design_.method != Method::list) return;
    for (const Factor& factor : design_.factors) {
      if (factor.scale != Scale::list) {
        messages_.add(factor.at, fmt::format("factor {} has a range in a list", factor.name),
                      "write values = [...], one for each cell");
      } else if (factor.values.size() != design_.factors.front().values.size()) {
        messages_.add(
            factor.at,
            fmt::format("factor {} has {} values, factor {} has {}", factor.name, factor.values.size(),
                        design_.factors.front().name, design_.factors.front().values.size()),
            "a list has one value of each factor for each cell");
      }
    }
  }

  void check_correlations() {
    if (Eigen::LLT<Eigen::MatrixXd>(correlation_of_normals(design_)).info() == Eigen::Success) return;
    messages_.add(*document_.tables.at("correlation").key, "these correlations contradict each other",
                  "three factors cannot all be opposites: take smaller ranks");
  }

  void check_size() {
    const bool sized = design_.method != Method::grid && design_.method != Method::list;
    if (sized && design_.size < 1) {
      messages_.add(method_at_, fmt::format("a {} design needs design.size", label()), "write size = 64");
    } else if (!sized && design_.size > 0) {
      messages_.add(method_at_, fmt::format("a {} design has no size: its values make it", label()),
                    "leave design.size out");
    }
    if (design_.method == Method::sobol && (design_.size & (design_.size - 1)) != 0) {
      messages_.add(method_at_, fmt::format("design.size: {} is no power of two", design_.size),
                    "a Sobol sequence is even only over 64, 128, 256, ... rows");
    }
    if (design_.method == Method::morris && design_.levels % 2 != 0)
      messages_.add(method_at_, "design.levels is odd",
                    "a morris design steps over half its levels: take 4 or 6");
    double cells = sized ? static_cast<double>(design_.size) : 1;
    if (design_.method == Method::grid) {
      for (const Factor& factor : design_.factors) cells *= static_cast<double>(levels_of(factor, design_));
    }
    if (design_.method == Method::sobol || design_.method == Method::morris)
      cells *= static_cast<double>(design_.factors.size() + 2);
    const std::int64_t blocks_per_cell = design_.replications / design_.block;
    const double blocks = cells * static_cast<double>(blocks_per_cell);
    if (blocks > static_cast<double>(most_blocks)) {
      messages_.add(method_at_, fmt::format("about {:.0f} blocks of replications", blocks),
                    fmt::format("a sweep has at most {}", most_blocks));
    }
  }

  std::string_view label() const { return method_labels[design_.method]; }

  const std::filesystem::path path_;
  Document document_;
  DesignEntry root_;
  Design design_;
  Position method_at_, block_at_;
  Messages messages_;
};

}  // namespace

double Factor::value(double share) const {
  switch (scale) {
    case Scale::linear:
      return share >= 1 ? high : std::min(high, as_meant(low + share * (high - low)));
    case Scale::log:
      return share >= 1 ? high : std::min(high, as_meant(low * math::exp(share * math::log(high / low))));
    default:
      return std::min(high, low + std::floor(share * (high - low + 1)));
  }
}

std::string Factor::text(double value) const {
  if (scale == Scale::list) return values[static_cast<std::size_t>(value)];
  return unit.empty() ? to_text(value) : to_text(value) + ' ' + unit;
}

std::int64_t levels_of(const Factor& factor, const Design& design) {
  if (factor.scale == Scale::list) return std::ssize(factor.values);
  if (factor.scale == Scale::integer)
    return std::min(design.levels, static_cast<std::int64_t>(factor.high - factor.low) + 1);
  return design.levels;
}

Design load_design(const std::filesystem::path& path) { return DesignReader(path).read(); }

LoadOptions options_of(const Design& design, std::span<const double> shares) {
  LoadOptions options;
  options.patches = design.set;
  options.arms = design.arms;
  options.arms_at = design.arms_at;
  options.figures = false;
  const auto patch = [&](const std::string& key, std::string text, const Position& at,
                         const std::string& arm) {
    Raw raw{Raw::Form::bare, std::move(text), {}, {}, at};
    options.patches.push_back({{key, at, std::move(raw)}, arm});
  };
  patch("output.detail", std::string(detail_labels[design.detail]), {design.name}, {});
  for (std::size_t f = 0; f < design.factors.size(); ++f) {
    const Factor& factor = design.factors[f];
    const std::string text = factor.text(factor.value(shares[f]));
    if (factor.arms.empty()) patch(factor.key, text, factor.at, {});
    for (const std::string& arm : factor.arms) patch(factor.key, text, factor.at, arm);
  }
  return options;
}

}  // namespace darah
