#include "file/same_run.hpp"

#include <system_error>

#include "file/checked_file.hpp"
#include "version.hpp"

namespace darah {

RunIdentity identity_of(hid_t file) {
  const auto text = [&](const char* attribute) { return hdf5::text_attribute(file, attribute); };
  return {text("scenario_sha256"),
          text("settings"),
          text("git_commit"),
          text("program_version"),
          hdf5::unsigned_attribute(file, "seed"),
          hdf5::read_texts(hdf5::open_dataset(file, "arm"))};
}

RunIdentity identity_of(const Results& results) {
  RunIdentity run{results.scenario_sha256,      results.settings, std::string(this_commit()),
                  std::string(program_version), results.seed,     {}};
  for (const ArmLabel& arm : results.arms) run.arms.push_back(arm.name);
  return run;
}

std::optional<KnownRun> run_in(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return {};
  try {
    const hdf5::Handle opened = open_checked(file, results_type, "results of darah");
    return KnownRun{identity_of(opened), static_cast<std::int64_t>(
                                             hdf5::shape(hdf5::open_dataset(opened, "replication")).front())};
  } catch (const FileError&) {
    return {};
  }
}

std::string difference(const RunIdentity& run, const RunIdentity& other) {
  if (run.scenario_sha256 != other.scenario_sha256) return "its scenario_sha256 differs";
  if (run.settings != other.settings) return "its settings differ";
  if (run.git_commit != other.git_commit) return "its git_commit differs";
  if (run.program_version != other.program_version) return "its program_version differs";
  if (run.seed != other.seed) return "its seed differs";
  if (run.arms != other.arms) return "its arms differ";
  return {};
}

}  // namespace darah
