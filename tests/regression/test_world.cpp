#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "core/draw_ledger.hpp"
#include "regression/small_world.hpp"
#include "study/run.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

Outcome by_hand(const Model& base, const Model& arm, StreamKey key) {
  World w(base, key);
  w.run_until(base, base.policy_start);
  w.start_policy(arm);
  w.run_until(arm, arm.last);
  w.pregnancy.finish(w);
  return w.outcome();
}

bool same(const Results& a, const Results& b) {
  if (a.replications.size() != b.replications.size()) return false;
  for (std::size_t r = 0; r < a.replications.size(); ++r) {
    const auto &x = a.replications[r].arms, &y = b.replications[r].arms;
    if (!std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](const Outcome& i, const Outcome& j) { return darah::testing::same(i, j); }))
      return false;
  }
  return true;
}

/// The rows of its tables in another order; a remark and the header stay on top.
void permute(const std::string& file, std::vector<std::string>& lines) {
  if (!file.ends_with(".csv")) return;
  std::reverse(lines.begin() + 2, lines.end());
  if (lines.size() > 5) std::swap(lines[3], lines[4]);
}

std::vector<std::string> without(std::vector<std::string> names, const std::set<std::string>& allowed) {
  std::erase_if(names, [&](const std::string& name) { return allowed.contains(name); });
  return names;
}

}  // namespace

TEST_CASE("the same bits for one thread and two, and again in the same process") {
  const Scenario s = small(brief());
  RunOptions options;
  options.replications = 3;
  options.threads = 1;
  const Results one = run_scenario(s, options), again = run_scenario(s, options);
  options.threads = 2;
  const Results two = run_scenario(s, options);
  REQUIRE(one.replications.size() == 3);
  CHECK(same(one, again));
  CHECK(same(one, two));
  CHECK_FALSE(darah::testing::same(one.replications[0].arms[0], one.replications[1].arms[0]));
  CHECK_FALSE(darah::testing::same(one.replications[0].arms[0], one.replications[0].arms[1]));
}

TEST_CASE("an arm is the same alone, among others, in any order, forked or not") {
  const Scenario s = small(brief());
  const Model base(s.base);
  const std::vector<Arm> arms = arms_of(s);
  const std::vector<Outcome> together = run(base, arms);
  const std::vector<Arm> reversed(arms.rbegin(), arms.rend());
  const std::vector<Outcome> backwards = run(base, reversed);
  for (std::size_t i = 0; i < arms.size(); ++i) {
    CAPTURE(s.arms[i].name);
    REQUIRE(arms[i].forks);
    CHECK(same(together[i], backwards[arms.size() - 1 - i]));
    CHECK(same(together[i], run(base, {&arms[i], 1}).front()));
    CHECK(same(together[i], by_hand(base, *arms[i].model, {1, 0})));
    const Arm unforked{arms[i].model, false};
    CHECK(same(together[i], run(base, {&unforked, 1}).front()));
  }
}

TEST_CASE("policies of every kind give the same bits forked and not") {
  const Scenario s = small(brief());
  using Change = void (*)(Parameters&);
  const Change change =
      GENERATE(values<Change>({[](Parameters& p) {
                                 p.agreement.model_text.assign(p.districts.size(), {1});
                                 p.agreement.signed_on.assign(p.districts.size(), p.calendar.start + 10);
                               },
                               [](Parameters& p) {
                                 p.agreement.model_text.assign(p.districts.size(), {0});
                                 p.agreement.adopts.assign(p.districts.size(), true);
                                 p.agreement.adoption = 5;
                               },
                               [](Parameters& p) {
                                 for (const DistrictId d : p.districts.ids())
                                   p.agreement.extent(d, Mechanism::courier) = 0.5;
                                 p.agreement.mechanism_decay.assign(p.agreement.mechanism_decay.size(), 2);
                                 p.agreement.resources.assign(p.districts.size(), 0.9);
                               },
                               [](Parameters& p) {
                                 p.agreement.model_text.assign(p.districts.size(), {1});
                                 p.agreement.fidelity.assign(p.districts.size(), 0.5);
                               },
                               [](Parameters& p) {
                                 p.programme.payouts = 6;
                                 p.programme.outreach_money = 2;
                                 p.programme.sanctions = 1;
                                 p.programme.cadres = 2;
                               },
                               [](Parameters& p) {
                                 p.network.desk.assign(p.districts.size(), true);
                                 p.hospital.night_teams = 1;
                                 p.transport.night_driver = 1;
                               }}));
  Parameters arm = s.base;
  change(arm);
  const auto model = std::make_shared<const Model>(s.base, arm);
  const std::vector<Arm> arms = {{model, true}, {model, false}};
  const auto outcomes = run(Model(s.base), arms);
  CHECK(same(outcomes[0], outcomes[1]));
}

TEST_CASE("an arm generated to attribute is the same as written by hand, bit for bit") {
  const SmallCopy copy([](const std::string& file, std::vector<std::string>& lines) {
    if (file != "scenario.toml") return;
    for (const char* line :
         {"attribute = \"agreement.mechanisms\"", "", "[[arm]]", "name = \"by-hand\"",
          "set = { \"agreement.*.template\" = \"permenkes-92-2015\", \"agreement.*.fidelity\" = 1, "
          "\"agreement.*.mechanisms\" = [\"maternal_reserve\"] }"})
      lines.emplace_back(line);
  });
  const Scenario s = load_scenario(copy.path(), {brief(), {"mou-ideal", "by-hand"}});
  REQUIRE(s.arms.size() == 17);
  RunOptions options;
  options.replications = 2;
  const Results results = run_scenario(s, options);
  for (const Replication& replication : results.replications) {
    CHECK(same(replication.arms[4], replication.arms[16]));
    CHECK_FALSE(same(replication.arms[0], replication.arms[16]));
  }
  CHECK(results.arms[4].name == "mou-ideal.only.maternal_reserve");
  CHECK(results.arms[4].member.family == 0);
  CHECK(results.arms[4].member.subset == 1U << index_of(Mechanism::maternal_reserve));
  CHECK(results.arms[16].member.family == -1);
  // Alone it is of no family: there is nothing to hold it against.
  const Scenario alone = load_scenario(copy.path(), {brief(), {"mou-ideal.none"}});
  options.replications = 1;
  CHECK(run_scenario(alone, options).arms[0].member.family == -1);
}

TEST_CASE("sharing the past is counted in weeks") {
  const Scenario s = small();
  const double past = 89.0 / 7,
               whole = (180.0 + 90 + s.base.pregnancy.follow_up.as_days()) / 7;  // until February
  const Sharing sharing = sharing_of(s, 2);
  CHECK(sharing.arms == 3);
  CHECK(sharing.weeks == Approx(2 * 3 * whole));
  CHECK(sharing.saved == Approx(2 * 2 * (180.0 / 7 - past)));
  Scenario two = s;
  two.arms[1].forks = false;
  CHECK(sharing_of(two, 1).arms == 2);
  CHECK(sharing_of(two, 1).saved == Approx(180.0 / 7 - past));
  two.arms[2].forks = false;
  CHECK(sharing_of(two, 1).saved == 0);
  two.arms[0].forks = false;
  CHECK(sharing_of(two, 1).saved == 0);
}

TEST_CASE("an arm that changes the world has a past of its own, and is the same beside arms that fork") {
  Scenario s = small(brief());
  Parameters richer = s.base;
  for (Rate& rate : richer.network.donations) rate.per_day *= 2;
  const Arm forks = arms_of(s).front(), own{std::make_shared<const Model>(s.base, richer), false};
  const Model base(s.base);
  const std::vector<Arm> both = {own, forks, own};
  const std::vector<Outcome> outcomes = run(base, both);
  CHECK(same(outcomes[0], outcomes[2]));
  CHECK(same(outcomes[1], run(base, {&forks, 1}).front()));
  CHECK(same(outcomes[0], by_hand(Model(s.base, past_of(s.base, richer)), *own.model, {1, 0})));
  CHECK_FALSE(same(outcomes[0], outcomes[1]));
}

TEST_CASE("the order of rows in the tables means nothing") {
  const SmallCopy folder(permute);
  const Scenario s = small(brief());
  const Scenario permuted = load_scenario(folder.path(), {brief(), {}});
  REQUIRE(permuted.files[1].second != s.files[1].second);
  const auto a = run(s), b = run(permuted);
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(same(a[i], b[i]));
}

TEST_CASE("a copy of a world goes on as the world does") {
  const Scenario s = small(brief());
  const Model m(s.base);
  World w(m, {1, 0});
  w.run_until(m, m.start + hours(1));
  World copy(w);
  w.run_until(m, m.end);
  copy.run_until(m, m.start + days(10));
  copy.run_until(m, m.end);
  CHECK(same(w.outcome(), copy.outcome()));
}

TEST_CASE("an agreement without mechanisms is no agreement, bit for bit") {
  const bool in_base = GENERATE(false, true);
  const std::string south =
      in_base ? "agreement.south.template=permenkes-92-2015" : "agreement.south.template=none";
  const Scenario s = small(brief({south}));
  Parameters none = s.base, empty = s.base;
  for (const DistrictId d : s.base.districts.ids()) {
    none.agreement.model_text[d] = {0};
    empty.agreement.model_text[d] = {1};
    empty.agreement.mechanisms[d] = {0};
  }
  const Arm no_mou{std::make_shared<const Model>(none), true},
      empty_mou{std::make_shared<const Model>(empty), true};
  const std::vector<Arm> arms = {no_mou, empty_mou};
  const auto outcomes = run(Model(s.base), arms);
  CHECK(same(outcomes[0], outcomes[1]));
  CHECK(same(run(none), run(empty)));
}

TEST_CASE("an agreement carried out with fidelity 0 moves nothing but who was told of it") {
  const Scenario s = small(brief({"agreement.north.template=none"}));
  Parameters idle = s.base;
  for (const DistrictId d : s.base.districts.ids()) {
    idle.agreement.model_text[d] = {1};
    idle.agreement.fidelity[d] = 0;
    idle.agreement.operational[d] = 1;  // the level of no agreement
  }
  const std::vector<Arm> arms = {{std::make_shared<const Model>(s.base), true},
                                 {std::make_shared<const Model>(idle), true}};
  const auto outcomes = run(Model(s.base), arms);
  CHECK(same(outcomes[0], outcomes[1]));
}

TEST_CASE("an agreement of a level that carries nothing moves nothing but its own books") {
  const bool handed_down = GENERATE(false, true);
  const Scenario s = small(brief({"agreement.north.template=none", "agreement.level_zero=1"}));
  Parameters network = s.base;
  for (const DistrictId d : s.base.districts.ids()) {
    network.agreement.model_text[d] = {1};
    network.agreement.operational[d] = 1;
    network.agreement.handed_down[d] = handed_down;
  }
  const std::vector<Arm> arms = {{std::make_shared<const Model>(s.base), true},
                                 {std::make_shared<const Model>(network), true}};
  const auto outcomes = run(Model(s.base), arms);
  const Reader read(s.base);
  CHECK(outcomes[0].deaths == outcomes[1].deaths);
  CHECK(without(differing(read, outcomes[0], outcomes[1]),
                {"informed_puskesmas", "puskesmas_in_force", "agreement_months", "operational_level",
                 "candidates_sought", "candidates_bound_by"})
            .empty());
  CHECK((read.total(outcomes[1], "informed_puskesmas") > 0) == handed_down);
}

TEST_CASE("a mechanism of extent 0 is that mechanism off, bit for bit") {
  const Scenario s = small(brief({"agreement.*.template=permenkes-92-2015", "agreement.*.operational=4"}));
  const auto mechanism = GENERATE(from_range(every<Mechanism>));
  Parameters off = s.base, zero = s.base;
  for (const DistrictId d : s.base.districts.ids()) {
    off.agreement.mechanisms[d].bits &= ~(1u << index_of(mechanism));
    zero.agreement.extent(d, mechanism) = 0;
  }
  const std::vector<Arm> arms = {{std::make_shared<const Model>(off), true},
                                 {std::make_shared<const Model>(zero), true},
                                 {std::make_shared<const Model>(s.base), true}};
  const auto outcomes = run(Model(s.base), arms);
  CHECK(same(outcomes[0], outcomes[1]));
  CHECK_FALSE(outcomes[0].values == outcomes[2].values);
}

TEST_CASE("candidates who never bleed move nothing but their own books") {
  // Her group is known without them, her family looks for donors as long with a list as without.
  const Scenario s =
      small(brief({"agreement.*.template=permenkes-92-2015", "agreement.*.fidelity=1", "agreement.turn_up=0",
                   "pregnancy.*.typed=1", "referral.list_factor=1", "agreement.*.mechanisms=[\"call_up\"]"}));
  Parameters with = s.base;
  for (ChoiceSet& mechanisms : with.agreement.mechanisms)
    mechanisms.bits |= 1u << index_of(Mechanism::candidates);
  with.agreement.candidates = 4;
  with.agreement.midwife_hours = 168;
  with.agreement.candidate_money = {1'000'000};
  const std::vector<Arm> arms = {{std::make_shared<const Model>(s.base), true},
                                 {std::make_shared<const Model>(with), true}};
  const auto outcomes = run(Model(s.base), arms);
  const Reader read(s.base);
  REQUIRE(read.total(outcomes[1], "candidates_registered") > 1000);
  REQUIRE(read.total(outcomes[1], "candidates_called") > 500);
  CHECK(without(differing(read, outcomes[0], outcomes[1]),
                {"candidates_registered", "candidates_called", "candidates_uncalled", "called_too_late",
                 "candidates_sought", "candidates_bound_by", "candidates_unsuitable", "midwife_time", "money",
                 "fidelity", "modification"})
            .empty());
  CHECK(outcomes[0].deaths == outcomes[1].deaths);
}

TEST_CASE("what no arm may change is equal in all arms, for every district and replication") {
  const Scenario s = small(brief());
  const Reader read(s.base);
  std::set<std::int64_t> seen;
  for (std::uint64_t replication = 0; replication < 3; ++replication) {
    const auto outcomes = run(s, replication);
    const auto first = read.values(outcomes[0], "exogenous");
    REQUIRE(first.size() == s.base.districts.size());
    for (const std::int64_t hash : first) CHECK(seen.insert(hash).second);
    for (const Outcome& outcome : outcomes) {
      const auto hashes = read.values(outcome, "exogenous");
      CHECK(std::equal(first.begin(), first.end(), hashes.begin(), hashes.end()));
    }
  }
}

TEST_CASE("women, beds, teams, ambulances and blood are given back") {
  const Scenario s = small(brief({"run.horizon=\"20 d\""}));
  const Model m(parameters_of(s, "mou-ideal"));
  World w(m, {1, 0});
  const auto busy = [](const auto& all) {
    std::uint32_t sum = 0;
    for (const auto& r : all) sum += r.busy();
    return sum;
  };
  std::uint32_t most_beds = 0, most_teams = 0, most_ambulances = 0;
  std::ptrdiff_t most_copies = 0;  // of records, on which probes live
  // Whoever conceived before the end has given birth and gone 14 months later.
  for (Time t = Time{} + hours(6); t < m.end + days(430); t += t < m.end ? hours(6) : days(10)) {
    w.run_until(m, t);
    most_beds = std::max(most_beds, busy(w.hospital.beds()));
    most_teams = std::max(most_teams, busy(w.hospital.teams()));
    most_ambulances = std::max(most_ambulances, busy(w.transport.ambulances()));
    const auto followed = std::count_if(w.pregnancy.women.begin(), w.pregnancy.women.end(),
                                        [](const Woman& woman) { return !woman.is(Woman::closed); });
    const auto copies =
        std::count_if(w.pregnancy.women.begin(), w.pregnancy.women.end(),
                      [](const Woman& woman) { return !woman.is(Woman::closed) && woman.is(Woman::probe); });
    CHECK(static_cast<std::size_t>(followed - copies) == w.pregnancy.living());
    most_copies = std::max(most_copies, copies);
    CHECK(w.conserved(m));
  }
  CHECK(most_copies > 0);
  CHECK(most_beds > 0);
  CHECK(most_teams > 0);
  CHECK(most_ambulances > 0);
  CHECK(w.pregnancy.living() == 0);
  CHECK(busy(w.hospital.beds()) == 0);
  CHECK(busy(w.hospital.teams()) == 0);
  CHECK(busy(w.transport.ambulances()) == 0);
  for (const Case& c : w.emergency.cases()) CHECK_FALSE(c.is_open());
}

TEST_CASE("a mother who found no blood gets the next that comes in, before anyone else") {
  // No donors to call, no other blood centre, no stock to begin with; she can wait for days.
  const Scenario s = small(brief(
      {"blood_centre.initial_cover=\"0 d\"", "blood_bank.quantile=0", "blood_centre.exchange_success=0",
       "blood_centre.coordination_effect=0", "referral.replacement_found=0", "demand.replacement_found=0",
       "emergency.*.blood_lethal=1", "emergency.*.blood_other=1", "emergency.*.surgery=0",
       "emergency.*.median=\"40 d\"", "facility.utd-north.red_cell_need=\"9000 /y\"",
       "facility.utd-south.red_cell_need=\"9000 /y\"", "agreement.north.template=none"}));
  const Reader read(s.base);
  const Outcome outcome = run(s.base);
  REQUIRE(read.total(outcome, "units_unmet") > 500);
  REQUIRE(read.total(outcome, "replacement_searches") > 50);
  // Short of blood at their first request, and yet nearly all are treated within the follow-up.
  CHECK(static_cast<double>(read.total(outcome, "treated")) >
        0.9 * static_cast<double>(read.total(outcome, "emergencies")));
}

TEST_CASE("an arm that drops one mechanism keeps what the others have reached") {
  const Scenario s = small(brief());
  Parameters without_courier = s.base;
  without_courier.agreement.mechanisms[DistrictId{0}].bits &= ~(1U << index_of(Mechanism::courier));
  const std::vector<Arm> arms = {{std::make_shared<const Model>(s.base), true},
                                 {std::make_shared<const Model>(s.base, without_courier), true}};
  const auto outcomes = run(Model(s.base), arms);
  const Reader read(s.base);
  const auto all = read.values(outcomes[0], "fidelity"), amended = read.values(outcomes[1], "fidelity");
  constexpr std::size_t n = mechanism_labels.size();
  bool any = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool courier = i % n == index_of(Mechanism::courier);
    CHECK(amended[i] == (courier ? 0 : all[i]));
    any = any || all[i] > 0;
  }
  CHECK(any);
}

TEST_CASE("an arm with more births has all the base's women, one with fewer has no others") {
  const Scenario s = small(brief());
  const auto names_with = [&](double factor) {
    Parameters p = s.base;
    for (Rate& births : p.network.births) births.per_day *= factor;
    const Model m(s.base, p);
    World w(m, {1, 0});
    w.run_until(m, Time{} + days(40));
    std::set<Name> names;
    for (const Woman& woman : w.pregnancy.women) {
      if (!woman.is(Woman::closed)) names.insert(woman.name);
    }
    return names;
  };
  const auto fewer = names_with(0.6), base = names_with(1), more = names_with(1.7);
  const auto within = [](const std::set<Name>& a, const std::set<Name>& b) {
    std::vector<Name> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<double>(both.size()) / static_cast<double>(a.size());
  };
  CHECK(within(fewer, base) > 0.99);  // some die in one world alone
  CHECK(within(base, more) > 0.99);
  CHECK(static_cast<double>(fewer.size()) / static_cast<double>(base.size()) == Approx(0.6).margin(0.03));
  CHECK(static_cast<double>(more.size()) / static_cast<double>(base.size()) == Approx(1.7).margin(0.05));
}

TEST_CASE("the three delays of treated women add up to onset to treatment, in ticks") {
  const Scenario s = small(brief());
  const Reader read(s.base);
  for (const Outcome& outcome : run(s)) {
    const auto delays = read.values(outcome, "delay_time");
    const auto whole = read.values(outcome, "onset_to_treatment");
    REQUIRE(delays.size() == 3 * whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
      CHECK(delays[3 * i] + delays[3 * i + 1] + delays[3 * i + 2] == whole[i]);
    }
    CHECK(read.total(outcome, "treated") * 3 == read.total(outcome, "delay_histogram"));
    for (std::size_t i = 0; i < delays.size(); ++i) CHECK(delays[i] >= 0);
  }
}

TEST_CASE("what is counted twice is counted alike") {
  const Scenario s = small(brief());
  const Reader read(s.base);
  for (const Outcome& outcome : run(s)) {
    const auto total = [&](std::string_view name) { return read.total(outcome, name); };
    CHECK(total("births") == total("births_by_place"));
    CHECK(total("deaths_true") == total("deaths_by_place"));
    CHECK(total("deaths_true") == total("deaths_by_delay"));
    CHECK(total("deaths_true") == static_cast<std::int64_t>(outcome.deaths.size()));
    CHECK(total("deaths_reported") <= total("deaths_true"));
    CHECK(total("deaths_blood_last") <= total("deaths_true"));
    CHECK(total("treated") <= total("emergencies"));
    CHECK(total("lethal_emergencies") <= total("emergencies"));
    CHECK(total("k4_true") <= total("k1"));
    CHECK(total("k1") <= total("births"));
    CHECK(total("units_issued") == total("units_issued_for"));
    CHECK(total("presented") == total("deferred") + total("donations"));
    CHECK(total("k4_target") == (s.base.network.k4_target[DistrictId{0}] * 31) / 365 +
                                    (s.base.network.k4_target[DistrictId{1}] * 31) / 365);
    std::uint64_t events = 0;
    for (const std::uint64_t n : outcome.events_by_kind) events += n;
    CHECK(events == outcome.events);
  }
}

#if DARAH_CHECKED
TEST_CASE("no random stream is opened twice") {
  const Scenario s = small(brief({"blood_centre.initial_cover=\"0 d\""}));
  for (const ArmSpec& arm : s.arms) {
    const LedgerScope scope;
    CHECK_NOTHROW(by_hand(Model(s.base), Model(arm.parameters), {1, 0}));
    CHECK(scope.ledger.size() > 10'000);
  }
}
#endif
