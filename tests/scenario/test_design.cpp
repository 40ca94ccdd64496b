#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "design_file.hpp"

using namespace darah;
using Catch::Contains;

TEST_CASE("Factors take values on their scale, in their unit") {
  Factor f{"f", "k", Scale::linear, 1, 5, "h", {}, {}, {}};
  CHECK(f.text(f.value(0.25)) == "2 h");
  CHECK(f.value(1) == 5);
  f.scale = Scale::log;
  f.low = 0.01;
  f.high = 100;
  CHECK(f.value(0.5) == Approx(1));
  CHECK(f.value(0) == 0.01);
  CHECK(f.value(1) == 100);
  f = {"f", "k", Scale::integer, 2, 5, "", {}, {}, {}};
  CHECK(f.value(0) == 2);
  CHECK(f.value(0.2499) == 2);
  CHECK(f.value(0.25) == 3);
  CHECK(f.text(f.value(1)) == "5");
  f = {"f", "k", Scale::list, 0, 2, "", {"a", "b", "c"}, {}, {}};
  CHECK(f.text(f.value(0.5)) == "b");
  CHECK(f.text(f.value(1)) == "c");
}

TEST_CASE("A cell is the scenario with the factors' values, in the base or in the arms they name") {
  const DesignFile file(
      head("list", "arms = [\"ideal\", \"as-is\"]\nset = { \"run.horizon\" = \"30 d\" }\n") +
      "[[factor]]\nkey = \"emergency.pph.lethality\"\nvalues = [0.1, 0.3]\n"
      "[[factor]]\nkey = \"agreement.*.fidelity\"\nvalues = [0.5, 0.25]\narms = [\"ideal\"]\n");
  const Design design = file.load();
  const Scenario cell = file.cell(design, 1);
  REQUIRE(cell.arms.size() == 2);
  CHECK(cell.arms[0].name == "ideal");
  CHECK(cell.base.calendar.horizon.as_days() == 30);
  CHECK(cell.detail == Detail::summary);
  const Scenario first = file.cell(design, 0);
  CHECK_FALSE(equal(cell.base, first.base));
  CHECK(cell.arms[0].patches.back() == "agreement.*.fidelity = 0.25");
  CHECK(cell.arms[1].patches.empty());
  CHECK(cell.arms[0].forks);
}

TEST_CASE("Everything that is wrong with a design is said at once, with its place") {
  const auto expect = [](const std::string& text, const std::string& message) {
    INFO(text);
    CHECK_THAT(DesignFile(text).complaint(), Contains(message));
  };
  expect(head("grid"), "there is no factor; write at least one [[factor]]");
  expect(head("grdi") + ranges(1), "design.toml:4:10: design.method");
  expect("titel = \"x\"\n" + head("grid") + ranges(1),
         "design.toml:1:1: unknown key titel of a design; did you mean \"title\"?");
  expect(head("grid") + "[[factor]]\nkey = \"emergency.pph.lethality\"\n", "a factor without values");
  expect(head("grid") + "[[factor]]\nkey = \"run.horizon\"\nvalues = [\"1 d\"]\n",
         "run.horizon is the same in every cell");
  expect(head("grid") + range("a", "\"1 h\"", "\"2 d\""), "factor.high: is in d, low in h");
  expect(head("grid") + range("a", "2", "1"), "factor.high: is not above low");
  expect(head("grid") + range("a", "0", "1", "scale = \"log\"\n"), "log needs a range above 0");
  expect(head("grid") + range("a", "0.5", "2", "scale = \"integer\"\n"), "integer needs whole numbers");
  expect(head("grid") + range("a") + range("a"), "factor a stands here twice");
  expect(head("grid") + range("a", "0", "1", "values = [1]\n"), "both values and a range");
  expect(head("grid") + "size = 3\n" + ranges(1), "a grid design has no size");
  expect(head("sobol") + "size = 100\n" + ranges(1), "100 is no power of two");
  expect(head("sobol") + ranges(1), "a sobol design needs design.size");
  expect(head("morris") + "size = 4\nlevels = 5\n" + ranges(1), "design.levels is odd");
  expect(head("list") + ranges(1), "has a range in a list");
  expect(
      head("list") + "[[factor]]\nkey = \"a.b\"\nvalues = [1]\n[[factor]]\nkey = \"a.c\"\nvalues = [1, 2]\n",
      "factor a.c has 2 values, factor a.b has 1");
  expect(head("grid", "replications = 8\nblock = 3\n") + ranges(1), "no whole number of blocks of 3");
  expect(head("grid") + "levels = 1000\n" + ranges(3), "a sweep has at most 10000000");
  expect(
      head("sobol") + "size = 4\n" + ranges(2) + "[[correlation]]\nbetween = [\"f0\", \"f1\"]\nrank = 0.5\n",
      "correlations are of latin-hypercube designs alone");
  const auto correlated = [](const std::string& a, const std::string& b, const std::string& rank) {
    return "[[correlation]]\nbetween = [\"" + a + "\", \"" + b + "\"]\nrank = " + rank + "\n";
  };
  const std::string hypercube = head("latin-hypercube") + "size = 9\n" + ranges(3);
  expect(hypercube + correlated("f0", "f9", "0.5"), "there is no factor \"f9\"");
  expect(hypercube + correlated("f0", "f0", "0.5"), "a factor and itself");
  expect(hypercube + correlated("f0", "f1", "-0.9") + correlated("f0", "f2", "-0.9") +
             correlated("f1", "f2", "-0.9"),
         "these correlations contradict each other");
  const std::string two = DesignFile(head("gird") + range("a", "2", "1") + range("a")).complaint();
  CHECK(std::count(two.begin(), two.end(), '\n') == 2);
}
