#include <array>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "model/blood_world.hpp"
#include "model/place/purpose.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

std::int64_t met_by_others(const World& w) {
  return total_at(w, "units_met_by", index_of(BloodSource::other_utd), blood_source_labels.size());
}

}  // namespace

TEST_CASE("with blood enough nobody waits for red cells and nobody looks for donors") {
  Parameters p = town(80000);
  p.demand.platelets = p.demand.plasma = 0;
  p.network.rhesus_negative = 0;
  p.blood_centre.initial_cover = days(20);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  CHECK(sum_of(w, "units_unmet", Urgency::urgent) == 0);
  CHECK(sum_of(w, "units_unmet", Urgency::elective) == 0);
  CHECK(total(w, "units_late") == 0);
  CHECK(total(w, "searches") == 0);
  CHECK(total(w, "units_expired") > 0);
  const double returned = static_cast<double>(total(w, "units_returned"));
  CHECK(returned / static_cast<double>(total(w, "units_met")) == Approx(0.15).margin(0.01));
}

TEST_CASE("without donors everything lapses but what replacement donors give") {
  Parameters p = town(0, 120);
  p.blood_centre.initial_cover = days(0);
  p.blood_bank.quantile = 0;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.last);
  const auto met_by = values(w, "units_met_by");
  std::array<std::int64_t, blood_source_labels.size()> met{};
  for (std::size_t i = 0; i < met_by.size(); ++i) met[i % met.size()] += met_by[i];
  CHECK(met[index_of(BloodSource::other_utd)] == 0);
  CHECK(met[index_of(BloodSource::replacement)] > 0);
  CHECK(total(w, "searches") > 0);
  CHECK(sum_of(w, "units_unmet", Urgency::elective) > 0.5 * sum_of(w, "units_asked", Urgency::elective));
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("every unit asked for is met or unmet in the end") {
  for (const double donations : {0.0, 12000.0, 30000.0}) {
    Parameters p = town(donations, 365);
    const Model m(p);
    World w(m, {3, 0});
    w.run_until(m, m.end);
    const double open =
        static_cast<double>(total(w, "units_asked") - total(w, "units_met") - total(w, "units_unmet"));
    // What waits at the end: at most a week's elective and a day's urgent units.
    CHECK(open >= 0);
    CHECK(open <= 1.5 * 20000 * 1.3 / 365 * 8);
  }
}

TEST_CASE("elective requests leave the floor to urgent ones") {
  Parameters p = town(12000);
  p.demand.platelets = p.demand.plasma = p.demand.replacement_found = 0;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  const auto unmet_share = [&](Urgency urgency) {
    return sum_of(w, "units_unmet", urgency) / sum_of(w, "units_asked", urgency);
  };
  CHECK(unmet_share(Urgency::elective) > 3 * unmet_share(Urgency::urgent));
  p.blood_centre.elective_floor = days(0);
  const Model no_floor(p);
  World v(no_floor, {3, 0});
  v.run_until(no_floor, no_floor.end);
  CHECK(sum_of(v, "units_unmet", Urgency::urgent) > sum_of(w, "units_unmet", Urgency::urgent));
  // Both worlds have the same requests.
  CHECK(values(v, "requests") == values(w, "requests"));
  CHECK(values(v, "units_asked") == values(w, "units_asked"));
}

TEST_CASE("a short blood centre gets units from its neighbour") {
  Parameters p = blood_parameters(
      {{"rich", 30000, 0, 5000, {500000}, 1, 0, 500, 5000}, {"poor", 0, 0, 5000, {500000}, 1, 0, 500, 5000}},
      0, 120);
  p.blood_centre.exchange_success = 1;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "units_exported") > 0);
  CHECK(total(w, "units_exported") == total(w, "units_imported"));
  p.blood_centre.exchange_success = 0;
  const Model apart(p);
  World v(apart, {3, 0});
  v.run_until(apart, apart.end);
  CHECK(total(v, "units_exported") == 0);
  CHECK(sum_of(v, "units_unmet", Urgency::urgent) > sum_of(w, "units_unmet", Urgency::urgent));
}

namespace {

/// Requests of each day for red cells at one hospital, one unit each, counted by a stock that runs dry at
/// once.
std::vector<double> daily_requests(Parameters p, int days_run) {
  const Model m(p);
  World w(m, {9, 0});
  std::vector<double> daily;
  std::int64_t before = 0;
  for (int day = 1; day <= days_run; ++day) {
    w.run_until(m, Time{} + days(day));
    const std::int64_t now = total(w, "requests");
    daily.push_back(static_cast<double>(now - before));
    before = now;
  }
  return daily;
}

Parameters one_hospital(double a_day, int horizon_days) {
  Parameters p = blood_parameters({{"town", 0, 0, a_day * 365, {500000}, 1, 0, 500, 5000}}, 0, horizon_days);
  p.demand.platelets = p.demand.plasma = p.demand.more_units = 0;
  p.demand.urgent = 1;
  p.demand.urgent_lapse = days(0);
  p.blood_centre.initial_cover = days(0);
  return p;
}

struct MeanVariance {
  double mean = 0, variance = 0;
};
MeanVariance of(const std::vector<double>& x) {
  MeanVariance mv;
  for (const double v : x) mv.mean += v / static_cast<double>(x.size());
  for (const double v : x) mv.variance += (v - mv.mean) * (v - mv.mean) / static_cast<double>(x.size() - 1);
  return mv;
}

}  // namespace

TEST_CASE("a day's requests have the mean and the variance of their distribution") {
  Parameters p = one_hospital(6, 2000);
  SECTION("Poisson") {
    const MeanVariance mv = of(daily_requests(p, 2000));
    CHECK(mv.mean == Approx(6).margin(0.22));
    CHECK(mv.variance == Approx(6).margin(0.75));
  }
  SECTION("negative binomial") {
    p.demand.distribution = {static_cast<std::uint8_t>(Distribution::negative_binomial)};
    for (double& shape : p.demand.shape) shape = 2;
    const MeanVariance mv = of(daily_requests(p, 2000));
    CHECK(mv.mean == Approx(6).margin(0.45));
    CHECK(mv.variance == Approx(6 + 36.0 / 2).margin(4));
  }
  SECTION("rounded gamma") {
    p.demand.distribution = {static_cast<std::uint8_t>(Distribution::rounded_gamma)};
    for (double& shape : p.demand.shape) shape = 9;
    const MeanVariance mv = of(daily_requests(p, 2000));
    CHECK(mv.mean == Approx(6).margin(0.2));
    CHECK(mv.variance == Approx(36.0 / 9 + 1.0 / 12).margin(0.5));
  }
  SECTION("no more than the most") {
    p.demand.distribution = {static_cast<std::uint8_t>(Distribution::negative_binomial)};
    p.demand.most = 3;
    for (const double n : daily_requests(p, 200)) CHECK(n <= 3);
  }
}

TEST_CASE("weekdays share the week's requests by their rates") {
  for (const auto distribution : {Distribution::poisson, Distribution::negative_binomial}) {
    Parameters p = one_hospital(10, 1400);
    p.demand.distribution = {static_cast<std::uint8_t>(distribution)};
    p.demand.weekday_rate = {4, 1, 1, 1, 1, 1, 1};
    const auto daily = daily_requests(p, 1400);  // from a Monday on
    double mondays = 0, all = 0;
    for (std::size_t i = 0; i < daily.size(); ++i) {
      all += daily[i];
      if (i % 7 == 0) mondays += daily[i];
    }
    CHECK(all / 1400 == Approx(10).epsilon(0.05));
    CHECK(mondays / all == Approx(0.4).margin(0.02));
  }
}

TEST_CASE("a period's factor multiplies requests while it lasts") {
  Parameters p = one_hospital(10, 360);
  p.periods = {"quiet"};
  p.calendar.period_name = {"quiet"};
  p.calendar.first = {p.calendar.start};
  p.calendar.last = {p.calendar.start + 179};
  p.calendar.turnout = p.calendar.drives = {1};
  p.calendar.demand = {0.4};
  p.calendar.companies_closed = p.calendar.schools_closed = {false};
  const auto daily = daily_requests(p, 360);
  double first = 0, second = 0;
  for (std::size_t i = 0; i < 360; ++i) (i < 180 ? first : second) += daily[i];
  CHECK(first / 180 == Approx(4).margin(0.7));
  CHECK(second / 180 == Approx(10).margin(1.1));
}

TEST_CASE("other groups are accepted by their share, and only after the wait for the own one") {
  Parameters p = one_hospital(10, 60);
  p.network.abo = {0, 1, 0, 0};
  p.network.rhesus_negative = 0;
  p.demand.urgent_lapse = hours(4);
  p.demand.used = 1;
  p.demand.replacement_found = 0;
  const auto substituted = [&](double share, Duration after) {
    p.demand.substitution = {share, share, 0};
    p.demand.substitute_after = after;
    const Model m(p);
    World w(m, {2, 0});
    for (std::uint32_t i = 0; i < 1000; ++i) {
      ++w.blood_centre.donations(UtdId{0}).presented;
      const auto unit = w.blood_centre.test_at_once(w, m, UtdId{0}, Urgency::urgent, Group::o_pos,
                                                    Group::o_pos, root_name(Root::donor, 3601, 1023, i), 0);
      if (unit) w.blood_centre.give_back(w, m, UtdId{0}, *unit);
    }
    w.run_until(m, Time{} + days(30));
    CHECK(w.blood_centre.conserved(w, m));
    const double late = static_cast<double>(total(w, "units_late"));
    const double met = static_cast<double>(total(w, "units_substituted"));
    if (after.us > 0) CHECK(late >= met);
    return met / static_cast<double>(total(w, "units_asked"));
  };
  CHECK(substituted(0, {}) == 0);
  CHECK(substituted(0.5, {}) == Approx(0.5).margin(0.1));
  CHECK(substituted(0.5, hours(3)) == Approx(0.5).margin(0.1));
  CHECK(substituted(0.5, hours(5)) == 0);  // they lapse before
}

TEST_CASE("units unfit to return are discarded") {
  Parameters p = town(80000, 60);
  p.demand.fit = 0.25;
  for (Duration& life : p.blood_centre.shelf_life) life = days(365);  // none expires while it is held
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const double returned = static_cast<double>(total(w, "units_returned"));
  CHECK(static_cast<double>(total(w, "units_discarded")) / returned == Approx(0.75).margin(0.05));
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE("units from another blood centre travel: they come after handling and road, for their patient") {
  Parameters p = blood_parameters(
      {{"rich", 30000, 0, 3000, {500000}, 1, 0, 500, 5000}, {"poor", 0, 0, 3000, {500000}, 1, 0, 500, 5000}},
      0, 120);
  p.network.latitude[p.network.utd_of(FacilityId{0})] += 0.5;  // 55 km, 78 of road: two hours
  p.blood_centre.exchange_success = 1;
  p.demand.replacement_found = 0;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  const auto from_others = static_cast<double>(met_by_others(w));
  REQUIRE(from_others > 0);
  const double late = static_cast<double>(total(w, "units_late_time"));
  CHECK(late >=
        from_others * static_cast<double>((hours(1) + m.travel(m.utds[UtdId{0}], m.utds[UtdId{1}])).us));
  CHECK(w.blood_centre.exchange_time(w, m, UtdId{0}, UtdId{1}) ==
        hours(1) + m.travel(m.utds[UtdId{0}], m.utds[UtdId{1}]));
}

TEST_CASE("a short blood centre asks so many others within reach, the nearest first") {
  Parameters p = blood_parameters({{"poor", 0, 0, 3000, {500000}, 1, 0},
                                   {"poor-too", 0, 0, 3000, {500000}, 1, 0, 40, 200, -6.2},
                                   {"rich", 30000, 0, 3000, {500000}, 1, 0, 500, 5000, -6.5}},
                                  0, 60);
  p.blood_centre.exchange_success = 1;
  p.blood_centre.initial_cover = {};
  p.demand.replacement_found = 0;
  const auto [partners, reach, comes] =
      GENERATE(table<int, double, bool>({{8, 500, true}, {2, 500, true}, {1, 500, false}, {8, 60, false}}));
  p.blood_centre.exchange_partners = partners;
  p.blood_centre.exchange_reach = Length{reach};  // "rich" lies 78 km from "poor", 47 from "poor-too"
  const Model m(p);
  CHECK(m.blood_centre_plan.partners[UtdId{0}].size() == (comes ? 2U : 1U));
  CHECK(m.blood_centre_plan.partners[UtdId{0}].front() == UtdId{1});
  World w(m, {3, 0});
  w.run_until(m, m.end);
  const std::vector<std::int64_t> imported = values(w, "units_imported");
  const auto of_poor = imported.begin() + static_cast<std::ptrdiff_t>(imported.size() / m.utds.size());
  CHECK((std::accumulate(imported.begin(), of_poor, std::int64_t{0}) > 0) == comes);
}

TEST_CASE("lapsed requests are counted though no blood ever comes in") {
  Parameters p = one_hospital(10, 90);
  p.blood_centre.laboratory = {static_cast<std::uint8_t>(Laboratory::continuous)};
  p.demand.urgent_lapse = hours(1);
  p.demand.replacement_found = 0;
  const Model m(p);
  World w(m, {2, 0});
  w.run_until(m, m.end + hours(1));
  const std::int64_t open = total(w, "units_asked") - total(w, "units_unmet");
  CHECK(total(w, "units_asked") > 500);
  CHECK(open >= 0);
  CHECK(open <= 5);  // of the last hour
}

TEST_CASE("families of patients behind a supplier do not look for donors") {
  Parameters p = one_hospital(10, 60);
  p.network.kind[p.network.utd_of(FacilityId{0})] = {static_cast<std::uint8_t>(FacilityKind::supplier)};
  p.demand.urgent_lapse = hours(24);
  const Model m(p);
  World w(m, {2, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "requests") > 0);
  CHECK(total(w, "searches") == 0);
  CHECK(total(w, "donations") == 0);
}

TEST_CASE("units that come after their patient's request lapsed go to the shelf") {
  Parameters p = blood_parameters(
      {{"rich", 30000, 0, 3000, {500000}, 1, 0, 500, 5000}, {"poor", 0, 0, 3000, {500000}, 1, 0, 500, 5000}},
      0, 60);
  p.blood_centre.exchange_success = 1;
  p.blood_centre.exchange_handling = hours(3);
  p.demand.urgent_lapse = hours(2);
  p.demand.replacement_found = 0;
  const Model m(p);
  World w(m, {3, 0});
  w.run_until(m, m.end);
  CHECK(total(w, "units_imported") > 0);
  CHECK(met_by_others(w) == 0);
  CHECK(w.blood_centre.conserved(w, m));
}

TEST_CASE(
    "deaths of general patients are counted by urgent red cells unmet, and not at all where none dies") {
  Parameters p = town(8000, 120);
  p.demand.platelets = p.demand.plasma = 0;
  p.demand.death_unmet = GENERATE(0.0, .01);
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.end);
  const double unmet = sum_of(w, "units_unmet", Urgency::urgent);
  REQUIRE(unmet > 30);
  CHECK(static_cast<double>(total(w, "deaths_general_expected")) ==
        Approx(p.demand.death_unmet * 1e6 * unmet));
  CHECK(static_cast<double>(total(w, "red_cells_at_risk")) ==
        (p.demand.death_unmet > 0 ? sum_of(w, "units_asked", Urgency::urgent) : 0));
}
