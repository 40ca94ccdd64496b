#include <catch2/catch.hpp>
#include <vector>

#include "model/mother/probed.hpp"

using namespace darah;

TEST_CASE("probes that come to the same in every arm are left out, and the others sorted by their hosts") {
  std::vector<ProbedRisk> a = {{7, 30, 0, 1}, {3, 10, 0, 0}, {5, 20, 1, 2}},
                          b = {{3, 10, 0, 0}, {5, 25, 1, 2}},
                          c = {{3, 10, 0, 0}, {5, 20, 1, 2}, {9, 1, 0, 0}};
  const std::vector<std::vector<ProbedRisk>*> arms = {&a, &b, &c};
  keep_differing(arms);
  CHECK(a == std::vector<ProbedRisk>{{5, 20, 1, 2}, {7, 30, 0, 1}});
  CHECK(b == std::vector<ProbedRisk>{{5, 25, 1, 2}});
  CHECK(c == std::vector<ProbedRisk>{{5, 20, 1, 2}, {9, 1, 0, 0}});
}

TEST_CASE("one arm differs from nobody, and none is no fault") {
  std::vector<ProbedRisk> alone = {{7, 30, 0, 1}};
  const std::vector<std::vector<ProbedRisk>*> arm = {&alone};
  keep_differing(arm);
  CHECK(alone.empty());
  keep_differing({});
}
