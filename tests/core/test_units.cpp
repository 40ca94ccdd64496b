#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <clocale>
#include <cmath>
#include <limits>

#include "core/units.hpp"

using namespace darah;

static_assert(days(1) == hours(24) && hours(1) == minutes(60) && minutes(1) == seconds(60));
static_assert(seconds(1) == microseconds(1'000'000));
static_assert(minutes(90) == hours(1) * 1.5 && 2 * days(1) == days(2) && days(3) / 2 == hours(36));
static_assert(Time{} + days(1) - Time{} == days(1) && Time{} < Time::never());
static_assert(std::uint64_t(Time::never().us) >> 55 == 0 && std::uint64_t(Time::never().us + 1) >> 55 == 1);
static_assert(Money{100} * 3 - Money{1} == Money{299} && -Money{5} < Money{});

template <class Factor>
concept scales_duration = requires(Duration d, Factor f) {
  d* f;
};
static_assert(scales_duration<int> && scales_duration<double> && !scales_duration<float>);

namespace {

constexpr std::int64_t most = Time::never().us;

/// Any sign and magnitude up to 55 bits, many of them whole in some unit.
Duration any_duration() {
  const auto unit =
      *rc::gen::element<std::int64_t>(1, 1000, seconds(1).us, minutes(1).us, hours(1).us, days(1).us);
  return microseconds(unit * *rc::gen::inRange<std::int64_t>(-most / unit, most / unit + 1));
}

double any_not_negative() {
  return *rc::gen::map(rc::gen::arbitrary<double>(), [](double x) { return std::fabs(x); });
}

template <class T>
void rejects(const Parsed<T>& parsed, const std::string& error) {
  CHECK_FALSE(parsed.value.has_value());
  CHECK(parsed.error == error);
}

}  // namespace

TEST_CASE("durations scale to the nearest tick, halves away from zero") {
  CHECK(microseconds(3) * 0.5 == microseconds(2));
  CHECK(microseconds(-3) * 0.5 == microseconds(-2));
  CHECK(microseconds(1) * 0.49999999999999994 == microseconds(0));
  CHECK(microseconds(10) * 0.14 == microseconds(1));
  CHECK(0.25 * days(1) == hours(6));
  rc::prop("as std::round does", [] {
    const auto d = microseconds(*rc::gen::inRange<std::int64_t>(-most, most));
    const double factor = *rc::gen::inRange(-64'000, 64'000) / 1000.0;
    RC_ASSERT((d * factor).us == static_cast<std::int64_t>(std::round(static_cast<double>(d.us) * factor)));
  });
#if defined(DARAH_CHECKED) && DARAH_CHECKED
  CHECK_THROWS_AS(days(1) * std::numeric_limits<double>::quiet_NaN(), CheckFailure);
  CHECK_THROWS_AS(days(1) * 1e300, CheckFailure);
#endif
}

TEST_CASE("durations read in other units") {
  CHECK(hours(36).as_days() == 1.5);
  CHECK(minutes(90).as_hours() == 1.5);
  CHECK(seconds(90).as_minutes() == 1.5);
  CHECK(days(1) / hours(5) == 4.8);
}

TEST_CASE("durations parse") {
  CHECK(parse_duration("35 d").value == days(35));
  CHECK(parse_duration("90 min").value == minutes(90));
  CHECK(parse_duration("12 h").value == hours(12));
  CHECK(parse_duration("30 s").value == seconds(30));
  CHECK(parse_duration("2 week").value == days(14));
  CHECK(parse_duration("1.5 h").value == minutes(90));
  CHECK(parse_duration("0 d").value == Duration{});
  CHECK(parse_duration("7 ms").value == microseconds(7000));
  CHECK(parse_duration("0.1 s").value == microseconds(100'000));
  CHECK(parse_duration("0.6 us").value == microseconds(1));
  CHECK(parse_duration("1e2 s").value == seconds(100));
  CHECK(parse_duration("-5 min").value == minutes(-5));
  CHECK(parse_duration(" 35d\t").value == days(35));
  CHECK(parse_duration("36_028_797_018_963_967 us").value == microseconds(most));
}

TEST_CASE("duration errors say what was expected, found and meant") {
  rejects(parse_duration("35"), R"("35" has no unit; write for instance "35 d")");
  rejects(parse_duration("90 minutes"),
          R"("90 minutes" has the unknown unit "minutes", )"
          R"(expected one of d h min s ms us week; write for instance "90 min")");
  rejects(parse_duration("2 Weeks"), R"("2 Weeks" has the unknown unit "Weeks", )"
                                     R"(expected one of d h min s ms us week; write for instance "2 week")");
  rejects(parse_duration("3 month"), R"("3 month" has the unknown unit "month", )"
                                     R"(expected one of d h min s ms us week; write for instance "35 d")");
  rejects(parse_duration(""), R"("" does not start with a number; write for instance "35 d")");
  rejects(parse_duration("d"), R"("d" does not start with a number; write for instance "35 d")");
  rejects(parse_duration("36028797018963968 us"),
          R"("36028797018963968 us" is too long (at most 416999 d); write for instance "35 d")");
  for (const char* text : {"nan d", "inf d", "-inf d", "1e999 d"}) {
    rejects(parse_duration(text),
            '"' + std::string(text) + R"(" has a number out of range; write for instance "35 d")");
  }
  for (const char* text :
       {"+5 d", "_5 d", "5_ d", "5__0 d", "0x5 d", "5 d d", "5,5 d", "1.2.3 d", "1e30 d",
        "9223372036854775807 d", "99999999999999999999 d", "-36028797018963968 us", "35 D"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
    CHECK_FALSE(parse_duration(text).error.empty());
  }
}

TEST_CASE("durations print in their largest whole unit and parse back") {
  CHECK(to_text(Duration{}) == "0 d");
  CHECK(to_text(days(35)) == "35 d");
  CHECK(to_text(hours(36)) == "36 h");
  CHECK(to_text(minutes(-90)) == "-90 min");
  CHECK(to_text(seconds(61)) == "61 s");
  CHECK(to_text(microseconds(2000)) == "2 ms");
  CHECK(to_text(microseconds(-1)) == "-1 us");
  rc::prop("round trip", [] {
    const auto duration = any_duration();
    RC_ASSERT(parse_duration(to_text(duration)).value == duration);
  });
}

TEST_CASE("money parses as whole rupiah") {
  CHECK(parse_money("360000 IDR").value == Money{360'000});
  CHECK(parse_money("3_500_000 IDR").value == Money{3'500'000});
  CHECK(parse_money("3.5e6 IDR").value == Money{3'500'000});
  CHECK(parse_money("9223372036854775807 IDR").value == Money{std::numeric_limits<std::int64_t>::max()});
  rejects(parse_money("360000"), R"("360000" has no unit; write for instance "360000 IDR")");
  rejects(parse_money("3.5 MIDR"), R"("3.5 MIDR" has the unknown unit "MIDR", )"
                                   R"(expected one of IDR; write for instance "360000 IDR")");
  rejects(parse_money("0.5 IDR"),
          R"("0.5 IDR" is not a whole number of rupiah; write for instance "360000 IDR")");
  rejects(parse_money("9223372036854775808 IDR"),
          R"("9223372036854775808 IDR" is too large; write for instance "360000 IDR")");
  rc::prop("round trip", [](std::int64_t rupiah) {
    RC_PRE(rupiah != std::numeric_limits<std::int64_t>::min());
    RC_ASSERT(parse_money(to_text(Money{rupiah})).value == Money{rupiah});
  });
}

TEST_CASE("fractions parse bare or in percent, within 0 and 1") {
  CHECK(parse_fraction("0.2").value == 0.2);
  CHECK(parse_fraction("20 %").value == 0.2);
  CHECK(parse_fraction("20%").value == 0.2);
  CHECK(parse_fraction("0").value == 0.0);
  CHECK(parse_fraction("100 %").value == 1.0);
  rejects(parse_fraction("20"), R"("20" is not within 0 and 1; write for instance "0.2" or "20 %")");
  rejects(parse_fraction("-0.1"), R"("-0.1" is not within 0 and 1; write for instance "0.2" or "20 %")");
  rejects(parse_fraction("20 percent"), R"("20 percent" has the unknown unit "percent", )"
                                        R"(expected one of %; write for instance "20 %")");
  CHECK_FALSE(parse_fraction("nan"));
  rc::prop("round trip", [] {
    const double fraction = *rc::gen::inRange(0, 1'000'000'007) / 1'000'000'006.0;
    RC_ASSERT(parse_fraction(to_text(fraction)).value == fraction);
  });
}

TEST_CASE("rates are per day, a year being 365 d") {
  CHECK(parse_rate("232200 /y").value->per_day == 232200 / 365.0);
  CHECK(parse_rate("365 /y").value == Rate{1});
  CHECK(parse_rate("5 /d").value == Rate{5});
  CHECK(parse_rate("14/week").value == Rate{2});
  CHECK(parse_rate("0.5 /h").value == Rate{12});
  CHECK(Rate{2}.per_year() == 730);
  rejects(parse_rate("5 d"), R"("5 d" has the unknown unit "d", )"
                             R"(expected one of /h /d /week /y; write for instance "5 /d")");
  rejects(parse_rate("5 /year"), R"("5 /year" has the unknown unit "/year", )"
                                 R"(expected one of /h /d /week /y; write for instance "5 /y")");
  rejects(parse_rate("-5 /d"), R"("-5 /d" is negative; write for instance "5 /d")");
  rejects(parse_rate("1e308 /h"), R"("1e308 /h" is too large; write for instance "5 /d")");
  rc::prop("round trip", [] {
    const Rate rate{any_not_negative()};
    RC_ASSERT(parse_rate(to_text(rate)).value == rate);
  });
}

TEST_CASE("lengths are in km") {
  CHECK(parse_length("12.5 km").value == Length{12.5});
  CHECK(parse_length("300 m").value == Length{0.3});
  rejects(parse_rate("22400"), R"("22400" has no unit; write for instance "22400 /y" or "22400 /d")");
  rejects(parse_length("12.5"), R"("12.5" has no unit; write for instance "12.5 km")");
  rejects(parse_length("-1 km"), R"("-1 km" is negative; write for instance "12.5 km")");
  rc::prop("round trip", [] {
    const Length length{any_not_negative()};
    RC_ASSERT(parse_length(to_text(length)).value == length);
  });
}

TEST_CASE("dates know their calendar") {
  constexpr Date epoch = Date::of(1970, 1, 1);
  static_assert(epoch.day_number == 0 && epoch.weekday() == 3);
  constexpr Date leap = Date::of(2016, 2, 29);
  static_assert(leap.year() == 2016 && leap.month() == 2 && leap.day() == 29 && leap.weekday() == 0);
  CHECK(leap + 1 == Date::of(2016, 3, 1));
  CHECK(Date::of(2018, 1, 1) - Date::of(2016, 1, 1) == 366 + 365);
  CHECK(Date::of(1900, 3, 1) - Date::of(1900, 2, 28) == 1);
  CHECK(Date::of(1969, 12, 31).day_number == -1);
  CHECK(Date::of(1969, 12, 28).weekday() == 6);
}

TEST_CASE("dates parse and print as YYYY-MM-DD") {
  CHECK(parse_date("2018-01-01").value == Date::of(2018, 1, 1));
  CHECK(to_text(Date::of(33, 4, 3)) == "0033-04-03");
  rejects(parse_date("2018-02-29"),
          R"("2018-02-29" is not a day of the calendar; write for instance "2018-01-31")");
  rejects(parse_date("1/2/2018"), R"("1/2/2018" is not a date YYYY-MM-DD; write for instance "2018-01-31")");
  for (const char* text : {"", "2018-1-1", "2018-13-01", "2018-00-01", "2018-01-00", "2018-01-32",
                           "2018-01-01x", "2018 01 01", "-018-01-01", "2018-01-01T00:00:00"}) {
    INFO(text);
    CHECK_FALSE(parse_date(text));
  }
  rc::prop("round trip, and weekdays advance by one", [] {
    const Date date{*rc::gen::inRange(Date::of(0, 1, 1).day_number, Date::of(9999, 12, 31).day_number)};
    RC_ASSERT(parse_date(to_text(date)).value == date);
    RC_ASSERT((date + 1).weekday() == (date.weekday() + 1) % 7);
  });
}

TEST_CASE("numbers print shortest") {
  CHECK(to_text(0.1) == "0.1");
  CHECK(to_text(232200.0) == "232200");
  CHECK(to_text(-1e-300) == "-1e-300");
}

TEST_CASE("the locale changes nothing") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "id_ID.UTF-8"}) {
    std::setlocale(LC_ALL, name);  // where it is not installed this repeats the C locale
    CHECK(parse_duration("1.5 h").value == minutes(90));
    CHECK(to_text(Length{12.5}) == "12.5 km");
  }
  std::setlocale(LC_ALL, before.c_str());
}
