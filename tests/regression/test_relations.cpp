#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

using Change = std::function<void(Parameters&)>;

/// Outcomes of two worlds over the same random numbers.
struct Pair {
  Reader read;
  std::vector<Outcome> before, after;

  Pair(const Scenario& s, const Change& change, int replications, const Change& also = {}) : read(s.base) {
    Parameters a = s.base;
    if (also) also(a);
    Parameters b = a;
    change(b);
    for (int r = 0; r < replications; ++r) {
      before.push_back(run(a, static_cast<std::uint64_t>(r)));
      after.push_back(run(b, static_cast<std::uint64_t>(r)));
    }
  }
  std::int64_t sum(const std::vector<Outcome>& all, std::string_view measure) const {
    std::int64_t total = 0;
    for (const Outcome& outcome : all) total += read.total(outcome, measure);
    return total;
  }
  /// Mean of the paired differences, and its standard error.
  std::pair<double, double> difference(std::string_view measure) const {
    const auto n = static_cast<double>(before.size());
    double mean = 0, squares = 0;
    for (std::size_t r = 0; r < before.size(); ++r) {
      mean += static_cast<double>(read.total(after[r], measure) - read.total(before[r], measure)) / n;
    }
    for (std::size_t r = 0; r < before.size(); ++r) {
      const double x =
          static_cast<double>(read.total(after[r], measure) - read.total(before[r], measure)) - mean;
      squares += x * x;
    }
    return {mean, std::sqrt(squares / (n - 1) / n)};
  }
  /// Not contradicted at a one-sided 99.99%: Student's quantile for 11 degrees of freedom.
  bool does_not_raise(std::string_view measure) const {
    const auto [mean, error] = difference(measure);
    return mean <= 5.4 * error;
  }
  bool lowers(std::string_view measure) const {
    const auto [mean, error] = difference(measure);
    return mean < -5.4 * error;
  }
};

constexpr int replications = 12;

template <class IdT>
void scale(Table<IdT, Rate>& rates, double factor) {
  for (Rate& rate : rates) rate.per_day *= factor;
}

/// Blood of every group at every hospital, whatever comes.
void endless_blood(Parameters& p) {
  for (const FacilityId f : p.facilities.ids()) {
    p.network.bleeding_capacity[f] = 10'000;
    p.network.batch_capacity[f] = 100'000;
  }
  scale(p.network.donations, 40);
  p.network.rhesus_negative = 0;
  p.blood_centre.initial_cover = days(30);
}

}  // namespace

TEST_CASE("with blood enough, nobody looks for donors and no blood centre asks another") {
  const Pair pair(small(busy()), endless_blood, 2);
  CHECK(pair.sum(pair.before, "replacement_searches") > 0);
  for (const std::string_view gone : {"replacement_searches", "units_exported", "units_imported"}) {
    CAPTURE(gone);
    CHECK(pair.sum(pair.after, gone) == 0);
  }
  for (const Outcome& outcome : pair.after)
    CHECK(pair.read.total(outcome, "blood_units", index_of(BloodSource::replacement),
                          blood_source_labels.size()) == 0);
  CHECK(pair.sum(pair.after, "units_in_time") > pair.sum(pair.before, "units_in_time"));
}

TEST_CASE("with beds and teams enough and no prejudice, no hospital refuses") {
  const Pair pair(
      small(busy()),
      [](Parameters& p) {
        for (const FacilityId f : p.facilities.ids()) {
          if (p.network.is(f, FacilityKind::hospital)) p.network.beds[f] = 2000, p.network.teams[f] = 100;
        }
        p.hospital.occupancy = p.hospital.team_down = 0;
        p.way.refusal_insured = p.way.refusal_other = 0;
      },
      2);
  CHECK(pair.sum(pair.before, "refusals") > 0);
  for (const std::string_view gone : {"refusals", "births_without_bed", "team_waits"}) {
    CAPTURE(gone);
    CHECK(pair.sum(pair.after, gone) == 0);
  }
}

TEST_CASE("no lethal emergency, no death, no emergency, no referral") {
  const Pair pair(
      small(busy()),
      [](Parameters& p) {
        for (double& phi : p.emergency.lethality) phi = 0;
      },
      2);
  CHECK(pair.sum(pair.before, "deaths_true") > 0);
  CHECK(pair.sum(pair.after, "emergencies") == pair.sum(pair.before, "emergencies"));
  for (const std::string_view gone : {"deaths_true", "deaths_conditional", "lethal_emergencies"}) {
    CAPTURE(gone);
    CHECK(pair.sum(pair.after, gone) == 0);
  }
  const Pair calm(
      small(busy()),
      [](Parameters& p) {
        for (double& rate : p.emergency.rate) rate = 0;
      },
      1);
  for (const std::string_view gone :
       {"emergencies", "referrals", "public_trips", "ambulance_trips", "units_needed"}) {
    CAPTURE(gone);
    CHECK(calm.sum(calm.after, gone) == 0);
  }
}

TEST_CASE("every stage at zero delay leaves the residual fatality, exactly") {
  std::vector<std::string> sets = busy();
  // No drug makes an emergency one that does not kill.
  for (const char* drug : {"magnesium", "tranexamic", "antibiotic"})
    sets.push_back("care." + std::string(drug) + ".*=0");
  Parameters p = small(sets).base;
  endless_blood(p);
  for (Duration* d : {&p.way.decision,
                      &p.way.recognise_primary,
                      &p.way.decide_primary,
                      &p.way.recognise_hospital,
                      &p.way.to_puskesmas,
                      &p.way.poned_stay,
                      &p.way.call,
                      &p.way.triage,
                      &p.way.first_look,
                      &p.way.wait_onward,
                      &p.hospital.team,
                      &p.hospital.on_call,
                      &p.hospital.theatre,
                      &p.hospital.operation,
                      &p.mother_blood.crossmatch,
                      &p.mother_blood.from_utd,
                      &p.programme.jkn_desk,
                      &p.transport.leave_home,
                      &p.transport.wait_home,
                      &p.transport.wait_primary,
                      &p.transport.call_out,
                      &p.transport.boat}) {
    *d = {};
  }
  for (Duration& travel : p.network.travel) travel = {};
  p.network.speed = 1e300;
  for (const FacilityId f : p.facilities.ids()) {
    if (p.network.is(f, FacilityKind::hospital)) p.network.beds[f] = 2000, p.network.teams[f] = 100;
  }
  for (double& r : p.emergency.residual_early) r = 0.125;
  for (double& r : p.emergency.residual_late) r = 0.5;
  const Reader read(p);
  for (std::uint64_t replication = 0; replication < 2; ++replication) {
    const Outcome outcome = run(p, replication);
    const std::int64_t lethal = read.total(outcome, "lethal_emergencies");
    REQUIRE(lethal > 30);
    CHECK(read.total(outcome, "onset_to_treatment") == 0);
    CHECK(read.total(outcome, "treated") == read.total(outcome, "emergencies"));
    CHECK(read.total(outcome, "deaths_conditional") == lethal * 125'000);
  }
}

TEST_CASE("better circumstances do not raise deaths, worse ones do", "[.slow]") {
  const auto [name, change] = GENERATE(table<const char*, Change>(
      {{"more donations", [](Parameters& p) { scale(p.network.donations, 3); }},
       {"shorter travel",
        [](Parameters& p) {
          for (Duration& t : p.network.travel) t = t * 0.25;
        }},
       {"faster decisions", [](Parameters& p) { p.way.decision = p.way.decision * 0.25; }},
       {"quicker theatre",
        [](Parameters& p) { p.hospital.team = p.hospital.on_call = p.hospital.theatre = minutes(5); }},
       {"blood at once",
        [](Parameters& p) {
          p.mother_blood.crossmatch = p.mother_blood.from_utd = p.mother_blood.replacement = minutes(5);
        }},
       {"every agreement kept", [](Parameters& p) {
          for (const DistrictId d : p.districts.ids())
            p.agreement.model_text[d] = {1}, p.agreement.fidelity[d] = 1;
        }}}));
  CAPTURE(name);
  const Pair pair(small(busy()), change, replications);
  CHECK(pair.does_not_raise("deaths_conditional"));
  CHECK(pair.does_not_raise("onset_to_treatment"));
}

namespace {

/// A world in which most of what women meet is drawn: times and rates from a quarter to four times theirs.
Parameters random_world(Parameters p, std::mt19937_64& draw) {
  std::uniform_real_distribution<double> u;
  const auto factor = [&] { return std::exp2(4 * u(draw) - 2); };
  scale(p.network.births, std::sqrt(factor()));
  scale(p.network.donations, factor());
  scale(p.network.red_cell_need, factor());
  for (Duration* d :
       {&p.way.decision, &p.way.poned_stay, &p.way.call, &p.hospital.on_call, &p.hospital.theatre,
        &p.hospital.operation, &p.mother_blood.crossmatch, &p.mother_blood.from_utd,
        &p.mother_blood.replacement, &p.hospital.corridor, &p.transport.wait_home, &p.transport.wait_primary,
        &p.transport.leave_home, &p.transport.call_out})
    *d = *d * factor();
  p.transport.ambulance_home = u(draw);
  for (Duration& t : p.network.travel) t = t * factor();
  for (auto& n : p.network.beds) n = n == 0 ? 0 : 1 + static_cast<std::int64_t>(30 * u(draw));
  for (auto& n : p.network.teams) n = n == 0 ? 0 : 1 + static_cast<std::int64_t>(2 * u(draw));
  for (auto& n : p.network.ambulances) n = static_cast<std::int64_t>(3 * u(draw));
  for (double* share : {&p.way.puskesmas_first, &p.way.poned_open, &p.way.puskesmas_open,
                        &p.way.refusal_other, &p.hospital.occupancy, &p.hospital.night_teams,
                        &p.transport.ambulance_home, &p.transport.night_driver})
    *share = u(draw);
  return p;
}

}  // namespace

TEST_CASE("over random networks that send women on nobody goes round in a circle, and all is given back") {
  const Scenario s = small(busy({"run.horizon=\"15 d\"", "referral.*.onward=1"}));
  std::mt19937_64 draw(20182);
  std::uniform_real_distribution<double> u;
  std::size_t longest = 0;
  for (int i = 0; i < 4; ++i) {
    Parameters p = random_world(s.base, draw);
    p.way.most_onward = 1 + i;
    p.hospital.team_down = .5;
    for (const FacilityId f : p.facilities.ids()) {
      p.network.ponek[f] = p.network.is(f, FacilityKind::hospital) && u(draw) < .8;
      p.network.blood_bank[f] = p.network.is(f, FacilityKind::hospital) && u(draw) < .5;
      p.network.latitude[f] += .4 * u(draw);
    }
    const Model m(p);
    World w(m, {1, static_cast<std::uint64_t>(i)});
    w.trace = Trace::of_district(static_cast<std::uint32_t>(p.network.district_code[DistrictId{0}]));
    for (Time t = Time{} + hours(6); t < m.end + days(430); t += t < m.end ? hours(6) : days(10)) {
      w.run_until(m, t);
      CHECK(w.conserved(m));
    }
    for (const auto& bed : w.hospital.beds()) CHECK(bed.busy() + bed.waiting() == 0);
    for (const auto& team : w.hospital.teams()) CHECK(team.busy() + team.waiting() == 0);
    for (const auto& ambulance : w.transport.ambulances()) CHECK(ambulance.busy() == 0);
    for (const Case& c : w.emergency.cases()) CHECK_FALSE(c.is_open());
    std::map<Name, std::vector<std::int32_t>> seen;
    for (const TraceEntry& e : w.trace.entries) {
      if (e.what == Told::arrived) seen[e.woman].push_back(e.b);
    }
    for (auto& [woman, at] : seen) {
      longest = std::max(longest, at.size());
      CHECK(at.size() <= static_cast<std::size_t>(p.way.most_onward) + 1);
      std::sort(at.begin(), at.end());
      CHECK(std::adjacent_find(at.begin(), at.end()) == at.end());
    }
  }
  CHECK(longest > 1);
}

TEST_CASE("over random worlds, more of what women need never raises expected deaths", "[.slow]") {
  constexpr int worlds = 24;
  const std::vector<std::pair<const char*, Change>> changes = {
      {"more ambulances",
       [](Parameters& p) {
         for (auto& n : p.network.ambulances) n += 2;
       }},
      {"more teams",
       [](Parameters& p) {
         for (auto& n : p.network.teams) n *= 3;
       }},
      {"more beds",
       [](Parameters& p) {
         for (auto& n : p.network.beds) n *= 3;
       }},
      {"more blood", [](Parameters& p) { scale(p.network.donations, 3); }},
      {"shorter roads", [](Parameters& p) {
         for (Duration& t : p.network.travel) t = t * 0.5;
         p.way.to_puskesmas = p.way.to_puskesmas * 0.5;
         p.network.speed *= 2;
       }}};
  const Scenario s = small(busy());
  const Reader read(s.base);
  std::mt19937_64 draw(20181);
  std::vector<std::vector<double>> raised(changes.size());
  for (int i = 0; i < worlds; ++i) {
    const Parameters p = random_world(s.base, draw);
    const auto deaths = [&](const Parameters& of) {
      return static_cast<double>(read.total(run(of, static_cast<std::uint64_t>(i)), "deaths_conditional"));
    };
    const double before = deaths(p);
    for (std::size_t k = 0; k < changes.size(); ++k) {
      Parameters better = p;
      changes[k].second(better);
      raised[k].push_back((deaths(better) - before) / before);
    }
  }
  for (std::size_t k = 0; k < changes.size(); ++k) {
    CAPTURE(changes[k].first);
    double mean = 0, squares = 0;
    for (const double x : raised[k]) mean += x / worlds;
    for (const double x : raised[k]) squares += (x - mean) * (x - mean);
    // Student's quantile at 99.99% for 23 degrees of freedom.
    CHECK(mean <= 4.4 * std::sqrt(squares / (worlds - 1) / worlds));
  }
}

TEST_CASE("what must show at this size shows", "[.slow]") {
  const auto stretch_roads = [](double factor) {
    return [factor](Parameters& p) {
      for (Duration& t : p.network.travel) t = t * factor;
    };
  };
  const Pair travel(small(busy()), stretch_roads(0.1), replications, stretch_roads(5));
  CHECK(travel.lowers("onset_to_treatment"));
  CHECK(travel.lowers("deaths_conditional"));
  const Pair donors(
      small(busy()), [](Parameters& p) { scale(p.network.donations, 0.25); }, replications,
      [](Parameters& p) { scale(p.network.donations, 2); });
  const auto [mean, error] = donors.difference("replacement_searches");
  CHECK(mean > 5.4 * error);
  // Where vehicles, teams and beds are scarce, more of them save lives.
  const Pair ambulances(
      small(busy()),
      [](Parameters& p) {
        for (auto& n : p.network.ambulances) n = 3;
      },
      replications,
      [](Parameters& p) {
        for (auto& n : p.network.ambulances) n = 0;
        p.transport.ambulance_home = 1;
        p.transport.wait_home = p.transport.wait_primary = hours(8);
      });
  CHECK(ambulances.lowers("deaths_conditional"));
  const auto scarce = [](Parameters& p) {
    for (auto& n : p.network.beds) n = n == 0 ? 0 : 4;
    for (auto& n : p.network.teams) n = n == 0 ? 0 : 1;
    p.hospital.corridor = hours(12);
    p.way.insist = hours(1);
    p.hospital.operation = hours(4);
    p.hospital.occupancy = 1;
  };
  const Pair teams(
      small(busy()),
      [](Parameters& p) {
        for (auto& n : p.network.teams) n *= 8;
      },
      replications,
      [](Parameters& p) {
        for (auto& n : p.network.beds) n *= 4;
        for (auto& n : p.network.teams) n = n == 0 ? 0 : 1;
        p.emergency.surgery.assign(7, 1);
        p.way.insist = hours(1);
        p.hospital.operation = hours(6);
        p.hospital.occupancy = 0;
      });
  CHECK(teams.lowers("deaths_conditional"));
  const Pair beds(
      small(busy()),
      [](Parameters& p) {
        for (auto& n : p.network.beds) n *= 20;
      },
      replications, scarce);
  CHECK(beds.lowers("deaths_conditional"));
}

TEST_CASE("the agreement's effect does not fall with fidelity, cascade or a stronger referral system",
          "[.slow]") {
  const auto agreed = [](Parameters& p) {
    for (const DistrictId d : p.districts.ids()) {
      p.agreement.model_text[d] = {1};
      p.agreement.operational[d] = p.agreement.formal[d] = 5;
      p.agreement.initial_fidelity[d] = 1;
    }
    p.agreement.hand_over = days(1);
    p.agreement.loss = 0;
    p.agreement.decay = 0;
  };
  const auto pinned = [](double f) {
    return [f](Parameters& p) {
      for (const DistrictId d : p.districts.ids())
        p.agreement.model_text[d] = {1}, p.agreement.fidelity[d] = f;
    };
  };
  struct Step {
    const char* name;
    Change from, to;
  };
  const std::vector<Step> steps = {
      {"fidelity to .4", pinned(0), pinned(.4)},
      {"fidelity to .7", pinned(.4), pinned(.7)},
      {"fidelity to 1", pinned(.7), pinned(1)},
      {"told half as well", [&](Parameters& p) { agreed(p), p.agreement.loss = 1; },
       [&](Parameters& p) { agreed(p), p.agreement.loss = .2; }},
      {"told everywhere", [&](Parameters& p) { agreed(p), p.agreement.loss = .2; }, agreed},
      {"a referral desk", pinned(1),
       [&](Parameters& p) {
         pinned(1)(p);
         p.network.desk.assign(p.districts.size(), true);
       }},
      {"no drift", [&](Parameters& p) { agreed(p), p.agreement.decay = 5; }, agreed}};
  for (const Step& step : steps) {
    CAPTURE(step.name);
    const Scenario s = small(busy());
    const Pair pair(
        s,
        [&](Parameters& p) {
          p.agreement = s.base.agreement;
          p.network.desk = s.base.network.desk;
          step.to(p);
        },
        replications, step.from);
    CHECK(pair.does_not_raise("deaths_conditional"));
    CHECK(pair.does_not_raise("onset_to_treatment"));
  }
  // And all of it together is worth something.
  const Pair whole(small(busy()), pinned(1), 2 * replications, pinned(0));
  CHECK(whole.lowers("deaths_conditional"));
}

TEST_CASE("common random numbers: a paired difference of deaths varies far less than an unpaired one",
          "[.slow]") {
  const Scenario s = small(busy());
  const Pair pair(
      s,
      [](Parameters& p) {
        for (const DistrictId d : p.districts.ids())
          p.agreement.model_text[d] = {1}, p.agreement.fidelity[d] = 1;
      },
      40);
  const auto variance = [&](auto&& value) {
    const std::size_t n = pair.before.size();
    double mean = 0, squares = 0;
    for (std::size_t r = 0; r < n; ++r) mean += value(r) / static_cast<double>(n);
    for (std::size_t r = 0; r < n; ++r) squares += (value(r) - mean) * (value(r) - mean);
    return squares / static_cast<double>(n - 1);
  };
  for (const std::string_view measure : {"deaths_conditional", "deaths_true"}) {
    const auto before = [&](std::size_t r) {
      return static_cast<double>(pair.read.total(pair.before[r], measure));
    };
    const auto after = [&](std::size_t r) {
      return static_cast<double>(pair.read.total(pair.after[r], measure));
    };
    const double paired = variance([&](std::size_t r) { return after(r) - before(r); });
    CAPTURE(measure, paired, variance(before), variance(after));
    CHECK(paired <= 0.3 * (variance(before) + variance(after)));
  }
}
