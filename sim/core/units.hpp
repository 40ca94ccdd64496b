#pragma once

#include <chrono>
#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/check.hpp"

/// Quantities with their unit in the type, and their text in scenario files ("35 d", "90 min", "360000 IDR").

namespace darah {

/// A span of time in ticks of one microsecond; may be negative.
struct Duration {
  std::int64_t us = 0;

  constexpr auto operator<=>(const Duration&) const = default;

  constexpr Duration& operator+=(Duration d) { return us += d.us, *this; }
  constexpr Duration& operator-=(Duration d) { return us -= d.us, *this; }

  constexpr double as_minutes() const { return static_cast<double>(us) / 60e6; }
  constexpr double as_hours() const { return static_cast<double>(us) / 3600e6; }
  constexpr double as_days() const { return static_cast<double>(us) / 86400e6; }
};

constexpr Duration microseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000'000}; }
constexpr Duration days(std::int64_t n) { return {n * 86'400'000'000}; }

constexpr Duration operator-(Duration d) { return {-d.us}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
constexpr Duration operator*(Duration d, std::integral auto n) {
  return {d.us * static_cast<std::int64_t>(n)};
}
constexpr Duration operator*(std::integral auto n, Duration d) { return d * n; }

/// The product rounded to the nearest tick, halves away from zero. One multiplication and exact steps after
/// it, so every conforming machine gives the same tick. Requires a finite product within int64.
constexpr Duration operator*(Duration d, std::same_as<double> auto factor) {
  const double product = static_cast<double>(d.us) * factor;
  DARAH_EXPECT(product > -0x1p63 && product < 0x1p63);
  const auto whole = static_cast<std::int64_t>(product);
  const double rest = product - static_cast<double>(whole);
  return {whole + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0)};
}
constexpr Duration operator*(std::same_as<double> auto factor, Duration d) { return d * factor; }

/// Truncates towards zero. Requires n != 0.
constexpr Duration operator/(Duration d, std::integral auto n) {
  return {d.us / static_cast<std::int64_t>(n)};
}
/// The ratio of two durations.
constexpr double operator/(Duration a, Duration b) {
  return static_cast<double>(a.us) / static_cast<double>(b.us);
}

/// An instant: microseconds since the simulation's start.
struct Time {
  std::int64_t us = 0;

  constexpr auto operator<=>(const Time&) const = default;

  constexpr Time& operator+=(Duration d) { return us += d.us, *this; }
  constexpr Time& operator-=(Duration d) { return us -= d.us, *this; }

  /// The last instant, about the year 1141 of a simulation: the largest the event queue can hold (55 bits).
  static constexpr Time never() { return {(std::int64_t{1} << 55) - 1}; }
};

constexpr Time operator+(Time t, Duration d) { return {t.us + d.us}; }
constexpr Time operator+(Duration d, Time t) { return t + d; }
constexpr Time operator-(Time t, Duration d) { return {t.us - d.us}; }
constexpr Duration operator-(Time a, Time b) { return {a.us - b.us}; }

/// Whole rupiah; may be negative.
struct Money {
  std::int64_t rupiah = 0;

  constexpr auto operator<=>(const Money&) const = default;

  constexpr Money& operator+=(Money m) { return rupiah += m.rupiah, *this; }
  constexpr Money& operator-=(Money m) { return rupiah -= m.rupiah, *this; }
};

constexpr Money operator-(Money m) { return {-m.rupiah}; }
constexpr Money operator+(Money a, Money b) { return {a.rupiah + b.rupiah}; }
constexpr Money operator-(Money a, Money b) { return {a.rupiah - b.rupiah}; }
constexpr Money operator*(Money m, std::integral auto n) { return {m.rupiah * static_cast<std::int64_t>(n)}; }
constexpr Money operator*(std::integral auto n, Money m) { return m * n; }

/// Events per unit of time. A year is 365 days, so that a yearly rate over a 365 d horizon gives that many.
struct Rate {
  static constexpr int days_per_year = 365;

  double per_day = 0;

  constexpr auto operator<=>(const Rate&) const = default;
  constexpr double per_year() const { return per_day * days_per_year; }
};

struct Length {
  double km = 0;

  constexpr auto operator<=>(const Length&) const = default;
};

/// A day of the proleptic Gregorian calendar.
struct Date {
  int day_number = 0;  ///< days since 1970-01-01

  constexpr auto operator<=>(const Date&) const = default;

  static constexpr bool exists(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && civil(year, month, day).ok();
  }

  /// Requires a day that exists.
  static constexpr Date of(int year, int month, int day) {
    DARAH_EXPECT(exists(year, month, day));
    return {static_cast<int>(std::chrono::sys_days{civil(year, month, day)}.time_since_epoch().count())};
  }

  constexpr int year() const { return static_cast<int>(civil().year()); }
  constexpr int month() const { return static_cast<int>(static_cast<unsigned>(civil().month())); }  ///< 1..12
  constexpr int day() const { return static_cast<int>(static_cast<unsigned>(civil().day())); }      ///< 1..31
  /// 0 = Monday .. 6 = Sunday.
  constexpr int weekday() const {
    return static_cast<int>(std::chrono::weekday{sys_days()}.iso_encoding()) - 1;
  }

 private:
  constexpr std::chrono::sys_days sys_days() const {
    return std::chrono::sys_days{std::chrono::days{day_number}};
  }
  constexpr std::chrono::year_month_day civil() const { return sys_days(); }
  static constexpr std::chrono::year_month_day civil(int year, int month, int day) {
    return {std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
            std::chrono::day{static_cast<unsigned>(day)}};
  }
};

constexpr Date operator+(Date d, int n) { return {d.day_number + n}; }
constexpr Date operator-(Date d, int n) { return {d.day_number - n}; }
constexpr int operator-(Date a, Date b) { return a.day_number - b.day_number; }

/// What a text meant, or why it means nothing: exactly one of the two is set.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string error;  ///< expected, found, and an example to write instead

  explicit operator bool() const { return value.has_value(); }
};

// A parser of a quantity reads a number, optional blanks and a unit. Decimals, exponents and `_` between
// digits are allowed; the locale is ignored. Anything else, NaN, infinity and overflow are errors; nothing
// throws.

/// Reads us, ms, s, min, h, d and week, rounded to the nearest tick; within Time::never() either way.
Parsed<Duration> parse_duration(std::string_view text);
Parsed<Money> parse_money(std::string_view text);      ///< IDR; whole rupiah only
Parsed<double> parse_fraction(std::string_view text);  ///< "0.2" or "20 %"; within 0 and 1
Parsed<Rate> parse_rate(std::string_view text);        ///< /h, /d, /week, /y; not negative
Parsed<Length> parse_length(std::string_view text);    ///< m, km; not negative
Parsed<Date> parse_date(std::string_view text);        ///< YYYY-MM-DD

/// Text of a value; the parser of its type reads the value back from it.
std::string to_text(Duration);  ///< in the largest unit up to d that divides the duration
std::string to_text(Money);
std::string to_text(Rate);    ///< per day
std::string to_text(Length);  ///< km
std::string to_text(Date);    ///< requires a year within 0 and 9999
std::string to_text(double);  ///< the shortest decimal that reads back the same

}  // namespace darah
