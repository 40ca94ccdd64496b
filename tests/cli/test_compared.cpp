#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/compared.hpp"
#include "cli/options.hpp"
#include "file/files.hpp"
#include "file/sweep_blocks.hpp"
#include "file/sweep_file.hpp"
#include "study/sweep_folder.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;
using Catch::EndsWith;

namespace {

/// Results of runs of two arms.
std::string written(const ScratchFolder& folder, const std::string& name, std::uint64_t seed = 1) {
  Results results = synthetic_results();
  results.seed = seed;
  const std::filesystem::path path = folder.path / name;
  write_results(path, results);
  return path.string();
}

std::string refusal(const std::vector<std::string>& paths) {
  try {
    open_results(paths);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("one file is read as it is, several beside each other") {
  const ScratchFolder folder;
  const std::string one = written(folder, "one.h5"), two = written(folder, "two.h5");
  CHECK(open_results(std::vector{one})->arms() == std::vector<std::string>{"as-2018", "no-mou"});
  CHECK(open_results(std::vector{one, two})->arms() ==
        std::vector<std::string>{"one:as-2018", "one:no-mou", "two:as-2018", "two:no-mou"});
}

TEST_CASE("of a sweep it is told what to do instead, of anything else what is wrong with it") {
  const ScratchFolder folder;
  const auto slice = folder.path / "slice.h5", merged = folder.path / "merged.h5";
  write_slice(slice);
  CHECK_THAT(refusal({slice.string()}), Contains("slice.h5 is a slice of a sweep: darah merge joins"));
  const std::vector heads = {read_head(slice)};
  merge_slices(heads, merged, "darah merge");
  CHECK_THAT(refusal({merged.string()}), Contains("merged.h5 is a merged sweep") &&
                                             Contains("\n  darah report " + merged.string() + "\n"));
  // Whichever of several it is.
  CHECK_THAT(refusal({written(folder, "r.h5"), merged.string()}), Contains("is a merged sweep"));
  put(folder.path / sweep_record, "");
  CHECK_THAT(refusal({folder.path.string()}),
             Contains("is the folder of a sweep: darah merge " + folder.path.string() + " -o FILE.h5"));

  put(folder.path / "text.h5", "no results");
  CHECK_THROWS_WITH(open_results(std::vector{(folder.path / "text.h5").string()}),
                    Contains("is no HDF5 file"));
  std::filesystem::resize_file(merged, std::filesystem::file_size(merged) / 2);
  CHECK_THROWS_AS(open_results(std::vector{merged.string()}), FileError);
}

TEST_CASE("the baseline is the first arm, or the one of that name, of several files the first that has it") {
  const ScratchFolder folder;
  const std::string one = written(folder, "one.h5"), two = written(folder, "two.h5");
  const auto alone = open_results(std::vector{one}), beside = open_results(std::vector{one, two});
  CHECK(baseline_of(*alone, "") == "as-2018");
  CHECK(baseline_of(*alone, "no-mou") == "no-mou");
  CHECK(baseline_of(*beside, "no-mou") == "one:no-mou");
  CHECK(baseline_of(*beside, "two:no-mou") == "two:no-mou");
  CHECK_THROWS_WITH(baseline_of(*alone, "no-mo"),
                    EndsWith("one.h5 has no arm no-mo; did you mean \"no-mou\"?"));
  CHECK_THROWS_WITH(baseline_of(*alone, "cilegon"), EndsWith("has no arm cilegon; it has as-2018, no-mou"));
}

TEST_CASE("all that is known of a comparison is in its JSON, against the arm that is asked for") {
  const ScratchFolder folder;
  const auto results = open_results(std::vector{written(folder, "r.h5")});
  const Compared compared = compare_all(*results, "no-mou");
  CHECK(compared.comparison.arms.front() == "no-mou");
  CHECK_FALSE(compared.monitoring);  // nobody counted what agreements did
  CHECK(nlohmann::json::parse(compared.json())["arms"].front() == "no-mou");
  CHECK_THROWS_AS(compare_all(*results, "nobody"), UsageError);
}
