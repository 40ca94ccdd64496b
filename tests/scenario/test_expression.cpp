#include <catch2/catch.hpp>

#include "scenario/expression.hpp"

namespace darah {
namespace {

TEST_CASE("Expressions are read as they are written in books") {
  const auto terms = [](std::string_view text) {
    const Expression expression = read_expression(text);
    CHECK(expression.problem.empty());
    return expression.terms;
  };
  using Terms = std::vector<FigureTerm>;
  CHECK(terms("a") == Terms{{1, "a", {}}});
  CHECK(terms(" -a+2b - 1.5e3 c_2 ") == Terms{{-1, "a", {}}, {2, "b", {}}, {-1500, "c_2", {}}});
  CHECK(terms("+ .5a [ x = y z ,u=v ]-b") == Terms{{0.5, "a", {{"x", "y z"}, {"u", "v"}}}, {-1, "b", {}}});
  CHECK(terms("7 days") == Terms{{7, "days", {}}});
}

TEST_CASE("An expression that is none is refused with the reason") {
  const auto told = [](std::string_view text) {
    const Expression expression = read_expression(text);
    return expression.suggestion.empty() ? expression.problem
                                         : expression.problem + "; " + expression.suggestion;
  };
  CHECK(told(" ") == "is empty; write for instance \"units_expired\"");
  CHECK(told("births emergencies") == "expected + or - before \"emergencies\"");
  CHECK(told("births - ") == "ends where a measure is expected");
  CHECK(told("births * 2") == "expected + or - before \"* 2\"");
  CHECK(told("2 * births") == "expected a measure, found \"* births\"");
  CHECK(told("births - 3") == "the number 3 has no measure; write for instance \"3 days\"");
  CHECK(told("1e999 births") == "\"1e999 births\" does not begin with a finite number");
  CHECK(told("births[district=east") == "\"[district=east\" has no ] at its end");
  CHECK(told("births[east]") ==
        "\"east\" in brackets is not DIMENSION=LABEL; write for instance \"donations[donor_kind=drive]\"");
  CHECK(told("births[district=east,district=west]") ==
        "district stands in the brackets twice; add a term for each label");
}

}  // namespace
}  // namespace darah
