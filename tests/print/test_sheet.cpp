#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <set>

#include "print/sheet.hpp"
#include "print/sheet_cells.hpp"
#include "print/small_comparison.hpp"

using namespace darah;

namespace {

std::size_t column(const Sheet& sheet, const std::string& name) {
  const auto at = std::find(sheet.header.begin(), sheet.header.end(), name);
  REQUIRE(at != sheet.header.end());
  return static_cast<std::size_t>(at - sheet.header.begin());
}

std::string text(const Sheet& sheet, std::size_t row, const std::string& name) {
  const auto* found = std::get_if<std::string>(&sheet.rows.at(row).at(column(sheet, name)));
  return found == nullptr ? "" : *found;
}

double value(const Sheet& sheet, std::size_t row, const std::string& name) {
  const auto* found = std::get_if<SheetNumber>(&sheet.rows.at(row).at(column(sheet, name)));
  REQUIRE(found != nullptr);
  return found->value;
}

/// The row with these texts.
std::size_t row_of(const Sheet& sheet, const std::map<std::string, std::string>& wanted) {
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    if (std::all_of(wanted.begin(), wanted.end(),
                    [&](const auto& cell) { return text(sheet, r, cell.first) == cell.second; }))
      return r;
  }
  FAIL("no such row");
  return 0;
}

Comparison with_figure() {
  Comparison c = small_comparison();
  ComparedFigure figure;
  figure.figure.name = "=deaths";
  figure.figure.unit = "%";
  figure.figure.confidence = 0.99;
  figure.figure.published = 7;
  figure.arms = {{about_mean(6, 2), Verdict::inside}, {}, {std::nullopt, Verdict::unknown}};
  c.figures.push_back(figure);
  return c;
}

}  // namespace

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

TEST_CASE("a workbook has a sheet for each table and none that is empty") {
  std::vector<std::string> names;
  for (const Sheet& sheet : sheets_of(with_figure(), nullptr)) {
    names.push_back(sheet.name);
    CHECK_FALSE(sheet.rows.empty());
    for (const auto& row : sheet.rows) CHECK(row.size() == sheet.header.size());
  }
  CHECK(names == std::vector<std::string>{"answer", "measures", "by district", "figures", "costs",
                                          "death averted", "data"});
  const std::vector<Sheet> sheets = sheets_of(with_figure(), nullptr);
  CHECK(sheets[2].header.front() == "measure");
  CHECK(text(sheets[2], 0, "c: told") == "less");
  CHECK(value(sheets[1], 1, "c: difference, high") == Approx(-18.5));
  CHECK(sheets[4].header.front() == "costs (IDR million a year)");
}

TEST_CASE("the monitoring is a sheet of numbers") {
  Monitoring monitoring;
  monitoring.indicators = {indicators[0]};
  monitoring.arms = {{"mou", true, {{"lebak", false, "2018", true, {0.25}, about_mean(-1, 0.5), {}}}}};
  const Sheet sheet = monitoring_sheet(monitoring);
  CHECK(value(sheet, 0, "distance (0-1)") == 0.25);
  CHECK(text(sheet, 0, "agreement in force") == "yes");
  CHECK(sheet.rows[0].size() == sheet.header.size());
}

TEST_CASE("numbers that are none leave their cells empty, texts are one line") {
  CHECK(std::holds_alternative<std::monostate>(number_cell(std::numeric_limits<double>::infinity(), 1)));
  CHECK(std::holds_alternative<std::monostate>(text_cell("")));
  CHECK(std::get<std::string>(text_cell("a\nb\xff")) == "a b\ufffd");
}
