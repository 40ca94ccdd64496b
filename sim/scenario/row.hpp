#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/enum_array.hpp"
#include "core/parameter.hpp"
#include "model/world/detail.hpp"
#include "model/world/parameters.hpp"

namespace darah {

/// What a scenario says about itself, its files and its run, beside the world's parameters.
/// The newest format of scenarios. An earlier one is read as far as its keys mean the same.
inline constexpr std::int64_t newest_format = 2;

struct Heading {
  std::string title, title_id, description, base;
  std::string districts, facilities, catchments, periods, orders;
  std::int64_t format = 1, replications = 0, seed = 0;
  Choice detail;

  static constexpr auto parameters = std::to_array<Parameter<Heading>>({
      {"title", &Heading::title, "", 0, 0, "", Mark::setting, Scope::world,
       "one line that heads the results"},
      {"title_id", &Heading::title_id, "", 0, 0, "-", Mark::setting, Scope::world,
       "title in Indonesian, for the report's page in that language; or - to show the title"},
      {"description", &Heading::description, "", 0, 0, "-", Mark::setting, Scope::world,
       "what the scenario asks, and of whom"},
      {"format", &Heading::format, "1", 1, newest_format, "1", Mark::setting, Scope::world,
       "format of the scenario's files; darah upgrade carries an earlier one over"},
      {"base", &Heading::base, "", 0, 0, "-", Mark::setting, Scope::world,
       "scenario this one lies upon, a folder or its scenario.toml, seen from this folder: the base's "
       "keys and tables hold where none are given here, its title, description, arms and figures do not; "
       "or - for none"},
      {"tables.districts", &Heading::districts, "", 0, 0, "districts.csv", Mark::setting, Scope::world,
       "file with a row for each district, seen from the folder of the scenario.toml that names it"},
      {"tables.facilities", &Heading::facilities, "", 0, 0, "facilities.csv", Mark::setting, Scope::world,
       "file with a row for each blood centre and hospital"},
      {"tables.catchments", &Heading::catchments, "", 0, 0, "catchments.csv", Mark::setting, Scope::world,
       "file with a row for each puskesmas catchment"},
      {"tables.periods", &Heading::periods, "", 0, 0, "-", Mark::setting, Scope::world,
       "file with a row for each named period (Ramadan, school holidays), or - for none"},
      {"tables.orders", &Heading::orders, "", 0, 0, "-", Mark::setting, Scope::world,
       "file with a row for each stock of the order table (blood_bank.rule table), or - for none"},
      {"run.replications", &Heading::replications, "replications", 1, 1e6, "8", Mark::setting, Scope::world,
       "independent copies of the world, each with all arms"},
      {"run.seed", &Heading::seed, "1", 0, 9e18, "1", Mark::setting, Scope::world,
       "seed that keys every random number"},
      {"output.detail", &Heading::detail, "", 0, 0, "full", Mark::setting, Scope::world,
       "how finely results are kept", detail_labels},
  });
};

/// A [[figure]] as it is written, `published` NaN when it is not given.
enum class PublishedAs : std::uint8_t { value, events, count };
inline constexpr EnumArray<PublishedAs, std::string_view> published_as_labels{{"value", "count"}};

struct FigureEntry {
  std::string name, of, over, unit;
  double scale = 1, published = 0, published_low = 0, published_high = 0;
  std::int64_t published_of = 0;
  Choice published_as{};
  std::string source;
  double confidence = 0;
  std::string arm;
  std::int64_t decimals = 0;

  static constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr auto parameters = std::to_array<Parameter<FigureEntry>>({
      {"figure.name", &FigureEntry::name, "", 0, 0, "", Mark::setting, Scope::world,
       "name of the figure's line in the table, one for each [[figure]]"},
      {"figure.of", &FigureEntry::of, "", 0, 0, "", Mark::setting, Scope::world,
       "what the figure sums: measures, such as bank_issued - 0.5 bank_ordered or "
       "donations[donor_kind=drive]"},
      {"figure.over", &FigureEntry::over, "", 0, 0, "years", Mark::setting, Scope::world,
       "what the figure's sum is divided by: measures too, or days or years (of 365 days) measured"},
      {"figure.unit", &FigureEntry::unit, "", 0, 0, "-", Mark::setting, Scope::world,
       "unit of the figure, after scale"},
      {"figure.scale", &FigureEntry::scale, "1", -infinity, infinity, "1", Mark::setting, Scope::world,
       "factor from measures to the figure's unit"},
      {"figure.published", &FigureEntry::published, "1", -infinity, infinity, "unset", Mark::setting,
       Scope::world, "value of the figure in its source, in the figure's unit"},
      {"figure.published_as", &FigureEntry::published_as, "", 0, 0, "value", Mark::setting, Scope::world,
       "what the published value is: a value, or a count of events, which has Poisson's interval",
       published_as_labels},
      {"figure.published_of", &FigureEntry::published_of, "1", 0, 1e12, "0", Mark::setting, Scope::world,
       "how many the published share is of, which gives it Wilson's interval; 0: not said"},
      {"figure.published_low", &FigureEntry::published_low, "1", -infinity, infinity, "unset", Mark::setting,
       Scope::world, "lower end of the interval that the source gives, in the figure's unit"},
      {"figure.published_high", &FigureEntry::published_high, "1", -infinity, infinity, "unset",
       Mark::setting, Scope::world, "upper end of the interval that the source gives, in the figure's unit"},
      {"figure.source", &FigureEntry::source, "", 0, 0, "-", Mark::setting, Scope::world,
       "where the figure was published; must be given with published"},
      {"figure.confidence", &FigureEntry::confidence, "1", 0.5, 0.999999, "0.95", Mark::setting, Scope::world,
       "confidence of the intervals, of the simulated value and of the published one's own number"},
      {"figure.arm", &FigureEntry::arm, "", 0, 0, "-", Mark::setting, Scope::world,
       "arm that the published value stands for, or - for every arm"},
      {"figure.decimals", &FigureEntry::decimals, "digits", 0, 9, "3", Mark::setting, Scope::world,
       "digits of the figure behind the point"},
  });
};

/// Everything that scenario files set.
struct Settings {
  Heading heading;
  Parameters parameters;
};

/// What a parameter holds, in the order of Value.
enum class Kind : std::uint8_t {
  flag,
  integer,
  number,
  duration,
  money,
  rate,
  length,
  date,
  text,
  element,
  choice,
  choice_set,
  ranking
};
using Value = std::variant<bool, std::int64_t, double, Duration, Money, Rate, Length, Date, std::string,
                           Element, Choice, ChoiceSet, Ranking>;

template <class V>
struct PointersTo;
template <class... T>
struct PointersTo<std::variant<T...>> {
  using type = std::variant<T*..., std::vector<T>*...>;
};

/// A row of any component's table, with the place in a Settings that it fills.
struct Row {
  std::string_view key, unit;
  double low, high;
  std::string_view standard;
  Mark mark;
  Scope scope;
  std::string_view help;
  std::span<const std::string_view> labels;
  std::string_view refers_to;
  PointersTo<Value>::type slot;

  Kind kind() const { return static_cast<Kind>(slot.index() % std::variant_size_v<Value>); }
  /// One value for each element of `dimensions()`, the last of two running fastest.
  bool varies() const { return slot.index() >= std::variant_size_v<Value>; }
  /// The names between braces in the key.
  std::vector<std::string_view> dimensions() const;
  /// The key with an element in place of each name in braces: "district.cilegon.births".
  std::string key_of(std::span<const std::string_view> elements) const;
  /// The key with the same element in place of every name in braces.
  std::string key_of(std::string_view element) const;
  /// "births" when the row is a column of the table that defines `of`: "district.{district}.births"; else "".
  std::string_view column(std::string_view of) const;
  /// Makes room for `elements` values, when the row varies.
  void resize(std::size_t elements) const;
  void store(const Value& value, std::size_t element) const;
  Value load(std::size_t element) const;
};

/// Adds the rows of a table; they point into `holder`.
template <class P>
void append_rows(std::vector<Row>& rows, P& holder,
                 std::type_identity_t<std::span<const Parameter<P>>> table) {
  for (const Parameter<P>& p : table) {
    const auto bind = [&](auto member) { return PointersTo<Value>::type{storage_of(holder.*member)}; };
    rows.push_back({p.key, p.unit, p.low, p.high, p.standard, p.mark, p.scope, p.help, p.labels, p.refers_to,
                    std::visit(bind, p.field)});
  }
}
/// The rows of all tables, in order; they point into `settings`.
std::vector<Row> rows_of(Settings& settings);
/// The rows of one table alone, such as a FigureEntry's; they point into `entry`.
template <class Entry>
std::vector<Row> rows_of(Entry& entry) {
  std::vector<Row> rows;
  append_rows(rows, entry, Entry::parameters);
  return rows;
}

/// What scenario tables define.
inline constexpr std::array<std::string_view, 5> table_dimensions = {"district", "facility", "catchment",
                                                                     "period", "order"};

/// The rows' keys with the elements that `key` names, if it names some at those places, instead of the names
/// in braces: what `key` may have meant.
std::vector<std::string> keys_like(std::string_view key, std::span<const Row> rows);

/// "cilegon.births" cut at every dot.
std::vector<std::string_view> segments(std::string_view key);
/// Whether a segment of a row's key stands for any element: "{district}".
constexpr bool in_braces(std::string_view segment) { return segment.starts_with('{'); }

}  // namespace darah
