#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "file/results.hpp"

namespace darah {

/// What makes files of replications those of one run.
struct RunIdentity {
  std::string scenario_sha256, settings, git_commit, program_version;
  std::uint64_t seed = 0;
  std::vector<std::string> arms;
};

/// What a results file says of its run. Throws FileError.
RunIdentity identity_of(hid_t file);
/// What the run that would write these results is.
RunIdentity identity_of(const Results& results);

/// What a results file holds: whose run it is, and how much of that.
struct KnownRun {
  RunIdentity identity;
  std::int64_t replications = 0;
};
/// Nothing where there is no sound file of results.
std::optional<KnownRun> run_in(const std::filesystem::path& file);

/// What makes them two runs, such as "its seed differs"; "" where they are one.
std::string difference(const RunIdentity& run, const RunIdentity& other);

}  // namespace darah
