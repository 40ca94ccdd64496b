#include <catch2/catch.hpp>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

Name woman(std::uint32_t district, std::uint32_t serial) {
  return root_name(Root::woman, district, 1023, serial);
}

}  // namespace

TEST_CASE("nobody is followed unless asked for: one woman, or those of a district") {
  CHECK_FALSE(Trace().follows(woman(3601, 1)));
  const Trace one = Trace::of_woman(woman(3601, 1));
  CHECK(one.follows(woman(3601, 1)));
  CHECK_FALSE(one.follows(woman(3601, 2)));
  CHECK_FALSE(one.follows(woman(3602, 1)));
  const Trace district = Trace::of_district(3601);
  CHECK(district.follows(woman(3601, 1)));
  CHECK(district.follows(woman(3601, 2)));
  CHECK_FALSE(district.follows(woman(3602, 1)));
}

TEST_CASE("what happens to who is followed is written down at its time, and to no other") {
  const Model m(exact_parameters());
  World w(m, {1, 0}, Trace::of_woman(woman(3601, 1)));
  w.run_until(m, noon);
  Services(w).tell(woman(3601, 2), Told::decided);
  Services(w).tell(woman(3601, 1), Told::accepted, 1, 2, 3);
  REQUIRE(w.trace.entries.size() == 1);
  CHECK(w.trace.entries[0] == TraceEntry{noon, woman(3601, 1), Told::accepted, 1, 2, 3});
  CHECK(w.outcome().story.size() == 1);
}

TEST_CASE("a woman's story runs from her onset to her survival, in the order of time") {
  Parameters p = at_a_puskesmas();
  const Model m(p);
  World w(m, {1, 0}, Trace::of_district(3601));
  w.run_until(m, noon);
  fall_ill(w, m, in_puskesmas);
  w.run_until(m, noon + days(1));
  const auto at = [&](Told what) {
    for (const TraceEntry& entry : w.trace.entries) {
      if (entry.what == what) return entry.at - noon;
    }
    return Duration{-1};
  };
  CHECK(at(Told::onset) == Duration{});
  CHECK(at(Told::accepted) == minutes(10));
  CHECK(at(Told::departs) == minutes(10 + 30));
  CHECK(at(Told::arrived) == minutes(10 + 30 + 40));
  CHECK(at(Told::ready) == minutes(10 + 30 + 40 + 5 + 100 + 45));
  CHECK(at(Told::survived) == at(Told::ready));
  CHECK(at(Told::died) == Duration{-1});
}
