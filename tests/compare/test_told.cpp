#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "compare/told.hpp"

using namespace darah;

namespace {

Moments of(const std::vector<double>& values) {
  Moments moments;
  for (const double v : values) moments.add(v);
  return moments;
}

}  // namespace

TEST_CASE("one claim alone is Student's") {
  const std::array family{of({-4, -6, -5, -5})};
  const Claim claim = claims_of(family).front();
  CHECK(claim.told == Finding::less);
  // Mean -5, variance 2/3; t of 3 degrees at 97.5% is 3.18245, p of |t| = 12.247 by any table.
  CHECK(claim.p == Approx(0.0011722).epsilon(1e-3));
  CHECK(claim.together.half_width == Approx(3.18245 * std::sqrt(2.0 / 3 / 4)).epsilon(1e-5));
  CHECK(claim.to_tell == 2 + 1);  // 0.816 / 5: two replications need 12.7 x 0.577 > 5, three 4.3 x 0.47 < 5
}

TEST_CASE("a family is held together by Holm's method") {
  const std::array family{of({-10, -11, -10.5, -9.5}), of({2, 3, 2.4, 1.8}), of({1, -1, 2, -1})};
  const std::vector<Claim> claims = claims_of(family);
  std::vector<double> p;
  for (const Moments& m : family) p.push_back(student_p(m));
  REQUIRE((p[0] < p[1] && p[1] < p[2]));
  CHECK(claims[0].p == Approx(3 * p[0]));
  CHECK(claims[1].p == Approx(2 * p[1]));
  CHECK(claims[2].p == Approx(p[2]));
  CHECK(claims[0].told == Finding::less);
  CHECK(claims[1].told == Finding::more);
  CHECK(claims[2].told == Finding::untold);
  for (std::size_t i = 0; i < family.size(); ++i)
    CHECK(claims[i].together.leaves_out_0() == (claims[i].p <= usual_alpha));
  // The last is held at 5% since both others are told.
  CHECK(claims[2].together.half_width == Approx(student_interval(family[2], 0.95).half_width));
  CHECK(claims[2].to_tell == replications_needed(family[2], family[2].mean(), 0.95));
}

TEST_CASE("what replications tell is told apart") {
  const std::array family{of({0, 0, 0}), of({-1, -1, -1}), of({1, -1, 3}), of({2, -2})};
  const std::vector<Claim> claims = claims_of(family);
  CHECK(claims[0].told == Finding::same);
  CHECK(claims[1].told == Finding::alike);
  CHECK(claims[2].told == Finding::untold);
  CHECK(claims[3].told == Finding::untold);
  for (const Claim& claim : claims) CHECK(claim.p == 1);  // alike is no certainty, and loosens nobody's level
  CHECK(std::isinf(claims[0].to_tell));
  CHECK(claims[1].to_tell == least_replications);
  CHECK((std::isfinite(claims[2].to_tell) && claims[2].to_tell >= least_replications));
  CHECK(claims[3].to_tell == least_replications);  // a mean of 0, of two
  const std::array many{of(std::vector<double>(least_replications, -1.0))};
  for (const Claim& claim : claims_of(many)) CHECK(std::isinf(claim.to_tell));
}

TEST_CASE("one replication and no family tell nothing") {
  CHECK(claims_of({}).empty());
  const std::array family{of({-3})};
  const Claim claim = claims_of(family).front();
  CHECK((claim.told == Finding::untold && claim.p == 1 && claim.to_tell == least_replications));
}

TEST_CASE("as many replications as a claim takes do tell it") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(-0.4, 1);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<Moments> family(4);
    for (Moments& m : family) {
      for (int r = 0; r < 12; ++r) m.add(normal(random));
    }
    for (const Claim& claim : claims_of(family)) {
      if (claim.told == Finding::untold) CHECK(claim.to_tell > 12);
      if (claim.told == Finding::less) CHECK(claim.to_tell <= 12);
    }
  }
}

TEST_CASE("who has few replications is told to take enough, who has many to take more") {
  CHECK(more_needed(3, 2) == least_replications);
  CHECK(more_needed(40, 2) == 40);
  CHECK(more_needed(3, 16) == 17);
}
