#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "file/sweep_file.hpp"

/// Merging slices beside copying them. README.md says how to read and compare.

namespace {

using namespace darah;
namespace fs = std::filesystem;

constexpr std::size_t measure_count = 100;
constexpr std::int64_t cells_per_slice = 1000;

const std::vector<Measure>& many_measures() {
  static std::vector<std::string> names;
  static const std::vector<Measure> measures = [] {
    for (std::size_t i = 0; i < measure_count; ++i) names.push_back("measure_" + std::to_string(i));
    std::vector<Measure> all;
    for (const std::string& name : names) all.push_back({name, "events", {}, "a count"});
    return all;
  }();
  return measures;
}

/// A folder of slices of one sweep: one arm, one replication, counts below 1000.
class Slices {
 public:
  explicit Slices(std::int64_t cells)
      : folder_(fs::temp_directory_path() / ("darah_merge_" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    SweepFrame frame;
    frame.cells = cells;
    frame.replications = frame.block_size = 1;
    frame.factors = {{"a", "a", "", "linear", "", 0, 1}};
    frame.arms = {{"arm", "arm"}};
    frame.layout = Layout(many_measures(), {}, Detail::summary);
    std::mt19937_64 random(1);
    const Slice any{1, cells / cells_per_slice};
    for (std::int64_t i = 1; i <= any.of; ++i) {
      const Slice slice{i, any.of};
      std::vector<Block> blocks;
      for (std::int64_t b = slice.first(cells); b < slice.end(cells); ++b) blocks.push_back(block(b, random));
      const fs::path path = folder_ / (slice.name() + ".h5");
      write_piece(path, frame, slice, std::move(blocks));
      heads_.push_back(read_head(path));
      bytes_ += static_cast<double>(fs::file_size(path));
    }
  }
  Slices(const Slices&) = delete;
  Slices& operator=(const Slices&) = delete;
  ~Slices() { fs::remove_all(folder_); }

  /// Seconds.
  double merge() const {
    return timed([&] { merge_slices(heads_, folder_ / "merged.h5", ""); });
  }
  double copy() const {
    return timed([&] {
      std::ofstream out(folder_ / "copy", std::ios::binary);
      for (const SweepFileHead& head : heads_) out << std::ifstream(head.path, std::ios::binary).rdbuf();
      out.close();
      sync();
    });
  }
  double bytes() const { return bytes_; }

 private:
  static Block block(std::int64_t number, std::mt19937_64& random) {
    Outcome outcome;
    for (std::size_t i = 0; i < measure_count; ++i)
      outcome.values.push_back(static_cast<std::int64_t>(random() % 1000));
    return {number, number, 0, {0.5}, {0.5}, {{0, 1, {std::move(outcome)}}}};
  }

  template <class Work>
  static double timed(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  fs::path folder_;
  std::vector<SweepFileHead> heads_;
  double bytes_ = 0;
};

double peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

void merge(benchmark::State& state) {
  const Slices slices(state.range(0));
  double merging = 0, copying = 0;
  for (auto _ : state) {
    const double seconds = slices.merge();
    merging += seconds;
    state.SetIterationTime(seconds);
    copying += slices.copy();
  }
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["bytes_per_second"] = slices.bytes() * rounds / merging;
  state.counters["copy_bytes_per_second"] = slices.bytes() * rounds / copying;
  state.counters["over_copy"] = merging / copying;
  state.counters["peak_bytes"] = peak_bytes();
}
BENCHMARK(merge)->Arg(2000)->Arg(100000)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
