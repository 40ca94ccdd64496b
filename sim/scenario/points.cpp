#include <Eigen/Cholesky>
#include <algorithm>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include "core/check.hpp"
#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/math.hpp"
#include "scenario/design.hpp"

namespace darah {
namespace {

using Eigen::Index;
using Matrix = Eigen::MatrixXd;

/// No component draws for it: designs have keys of their own.
constexpr Purpose layout_purpose{0xffff};
enum class Part : std::uint8_t { strata, normals, swaps, shift, trajectories };

Draws draws_of(const Design& design, Part part, std::size_t occasion = 0) {
  return Draws({design.design_seed, 0}, Name::from_bits(static_cast<std::uint64_t>(part)), layout_purpose,
               occasion, Use::again);
}

std::size_t below(std::size_t n, Draws& draws) {
  return boost::random::uniform_int_distribution<std::size_t>(0, n - 1)(draws);
}

std::vector<std::size_t> permutation(std::size_t n, Draws& draws) {
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[below(i, draws)]);
  return order;
}

/// Shares of cells numbered one after another, without a structure of their own.
Points plain(Index cells, Index factors) {
  Points points;
  points.shares.resize(cells, factors);
  points.group.resize(static_cast<std::size_t>(cells));
  std::iota(points.group.begin(), points.group.end(), std::int64_t{0});
  points.role.assign(static_cast<std::size_t>(cells), 0);
  return points;
}

/// The middle of a listed value's share, the end or a step of a range.
double share_of_level(const Factor& factor, std::int64_t level, std::int64_t levels) {
  const auto n = static_cast<double>(levels);
  if (factor.scale == Scale::list) return (static_cast<double>(level) + 0.5) / n;
  return levels == 1 ? 0 : static_cast<double>(level) / (n - 1);
}

Points grid(const Design& design) {
  Points points = plain(static_cast<Index>(cells_of(design)), std::ssize(design.factors));
  for (Index cell = 0; cell < points.shares.rows(); ++cell) {
    Index rest = cell;
    for (Index f = points.shares.cols(); f-- > 0;) {  // the last factor changes fastest
      const Factor& factor = design.factors[static_cast<std::size_t>(f)];
      const std::int64_t levels = levels_of(factor, design);
      points.shares(cell, f) = share_of_level(factor, rest % levels, levels);
      rest /= levels;
    }
  }
  return points;
}

Points list(const Design& design) {
  Points points = plain(static_cast<Index>(cells_of(design)), std::ssize(design.factors));
  const std::int64_t n = points.shares.rows();
  for (Index cell = 0; cell < n; ++cell) {
    for (Index f = 0; f < points.shares.cols(); ++f)
      points.shares(cell, f) = share_of_level(design.factors[static_cast<std::size_t>(f)], cell, n);
  }
  return points;
}

// Latin hypercubes.

/// Ranks from 0.
std::vector<std::size_t> ranks(const Eigen::Ref<const Eigen::VectorXd>& values) {
  std::vector<std::size_t> order(static_cast<std::size_t>(values.size())), rank(order.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return values[static_cast<Index>(a)] < values[static_cast<Index>(b)];
  });
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

/// A column of strata for each factor, ordered so that their ranks correlate as wanted. R. L. Iman and
/// W. J. Conover, "A distribution-free approach to inducing rank correlation among input variables",
/// Communications in Statistics B 11 (1982) 311-334: normal scores, freed of the correlation they have by
/// chance and given the one wanted, say in which order a column's strata stand.
Eigen::MatrixXi correlated_strata(const Design& design) {
  const Index n = design.size, k = std::ssize(design.factors);
  Matrix scores(n, k);
  for (Index f = 0; f < k; ++f) {
    Draws draws = draws_of(design, Part::normals, static_cast<std::size_t>(f));
    const std::vector<std::size_t> order = permutation(static_cast<std::size_t>(n), draws);
    for (Index i = 0; i < n; ++i) {
      const double p =
          (static_cast<double>(order[static_cast<std::size_t>(i)]) + 1) / (static_cast<double>(n) + 1);
      scores(i, f) = normal_quantile(p);
    }
  }
  if (n > k) {
    // lazyProduct: sums in one order, whatever the processor's caches.
    const Matrix chance = scores.transpose().lazyProduct(scores) / scores.col(0).squaredNorm();
    const Eigen::LLT<Matrix> of_chance(chance), of_wanted(correlation_of_normals(design));
    const Matrix freed = of_chance.matrixL().solve(Matrix::Identity(k, k)).transpose(),
                 mixed = freed.lazyProduct(Matrix(of_wanted.matrixL()).transpose());
    scores = Matrix(scores.lazyProduct(mixed));
  }
  Eigen::MatrixXi strata(n, k);
  for (Index f = 0; f < k; ++f) {
    const std::vector<std::size_t> rank = ranks(scores.col(f));
    for (Index i = 0; i < n; ++i) strata(i, f) = static_cast<int>(rank[static_cast<std::size_t>(i)]);
  }
  return strata;
}

/// Betters strata by swaps within columns. What is made small is how close cells lie (phi_p of the maximin
/// criterion with p = 15: M. D. Morris and T. J. Mitchell, "Exploratory designs for computational
/// experiments", J. Statistical Planning and Inference 43 (1995) 381-402) and how far the columns' rank
/// correlations are from those wanted.
class Search {
 public:
  Search(Eigen::MatrixXi& strata, const Matrix& wanted) : strata_(strata), wanted_(wanted) {}

  void run(Draws& draws) {
    const Index n = strata_.rows(), k = strata_.cols();
    if (n < 3) return;
    // A try costs 4 n k operations: at most this many in all, so that large designs are merely not bettered.
    constexpr double operations = 4e8;
    const auto tries = static_cast<std::size_t>(
        std::min(operations / (4.0 * static_cast<double>(n * k)), 200.0 * static_cast<double>(n)));
    for (std::size_t t = 0; t < tries; ++t) {
      const auto f = static_cast<Index>(below(static_cast<std::size_t>(k), draws));
      const auto a = static_cast<Index>(below(static_cast<std::size_t>(n), draws)),
                 b = static_cast<Index>(below(static_cast<std::size_t>(n), draws));
      if (a != b) try_swap(f, a, b);
    }
  }

 private:
  void try_swap(Index f, Index a, Index b) {
    const double before = closeness(a, b), before_off = off(f);
    std::swap(strata_(a, f), strata_(b, f));
    const double after = closeness(a, b), after_off = off(f);
    // Correlations come first; while they are near enough, closeness rules.
    const bool better =
        after_off > near_enough_ ? after_off < before_off : after < before || before_off > near_enough_;
    if (!better) std::swap(strata_(a, f), strata_(b, f));
  }

  /// The two cells' part of phi_p, in strata.
  double closeness(Index a, Index b) const {
    double sum = 0;
    for (Index i = 0; i < strata_.rows(); ++i) {
      if (i != a) sum += inverse_power(i, a);
      if (i != b && i != a) sum += inverse_power(i, b);
    }
    return sum;
  }
  double inverse_power(Index i, Index j) const {
    const double squared = (strata_.row(i) - strata_.row(j)).cast<double>().squaredNorm() /
                           static_cast<double>(strata_.rows() * strata_.rows());
    double power = squared;  // distance^-16
    for (int doubling = 0; doubling < 3; ++doubling) power *= power;
    return 1 / power;
  }
  /// The greatest distance of a column's correlations from those wanted.
  double off(Index f) const {
    const auto n = static_cast<double>(strata_.rows());
    const double middle = (n - 1) / 2, variance = (n * n - 1) / 12;
    double worst = 0;
    for (Index other = 0; other < strata_.cols(); ++other) {
      if (other == f) continue;
      const double covariance =
          strata_.col(f).cast<double>().dot(strata_.col(other).cast<double>()) / n - middle * middle;
      worst = std::max(worst, std::abs(covariance / variance - wanted_(f, other)));
    }
    return worst;
  }

  Eigen::MatrixXi& strata_;
  const Matrix& wanted_;
  static constexpr double near_enough_ = 0.02;
};

Points latin_hypercube(const Design& design) {
  Points points = plain(design.size, std::ssize(design.factors));
  const Matrix wanted = wanted_correlation(design);
  Eigen::MatrixXi strata = correlated_strata(design);
  Draws swaps = draws_of(design, Part::swaps);
  Search(strata, wanted).run(swaps);
  Draws within = draws_of(design, Part::strata);
  for (Index cell = 0; cell < strata.rows(); ++cell) {
    for (Index f = 0; f < strata.cols(); ++f)
      points.shares(cell, f) = (strata(cell, f) + uniform01(within)) / static_cast<double>(design.size);
  }
  return points;
}

// Sobol's indices.

/// The first rows of a Sobol sequence, the origin first, each coordinate shifted by random bits: a digital
/// shift keeps how evenly the rows lie and takes the origin off the corner. S. Joe and F. Y. Kuo,
/// "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci. Comput. 30 (2008)
/// 2635-2654.
Matrix sobol_rows(const Design& design, Index rows, Index columns) {
  boost::random::sobol sequence(static_cast<std::size_t>(columns));
  Draws draws = draws_of(design, Part::shift);
  std::vector<std::uint64_t> shift;
  for (Index c = 0; c < columns; ++c) shift.push_back(draws());
  Matrix values(rows, columns);
  for (Index r = 0; r < rows; ++r) {
    for (Index c = 0; c < columns; ++c) {
      const std::uint64_t point = r == 0 ? 0 : sequence();  // Boost's leaves the origin out
      values(r, c) = static_cast<double>((point ^ shift[static_cast<std::size_t>(c)]) >> 11) * 0x1p-53;
    }
  }
  return values;
}

/// A. Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
/// Communications 181 (2010) 259-270: samples A and B, and A with one column of B.
Points sobol(const Design& design) {
  const Index k = std::ssize(design.factors);
  const Matrix both = sobol_rows(design, design.size, 2 * k);
  Points points = plain(static_cast<Index>(cells_of(design)), k);
  Index cell = 0;
  for (Index row = 0; row < design.size; ++row) {
    for (Index role = 0; role < k + 2; ++role, ++cell) {
      points.shares.row(cell) = role == 1 ? both.row(row).tail(k) : both.row(row).head(k);
      if (role >= 2) points.shares(cell, role - 2) = both(row, k + role - 2);
      points.group[static_cast<std::size_t>(cell)] = row;
      points.role[static_cast<std::size_t>(cell)] = role;
    }
  }
  return points;
}

/// M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33
/// (1991) 161-174: each trajectory starts on the grid of levels and moves one factor after another by
/// levels / (2 (levels - 1)), up from the lower half and down from the upper.
Points morris(const Design& design) {
  const Index k = std::ssize(design.factors);
  const auto levels = static_cast<std::size_t>(design.levels);
  const auto top = static_cast<double>(levels - 1);
  const std::size_t step = levels / 2;
  Points points = plain(static_cast<Index>(cells_of(design)), k);
  Index cell = 0;
  for (Index trajectory = 0; trajectory < design.size; ++trajectory) {
    Draws draws = draws_of(design, Part::trajectories, static_cast<std::size_t>(trajectory));
    std::vector<std::size_t> level;
    for (Index f = 0; f < k; ++f) level.push_back(below(levels, draws));
    const std::vector<std::size_t> order = permutation(static_cast<std::size_t>(k), draws);
    for (Index moved = 0; moved <= k; ++moved, ++cell) {
      if (moved > 0) {
        std::size_t& at = level[order[static_cast<std::size_t>(moved - 1)]];
        at = at < step ? at + step : at - step;
      }
      for (Index f = 0; f < k; ++f)
        points.shares(cell, f) = static_cast<double>(level[static_cast<std::size_t>(f)]) / top;
      points.group[static_cast<std::size_t>(cell)] = trajectory;
      points.role[static_cast<std::size_t>(cell)] = moved;
    }
  }
  return points;
}

}  // namespace

Eigen::MatrixXd wanted_correlation(const Design& design) {
  const Eigen::Index k = std::ssize(design.factors);
  Matrix wanted = Matrix::Identity(k, k);
  for (const Correlation& c : design.correlations) {
    const auto i = static_cast<Eigen::Index>(c.first), j = static_cast<Eigen::Index>(c.second);
    wanted(i, j) = wanted(j, i) = c.rank;
  }
  return wanted;
}

Eigen::MatrixXd correlation_of_normals(const Design& design) {
  return wanted_correlation(design).unaryExpr(
      [](double rank) { return rank == 1 ? 1 : 2 * math::sin(std::numbers::pi / 6 * rank); });
}

std::size_t cells_of(const Design& design) {
  const auto size = static_cast<std::size_t>(design.size), factors = design.factors.size();
  switch (design.method) {
    case Method::grid: {
      std::size_t cells = 1;
      for (const Factor& factor : design.factors)
        cells *= static_cast<std::size_t>(levels_of(factor, design));
      return cells;
    }
    case Method::list:
      return design.factors.front().values.size();
    case Method::latin_hypercube:
      return size;
    case Method::sobol:
      return size * (factors + 2);
    default:
      return size * (factors + 1);
  }
}

Points points_of(const Design& design) {
  switch (design.method) {
    case Method::grid:
      return grid(design);
    case Method::list:
      return list(design);
    case Method::latin_hypercube:
      return latin_hypercube(design);
    case Method::sobol:
      return sobol(design);
    default:
      return morris(design);
  }
}

}  // namespace darah
