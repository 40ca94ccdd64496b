#include <catch2/catch.hpp>
#include <limits>

#include "print/figure_table.hpp"

using namespace darah;
using Catch::Contains;

namespace {

const std::vector<std::string> arms{"a", "b"};

Figure published(const std::string& name, const std::string& unit) {
  Figure figure;
  figure.name = name;
  figure.unit = unit;
  figure.published = 12;
  figure.source = "Table 3 of a paper";
  return figure;
}

std::string text_of(const std::vector<ComparedFigure>& figures, std::size_t width) {
  std::string text;
  add_figures(text, figures, arms, width);
  return text;
}

}  // namespace

TEST_CASE("figures are told by arm, with what was published and their sources") {
  Figure f = published("it", "%"), g = published("a second one", "");
  f.confidence = 0.999;
  g.published = {};
  f.published_range = {5, 20.5};
  g.decimals = 1;
  const std::vector<ComparedFigure> figures{
      {f, {{Interval{10, 91.219, -81.219, 101.219}, Verdict::inside}, {{}, Verdict::none}}},
      {g, {{Interval{0.1, 0.1, 0, 0.2}, Verdict::none}, {{}, Verdict::none}}}};
  const std::string text = text_of(figures, 100);
  CHECK_THAT(text, Contains(R"(Figures           value                     published
it (%)        a  10.000  ± 91.219 at 99.9%     12.000  5.000 to 20.500  inside
              b       -
a second one  a     0.1  ±    0.1
              b       -
)"));
  CHECK_THAT(text, Contains("it; a second one: Table 3 of a paper\n"));
  CHECK_THAT(text, Contains("inside: what was\n"));
  // Where the table is wider than the page, names stand on lines of their own.
  CHECK_THAT(text_of(figures, 40), Contains("\nit (%)\n  a  10.000  "));
}

TEST_CASE("what is known of one replication has no interval") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Figure f = published("it", "");
  f.published = 0.1;
  const std::string text = text_of(
      {{f, {{Interval{0.1, infinity, -infinity, infinity}, Verdict::unknown}, {{}, Verdict::none}}}}, 100);
  CHECK_THAT(text, Contains("\nit       a  0.100      0.100  -\n"));
  CHECK_THAT(text, !Contains("n/a"));
}
