#include <catch2/catch.hpp>
#include <memory>
#include <numeric>
#include <vector>

#include "core/draw_ledger.hpp"
#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("no stream of random numbers is opened twice on the blood side") {
  const LedgerScope scope;
  const Model m(blood_parameters(one_utd(), 0, 60));
  CHECK_NOTHROW([&] { World(m, {2, 0}).run_until(m, m.end); }());
}

TEST_CASE("a copied world goes on as the original does") {
  const Model m(town(20000, 60));
  World w(m, {3, 0});
  w.run_until(m, Time{} + days(20));
  World copy = w;
  w.run_until(m, m.end);
  copy.run_until(m, m.end);
  CHECK(w.outcome().values == copy.outcome().values);
}

namespace {

std::vector<Outcome> run(const Model& base, std::vector<Arm> arms, int weeks = 1000) {
  return run_replication(base, arms, {1, 0}, [weeks]() mutable { return weeks-- > 0; });
}

}  // namespace

TEST_CASE("nothing is measured before the window opens, and every event is of one kind") {
  Parameters p = town(20000, 31);
  p.calendar.warm_up = days(21);
  p.calendar.policy_start = p.calendar.start - 21;
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, m.start);
  const Outcome before = w.outcome();
  CHECK(total(w, "donations") == 0);
  CHECK(total(w, "requests") == 0);
  CHECK(before.events > 1000);
  w.run_until(m, m.end);
  CHECK(total(w, "donations") > 1000);
  const Outcome after = w.outcome();
  CHECK(std::accumulate(after.events_by_kind.begin(), after.events_by_kind.end(), std::uint64_t{0}) ==
        after.events);
  CHECK(after.events_by_kind.size() == event_kind_names().size());
  CHECK(after.peak_pending >= before.peak_pending);
}

TEST_CASE("to go to an instant in two strides is to go there in one") {
  const Model m(town(20000, 31));
  World once(m, {1, 0}), twice(m, {1, 0});
  once.run_until(m, m.end);
  twice.run_until(m, Time{} + days(9) + hours(5));
  CHECK(twice.now() == Time{} + days(9) + hours(5));
  twice.run_until(m, m.end);
  CHECK(once.outcome().values == twice.outcome().values);
  CHECK(once.outcome().events == twice.outcome().events);
}

TEST_CASE("another seed and another replication are other worlds, the same ones the same world") {
  const Model m(town(20000, 31));
  const auto of = [&](StreamKey key) {
    World w(m, key);
    w.run_until(m, m.end);
    return w.outcome().values;
  };
  CHECK(of({1, 0}) == of({1, 0}));
  CHECK(of({1, 0}) != of({1, 1}));
  CHECK(of({1, 0}) != of({2, 0}));
}

TEST_CASE("looking at a world changes nothing, and sees what is there") {
  Parameters p = quiet();
  const Model m(p);
  World w(m, {1, 0});
  w.run_until(m, at(0) + hours(7));
  bleed_donors(w, m, Group::o_pos, 3);
  w.run_until(m, at(1));
  CHECK(w.look(m)[Level::red_cells] == 3);
  CHECK(w.look(m)[Level::plasma] == 0);
  CHECK(w.look(m)[Level::women] == 0);
  w.run_until(m, at(36));  // the units have expired; nobody has booked it yet
  const Outcome before = w.outcome();
  CHECK(w.look(m)[Level::red_cells] == 0);
  CHECK(w.outcome().values == before.values);
}

TEST_CASE("a replication gives an outcome for each arm, and the state of each week of the first") {
  Parameters p = town(20000, 28);
  p.calendar.warm_up = days(14);
  p.calendar.policy_start = p.calendar.start - 7;
  Parameters arm = p;
  arm.blood_centre.issue_rule = {index_of(IssueRule::youngest)};
  const Model base(p);
  const auto same = std::make_shared<const Model>(p), youngest = std::make_shared<const Model>(p, arm);
  const auto outcomes = run(base, {{same, true}, {youngest, true}});
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].weekly.size() == 1 + 6);
  CHECK(outcomes[1].weekly.empty());
  CHECK(outcomes[0].values != outcomes[1].values);
  CHECK(outcomes[1].values == run(base, {{youngest, true}}).front().values);
  World alone(base, {1, 0});
  alone.run_until(base, base.last);
  CHECK(alone.outcome().values == outcomes[0].values);
}

TEST_CASE("a replication that is told to stop gives nothing") {
  const Model base(town(20000, 28));
  const std::vector<Arm> arms = {{std::make_shared<const Model>(base.p), true}};
  CHECK(run(base, arms, 1000).size() == 1);
  CHECK(run(base, arms, 2).empty());
}

TEST_CASE("a measure is as long along each dimension as that has labels") {
  const Model m(town(20000, 59));
  World w(m, {1, 0});
  CHECK(size_of(m, "month") == 2);
  CHECK(size_of(m, "day") == 59);
  CHECK(size_of(m, "hospital") == 3);
  CHECK(values(w, "donations").size() == 1 * 2 * donor_kind_labels.size());
  CHECK(w.outcome().values.size() == w.tally.all().size());
}
