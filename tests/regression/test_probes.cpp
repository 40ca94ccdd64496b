#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "core/statistics.hpp"
#include "regression/promotion.hpp"
#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

const std::set<std::string, std::less<>> of_probes = {
    "deaths_expected",          "emergencies_probed",     "deaths_probed",
    "deaths_probed_reported",   "deaths_probed_by_place", "deaths_probed_by_delay",
    "deaths_probed_by_missing", "deaths_probed_saved_by", "deaths_probed_beyond_delays",
    "deaths_unprobed"};

/// Worlds in which something is scarce, so that who is there matters to others.
std::vector<std::string> scarce(const std::string& what) {
  std::vector<std::string> sets = brief({"emergency.*.rate=60", "run.probes=8"});
  if (what == "team") sets.push_back("facility.*.teams=1");
  if (what == "bed") sets.push_back("facility.*.beds=1");
  if (what == "blood") sets.push_back("facility.*.donations=\"5 /d\"");
  if (what == "onward") {
    sets.insert(sets.end(), {"referral.*.onward=1", "facility.*.donations=\"9 /d\"",
                             "facility.hospital-south.ponek=false", "referral.most_onward=5"});
  }
  if (what == "ambulance" || what == "help")
    sets.insert(sets.end(), {"catchment.*.ambulances=1", "transport.ambulance_home=1"});
  if (what == "help") sets.insert(sets.end(), {"transport.help_within=\"2 h\"", "transport.public=false"});
  return sets;
}

/// Probes' deaths, and what they are more than real women's.
struct Compared {
  Moments probes, apart;
  void add(double probed, double conditional) {
    probes.add(probed);
    apart.add(probed - conditional);
  }
  /// At 99.9% they agree, and are known to this share of themselves.
  void expect(double within) const {
    const Interval interval = student_interval(apart, .999);
    CAPTURE(probes.mean(), interval.mean, interval.half_width);
    CHECK(std::abs(interval.mean) <= interval.half_width);
    CHECK(interval.half_width <= within * std::abs(probes.mean()));
  }
};

/// Expected deaths of real women and of probes agree: those of `as-2018`, and what `mou-ideal` changes.
void expect_agreement(const Scenario& s, std::uint64_t first, std::uint64_t replications, double level_within,
                      double effect_within) {
  const Reader read(s.base);
  const Model base(s.base);
  std::vector<Arm> arms;
  for (const char* arm : {"as-2018", "mou-ideal"})
    arms.push_back({std::make_shared<const Model>(s.base, parameters_of(s, arm)), true});
  Compared level, effect;
  for (std::uint64_t r = first; r < first + replications; ++r) {
    const std::vector<Outcome> outcomes = run(base, arms, r);
    const auto deaths = [&](std::size_t arm, const char* name) {
      return static_cast<double>(read.total(outcomes[arm], name)) * 1e-6;
    };
    // For second emergencies that no probe stands for women count alone.
    const auto probed = [&](std::size_t arm) {
      return deaths(arm, "deaths_probed") + static_cast<double>(read.total(outcomes[arm], "deaths_unprobed"));
    };
    level.add(probed(0), deaths(0, "deaths_conditional"));
    effect.add(probed(1) - probed(0), deaths(1, "deaths_conditional") - deaths(0, "deaths_conditional"));
  }
  level.expect(level_within);
  effect.expect(effect_within);
}

}  // namespace

TEST_CASE("with probes and without, every measure but theirs is the same, and so are the dead") {
  const auto what = GENERATE("nothing", "team", "bed", "blood", "ambulance", "help", "onward");
  CAPTURE(what);
  auto without = scarce(what);
  without.emplace_back("run.probes=0");
  const Scenario probed = small(scarce(what)), plain = small(without);
  const Reader read(probed.base);
  const std::vector<Outcome> with = run(probed), none = run(plain);
  for (std::size_t arm = 0; arm < with.size(); ++arm) {
    CHECK(read.total(with[arm], "deaths_probed") > 0);
    for (const std::string& name : differing(read, with[arm], none[arm])) CHECK(of_probes.contains(name));
    CHECK(with[arm].deaths == none[arm].deaths);
    CHECK(none[arm].probed.empty());
  }
}

TEST_CASE("arms differ by what the probes that are kept differ by, exactly") {
  const Scenario s = small(scarce("blood"));
  const Reader read(s.base);
  const std::vector<Outcome> arms = run(s);
  const auto kept = [](const Outcome& outcome) {
    return std::accumulate(outcome.probed.begin(), outcome.probed.end(), std::int64_t{0},
                           [](std::int64_t sum, const ProbedRisk& risk) { return sum + risk.micro; });
  };
  // Those by which arms differ are kept, the others are the same in all.
  for (const Outcome& outcome : arms) {
    CHECK(!outcome.probed.empty());
    CHECK(kept(outcome) - kept(arms[0]) ==
          read.total(outcome, "deaths_probed") - read.total(arms[0], "deaths_probed"));
  }
}

TEST_CASE("a probe made real lives what the probe lived, but for what her taking does to others") {
  const auto [what, most_apart] = GENERATE(table<std::string, int>(
      {{"nothing", 1}, {"team", 2}, {"bed", 2}, {"blood", 2}, {"ambulance", 2}, {"help", 2}, {"onward", 2}}));
  CAPTURE(what);
  const Scenario s = small(scarce(what));
  for (const char* arm : {"as-2018", "mou-ideal"}) {
    const Model past(s.base), m(s.base, parameters_of(s, arm));
    const auto all = promote(past, m, {1, 0}, 40);
    CAPTURE(arm, all.size());
    CHECK(all.size() >= 20);
    int apart = 0;
    double gap = 0, risk = 0;
    for (const Promoted& probe : all) {
      CHECK(probe.same_until_she_takes);
      apart += !probe.same;
      gap += probe.real - probe.probed;
      risk += probe.real;
    }
    CHECK(apart <= most_apart);
    CHECK(std::abs(gap) <= .01 * risk + .1);
  }
}

TEST_CASE("expected deaths of women and of probes agree", "[.slow]") {
  const auto what = GENERATE("nothing", "blood");
  CAPTURE(what);
  expect_agreement(small(scarce(what)), 0, 720, .05, .3);
}

TEST_CASE("two thousand probes of Banten made real", "[.long]") {
  const Scenario s = load_scenario(DARAH_SOURCE "/scenarios/banten-2018", {{"run.probes=8"}, {}});
  const Model past(s.base);
  std::map<std::string, double> risks, gaps;
  for (const std::string arm : {"as-2018", "mou-ideal"}) {
    const Model m(s.base, parameters_of(s, arm));
    const auto all = promote(past, m, {1, 0}, 2000);
    CHECK(all.size() >= 1900);
    for (const Promoted& probe : all) {
      CHECK(probe.same_until_she_takes);
      gaps[arm] += probe.real - probe.probed;
      risks[arm] += probe.real;
    }
    WARN(arm << ": " << all.size() << " promoted; their risk is " << risks[arm]
             << " deaths, of probes less by " << gaps[arm]);
    CHECK(std::abs(gaps[arm]) <= .01 * risks[arm]);
  }
  CHECK(std::abs(gaps["mou-ideal"] - gaps["as-2018"]) <=
        .02 * std::abs(risks["mou-ideal"] - risks["as-2018"]));
}

TEST_CASE("two thousand probes of scarce worlds made real", "[.long]") {
  const std::string what = GENERATE("team", "bed", "blood", "ambulance");
  const char* arm = GENERATE("as-2018", "mou-ideal");
  const Scenario s = small(scarce(what));
  const Model past(s.base), m(s.base, parameters_of(s, arm));
  std::size_t n = 0;
  int apart = 0, earlier = 0;
  double gap = 0, risk = 0;
  for (std::uint64_t r = 0; n < 2000; ++r) {
    for (const Promoted& probe : promote(past, m, {1, r}, 100)) {
      // Her host gives birth as planned, perhaps in the hospital that she asks.
      CHECK((probe.same_until_she_takes || probe.host_in_hospital));
      ++n;
      earlier += !probe.same_until_she_takes;
      apart += !probe.same;
      gap += probe.real - probe.probed;
      risk += probe.real;
    }
  }
  WARN(what << ", " << arm << ": " << n << " promoted, " << apart << " live another story, " << earlier
            << " from before they take anything; their risk is " << risk << " deaths, of probes less by "
            << gap);
  CHECK(std::abs(gap) <= .01 * risk);
}

TEST_CASE("expected deaths of women and of probes agree in Banten", "[.long]") {
  const Scenario s = load_scenario(DARAH_SOURCE "/scenarios/banten-2018", {{"run.probes=8"}, {}});
  expect_agreement(s, 1000, 192, .02, .1);
}
