#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "design_file.hpp"

using namespace darah;

namespace {

/// How many cells lie in each of n equal stretches of a factor.
std::vector<int> strata(const Points& points, Eigen::Index factor, Eigen::Index n) {
  std::vector<int> counts(static_cast<std::size_t>(n), 0);
  for (Eigen::Index cell = 0; cell < points.shares.rows(); ++cell)
    ++counts[static_cast<std::size_t>(points.shares(cell, factor) * static_cast<double>(n))];
  return counts;
}

double rank_correlation(const Points& points, Eigen::Index a, Eigen::Index b) {
  const auto n = static_cast<double>(points.shares.rows());
  const auto rank = [&](Eigen::Index f) { return (points.shares.col(f).array() * n).floor() - (n - 1) / 2; };
  return (rank(a) * rank(b)).sum() / (n * (n * n - 1) / 12);
}

/// Hickernell's centred L2 discrepancy, squared.
double discrepancy(const Eigen::MatrixXd& x) {
  const auto n = static_cast<double>(x.rows());
  double single = 0, pairs = 0;
  for (Eigen::Index i = 0; i < x.rows(); ++i) {
    double product = 1;
    for (Eigen::Index f = 0; f < x.cols(); ++f) {
      const double d = std::abs(x(i, f) - 0.5);
      product *= 1 + d / 2 - d * d / 2;
    }
    single += product;
    for (Eigen::Index j = 0; j < x.rows(); ++j) {
      double both = 1;
      for (Eigen::Index f = 0; f < x.cols(); ++f)
        both *=
            1 + std::abs(x(i, f) - 0.5) / 2 + std::abs(x(j, f) - 0.5) / 2 - std::abs(x(i, f) - x(j, f)) / 2;
      pairs += both;
    }
  }
  return std::pow(13.0 / 12, static_cast<double>(x.cols())) - 2 * single / n + pairs / (n * n);
}

double least_distance(const Points& points) {
  double least = 1e9;
  for (Eigen::Index i = 0; i < points.shares.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j)
      least = std::min(least, (points.shares.row(i) - points.shares.row(j)).norm());
  }
  return least;
}

}  // namespace

TEST_CASE("A grid has every combination, the last factor fastest") {
  const Points p = points(head("grid") + "levels = 3\n" + range("a") +
                          "[[factor]]\nname = \"b\"\nkey = \"blood_bank.rule\"\nvalues = [\"x\", \"y\"]\n");
  REQUIRE(p.cells() == 6);
  CHECK(p.shares(0, 0) == 0);
  CHECK(p.shares(2, 0) == 0.5);
  CHECK(p.shares(5, 0) == 1);
  CHECK(p.shares(0, 1) == 0.25);
  CHECK(p.shares(1, 1) == 0.75);
}

TEST_CASE("A Latin hypercube has one cell in each stratum of each factor") {
  for (const int size : {2, 17, 64}) {
    const Points p = points(head("latin-hypercube") + "size = " + std::to_string(size) + "\n" + ranges(4));
    REQUIRE(p.shares.rows() == size);
    for (Eigen::Index f = 0; f < 4; ++f) {
      const std::vector<int> counts = strata(p, f, size);
      CHECK(std::all_of(counts.begin(), counts.end(), [](int n) { return n == 1; }));
    }
  }
}

TEST_CASE("The search spreads a Latin hypercube and takes chance correlations away") {
  const Points p = points(head("latin-hypercube") + "size = 50\n" + ranges(4));
  for (Eigen::Index a = 0; a < 4; ++a) {
    for (Eigen::Index b = 0; b < a; ++b) CHECK(std::abs(rank_correlation(p, a, b)) < 0.05);
  }
  // The mean of 200 random ones of this size is 0.107, the greatest 0.19.
  CHECK(least_distance(p) > 0.2);
}

TEST_CASE("Correlations come as asked for, and leave the strata as they are") {
  const Points p = points(head("latin-hypercube") + "size = 200\n" + ranges(3) +
                          "[[correlation]]\nbetween = [\"f0\", \"f2\"]\nrank = -0.7\n");
  CHECK(rank_correlation(p, 0, 2) == Approx(-0.7).margin(0.03));
  CHECK(std::abs(rank_correlation(p, 0, 1)) < 0.05);
  const std::vector<int> counts = strata(p, 2, 200);
  CHECK(std::all_of(counts.begin(), counts.end(), [](int n) { return n == 1; }));
}

TEST_CASE("A Sobol design is a digital net: every elementary interval has its share") {
  const Points p = points(head("sobol") + "size = 64\n" + ranges(3));
  REQUIRE(p.cells() == 64 * 5);
  Eigen::MatrixXd a(64, 3), b(64, 3);
  for (Eigen::Index row = 0; row < 64; ++row) {
    a.row(row) = p.shares.row(5 * row);
    b.row(row) = p.shares.row(5 * row + 1);
    for (Eigen::Index role = 0; role < 5; ++role) {
      CHECK(p.group[static_cast<std::size_t>(5 * row + role)] == row);
      CHECK(p.role[static_cast<std::size_t>(5 * row + role)] == role);
    }
    for (Eigen::Index f = 0; f < 3; ++f) {
      Eigen::RowVectorXd mixed = a.row(row);
      mixed[f] = b(row, f);
      CHECK(p.shares.row(5 * row + 2 + f) == mixed);
    }
  }
  for (Eigen::Index f = 0; f < 3; ++f) {
    std::set<int> seen;
    for (Eigen::Index row = 0; row < 64; ++row) seen.insert(static_cast<int>(64 * a(row, f)));
    CHECK(seen.size() == 64);
  }
  // The first two coordinates are a (0, 6, 2)-net in base 2: 8 x 8 boxes with one point each.
  std::set<std::pair<int, int>> boxes;
  for (Eigen::Index row = 0; row < 64; ++row)
    boxes.emplace(static_cast<int>(8 * a(row, 0)), static_cast<int>(8 * a(row, 1)));
  CHECK(boxes.size() == 64);
  // Random points of this size have 12 times as much (mean of 200: 0.0068).
  CHECK(discrepancy(a) < 0.0012);
  CHECK(discrepancy(b) < 0.0012);
}

TEST_CASE("A morris trajectory moves each factor once, by its step") {
  const Points p = points(head("morris") + "size = 20\nlevels = 6\n" + ranges(4));
  REQUIRE(p.cells() == 100);
  std::map<Eigen::Index, std::set<int>> starts;
  for (Eigen::Index trajectory = 0; trajectory < 20; ++trajectory) {
    std::set<Eigen::Index> moved;
    for (Eigen::Index step = 0; step < 5; ++step) {
      const Eigen::Index cell = 5 * trajectory + step;
      CHECK(p.group[static_cast<std::size_t>(cell)] == trajectory);
      CHECK(p.role[static_cast<std::size_t>(cell)] == step);
      if (step == 0) continue;
      const Eigen::RowVectorXd change = p.shares.row(cell) - p.shares.row(cell - 1);
      Eigen::Index factor = 0;
      CHECK(change.cwiseAbs().maxCoeff(&factor) == Approx(0.6));
      CHECK(change.cwiseAbs().sum() == Approx(0.6));
      moved.insert(factor);
    }
    CHECK(moved.size() == 4);
    for (Eigen::Index f = 0; f < 4; ++f)
      starts[f].insert(static_cast<int>(std::lround(5 * p.shares(5 * trajectory, f))));
  }
  for (const auto& [factor, levels] : starts) CHECK(levels.size() >= 4);
}

TEST_CASE("A design is the same again, and another with another seed") {
  for (const std::string method : {"latin-hypercube", "sobol", "morris"}) {
    const std::string text = head(method) + "size = 16\n";
    CHECK(points(text + ranges(2)).shares == points(text + ranges(2)).shares);
    CHECK(points(text + ranges(2)).shares != points(text + "seed = 2\n" + ranges(2)).shares);
  }
}
