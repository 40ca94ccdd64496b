#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "study/precision.hpp"

namespace darah {

/// What --precision, --of and --most ask for.
struct PrecisionOptions {
  std::string precision, of;
  std::int64_t most = 0;

  void add_to(boost::program_options::options_description& options);
  /// None without --precision. Throws UsageError; before the scenario is read.
  std::optional<PrecisionGoal> goal(const boost::program_options::variables_map& given) const;
};

/// Says on stderr what is known after a prefix, and how long the rest will take.
void tell(const PrecisionStep& step, const PrecisionGoal& goal, const std::string& baseline);

}  // namespace darah
