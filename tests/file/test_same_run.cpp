#include <catch2/catch.hpp>

#include "compare/synthetic.hpp"
#include "file/same_run.hpp"
#include "version.hpp"

using namespace darah;

TEST_CASE("a file is of the run that wrote it") {
  const ScratchFolder folder;
  Results results = synthetic_results();
  results.scenario_sha256 = "5eed";
  results.settings = "run.horizon=90 d\n";
  write_results(folder.path / "r.h5", results);
  const RunIdentity of_file = identity_of(hdf5::open_file(folder.path / "r.h5"));
  CHECK(difference(of_file, identity_of(results)).empty());
  CHECK(of_file.scenario_sha256 == "5eed");
  CHECK(of_file.settings == "run.horizon=90 d\n");
  CHECK(of_file.git_commit == this_commit());
  CHECK(of_file.program_version == program_version);
  CHECK(of_file.seed == 0xffffffffffffffff);
  CHECK(of_file.arms == std::vector<std::string>{"as-2018", "no-mou"});
}

TEST_CASE("a file of another run is told from what would take its place") {
  const ScratchFolder folder;
  Results results = synthetic_results();
  write_results(folder.path / "r.h5", results);
  CHECK(difference(run_in(folder.path / "r.h5")->identity, identity_of(results)).empty());
  results.settings = "run.horizon=90 d\n";
  CHECK(difference(run_in(folder.path / "r.h5")->identity, identity_of(results)) == "its settings differ");
  CHECK_FALSE(run_in(folder.path / "none.h5"));
  std::filesystem::resize_file(folder.path / "r.h5", 1000);
  CHECK_FALSE(run_in(folder.path / "r.h5"));
}

TEST_CASE("whatever makes two runs is told, the first of them") {
  const RunIdentity run{"5eed", "", "abc", "0.1.0", 1, {"a", "b"}};
  const auto differs = [&](auto&& change) {
    RunIdentity other = run;
    change(other);
    CHECK(difference(other, run) == difference(run, other));
    return difference(run, other);
  };
  CHECK(differs([](RunIdentity&) {}).empty());
  CHECK(differs([](RunIdentity& r) { r.scenario_sha256 = "seed"; }) == "its scenario_sha256 differs");
  CHECK(differs([](RunIdentity& r) { r.settings = "x"; }) == "its settings differ");
  CHECK(differs([](RunIdentity& r) { r.git_commit = "abd"; }) == "its git_commit differs");
  CHECK(differs([](RunIdentity& r) { r.program_version = "0.2.0"; }) == "its program_version differs");
  CHECK(differs([](RunIdentity& r) { r.seed = 2; }) == "its seed differs");
  CHECK(differs([](RunIdentity& r) { r.arms = {"b", "a"}; }) == "its arms differ");
  CHECK(differs([](RunIdentity& r) {
          r.seed = 2;
          r.settings = "x";
        }) == "its settings differ");
}
