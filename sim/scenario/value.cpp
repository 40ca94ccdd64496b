#include "scenario/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale>

#include "scenario/nearest.hpp"

namespace darah {
namespace {

using Form = Raw::Form;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::string joined(std::span<const std::string_view> labels) {
  return fmt::format("{}", fmt::join(labels, ", "));
}

std::vector<std::string> strings(std::span<const std::string_view> views) {
  return {views.begin(), views.end()};
}

std::string found(const Raw& raw) {
  switch (raw.form) {
    case Form::bare:
      return raw.text.empty() ? "nothing" : fmt::format("\"{}\"", raw.text);
    case Form::text:
      return fmt::format("the text \"{}\"", raw.text);
    case Form::list:
      return "the list " + raw.text;
    case Form::table:
      return "a table";
    case Form::date:
      return "the date " + raw.text;
    default:
      return raw.text;
  }
}

Reading wrong(const Row& row, const Raw& raw) {
  return {{}, fmt::format("expected {}, found {}", expectation(row), found(raw)), {}};
}

bool is(const Raw& raw, std::initializer_list<Form> forms) {
  return raw.form == Form::bare || std::find(forms.begin(), forms.end(), raw.form) != forms.end();
}

template <class T>
std::optional<T> number(std::string_view text) {
  T value{};
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<double> finite(std::string_view text) {
  const auto value = number<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

/// The text a quantity's parser takes: a cell has its unit in the header, a default of 0 has none.
std::string with_unit(const Row& row, const Raw& raw) {
  if (!raw.unit.empty()) return raw.text + ' ' + raw.unit;
  if (raw.form == Form::bare && finite(raw.text) == 0.0) return raw.text + ' ' + std::string(row.unit);
  return raw.text;
}

/// The parsers' complaints end with "; what to write instead".
template <class T>
Reading reading(const Parsed<T>& parsed) {
  if (parsed) return {Value{*parsed.value}, {}, {}};
  const auto cut = parsed.error.rfind("; ");
  if (cut == parsed.error.npos) return {{}, parsed.error, {}};
  return {{}, parsed.error.substr(0, cut), parsed.error.substr(cut + 2)};
}

template <class Parse>
Reading read_quantity(const Row& row, const Raw& raw, Parse parse) {
  if (!is(raw, {Form::text, Form::integer, Form::real})) return wrong(row, raw);
  return reading(parse(with_unit(row, raw)));
}

/// Spreadsheets write TRUE and FALSE.
Reading read_flag(const Row& row, const Raw& raw) {
  const std::string text =
      raw.form == Form::bare ? boost::algorithm::to_lower_copy(raw.text, std::locale::classic()) : raw.text;
  if (is(raw, {Form::flag}) && text == "true") return {Value{true}, {}, {}};
  if (is(raw, {Form::flag}) && text == "false") return {Value{false}, {}, {}};
  return wrong(row, raw);
}

Reading read_integer(const Row& row, const Raw& raw) {
  const auto value = number<std::int64_t>(raw.text);
  if (!value || !is(raw, {Form::integer})) return wrong(row, raw);
  return {Value{*value}, {}, {}};
}

Reading read_number(const Row& row, const Raw& raw) {
  if (row.standard == "unset" && raw.text == "unset" && is(raw, {Form::text})) return {Value{nan}, {}, {}};
  const bool percents = row.unit == "fraction" && (raw.form == Form::text || raw.form == Form::bare);
  const std::string text = raw.unit == "%" ? raw.text + " %" : raw.text;
  if (percents && text.ends_with('%')) return reading(parse_fraction(text));
  const auto value = finite(raw.text);
  if (!value || !is(raw, {Form::integer, Form::real})) return wrong(row, raw);
  return {Value{*value}, {}, {}};
}

/// Calendars and their texts are sound within these years.
Reading read_day(const Raw& raw, Date date) {
  constexpr Date first = Date::of(1900, 1, 1), last = Date::of(2199, 12, 31);
  if (date >= first && date <= last) return {Value{date}, {}, {}};
  return {{}, fmt::format("{} is not within {} and {}", raw.text, to_text(first), to_text(last)), {}};
}

/// "2018-01-01", or days before another date: "run.start - 365 d".
Reading read_date(const Row& row, const Raw& raw, const Known& known) {
  if (!is(raw, {Form::date, Form::text})) return wrong(row, raw);
  const auto minus = raw.text.find(" - ");
  if (minus == raw.text.npos) {
    const auto date = parse_date(raw.text);
    return date ? read_day(raw, *date.value) : reading(date);
  }
  const std::optional<Date> from = known.date(std::string_view(raw.text).substr(0, minus));
  if (!from) return wrong(row, raw);
  const auto span = parse_duration(std::string_view(raw.text).substr(minus + 3));
  if (!span) return reading(span);
  const double before = span.value->as_days();
  if (before != std::floor(before) || std::fabs(before) > 1e6) {
    return {{}, fmt::format("\"{}\" is not a whole number of days before a date", raw.text), {}};
  }
  return read_day(raw, *from - static_cast<int>(before));
}

Reading read_text(const Row& row, const Raw& raw) {
  if (!is(raw, {Form::text}) || raw.text.empty()) return wrong(row, raw);
  return {Value{raw.text == "-" ? std::string() : raw.text}, {}, {}};
}

Reading read_element(const Row& row, const Raw& raw, const Known& known) {
  if (!is(raw, {Form::text}) || raw.text.empty()) return wrong(row, raw);
  if (raw.text == "-" && row.standard == "-") return {Value{Element{}}, {}, {}};
  const std::vector<std::string>* ids = known.ids(row.refers_to);
  if (ids == nullptr) return {Value{Element{}}, {}, {}};
  const auto at = std::find(ids->begin(), ids->end(), raw.text);
  if (at == ids->end()) {
    return {{}, fmt::format("there is no {} \"{}\"", row.refers_to, raw.text), did_you_mean(raw.text, *ids)};
  }
  return {Value{Element{static_cast<std::uint32_t>(at - ids->begin())}}, {}, {}};
}

/// The place of `text` among the labels, or the labels' number.
std::size_t label(const Row& row, std::string_view text) {
  return static_cast<std::size_t>(std::find(row.labels.begin(), row.labels.end(), text) - row.labels.begin());
}

Reading unknown_label(const Row& row, std::string_view text) {
  const std::string meant = did_you_mean(text, strings(row.labels));
  return {{}, fmt::format("\"{}\" is not one of {}", text, joined(row.labels)), meant};
}

Reading read_choice(const Row& row, const Raw& raw) {
  if (!is(raw, {Form::text}) || raw.text.empty()) return wrong(row, raw);
  const std::size_t i = label(row, raw.text);
  if (i == row.labels.size()) return unknown_label(row, raw.text);
  return {Value{Choice{static_cast<std::uint8_t>(i)}}, {}, {}};
}

Reading twice(std::string_view item) { return {{}, fmt::format("\"{}\" stands in it twice", item), {}}; }

Reading read_choice_set(const Row& row, const Raw& raw) {
  if (!is(raw, {Form::text, Form::list})) return wrong(row, raw);
  const auto every = static_cast<std::uint32_t>((std::uint64_t{1} << row.labels.size()) - 1);
  if (raw.form != Form::list && raw.text == "all") return {Value{ChoiceSet{every}}, {}, {}};
  if (raw.form != Form::list && raw.text == "none") return {Value{ChoiceSet{}}, {}, {}};
  if (raw.form == Form::text || (raw.form == Form::bare && raw.text.empty())) return wrong(row, raw);
  const std::vector<std::string> items = raw.form == Form::list ? raw.items : split(raw.text, " ");
  ChoiceSet set;
  for (const std::string& item : items) {
    const std::size_t i = label(row, item);
    if (i == row.labels.size()) return unknown_label(row, item);
    if (set.has(static_cast<std::uint32_t>(i))) return twice(item);
    set.bits |= std::uint32_t{1} << i;
  }
  return {Value{set}, {}, {}};
}

/// A list of labels; in a cell or default "a>b", or as the labels of a set are written: "a b".
Reading read_ranking(const Row& row, const Raw& raw) {
  if (!is(raw, {Form::text, Form::list})) return wrong(row, raw);
  if (raw.form != Form::list && raw.text == "none") return {Value{Ranking{}}, {}, {}};
  if (raw.form == Form::text || (raw.form == Form::bare && raw.text.empty())) return wrong(row, raw);
  const std::vector<std::string> items = raw.form == Form::list ? raw.items : split(raw.text, " >");
  Ranking ranking;
  for (const std::string& item : items) {
    const std::size_t i = label(row, item);
    if (i == row.labels.size()) return unknown_label(row, item);
    if (ranking.contains(i)) return twice(item);
    if (ranking.size() == Ranking::most) {
      return {{}, fmt::format("{} of them are more than {}", items.size(), Ranking::most), {}};
    }
    ranking.push_back(i);
  }
  return {Value{ranking}, {}, {}};
}

Reading read_kind(const Row& row, const Raw& raw, const Known& known) {
  switch (row.kind()) {
    case Kind::flag:
      return read_flag(row, raw);
    case Kind::integer:
      return read_integer(row, raw);
    case Kind::number:
      return read_number(row, raw);
    case Kind::duration:
      return read_quantity(row, raw, parse_duration);
    case Kind::money:
      return read_quantity(row, raw, parse_money);
    case Kind::rate:
      return read_quantity(row, raw, parse_rate);
    case Kind::length:
      return read_quantity(row, raw, parse_length);
    case Kind::date:
      return read_date(row, raw, known);
    case Kind::text:
      return read_text(row, raw);
    case Kind::element:
      return read_element(row, raw, known);
    case Kind::choice:
      return read_choice(row, raw);
    case Kind::choice_set:
      return read_choice_set(row, raw);
    case Kind::ranking:
      return read_ranking(row, raw);
  }
  __builtin_unreachable();
}

/// The number that a row's range bounds; NaN for values without one.
struct Magnitude {
  double operator()(std::int64_t n) const { return static_cast<double>(n); }
  double operator()(double x) const { return x; }
  double operator()(Duration d) const { return d.as_days(); }
  double operator()(Money m) const { return static_cast<double>(m.rupiah); }
  double operator()(Rate r) const { return r.per_day; }
  double operator()(Length l) const { return l.km; }
  template <class T>
  double operator()(const T&) const {
    return nan;
  }
};

/// Written out up to 16 digits: "100000 /d".
std::string bound_text(const Row& row, double bound) {
  switch (row.kind()) {
    case Kind::duration:
      return std::fabs(bound) < 1e8 ? to_text(days(1) * bound) : fmt::format("{} d", bound);
    case Kind::money:
      return fmt::format("{} IDR", bound);
    case Kind::rate:
      return fmt::format("{} /d", bound);
    case Kind::length:
      return fmt::format("{} km", bound);
    default:
      return fmt::format("{}", bound);
  }
}

std::string range_problem(const Row& row, const Raw& raw, double x) {
  if (!(x < row.low) && !(x > row.high)) return {};
  const std::string written = raw.unit.empty() ? raw.text : raw.text + ' ' + raw.unit;
  if (std::isinf(row.high)) return fmt::format("{} is less than {}", written, bound_text(row, row.low));
  if (std::isinf(row.low)) return fmt::format("{} is more than {}", written, bound_text(row, row.high));
  return fmt::format("{} is not within {} and {}", written, bound_text(row, row.low),
                     bound_text(row, row.high));
}

bool is_number_kind(Kind kind) {
  return kind == Kind::integer || kind == Kind::number || kind == Kind::duration || kind == Kind::money ||
         kind == Kind::rate || kind == Kind::length;
}

/// Whether the text is digits in groups of three: "1.209.011" with points, "22,400" with commas.
bool is_grouped(std::string_view text, char mark) {
  std::size_t group = text.find(mark);
  if (group == text.npos || group == 0 || group > 3) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool marked = i >= group && (i - group) % 4 == 0;
    if (marked ? text[i] != mark : std::isdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return (text.size() - group) % 4 == 0;
}

std::string without(std::string_view text, char mark) {
  std::string rest(text);
  std::erase(rest, mark);
  return rest;
}

Reading doubtful(std::string_view text, std::string_view one, std::string_view other) {
  return {
      {}, fmt::format("\"{}\" may be {} or {}", text, one, other), fmt::format("write {} or {}", one, other)};
}

/// A number of a cell as a program with decimal commas, or with groups of three digits, saves it. What it
/// means is certain, or it is refused. Empty where the text is nothing of the kind; else a reading without a
/// value and without a problem has put the number into `text`.
std::optional<Reading> localised(bool decimal_comma, bool whole_only, std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789.,+-"), text.size());
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const std::string_view number = std::string_view(text).substr(sign, end - sign);
  const auto become = [&](const std::string& plain) {
    text = text.substr(0, sign) + plain + text.substr(end);
    return Reading{};
  };
  if (!decimal_comma) {
    const auto points = std::count(number.begin(), number.end(), '.');
    if (is_grouped(number, '.') && (points > 1 || whole_only))
      return Reading{
          {}, fmt::format("\"{}\" has points between its digits", text), "write " + without(number, '.')};
    if (!is_grouped(number, ',')) return {};
    const std::string whole = without(number, ',');
    if (std::count(number.begin(), number.end(), ',') > 1)
      return Reading{{}, fmt::format("\"{}\" has commas between its digits", text), "write " + whole};
    std::string decimal(number);
    decimal[decimal.find(',')] = '.';
    return doubtful(text, whole, decimal);
  }
  const std::size_t comma = number.find(',');
  if (comma == number.npos) {
    if (!is_grouped(number, '.')) return {};
    const std::string whole = without(number, '.');
    if (std::count(number.begin(), number.end(), '.') > 1) return become(whole);
    std::string decimal(number);
    decimal[decimal.find('.')] = ',';
    return doubtful(text, whole, decimal);
  }
  const std::string_view before = number.substr(0, comma), after = number.substr(comma + 1);
  const bool plain = before.find('.') == before.npos;
  if (after.find_first_of(".,") != after.npos || (!plain && !is_grouped(before, '.'))) return {};
  return become(without(before, '.') + '.' + std::string(after));
}

}  // namespace

Reading read_value(const Row& row, const Raw& written, const Known& known) {
  Raw raw = written;
  if (raw.form == Form::bare && is_number_kind(row.kind())) {
    const std::optional<Reading> found = localised(raw.decimal_comma, row.kind() == Kind::integer, raw.text);
    if (found && !found->problem.empty()) return *found;
  }
  if (!raw.unit.empty() && !finite(raw.text)) {
    return {
        {}, fmt::format("\"{}\" is not a number", raw.text), fmt::format("the header says [{}]", raw.unit)};
  }
  Reading reading = read_kind(row, raw, known);
  if (!raw.unit.empty()) reading.suggestion.clear();  // a suggestion shows a unit, which a cell must not have
  if (!reading.value) return reading;
  const std::string problem = range_problem(row, raw, std::visit(Magnitude{}, *reading.value));
  return problem.empty() ? reading : Reading{{}, problem, {}};
}

std::string expectation(const Row& row) {
  switch (row.kind()) {
    case Kind::flag:
      return "true or false";
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return row.unit == "fraction" ? "a fraction such as 0.2 or \"20 %\"" : "a number";
    case Kind::duration:
      return "a duration such as \"35 d\" or \"90 min\"";
    case Kind::money:
      return "money such as \"360000 IDR\"";
    case Kind::rate:
      return "a rate such as \"5 /d\" or \"1200 /y\"";
    case Kind::length:
      return "a length such as \"12.5 km\"";
    case Kind::date:
      return "a date such as 2018-01-31";
    case Kind::text:
      return "a text";
    case Kind::element:
      return fmt::format("the id of a {}", row.refers_to) + (row.standard == "-" ? " or -" : "");
    case Kind::choice:
      return "one of " + joined(row.labels);
    case Kind::choice_set:
      return "all, none or a list of " + joined(row.labels);
    case Kind::ranking:
      return "none or a list, the first preferred, of " + joined(row.labels);
  }
  __builtin_unreachable();
}

std::string Raw::shown() const { return items.empty() ? text : fmt::format("[{}]", fmt::join(items, ", ")); }

std::string range_text(const Row& row) {
  const bool bounded = row.kind() != Kind::flag && row.kind() < Kind::date;
  if (!bounded || (std::isinf(row.low) && std::isinf(row.high))) return {};
  if (std::isinf(row.high)) return ">= " + bound_text(row, row.low);
  if (std::isinf(row.low)) return "<= " + bound_text(row, row.high);
  return bound_text(row, row.low) + " .. " + bound_text(row, row.high);
}

std::string usual_unit(const Row& row) {
  switch (row.kind()) {
    case Kind::duration:
      return "d";
    case Kind::money:
      return "IDR";
    case Kind::rate:
      return "/y";
    case Kind::length:
      return "km";
    default:
      return {};
  }
}

std::string column_unit_problem(const Row& row, const std::string& unit) {
  const std::string usual = usual_unit(row);
  if (usual.empty()) {
    const bool fits =
        unit.empty() || (!row.unit.empty() && unit == row.unit) || (row.unit == "fraction" && unit == "%");
    return fits ? "" : fmt::format("cannot have the unit [{}]", unit);
  }
  if (unit.empty()) return "needs a unit";
  const bool fits = read_kind(row, {Form::bare, "1", {}, unit, {}}, {}).value.has_value();
  return fits ? "" : fmt::format("cannot have the unit [{}]", unit);
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (auto begin = text.find_first_not_of(separators); begin != text.npos;) {
    const auto end = text.find_first_of(separators, begin);
    parts.emplace_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(separators, end);
  }
  return parts;
}

}  // namespace darah
