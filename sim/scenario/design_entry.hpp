#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/parameter.hpp"
#include "scenario/design.hpp"

/// What a design file says, table by table.

namespace darah {

/// The root of a design as it is written.
struct DesignEntry {
  std::string title, scenario;
  std::int64_t replications = 0, block = 0, seed = 0, size = 0, levels = 0, design_seed = 0;
  Choice streams, detail, method;

  static constexpr auto parameters = std::to_array<Parameter<DesignEntry>>({
      {"title", &DesignEntry::title, "", 0, 0, "", Mark::setting, Scope::world,
       "one line that names the design"},
      {"scenario", &DesignEntry::scenario, "", 0, 0, "", Mark::setting, Scope::world,
       "scenario that is varied: a folder with a scenario.toml, or that file, seen from the design"},
      {"replications", &DesignEntry::replications, "replications", 1, 1e6, "8", Mark::setting, Scope::world,
       "replications of every cell"},
      {"block", &DesignEntry::block, "replications", 0, 1e6, "0", Mark::setting, Scope::world,
       "replications of a cell that are computed together; 0: all"},
      {"seed", &DesignEntry::seed, "1", -1, 9e18, "-1", Mark::setting, Scope::world,
       "seed that keys every random number; -1: the scenario's"},
      {"streams", &DesignEntry::streams, "", 0, 0, "common", Mark::setting, Scope::world,
       "whether all cells meet the same women, or each its own", streams_labels},
      {"detail", &DesignEntry::detail, "", 0, 0, "summary", Mark::setting, Scope::world,
       "how finely results are kept", detail_labels},
      {"design.method", &DesignEntry::method, "", 0, 0, "", Mark::setting, Scope::world,
       "how cells are laid out", method_labels},
      {"design.size", &DesignEntry::size, "1", 0, 1e7, "0", Mark::setting, Scope::world,
       "latin-hypercube: cells; sobol: rows of the base sample; morris: trajectories"},
      {"design.levels", &DesignEntry::levels, "1", 2, 1000, "4", Mark::setting, Scope::world,
       "values of a range in a grid or in a morris design"},
      {"design.seed", &DesignEntry::design_seed, "1", 0, 9e18, "1", Mark::setting, Scope::world,
       "seed that keys the layout of the cells"},
  });
};

/// A [[factor]] as it is written.
struct FactorEntry {
  std::string name, key, low, high;
  Choice scale;

  /// A range's scales: those before `list`, which a factor has that gives its values.
  static constexpr std::span<const std::string_view> range_scales{scale_labels.data(), index_of(Scale::list)};
  static constexpr auto parameters = std::to_array<Parameter<FactorEntry>>({
      {"factor.key", &FactorEntry::key, "", 0, 0, "", Mark::setting, Scope::world,
       "what is varied: any key of a scenario that an arm could set"},
      {"factor.name", &FactorEntry::name, "", 0, 0, "-", Mark::setting, Scope::world,
       "what the factor is called in results; - for the key"},
      {"factor.low", &FactorEntry::low, "", 0, 0, "-", Mark::setting, Scope::world,
       "least value of the factor, with its unit"},
      {"factor.high", &FactorEntry::high, "", 0, 0, "-", Mark::setting, Scope::world,
       "greatest value of the factor, with its unit"},
      {"factor.scale", &FactorEntry::scale, "", 0, 0, "linear", Mark::setting, Scope::world,
       "how values of the factor spread over the range", range_scales},
  });
};

/// A [[correlation]] as it is written.
struct CorrelationEntry {
  double rank = 0;

  static constexpr auto parameters = std::to_array<Parameter<CorrelationEntry>>({
      {"correlation.rank", &CorrelationEntry::rank, "1", -0.99, 0.99, "", Mark::setting, Scope::world,
       "rank correlation of two factors"},
  });
};

}  // namespace darah
