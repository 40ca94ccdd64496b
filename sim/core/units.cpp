#include "core/units.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale>
#include <span>
#include <system_error>

namespace darah {
namespace {

/// One of a unit is times / over of what the type counts in.
struct Unit {
  std::string_view name;
  std::int64_t times = 1;
  std::int64_t over = 1;
};

/// What a parser accepts, and what it shows as an example.
struct Grammar {
  std::span<const Unit> units;
  std::string_view usual_unit;
  std::string_view example;
  std::string_view as_usual = {};  ///< another unit, so usual that nothing says which is meant
};

// Largest first, for to_text; the week is understood but not written, shelf lives are said in days.
constexpr auto duration_units = std::to_array<Unit>({{"d", days(1).us},
                                                     {"h", hours(1).us},
                                                     {"min", minutes(1).us},
                                                     {"s", seconds(1).us},
                                                     {"ms", 1000},
                                                     {"us", 1},
                                                     {"week", days(7).us}});
constexpr auto money_units = std::to_array<Unit>({{"IDR"}});
constexpr auto fraction_units = std::to_array<Unit>({{""}, {"%", 1, 100}});
constexpr auto rate_units =
    std::to_array<Unit>({{"/h", 24}, {"/d"}, {"/week", 1, 7}, {"/y", 1, Rate::days_per_year}});
constexpr auto length_units = std::to_array<Unit>({{"m", 1, 1000}, {"km"}});

constexpr Grammar duration_grammar{duration_units, "d", "35 d"};
constexpr Grammar money_grammar{money_units, "IDR", "360000 IDR"};
constexpr Grammar fraction_grammar{fraction_units, "%", "20 %"};
constexpr Grammar rate_grammar{rate_units, "/y", "5 /d", "/d"};
constexpr Grammar length_grammar{length_units, "km", "12.5 km"};

struct Quantity {
  std::optional<std::int64_t> whole;  ///< the number, when written as an integer that fits
  double real = 0;
  Unit unit;

  double scaled() const { return real * static_cast<double>(unit.times) / static_cast<double>(unit.over); }
};

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string complaint(std::string_view text, std::string_view problem, std::string_view example) {
  return quoted(text) + ' ' + std::string(problem) + "; write for instance " + quoted(example);
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string without_separators(std::string_view text) {
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool separates =
        text[i] == '_' && i > 0 && is_digit(text[i - 1]) && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!separates) kept += text[i];
  }
  return kept;
}

/// The unit that begins what was written: "minutes" means "min". Empty when there is none.
std::string_view unit_meant(std::string_view written, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (!unit.name.empty() && boost::algorithm::istarts_with(written, unit.name, std::locale::classic()))
      return unit.name;
  }
  return {};
}

std::string unknown_unit(std::string_view text, std::string_view number, std::string_view written,
                         const Grammar& grammar) {
  const auto with = [&](std::string_view unit) { return std::string(number) + ' ' + std::string(unit); };
  if (written.empty()) {
    const std::string first = complaint(text, "has no unit", with(grammar.usual_unit));
    return grammar.as_usual.empty() ? first
                                    : first + " or " + quoted(std::string_view(with(grammar.as_usual)));
  }
  std::string problem = "has the unknown unit " + quoted(written) + ", expected one of";
  for (const Unit& unit : grammar.units) {
    if (!unit.name.empty()) problem += ' ' + std::string(unit.name);
  }
  const std::string_view meant = unit_meant(written, grammar.units);
  return complaint(text, problem, meant.empty() ? std::string(grammar.example) : with(meant));
}

Parsed<Quantity> parse_quantity(std::string_view text, const Grammar& grammar) {
  const std::string plain = without_separators(trimmed(text));
  const char* const begin = plain.data();
  const char* const end = begin + plain.size();

  Quantity quantity;
  const auto [number_end, status] = std::from_chars(begin, end, quantity.real);
  if (status == std::errc::invalid_argument) {
    return {{}, complaint(text, "does not start with a number", grammar.example)};
  }
  if (status != std::errc{} || !std::isfinite(quantity.real)) {
    return {{}, complaint(text, "has a number out of range", grammar.example)};
  }
  std::int64_t whole = 0;
  const auto [whole_end, whole_status] = std::from_chars(begin, number_end, whole);
  if (whole_status == std::errc{} && whole_end == number_end) quantity.whole = whole;

  const std::string_view number(begin, static_cast<std::size_t>(number_end - begin));
  const std::string_view written = trimmed(std::string_view(plain).substr(number.size()));
  for (const Unit& unit : grammar.units) {
    if (unit.name != written) continue;
    quantity.unit = unit;
    return {quantity, {}};
  }
  return {{}, unknown_unit(text, number, written, grammar)};
}

/// The quantity in whole ticks or rupiah, the nearest one, when at most `limit` either way. Integers stay
/// exact.
std::optional<std::int64_t> rounded(const Quantity& quantity, std::int64_t limit) {
  std::int64_t result = 0;
  if (quantity.whole) {
    if (__builtin_mul_overflow(*quantity.whole, quantity.unit.times, &result)) return {};
  } else {
    const double scaled = std::round(quantity.scaled());
    if (!(std::fabs(scaled) < 0x1p63)) return {};
    result = static_cast<std::int64_t>(scaled);
  }
  if (result > limit || result < -limit) return {};
  return result;
}

Parsed<double> parse_not_negative(std::string_view text, const Grammar& grammar) {
  const auto quantity = parse_quantity(text, grammar);
  if (!quantity) return {{}, quantity.error};
  const double scaled = quantity.value->scaled();
  if (scaled < 0) return {{}, complaint(text, "is negative", grammar.example)};
  if (!std::isfinite(scaled)) return {{}, complaint(text, "is too large", grammar.example)};
  return {scaled, {}};
}

std::string padded(int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

Parsed<Duration> parse_duration(std::string_view text) {
  const auto quantity = parse_quantity(text, duration_grammar);
  if (!quantity) return {{}, quantity.error};
  const auto us = rounded(*quantity.value, Time::never().us);
  if (!us) {
    const auto most = std::to_string(Time::never().us / days(1).us);
    return {{}, complaint(text, "is too long (at most " + most + " d)", duration_grammar.example)};
  }
  return {Duration{*us}, {}};
}

Parsed<Money> parse_money(std::string_view text) {
  const auto quantity = parse_quantity(text, money_grammar);
  if (!quantity) return {{}, quantity.error};
  const double real = quantity.value->real;
  if (!quantity.value->whole && real != std::round(real)) {
    return {{}, complaint(text, "is not a whole number of rupiah", money_grammar.example)};
  }
  const auto rupiah = rounded(*quantity.value, std::numeric_limits<std::int64_t>::max());
  if (!rupiah) return {{}, complaint(text, "is too large", money_grammar.example)};
  return {Money{*rupiah}, {}};
}

Parsed<double> parse_fraction(std::string_view text) {
  const auto quantity = parse_quantity(text, fraction_grammar);
  if (!quantity) return {{}, quantity.error};
  const double fraction = quantity.value->scaled();
  if (fraction < 0 || fraction > 1) {
    return {{}, complaint(text, "is not within 0 and 1", "0.2") + " or \"20 %\""};
  }
  return {fraction, {}};
}

Parsed<Rate> parse_rate(std::string_view text) {
  const auto per_day = parse_not_negative(text, rate_grammar);
  if (!per_day) return {{}, per_day.error};
  return {Rate{*per_day.value}, {}};
}

Parsed<Length> parse_length(std::string_view text) {
  const auto km = parse_not_negative(text, length_grammar);
  if (!km) return {{}, km.error};
  return {Length{*km.value}, {}};
}

Parsed<Date> parse_date(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-dd";
  const std::string_view date = trimmed(text);
  bool well_formed = date.size() == shape.size();
  for (std::size_t i = 0; well_formed && i < shape.size(); ++i) {
    well_formed = shape[i] == 'd' ? is_digit(date[i]) : date[i] == shape[i];
  }
  if (!well_formed) return {{}, complaint(text, "is not a date YYYY-MM-DD", "2018-01-31")};

  const auto number = [&](std::size_t from, std::size_t to) {
    int value = 0;
    std::from_chars(date.data() + from, date.data() + to, value);
    return value;
  };
  const int year = number(0, 4);
  const int month = number(5, 7);
  const int day = number(8, 10);
  if (!Date::exists(year, month, day)) {
    return {{}, complaint(text, "is not a day of the calendar", "2018-01-31")};
  }
  return {Date::of(year, month, day), {}};
}

std::string to_text(Duration duration) {
  for (const Unit& unit : duration_units) {
    if (duration.us % unit.times == 0) {
      return std::to_string(duration.us / unit.times) + ' ' + std::string(unit.name);
    }
  }
  __builtin_unreachable();  // every duration is a whole number of us
}

std::string to_text(Money money) { return std::to_string(money.rupiah) + " IDR"; }

std::string to_text(Rate rate) { return to_text(rate.per_day) + " /d"; }

std::string to_text(Length length) { return to_text(length.km) + " km"; }

std::string to_text(Date date) {
  DARAH_EXPECT(date.year() >= 0 && date.year() <= 9999);
  return padded(date.year(), 4) + '-' + padded(date.month(), 2) + '-' + padded(date.day(), 2);
}

std::string to_text(double number) {
  std::array<char, 32> buffer;
  const auto [end, status] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  DARAH_ENSURE(status == std::errc{});
  return {buffer.data(), end};
}

}  // namespace darah
