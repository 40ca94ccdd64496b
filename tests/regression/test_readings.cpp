#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

// What is read off the same way in another manner: delays, and who is a near-miss.
TEST_CASE("the reading of the delays changes what deaths count to, and nothing else") {
  const Scenario s = small(busy());
  Parameters other = s.base;
  other.emergency.mapping = {index_of(DelayMapping::terlambat)};
  const Outcome maine = run(s.base), terlambat = run(other);
  const std::set<std::string> read_by{"deaths_by_delay",
                                      "deaths_by_any_delay",
                                      "deaths_saved_by",
                                      "deaths_beyond_delays",
                                      "delay_time",
                                      "delay_squares",
                                      "delay_histogram",
                                      "deaths_probed_by_delay",
                                      "deaths_probed_saved_by",
                                      "deaths_probed_beyond_delays"};
  const std::vector<std::string> moved = differing(Reader(s.base), maine, terlambat);
  for (const std::string& measure : moved) CHECK(read_by.contains(measure));
  CHECK(moved.size() >= 6);
  CHECK(maine.events == terlambat.events);
}

TEST_CASE("organ failure moves near-misses alone, and with none of it they are those of lethal clocks") {
  const Scenario s = small(busy());
  Parameters none = s.base, all = s.base;
  none.emergency.organ_failure.assign(7, 0);
  all.emergency.organ_failure.assign(7, 1);
  const Reader read(s.base);
  const Outcome as_is = run(s.base), without = run(none), with = run(all);
  const std::vector<std::string> near_misses{"near_misses", "near_misses_in_hospital",
                                             "near_misses_on_arrival"};
  CHECK(differing(read, as_is, without) == near_misses);
  CHECK(read.total(without, "near_misses") < read.total(as_is, "near_misses"));
  CHECK(read.total(as_is, "near_misses") < read.total(with, "near_misses"));
  CHECK(read.total(with, "near_misses_on_arrival") <= read.total(with, "near_misses_in_hospital"));
  CHECK(read.total(with, "near_misses_in_hospital") <= read.total(with, "near_misses"));
}
