#include <catch2/catch.hpp>
#include <cmath>
#include <utility>

#include "fixture.hpp"

using Catch::Contains;

namespace darah {
namespace {

/// The valid scenario with one figure at its end, whose first key stands in line 29.
struct FigureFolder : ScenarioFolder {
  explicit FigureFolder(const std::string& keys) { append("scenario.toml", "\n[[figure]]\n" + keys); }
};

std::string complaint(const std::string& keys, const LoadOptions& options = {}) {
  return FigureFolder(keys).complaint(options);
}

std::string complaint_of(const std::string& expression) {
  return complaint("name = \"it\"\nof = \"" + expression + "\"\n");
}

TEST_CASE("A figure is read with its defaults") {
  const Scenario scenario = FigureFolder("name = \"births\"\nof = \"births\"\n").load();
  REQUIRE(scenario.figures.size() == 1);
  Figure expected;
  expected.name = "births";
  expected.of = {{1, "births", {}}};
  CHECK(scenario.figures[0] == expected);
  CHECK(scenario.figures[0].over == std::vector<FigureTerm>{{1, "years", {}}});
  CHECK(scenario.figures[0].decimals == 3);
  CHECK(scenario.figures[0].confidence == 0.95);
  CHECK(ScenarioFolder().load().figures.empty());
}

TEST_CASE("A figure is read with all its keys") {
  const Scenario scenario = FigureFolder(R"(name = "outdated, of donations"
of = "units_expired[component=prc] - 0.5 bank_ordered"
over = "donations[utd=utd-east, donor_kind=replacement]"
unit = "%"
scale = 100
published = 9.3475
source = "Table 3"
confidence = 0.999
arm = "ideal"
decimals = 4

[[figure]]
name = "a week"
of = "births[district=west,month=2018-03]"
over = "7 days"
published = 9
source = "Table 4"
)")
                                .load();
  REQUIRE(scenario.figures.size() == 2);
  const Figure expected{"outdated, of donations",
                        {{1, "units_expired", {{"component", "prc"}}}, {-0.5, "bank_ordered", {}}},
                        {{1, "donations", {{"utd", "utd-east"}, {"donor_kind", "replacement"}}}},
                        "%",
                        100,
                        9.3475,
                        {},
                        "Table 3",
                        0.999,
                        "ideal",
                        4};
  CHECK(scenario.figures[0] == expected);
  CHECK(scenario.figures[1].of ==
        std::vector<FigureTerm>{{1, "births", {{"district", "west"}, {"month", "2018-03"}}}});
  CHECK(scenario.figures[1].over == std::vector<FigureTerm>{{7, "days", {}}});
  CHECK(scenario.figures[1].published == 9);
}

TEST_CASE("What was published has an interval of its own: of its number, of its count, or as given") {
  const std::string good = "name = \"it\"\nof = \"births\"\nsource = \"t\"\n";
  const auto range = [&](const std::string& keys) {
    return FigureFolder(good + keys).load().figures.at(0).published_range;
  };
  CHECK(!range("published = 12\n"));
  const auto share = range("scale = 100\npublished = 50\npublished_of = 4\n");
  const double shrink = 3.8415 / 4;  // Wilson: .5 +- sqrt(z^2 / n / 4 (1 + z^2 / n)) / (1 + z^2 / n)
  REQUIRE(share);
  CHECK(share->second ==
        Approx(50 + 100 * std::sqrt(shrink / 4 * (1 + shrink)) / (1 + shrink)).epsilon(1e-4));
  CHECK(share->first == Approx(100 - share->second));
  const auto wider = range("scale = 100\npublished = 50\npublished_of = 4\nconfidence = 0.99\n");
  CHECK(wider->second > share->second);
  const auto events = range("published = 10\npublished_as = \"count\"\n");
  REQUIRE(events);
  CHECK(events->first == Approx(4.795).margin(1e-3));
  CHECK(events->second == Approx(18.390).margin(1e-3));
  CHECK(range("published = 10\npublished_low = 9\npublished_high = 12.5\n") == std::pair(9.0, 12.5));
}

TEST_CASE("An interval of what was published that contradicts itself is refused") {
  const std::string good = "name = \"it\"\nof = \"births\"\nsource = \"t\"\n",
                    given = good + "published = 10\n";
  CHECK_THAT(complaint(good + "published_of = 58\n"), Contains("figure.published_of: nothing was published"));
  CHECK_THAT(complaint(good + "published_as = \"count\"\n"), Contains("nothing was published"));
  CHECK_THAT(complaint(good + "published_low = 1\npublished_high = 2\n"), Contains("nothing was published"));
  CHECK_THAT(complaint(given + "published_low = 9\n"), Contains("lacks its other end"));
  CHECK_THAT(complaint(given + "published_high = 11\n"),
             Contains("figure.published_high: the interval lacks its other end"));
  CHECK_THAT(complaint(given + "published_low = 11\npublished_high = 12\n"),
             Contains("the interval does not hold the published 10"));
  CHECK_THAT(complaint(given + "published_of = 58\n"), Contains("is no share"));
  CHECK_THAT(complaint(given + "scale = 100\npublished_of = 58\npublished_low = 1\npublished_high = 20\n"),
             Contains("has its interval from elsewhere too"));
  CHECK_THAT(complaint(given + "scale = 100\npublished_of = 58\npublished_as = \"count\"\n"),
             Contains("has its interval from elsewhere too"));
  CHECK_THAT(complaint(good + "published = 9.5\npublished_as = \"count\"\n"), Contains("no count of events"));
  CHECK_THAT(complaint(given + "published_as = \"cuont\"\n"), Contains("did you mean \"count\""));
}

TEST_CASE("A figure of format 1 is scaled to times in microseconds, one of format 2 to seconds") {
  FigureFolder folder("name = \"age\"\nof = \"2 age_at_issue\"\nover = \"units_issued\"\nscale = 1e-6\n");
  CHECK(folder.load().figures[0].of[0].factor == 2e6);
  CHECK(folder.load().figures[0].over[0].factor == 1);
  folder.write("scenario.toml", "format = 2\n" + folder.text("scenario.toml"));
  CHECK(folder.load().figures[0].of[0].factor == 2);
}

TEST_CASE("A figure's arm may be one that is not kept") {
  const FigureFolder folder("name = \"a\"\nof = \"births\"\narm = \"ideal\"\n");
  CHECK(folder.load({{}, {"as-is"}}).figures.size() == 1);
}

TEST_CASE("Names in an expression are looked up, all of them") {
  CHECK(complaint_of(" ") == "scenario.toml:30:6: figure.of: is empty; write for instance \"units_expired\"");
  CHECK(complaint_of("birhts + donatoins") ==
        "scenario.toml:30:6: figure.of: there is no measure \"birhts\"; did you mean \"births\"?\n"
        "scenario.toml:30:6: figure.of: there is no measure \"donatoins\"; did you mean \"donations\"?");
  CHECK(complaint_of("donations[donorkind=drive]") ==
        "scenario.toml:30:6: figure.of: donations has no dimension \"donorkind\"; did you mean "
        "\"donor_kind\"?");
  CHECK(complaint_of("births[cause=pph]") ==
        "scenario.toml:30:6: figure.of: births has no dimension \"cause\"; it has district, month");
  CHECK(complaint_of("births[district=esat,month=2019-01]") ==
        "scenario.toml:30:6: figure.of: there is no district \"esat\"; did you mean \"east\"?\n"
        "scenario.toml:30:6: figure.of: there is no month \"2019-01\"; did you mean \"2018-01\"?");
  CHECK(complaint_of("donations[utd=utd-esat]") ==
        "scenario.toml:30:6: figure.of: there is no utd \"utd-esat\"; did you mean \"utd-east\"?");
  CHECK(complaint_of("days[month=2018-01]") ==
        "scenario.toml:30:6: figure.of: days has no dimensions; remove what is in []");
  CHECK(complaint_of("exogenous") ==
        "scenario.toml:30:6: figure.of: exogenous is a hash, which says only whether worlds are equal");
  CHECK(complaint("name = \"it\"\nof = \"births\"\nover = \"year\"\n") ==
        "scenario.toml:31:8: figure.over: there is no measure \"year\"; did you mean \"years\"?");
}

TEST_CASE("A label is not missed where the tables that define it are wrong") {
  const FigureFolder folder("name = \"it\"\nof = \"births[district=esat]\"\n");
  folder.replace("districts.csv", "id,name", "key,name");
  CHECK(folder.complaint() == "districts.csv:2:1: the first column must be id");
}

TEST_CASE("Figures ask only for what results keep") {
  const std::string month = "name = \"it\"\nof = \"births[month=2018-02]\"\n",
                    district = "name = \"it\"\nof = \"births[district=east]\"\n";
  const LoadOptions year{{"output.detail=district-year"}, {}}, summary{{"output.detail=summary"}, {}};
  CHECK(complaint(month, year) ==
        "scenario.toml:30:6: figure.of: results are not kept by month; set output.detail = \"full\"");
  CHECK(complaint(district, year).empty());
  CHECK(complaint(district, summary) ==
        "scenario.toml:30:6: figure.of: results are not kept by district; set output.detail = \"full\"");
  CHECK(complaint("name = \"it\"\nof = \"donations[utd=utd-east]\"\n", summary).empty());
}

TEST_CASE("Keys of a figure are checked, all at once") {
  const std::string good = "name = \"it\"\nof = \"births\"\n";
  CHECK(complaint("") ==
        "scenario.toml:28:1: figure.name must be given; name of the figure's line in the table, one for each "
        "[[figure]]\n"
        "scenario.toml:28:1: figure.of must be given; what the figure sums: measures, such as bank_issued - "
        "0.5 "
        "bank_ordered or donations[donor_kind=drive]");
  CHECK(complaint("nmae = \"it\"\nof = \"births\"\n") ==
        "scenario.toml:29:1: unknown key nmae of a figure; did you mean \"name\"?");
  CHECK(complaint(good + "publishd = 3\ndecimals = 10\nscale = \"100\"\n") ==
        "scenario.toml:31:1: unknown key publishd of a figure; did you mean \"published\"?\n"
        "scenario.toml:32:12: figure.decimals: 10 is not within 0 and 9\n"
        "scenario.toml:33:9: figure.scale: expected a number, found the text \"100\"");
  CHECK(complaint(good + "confidence = 1\n") ==
        "scenario.toml:31:14: figure.confidence: 1 is not within 0.5 and 0.999999");
  CHECK(complaint(good + "decimals = 1.5\n") ==
        "scenario.toml:31:12: figure.decimals: expected a whole number, found 1.5");
  CHECK(complaint(good + "published = 3\n") ==
        "scenario.toml:31:13: figure.published: has no source; write source = \"...\"");
  CHECK(complaint("name = \"it\"\nof = \"\"\nover = \"-\"\n") ==
        "scenario.toml:30:6: figure.of: expected a text, found the text \"\"\n"
        "scenario.toml:31:8: figure.over: expected a text, found the text \"-\"");
  CHECK(complaint(good + "arm = \"idael\"\n") ==
        "scenario.toml:31:7: figure.arm: there is no arm \"idael\"; did you mean \"ideal\"?");
  CHECK(complaint("name = \"a\\nb\"\nof = \"births\"\n") ==
        "scenario.toml:29:8: figure.name: expected one line of text; remove what breaks it");
  CHECK(complaint("name = \"-\"\nof = \"births\"\n") ==
        "scenario.toml:29:8: figure.name: expected a text, found the text \"-\"");
  CHECK(complaint(good + "\n[[figure]]\n" + good) ==
        "scenario.toml:33:8: figure \"it\" stands here twice; give each figure a name of its own");
}

TEST_CASE("What is no list of figures is refused") {
  const ScenarioFolder folder;
  folder.append("scenario.toml", "[figure]\nname = \"it\"\n");
  CHECK(folder.complaint() ==
        "scenario.toml:27:1: there is no figure; write at least one [[figure]], or leave figure out");
}

}  // namespace
}  // namespace darah
