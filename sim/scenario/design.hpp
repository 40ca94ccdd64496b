#pragma once

#include <Eigen/Core>
#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.hpp"

/// Designs of sweeps: which values the factors take in which cell.

namespace darah {

enum class Method : std::uint8_t { grid, list, latin_hypercube, sobol, morris, count };
inline constexpr EnumArray<Method, std::string_view> method_labels{
    {"grid", "list", "latin-hypercube", "sobol", "morris"}};

enum class Scale : std::uint8_t { linear, log, integer, list, count };
inline constexpr EnumArray<Scale, std::string_view> scale_labels{{"linear", "log", "integer", "list"}};

/// Whose women the cells meet: the same in all, or each its own.
enum class Streams : std::uint8_t { common, own, count };
inline constexpr EnumArray<Streams, std::string_view> streams_labels{{"common", "own"}};

/// What a sweep varies: one key over a range or over listed values.
struct Factor {
  std::string name, key;
  Scale scale = Scale::linear;
  double low = 0, high = 0;  ///< ends of the range in `unit`; for listed values the first and last place
  std::string unit;          ///< unit as it follows the number; "" for plain numbers
  std::vector<std::string> values;  ///< listed values
  std::vector<std::string> arms;    ///< arms in which alone the factor is set; empty: it is set in the base
  Position at;                      ///< place of the factor's key in the file

  /// The value at a share of the range, within 0 and 1, on the factor's scale; of listed values the place.
  double value(double share) const;
  /// A value as a scenario would write it.
  std::string text(double value) const;
};

/// A wanted rank correlation of two factors.
struct Correlation {
  std::size_t first, second;
  double rank;
};

/// A sweep: complete and valid but for what only loading its cells shows.
struct Design {
  std::string name;  ///< name of the file
  std::string title, text;
  std::filesystem::path scenario;
  std::vector<Patch> set;
  /// Arms of the scenario that are simulated, the first is the baseline; empty: all.
  std::vector<std::string> arms;
  Position arms_at;
  /// Replications of a cell; replications of a cell that are computed together.
  std::int64_t replications = 0, block = 0;
  std::int64_t seed = 0;  ///< seed of the world; -1: the scenario's
  Streams streams = Streams::common;
  Detail detail = Detail::summary;
  Method method = Method::grid;
  std::int64_t size = 0, levels = 0;
  std::uint64_t design_seed = 0;
  std::vector<Factor> factors;
  std::vector<Correlation> correlations;
};

/// Reads a design from its TOML file. Throws ScenarioError with all problems at once.
Design load_design(const std::filesystem::path& path);

/// Where the cells of a design lie.
struct Points {
  /// A row for each cell, a column for each factor: shares of the factors' ranges, within 0 and 1.
  Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> shares;
  /// For each cell its trajectory (morris) or row of the base sample (sobol), else its number.
  std::vector<std::int64_t> group;
  /// For each cell its step within the trajectory (morris); 0: sample A, 1: B, 2 + i: A with factor i of B
  /// (sobol); else 0.
  std::vector<std::int64_t> role;

  std::size_t cells() const { return group.size(); }
  std::span<const double> of(std::size_t cell) const {
    const auto factors = static_cast<std::size_t>(shares.cols());
    return {shares.data() + cell * factors, factors};
  }
};

/// The rank correlation wanted of each two factors: 0 where the design says nothing.
Eigen::MatrixXd wanted_correlation(const Design& design);
/// What normal variables must have for their ranks to correlate as wanted. K. Pearson, "On further methods of
/// determining correlation", Drapers' Company Research Memoirs 4 (1907).
Eigen::MatrixXd correlation_of_normals(const Design& design);
/// How many values a factor takes in a grid.
std::int64_t levels_of(const Factor& factor, const Design& design);
/// How many cells a design has; O(factors).
std::size_t cells_of(const Design& design);
/// Where the cells of a design lie: one design has the same points anywhere. O(cells x factors), for latin
/// hypercubes times a bounded search.
Points points_of(const Design& design);

/// What to load for a cell that lies there: a share for each factor.
LoadOptions options_of(const Design& design, std::span<const double> shares);

}  // namespace darah
