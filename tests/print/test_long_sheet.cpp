#include <catch2/catch.hpp>
#include <tuple>

#include "print/sheet.hpp"
#include "print/sheets.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("the long table has a row for each line and arm, units apart from labels") {
  const Sheet sheet = long_sheet(small_comparison());
  for (const auto& row : sheet.rows) CHECK(row.size() == sheet.header.size());
  const std::size_t all = row_of(sheet, {{"table", "all"}, {"measure", "deaths_true"}, {"arm", "c"}});
  CHECK(text(sheet, all, "label") == "maternal deaths, true");
  CHECK(text(sheet, all, "unit") == "a year");
  CHECK(text(sheet, all, "element").empty());
  CHECK(value(sheet, all, "mean") == Approx(412.7));
  CHECK(value(sheet, all, "difference_low") == Approx(-21.5));
  CHECK(text(sheet, all, "told") == "less");
  CHECK(value(sheet, all, "p_adjusted") == 0.01);
  CHECK(value(sheet, all, "replications") == 16);
  CHECK(text(sheet, all, "baseline") == "a");
  const std::size_t lebak = row_of(sheet, {{"by", "district"}, {"element", "lebak"}, {"arm", "c"}});
  CHECK(text(sheet, lebak, "measure") == "deaths_true");
  CHECK(text(sheet, lebak, "label") == "maternal deaths, true");
  CHECK(text(sheet, lebak, "unit") == "a year");
  const std::size_t base = row_of(sheet, {{"table", "all"}, {"measure", "births"}, {"arm", "a"}});
  CHECK(std::holds_alternative<std::monostate>(sheet.rows[base][column(sheet, "difference")]));
  const std::size_t averted = row_of(sheet, {{"table", "death_averted"}, {"arm", "c"}});
  CHECK(value(sheet, averted, "high") == 18);
  CHECK(text(sheet, row_of(sheet, {{"table", "costs"}, {"arm", "b"}}), "unit") == "IDR million a year");
}

TEST_CASE("figures stand in the long table with what was published") {
  const Sheet sheet = long_sheet(with_figure());
  const std::size_t row = row_of(sheet, {{"table", "figures"}, {"arm", "a"}});
  CHECK(value(sheet, row, "published") == 7);
  CHECK(value(sheet, row, "confidence") == 0.99);
  CHECK(text(sheet, row, "told") == "inside");
  const std::size_t none = row_of(sheet, {{"table", "figures"}, {"arm", "b"}});
  CHECK(std::holds_alternative<std::monostate>(sheet.rows[none][column(sheet, "published")]));
}

TEST_CASE("mechanisms stand in the long table with what may be claimed of them") {
  Comparison c = small_comparison();
  Attribution& attribution = c.attributions.emplace_back();
  attribution.arm = "c";
  AttributedEffect& effect = attribution.mechanisms[Mechanism::candidates];
  effect.alone = about_mean(5, 1);
  effect.last = about_mean(4, 1);
  effect.claim = claim_as(Finding::less, 5);
  const auto row = [&](const char* measure) {
    const Sheet sheet = long_sheet(c);
    const std::size_t at =
        row_of(sheet, {{"table", "mechanisms"}, {"element", "candidates"}, {"measure", measure}});
    return std::tuple(value(sheet, at, "mean"), text(sheet, at, "told"), text(sheet, at, "unit"));
  };
  const std::string deaths = "deaths averted a year";
  CHECK(row("averted_alone") == std::tuple(5.0, "less", deaths));
  CHECK(row("averted_last") == std::tuple(4.0, "", deaths));
  // With Shapley values the claim is of these.
  effect.shapley = about_mean(4.5, 1);
  effect.share = about_mean(22, 4);
  CHECK(row("averted_alone") == std::tuple(5.0, "", deaths));
  CHECK(row("averted_shapley") == std::tuple(4.5, "less", deaths));
  CHECK(row("averted_share") == std::tuple(22.0, "", "%"));
}
