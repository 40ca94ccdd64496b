#include "file/sweep_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "file/canvas.hpp"
#include "file/checked_file.hpp"
#include "file/whole_file.hpp"
#include "version.hpp"

namespace darah {

namespace {

constexpr std::string_view replication_dimension = "replication";

void write_attributes(hid_t root, const SweepFrame& frame, const Slice& slice) {
  write_origin(root, slice_type, frame.title, frame.seed);
  hdf5::set_attribute(root, "streams", frame.streams);
  hdf5::set_attribute(root, "design_name", frame.design_name);
  hdf5::set_attribute(root, "design_text", frame.design_text);
  hdf5::set_attribute(root, "design_method", frame.method);
  hdf5::set_attribute(root, "design_seed", frame.design_seed);
  hdf5::set_attribute(root, "scenario_name", frame.scenario_name);
  hdf5::set_attribute(root, "scenario_sha256", frame.scenario_sha256);
  hdf5::set_attribute(root, "sweep_sha256", frame.sha256);
  hdf5::set_attribute(root, "detail", detail_labels[frame.layout.detail()]);
  hdf5::set_attribute(root, "measured_days", frame.measured_days);
  hdf5::set_attribute(root, "cells_requested", frame.cells);
  hdf5::set_attribute(root, "replications_requested", frame.replications);
  hdf5::set_attribute(root, "block_replications", frame.block_size);
  hdf5::set_attribute(root, "slice", fmt::format("{}/{}", slice.index, slice.of));
}

std::vector<std::int64_t> counted(std::int64_t n) {
  std::vector<std::int64_t> numbers;
  for (std::int64_t i = 0; i < n; ++i) numbers.push_back(i);
  return numbers;
}

/// A column of texts or numbers of all factors.
template <class Take>
auto column(const SweepFrame& frame, Take&& take) {
  std::vector<std::decay_t<decltype(take(frame.factors.front()))>> values;
  for (const SweepFactor& factor : frame.factors) values.push_back(take(factor));
  return values;
}

void write_factors(Canvas& canvas, const SweepFrame& frame) {
  const auto text = [&](const char* name, std::string SweepFactor::*member, std::string_view long_name) {
    canvas.variable(name, {"factor"}, column(frame, [&](const auto& f) { return f.*member; }), "", long_name);
  };
  text("factor_key", &SweepFactor::key, "key of the scenario that the factor sets");
  text("factor_unit", &SweepFactor::unit, "unit of the factor's values");
  text("factor_scale", &SweepFactor::scale, "how values spread over the range: linear, log, integer, list");
  text("factor_levels", &SweepFactor::values, "listed values, as a JSON list");
  const auto bound = [&](const char* name, double SweepFactor::*member, std::string_view long_name) {
    canvas.variable(name, {"factor"}, column(frame, [&](const auto& f) { return f.*member; }), "1",
                    long_name);
  };
  bound("factor_low", &SweepFactor::low,
        "least value, in the factor's unit; for listed values the place of the first");
  bound("factor_high", &SweepFactor::high,
        "greatest value, in the factor's unit; for listed values the place of the last");
}

/// One value or more of each block, block after block.
template <class T, class Take>
std::vector<T> of_blocks(std::span<const Block> blocks, Take&& take) {
  std::vector<T> all;
  for (const Block& block : blocks) take(block, all);
  return all;
}

void write_layout(Canvas& canvas, std::span<const Block> blocks) {
  const auto of_factor = [&](const char* name, std::vector<double> Block::*member,
                             std::string_view long_name) {
    canvas.variable(name, {"block", "factor"},
                    of_blocks<double>(blocks,
                                      [&](const Block& block, auto& all) {
                                        all.insert(all.end(), (block.*member).begin(), (block.*member).end());
                                      }),
                    "1", long_name);
  };
  of_factor("factor_value", &Block::values, "value of the factor, in its unit; for listed values the place");
  of_factor("factor_share", &Block::shares, "share of the factor's range, before its scale");
  const auto of_block = [&](const char* name, std::int64_t Block::*member, std::string_view long_name) {
    canvas.variable(
        name, {"block"},
        of_blocks<std::int64_t>(blocks, [&](const Block& block, auto& all) { all.push_back(block.*member); }),
        "1", long_name);
  };
  of_block("design_group", &Block::group,
           "trajectory (morris) or row of the base sample (sobol), else the cell");
  of_block("design_role", &Block::role,
           "step of the trajectory (morris); 0: sample A, 1: B, 2 + i: A with factor i of B (sobol)");
}

/// A variable over block, arm, replication and `dimensions`.
template <class Take>
hdf5::Handle outcome_variable(Canvas& canvas, std::span<const Block> blocks, const std::string& name,
                              std::vector<std::string> dimensions, std::string_view unit,
                              std::string_view long_name, Take&& take) {
  dimensions.insert(dimensions.begin(), {"block", "arm", "replication"});
  const auto values = of_blocks<std::int64_t>(blocks, [&](const Block& u, auto& all) {
    for (std::size_t arm = 0; arm < u.replications.front().arms.size(); ++arm) {
      for (const Replication& replication : u.replications) take(replication, arm, all);
    }
  });
  return canvas.variable(name, dimensions, values, unit, long_name);
}

void write_measures(Canvas& canvas, const SweepFrame& frame, std::span<const Block> blocks) {
  for (const Layout::Kept& kept : frame.layout.kept()) {
    for (const std::string& dimension : kept.dimensions) {
      if (!canvas.has_scale(dimension)) write_scale(canvas, dimension, frame.labels.at(dimension));
    }
  }
  for (const Layout::Kept& kept : frame.layout.kept()) {
    const Measure& m = kept.measure;
    const hdf5::Handle dataset =
        outcome_variable(canvas, blocks, std::string(m.name), kept.dimensions, kept.unit, m.long_name,
                         [&](const Replication& r, std::size_t arm, auto& all) {
                           const auto values = std::span(r.arms[arm].values).subspan(kept.offset, kept.size);
                           all.insert(all.end(), values.begin(), values.end());
                         });
    if (!m.denominator.empty()) hdf5::set_attribute(dataset, "denominator", m.denominator);
  }
}

/// Women who die in `here` and not in `there`.
std::int64_t dead_alone(const Outcome& here, const Outcome& there) {
  std::set<std::uint64_t> others;
  for (const Death& death : there.deaths) others.insert(death.woman);
  return std::count_if(here.deaths.begin(), here.deaths.end(),
                       [&](const Death& death) { return !others.contains(death.woman); });
}

void write_counts(Canvas& canvas, std::span<const Block> blocks) {
  outcome_variable(canvas, blocks, "averted_by_name", {}, "women", "women who die in the first arm alone",
                   [](const Replication& r, std::size_t arm, auto& all) {
                     all.push_back(dead_alone(r.arms[0], r.arms[arm]));
                   });
  outcome_variable(canvas, blocks, "caused_by_name", {}, "women",
                   "women who die in the arm and not in the first",
                   [](const Replication& r, std::size_t arm, auto& all) {
                     all.push_back(dead_alone(r.arms[arm], r.arms[0]));
                   });
  outcome_variable(canvas, blocks, "events", {}, "events", "events executed, warm-up included",
                   [](const Replication& r, std::size_t arm, auto& all) {
                     all.push_back(static_cast<std::int64_t>(r.arms[arm].events));
                   });
  outcome_variable(canvas, blocks, "peak_pending", {}, "events", "most events pending at a time",
                   [](const Replication& r, std::size_t arm, auto& all) {
                     all.push_back(static_cast<std::int64_t>(r.arms[arm].peak_pending));
                   });
}

void write_clock(Canvas& canvas, hid_t root, std::span<const Block> blocks) {
  const hdf5::Handle clock = hdf5::create_group(root, "clock");
  canvas.variable(clock, "wall_seconds", {"block", "replication"},
                  of_blocks<double>(blocks,
                                    [](const Block& block, auto& all) {
                                      for (const Replication& r : block.replications)
                                        all.push_back(r.wall_seconds);
                                    }),
                  "s", "wall time of the replication, all arms");
}

std::vector<char> image_of(const SweepFrame& frame, const Slice& slice, std::span<const Block> blocks) {
  const hdf5::Handle file = hdf5::create_file();
  write_attributes(file, frame, slice);
  Canvas canvas(file);
  std::vector<std::int64_t> numbers;
  for (const Block& block : blocks) numbers.push_back(block.number);
  canvas.scale(std::string(block_dimension), numbers, block_long_name);
  write_arm_scale(canvas, frame.arms);
  canvas.scale(std::string(replication_dimension), counted(frame.block_size), "replication of the cell");
  write_arm_labels(canvas, frame.arms);
  canvas.scale("factor", column(frame, [](const auto& f) { return f.name; }), "what the sweep varies");
  write_factors(canvas, frame);
  write_layout(canvas, blocks);
  write_measures(canvas, frame, blocks);
  write_counts(canvas, blocks);
  write_background(canvas, frame.background);
  write_texts(canvas, frame.set, "design_key", "design_value",
              {"key that the design sets in every cell", "value that the design gives the key"});
  write_clock(canvas, file, blocks);
  return hdf5::image(file);
}

}  // namespace

std::string Slice::name() const { return fmt::format("slice-{:04}-of-{:04}", index, of); }

void write_piece(const std::filesystem::path& path, const SweepFrame& frame, const Slice& slice,
                 std::vector<Block> blocks) {
  std::sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.number < b.number; });
  write_whole(path, [&] { return image_of(frame, slice, blocks); });
}

std::string this_program() { return fmt::format("{} (commit {})", program_version, git_commit); }

SweepFileHead read_head(const std::filesystem::path& path) {
  const hdf5::Handle file = open_checked(path, slice_type, "part of a sweep");
  SweepFileHead head;
  head.path = path;
  try {
    head.sweep_sha256 = hdf5::text_attribute(file, "sweep_sha256");
    head.program = fmt::format("{} (commit {})", hdf5::text_attribute(file, "program_version"),
                               hdf5::text_attribute(file, "git_commit"));
    head.cells = hdf5::integer_attribute(file, "cells_requested");
    head.replications = hdf5::integer_attribute(file, "replications_requested");
    head.block_size = hdf5::integer_attribute(file, "block_replications");
    head.blocks = hdf5::read_integers(hdf5::open_dataset(file, std::string(block_dimension)));
    const std::int64_t blocks = head.cells * (head.replications / head.block_size);
    if (!head.blocks.empty() && head.blocks.back() >= blocks)
      throw DamagedFile(fmt::format("damaged: it holds block {} of {}", head.blocks.back(), blocks));
  } catch (const DamagedFile& error) {
    throw DamagedFile(path.string() + ": " + error.what());
  } catch (const FileError& error) {
    throw FileError(path.string() + ": " + error.what());
  }
  return head;
}

}  // namespace darah
