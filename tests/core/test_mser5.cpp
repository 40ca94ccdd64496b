#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "core/statistics.hpp"

using namespace darah;

namespace {

/// AR(1) of correlation 0.7 and variance 1 about 0, `level(t)` added.
template <class Level>
std::vector<double> autoregressive(std::uint32_t seed, int length, Level&& level) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  double x = normal(engine);
  std::vector<double> series;
  for (int t = 0; t < length; ++t) {
    series.push_back(x + level(t));
    x = 0.7 * x + std::sqrt(1 - 0.49) * normal(engine);
  }
  return series;
}

}  // namespace

TEST_CASE("MSER-5 by hand") {
  std::vector<double> series(40, 0);  // 8 batches
  CHECK(mser5(series).at == 0);
  CHECK(mser5(series).admissible);
  series[0] = 10;
  CHECK(mser5(series).at == 5);
  series[17] = -3;  // in the fourth batch, the last that may be left out
  CHECK(mser5(series).at == 20);
  CHECK(!mser5(series).admissible);
  CHECK(!mser5(std::vector<double>(9, 0)).admissible);
}

TEST_CASE("MSER-5 finds where a transient ends") {
  int near_step = 0, near_decay = 0;
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Truncation step = mser5(autoregressive(seed, 300, [](int t) { return t < 60 ? 8.0 : 0.0; }));
    CHECK(step.admissible);
    CHECK(step.at >= 60);
    near_step += step.at <= 90;
    // 20 e^(-t / 15): 1, the noise's own size, after 45
    const Truncation decay = mser5(autoregressive(seed, 300, [](int t) { return 20 * std::exp(-t / 15.0); }));
    CHECK(decay.admissible);
    CHECK(decay.at >= 30);
    near_decay += decay.at <= 75;
  }
  CHECK(near_step >= 40);
  CHECK(near_decay >= 40);
}

TEST_CASE("MSER-5 leaves out little of a settled series") {
  int early = 0, admissible = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Truncation settled = mser5(autoregressive(seed, 300, [](int) { return 0.0; }));
    early += settled.at <= 60;
    admissible += settled.admissible;
  }
  CHECK(early >= 140);
  CHECK(admissible >= 190);
}

TEST_CASE("MSER-5 finds no place in a series that drifts, or a late one") {
  int admissible = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Truncation drift = mser5(autoregressive(seed, 300, [](int t) { return 0.1 * t; }));
    CHECK(drift.at >= 120);
    admissible += drift.admissible;
  }
  CHECK(admissible <= 30);
  std::vector<double> line(120);
  std::iota(line.begin(), line.end(), 0);
  CHECK(!mser5(line).admissible);
}
