#pragma once

#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "file/results.hpp"

/// Small results with values that can be foretold.

namespace darah {

inline constexpr std::array<Measure, 4> synthetic_measures = {{
    {"births", "births", {"district", "month"}, "live births"},
    {"deaths_true", "deaths", {"district", "month", "cause"}, "maternal deaths", "births"},
    {"delay_time", "s", {"delay", "duration_bin"}, "delays"},
    {"exogenous", "1", {"district"}, "hash"},
}};

inline Labels synthetic_labels() {
  return {{"district", {"cilegon", "lebak"}},
          {"month", {"2018-01", "2018-02", "2018-03"}},
          {"cause", {"pph", "aph"}},
          {"delay", {"decide", "reach"}},
          {"duration_bin", {"0", "300"}}};
}

/// Value of place i in the block of all values, for one arm and replication.
inline std::int64_t synthetic_value(std::size_t arm, std::size_t replication, std::size_t i) {
  return static_cast<std::int64_t>(1000 * arm + 100 * replication + i);
}

inline Results synthetic_results(Detail detail = Detail::full, std::size_t replications = 3) {
  Results results;
  results.title = "Uji coba: ä";
  results.scenario_name = "synthetic";
  results.command_line = std::string(100'000, 'x');  // over HDF5's 64 KiB for compact attributes
  results.seed = 0xffffffffffffffff;
  results.replications_requested = 3;
  results.arms = {{"as-2018", "seperti 2018"}, {"no-mou", ""}};
  results.labels = synthetic_labels();
  results.layout = Layout(synthetic_measures, results.labels, detail);
  results.event_kinds = {"birth", "death"};
  for (std::size_t r = 0; r < replications; ++r) {
    Replication replication{static_cast<std::int64_t>(r), 0.5, {}};
    for (std::size_t a = 0; a < 2; ++a) {
      std::vector<std::int64_t> values(6 + 12 + 4 + 2);
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = synthetic_value(a, r, i);
      Outcome outcome;
      outcome.values = results.layout.reduce(values);
      outcome.events = 7;
      outcome.events_by_kind = {3, 4};
      replication.arms.push_back(outcome);
    }
    results.replications.push_back(replication);
  }
  return results;
}

/// A folder that goes with its owner.
struct ScratchFolder {
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "darah-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~ScratchFolder() { std::filesystem::remove_all(path); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::filesystem::path path;
};

}  // namespace darah
