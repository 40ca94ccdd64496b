#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>

#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("following women changes nothing, and their stories add up to what is measured") {
  const Scenario s = small(brief({"emergency.*.rate=60", "emergency.*.lethality=0.4"}));
  const Model base(s.base);
  const std::vector<Arm> arms = arms_of(s);
  const auto code = static_cast<std::uint32_t>(s.base.network.district_code[DistrictId{0}]);
  const auto followed = run_replication(
      base, arms, {1, 0}, [] { return true; }, Trace::of_district(code));
  const auto plain = run(base, arms);
  const Reader read(s.base);
  REQUIRE(followed.size() == arms.size());
  for (std::size_t a = 0; a < arms.size(); ++a) {
    CHECK(followed[a].values == plain[a].values);
    CHECK(followed[a].events == plain[a].events);
    CHECK(plain[a].story.empty());
    std::int64_t births = 0, contacts = 0, first_contacts = 0, of_it = 0, told = 0;
    for (const TraceEntry& e : followed[a].story) {
      if (base.measuring(e.at)) {
        births += e.what == Told::born;
        contacts += e.what == Told::contact;
        first_contacts += e.what == Told::contact && e.a == 0;
      }
      CHECK(e.woman.unpack().region == code);
    }
    CHECK(std::is_sorted(followed[a].story.begin(), followed[a].story.end(),
                         [](const TraceEntry& x, const TraceEntry& y) { return x.at < y.at; }));
    const auto district_sum = [&](std::string_view measure) {
      const auto all = read.values(followed[a], measure);
      const std::size_t n = all.size() / s.base.districts.size();
      return std::accumulate(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n), std::int64_t{0});
    };
    CHECK(births == district_sum("births"));
    CHECK(contacts == district_sum("contacts"));
    CHECK(first_contacts > 0);
    for (const Death& death : followed[a].deaths) {
      if (death.district != 0) continue;
      ++of_it;
      told += std::count_if(followed[a].story.begin(), followed[a].story.end(), [&](const TraceEntry& e) {
        return e.what == Told::died && e.woman.bits() == death.woman &&
               (e.at - base.start).us == death.time_us && e.a == death.place &&
               e.b == static_cast<int>(death.last_missing) && e.n == death.saved_by;
      });
    }
    CHECK(of_it > 5);
    CHECK(told == of_it);
    CHECK(of_it == district_sum("deaths_true"));
  }
}

namespace {

/// A second emergency follows care, which arms change.
bool is_first(const TraceEntry& e) {
  return e.woman.unpack().kind == static_cast<std::uint32_t>(Root::woman);
}

/// What no arm changes, by woman.
std::map<std::uint64_t, std::vector<TraceEntry>> facts(const Outcome& outcome) {
  std::map<std::uint64_t, std::vector<TraceEntry>> by_woman;
  for (const TraceEntry& e : outcome.story) {
    if (is_first(e) && (e.what == Told::onset || e.what == Told::needs))
      by_woman[e.woman.bits()].push_back(e);
  }
  return by_woman;
}

}  // namespace

TEST_CASE("a woman's story is the same in all arms up to the first difference in her care") {
  const Scenario s = small(brief({"emergency.*.rate=60", "agreement.south.template=none"}));
  const Model base(s.base);
  const auto arms = arms_of(s);
  const auto code = static_cast<std::uint32_t>(s.base.network.district_code[DistrictId{0}]);
  const auto outcomes = run_replication(
      base, arms, {1, 0}, [] { return true; }, Trace::of_district(code));
  const auto first = facts(outcomes[0]);
  REQUIRE(first.size() > 50);
  for (std::size_t a = 1; a < arms.size(); ++a) {
    std::size_t shared = 0;
    for (const auto& [woman, entries] : facts(outcomes[a])) {
      const auto found = first.find(woman);
      if (found == first.end()) continue;  // she died or lived on where she did not before
      ++shared;
      for (std::size_t i = 0; i < entries.size(); ++i) {
        const TraceEntry &here = entries[i], &there = found->second[i];
        CHECK(here.at == there.at);
        CHECK(here.a == there.a);
        CHECK(here.b == there.b);
        // The clock, but for an anaemia that a contact cured in one arm alone.
        if (here.what == Told::needs) CHECK(here.n == there.n);
        if (here.what == Told::onset && here.n != there.n) {
          const auto [less, more] = std::minmax(here.n, there.n);
          CHECK(std::abs(static_cast<double>(less) / static_cast<double>(more) - .9) < 1e-6);
        }
      }
    }
    CHECK(shared == first.size());
    // What differs first is what somebody did, never what befell her.
    std::map<std::uint64_t, std::vector<TraceEntry>> here, there;
    for (const TraceEntry& e : outcomes[0].story) {
      if (is_first(e)) there[e.woman.bits()].push_back(e);
    }
    for (const TraceEntry& e : outcomes[a].story) {
      if (is_first(e)) here[e.woman.bits()].push_back(e);
    }
    std::size_t differ = 0;
    for (const auto& [woman, story] : here) {
      const auto& other = there[woman];
      std::size_t i = 0;
      while (i < std::min(story.size(), other.size()) && story[i] == other[i]) ++i;
      if (i == std::min(story.size(), other.size())) continue;
      ++differ;
      // Of herself, membership of JKN alone is a policy's doing.
      if (story[i].what == Told::conceived)
        CHECK(((story[i].n ^ other[i].n) & ~std::int64_t{Woman::insured}) == 0);
      if (story[i].what == other[i].what && story[i].what == Told::onset) CHECK(story[i].n != other[i].n);
      if (story[i].what == other[i].what) CHECK(story[i].what != Told::needs);
    }
    CHECK(differ > 0);
    // Before policies differ nothing differs, for anybody.
    for (std::size_t i = 0; i < outcomes[0].story.size() && outcomes[0].story[i].at < base.policy_start; ++i)
      CHECK(outcomes[0].story[i] == outcomes[a].story[i]);
  }
}
