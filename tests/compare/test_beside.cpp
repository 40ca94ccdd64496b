#include <catch2/catch.hpp>
#include <functional>

#include "compare/beside.hpp"
#include "compare/comparison.hpp"
#include "compare/synthetic.hpp"

using namespace darah;
using Catch::Contains;

namespace {

namespace fs = std::filesystem;

/// Two files of synthetic results, the second changed.
class Pair {
 public:
  explicit Pair(const std::function<void(Results&)>& change = [](Results&) {}) {
    write_results(paths[0], synthetic_results());
    Results second = synthetic_results();
    change(second);
    write_results(paths[1], second);
  }
  ResultsBeside beside() const { return ResultsBeside(paths); }

 private:
  ScratchFolder folder_;

 public:
  const std::vector<fs::path> paths = {folder_.path / "base.h5", folder_.path / "low.h5"};
};

void refuses(const std::function<void(Results&)>& change, const std::string& says) {
  const Pair pair(change);
  CAPTURE(says);
  CHECK_THROWS_WITH(pair.beside(),
                    Contains("low.h5 cannot be compared with ") && Contains("base.h5: ") && Contains(says));
}

void die(Results& results, std::size_t arm, std::int64_t woman) {
  results.replications[1].arms[arm].deaths.push_back(
      {static_cast<std::uint64_t>(woman), 0, 0, 0, 0, LastMissing::transport});
}

}  // namespace

TEST_CASE("files beside each other are read as one file of all their arms") {
  const Pair pair([](Results& second) {
    second.settings = "a = 1\nb = 2\n";
    second.replications_requested = 5;
    second.arms[1].name = "mou";
    second.arms[1].member = {0, 3};
    second.arms[0].member = {0, 7};
    die(second, 1, 42);
  });
  const ResultsBeside beside = pair.beside();
  CHECK(beside.arms() == std::vector<std::string>{"base:as-2018", "base:no-mou", "low:as-2018", "low:mou"});
  CHECK(beside.labels("arm") == beside.arms());
  CHECK(beside.replications() == 3);
  CHECK(beside.members()[1].family == -1);
  CHECK(beside.members()[3].family == 2);
  CHECK(beside.text("settings") == "low: a = 1\nlow: b = 2\n");
  CHECK(beside.text("title") == "Uji coba: ä");
  CHECK(beside.integer("replications_requested") == 5);
  CHECK_THAT(beside.path().string(), Contains("base.h5, ") && Contains("low.h5"));
  const Variable births = beside.measure("births");
  REQUIRE(births.length[0] == 4);
  CHECK(births.block(ArmPlace{3}, 2)[4] == synthetic_value(1, 2, 4));
  const std::vector<DeathRow> deaths = beside.deaths();
  REQUIRE(deaths.size() == 1);
  CHECK(beside.arm(deaths[0].arm) == "low:mou");
  CHECK(beside.doubts().empty());
}

TEST_CASE("arms of two files are compared as those of one are") {
  const Pair pair;
  const Comparison c = compare(pair.beside(), "low:no-mou");
  CHECK(c.arms.front() == "low:no-mou");
  const ComparedRow* births = find_row(c, "all", "births");
  REQUIRE(births != nullptr);
  REQUIRE(births->arms.size() == 4);
  CHECK(births->arms[2].difference->mean == 0);  // the same arm of the other file
  CHECK(births->arms[1].difference->mean < 0);
}

TEST_CASE("files without the same women at the same time are refused, saying what differs and what to do") {
  refuses([](Results& r) { r.seed = 9; },
          "its seed is 9, not 18446744073709551615; give both runs the same --seed");
  refuses([](Results& r) { r.replications.pop_back(); },
          "its number of replications is 2, not 3; give both runs the same -r");
  refuses([](Results& r) { r.replications[2].number = 7; },
          "an interrupted run left other replications in it");
  refuses([](Results& r) { r.measured_days = 60; },
          "it measures 60 d, not 365 d; give both runs the same run.horizon");
  refuses([](Results& r) { r.background.start = "2019-01-01"; },
          "its first day measured is 2019-01-01, not ");
  refuses([](Results& r) { r = synthetic_results(Detail::summary); }, "its detail is summary, not full");
  refuses(
      [](Results& r) {
        r.warm_up_days = 28;
        for (Outcome& arm : r.replications[1].arms) arm.values.back() += 1;
      },
      "other women live in it (its warm-up is 28 d, not 0 d)");
}

TEST_CASE("files of other places are refused when that is read") {
  const Pair pair([](Results& r) { r.labels["district"] = {"serang", "lebak"}; });
  CHECK_THROWS_WITH(pair.beside().measure("births"), Contains("both runs must have the same places"));
}

TEST_CASE("a file has no arm twice, and names of files tell them apart") {
  const Pair pair;
  CHECK_THROWS_WITH(ResultsBeside(std::vector<fs::path>{pair.paths[0], pair.paths[0]}),
                    Contains("base.h5: is named twice"));
  using Names = std::vector<std::string>;
  CHECK(short_names(std::vector<fs::path>{"a/base.h5", "b/low.h5"}) == Names{"base", "low"});
  CHECK(short_names(std::vector<fs::path>{"2018/r.h5", "2019/r.h5"}) == Names{"2018/r", "2019/r"});
  CHECK(short_names(std::vector<fs::path>{"x/r.h5.parts", "x/./s"}) == Names{"r.h5.parts", "s"});
}

TEST_CASE("figures are those of all files, of one name the first") {
  Figure births;
  births.name = "births";
  births.of = {{1, "births", {}}};
  births.over = {{1, "years", {}}};
  births.arm = "no-mou";
  const ScratchFolder folder;
  std::vector<fs::path> paths = {folder.path / "a.h5", folder.path / "b.h5"};
  Results first = synthetic_results(), second = synthetic_results();
  first.figures = {births};
  births.arm = "as-2018";
  second.figures = {births, births};
  second.figures[1].name = "more births";
  write_results(paths[0], first);
  write_results(paths[1], second);
  const std::vector<Figure> all = ResultsBeside(paths).figures();
  REQUIRE(all.size() == 2);
  CHECK(all[0].arm == "a:no-mou");
  CHECK(all[1].arm == "b:as-2018");
}
