#include <catch2/catch.hpp>

#include "compare/synthetic.hpp"
#include "file/figure_text.hpp"

using namespace darah;
using Catch::Contains;

namespace {

Figure births_a_year() {
  Figure f;
  f.name = "it";
  f.of = {{1, "births", {}}};
  f.over = {{1, "years", {}}};
  return f;
}

}  // namespace

TEST_CASE("figures come back from a file as they were, files without them open") {
  Figure f;
  f.of = {{-0.1, "units", {{"district", "lebak"}, {"cause", "pph"}}}, {1, "births", {}}};
  f.over = {{7, "days", {}}};
  f.name = "a \"quoted\" \\ name: ä, 100 %";
  f.unit = "%";
  f.scale = 1e-9 / 3;
  f.published = 9.3475;
  f.published_range = {9, 10.25};
  f.source = "a\ttab\nand a line";
  f.confidence = 0.999;
  f.arm = "as-2018";
  f.decimals = 9;
  const std::vector<Figure> figures{f, births_a_year()};
  CHECK(read_figures_text(figures_text(figures)) == figures);

  const ScratchFolder folder;
  Results results = synthetic_results();
  write_results(folder.path / "without.h5", results);
  CHECK(ResultsReader(folder.path / "without.h5").figures().empty());
  results.figures = figures;
  write_results(folder.path / "with.h5", results);
  const ResultsReader reader(folder.path / "with.h5");
  CHECK(reader.figures() == figures);
}

TEST_CASE("figures are read as earlier versions wrote them") {
  const std::string earlier =
      R"({"name": "a \u0001 \"b\"", "of": [{"factor": 1, "measure": "units", "where": {"cause": "pph", "age": "x"}}], )"
      R"("over": [{"factor": 1, "measure": "years", "where": {}}], "unit": "%", "scale": 100, "published": 9.3, )"
      R"("source": "t", "confidence": 0.999, "arm": "", "decimals": 4})";
  const std::vector<Figure> figures = read_figures_text(earlier + '\n');
  REQUIRE(figures.size() == 1);
  CHECK(figures[0].name == "a \x01 \"b\"");
  CHECK(figures[0].of == std::vector<FigureTerm>{{1, "units", {{"cause", "pph"}, {"age", "x"}}}});
  CHECK(figures[0].published == 9.3);
  CHECK(figures[0].decimals == 4);
  CHECK(!figures[0].published_range);
}

TEST_CASE("what is no figure is refused with its line") {
  for (const char* text : {"x", "{}", "[]", "{\"name\": 1}", "\n"}) {
    CAPTURE(text);
    CHECK_THROWS_WITH(read_figures_text(text), Contains("line 1 of figures is none"));
  }
  std::string text = figures_text(std::vector<Figure>{births_a_year()});
  const std::string decimals = "\"decimals\":3";
  text.replace(text.find(decimals), decimals.size(), "\"decimals\":10");
  CHECK_THROWS_WITH(read_figures_text(text), Contains("out of range"));
  Figure outside = births_a_year();
  outside.published = 3;
  outside.published_range = {4, 5};
  CHECK_THROWS_WITH(read_figures_text(figures_text(std::vector<Figure>{outside})),
                    Contains("outside its own interval"));
}
