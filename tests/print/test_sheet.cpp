#include <catch2/catch.hpp>
#include <limits>

#include "print/sheet.hpp"
#include "print/sheet_cells.hpp"
#include "print/sheets.hpp"

using namespace darah;
using namespace darah::testing;

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
  CHECK(sheets[5].header[5] == "deaths averted, expected (a year)");
}

TEST_CASE("a row that is not counted says so in place of its values") {
  Comparison c = small_comparison();
  ComparedRow& row = c.tables[0].rows[0];
  row.counted = false;
  row.arms.assign(c.arms.size(), {});
  const std::vector<Sheet> sheets = sheets_of(c, nullptr);
  CHECK(text(sheets[1], 0, "a") == "not counted");
  CHECK(text(sheets.back(), 0, "told") == "not counted");
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
