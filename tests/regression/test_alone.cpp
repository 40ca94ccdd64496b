#include <catch2/catch.hpp>
#include <cmath>

#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Nothing that leads from one district to another: no exchange of blood, no refusal, a hospital for
/// everyone.
const std::vector<std::string> links_off = {"run.warm_up=\"60 d\"",
                                            "run.policy_start=2018-04-01",
                                            "run.horizon=\"31 d\"",
                                            "emergency.*.rate=30",
                                            "emergency.*.lethality=0.5",
                                            "emergency.*.away=0",  // else of all births together
                                            "blood_centre.exchange_success=0",
                                            "blood_centre.coordination_effect=0",
                                            "referral.refusal_insured=0",
                                            "referral.refusal_other=0",
                                            "referral.team_down=0",
                                            "referral.*.onward=0",
                                            "care.uterotonic.*=0",
                                            "care.caesarean_risk=1",
                                            "care.caesarean_antibiotic=0",
                                            "referral.occupancy=0",
                                            "catchment.south-3.nearest_hospital=hospital-south"};

/// Room for all who come, in the hospitals of these ids.
std::vector<std::string> endless_rooms(std::vector<std::string> sets,
                                       const std::vector<std::string>& hospitals) {
  for (const std::string& id : hospitals) {
    sets.push_back("facility." + id + ".beds=500");
    sets.push_back("facility." + id + ".teams=50");
  }
  return sets;
}

/// The rows of one district and what stands in it.
void only_south(const std::string& file, std::vector<std::string>& lines) {
  if (file == "scenario.toml") {
    const auto agreement = std::find(lines.begin(), lines.end(), "[agreement.north]");
    lines.erase(agreement, std::find(agreement, lines.end(), "[[arm]]"));
  } else if (file != "periods.csv") {
    std::erase_if(lines, [](const std::string& line) {
      const std::string id = line.substr(0, line.find(','));
      return id.find("north") != std::string::npos || id == "hospital-other";
    });
    for (std::string& line : lines) {
      if (const auto across = line.find("hospital-north"); across != line.npos)
        line.replace(across, 14, "hospital-south");
    }
  }
}

}  // namespace

TEST_CASE("a district alone is its rows of the whole when nothing links the two") {
  const SmallCopy copy(only_south);
  const Scenario whole =
      small(endless_rooms(links_off, {"hospital-north", "hospital-other", "hospital-south"}));
  const Scenario alone = load_scenario(copy.path(), {endless_rooms(links_off, {"hospital-south"}), {}});
  REQUIRE(whole.base.districts.size() == 2);
  REQUIRE(alone.base.districts.values() == std::vector<std::string>{"south"});
  REQUIRE(whole.base.districts[DistrictId{1}] == "south");
  const Reader read_whole(whole.base), read_alone(alone.base);
  const auto of_whole = run(whole), of_alone = run(alone);
  for (std::size_t arm = 0; arm < of_whole.size(); ++arm) {
    std::size_t compared = 0;
    for (std::size_t i = 0; i < measures().size(); ++i) {
      const std::string_view rows = measures()[i].dimensions[0];
      if (rows != "district" && rows != "utd") continue;
      const auto all = read_whole.values(of_whole[arm], i), south = read_alone.values(of_alone[arm], i);
      REQUIRE(all.size() == 2 * south.size());
      INFO(whole.arms[arm].name << ": " << measures()[i].name);
      CHECK(std::equal(south.begin(), south.end(), all.begin() + static_cast<std::ptrdiff_t>(south.size())));
      compared += std::any_of(south.begin(), south.end(), [](std::int64_t x) { return x != 0; });
    }
    CHECK(compared > 50);
    std::vector<std::uint64_t> deaths, south_deaths;
    for (const Death& death : of_whole[arm].deaths) {
      if (death.district == 1) deaths.push_back(death.woman);
    }
    for (const Death& death : of_alone[arm].deaths) south_deaths.push_back(death.woman);
    REQUIRE(!deaths.empty());
    CHECK(deaths == south_deaths);
  }
}

TEST_CASE("no drift: the first half-year of measurement is like the last of two years", "[.slow]") {
  // A year without seasons, holidays or growth.
  const Scenario s =
      small({"run.start=2018-07-01", "run.policy_start=2018-07-01", "run.warm_up=\"365 d\"",
             "run.horizon=\"730 d\"", "period.*.turnout=1", "period.*.companies_closed=false",
             "period.*.schools_closed=false", "demand.dengue=1", "transport.hindered=1",
             "emergency.*.rate=30", "programme.jkn_growth=0", "agreement.north.template=none"});
  const Reader read(s.base);
  std::vector<Outcome> outcomes;
  for (std::uint64_t r = 0; r < 12; ++r) outcomes.push_back(run(s.base, r));
  const std::vector<std::size_t> lengths = {31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30};  // from July on
  // All of the first dimension, a day, in months [from, until).
  const auto a_day = [&](std::string_view name, std::size_t from, std::size_t until) {
    double sum = 0, days = 0;
    for (const Outcome& outcome : outcomes) {
      const auto all = read.values(outcome, name);
      const std::size_t inner = all.size() / (2 * 24);  // two districts or blood centres, 24 months
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::size_t month = i / inner % 24;
        if (month >= from && month < until) sum += static_cast<double>(all[i]);
      }
    }
    for (std::size_t month = from; month < until; ++month) days += static_cast<double>(lengths[month % 12]);
    return sum / days;
  };
  for (const std::string_view name : {"births", "emergencies", "treated", "onset_to_treatment", "contacts",
                                      "donations", "units_produced", "units_issued"}) {
    const double first = a_day(name, 0, 6), last = a_day(name, 18, 24);
    INFO(name << ": " << first << " and then " << last << " a day");
    // Times to treatment have a long tail.
    CHECK(first == Approx(last).epsilon(name == "onset_to_treatment" ? 0.25 : 0.06));
  }
  // What is left of supply and need, which nearly balance, wanders more than they do.
  for (const std::string_view name : {"units_unmet", "stock_time"}) {
    INFO(name);
    CHECK(a_day(name, 0, 6) == Approx(a_day(name, 18, 24)).epsilon(0.5));
  }
}
