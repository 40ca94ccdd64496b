#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "scenario/describe.hpp"
#include "scenario/value.hpp"

namespace darah {
namespace {

constexpr std::array<std::string_view, 10> labels = {"o_pos", "o_neg",  "a_pos",  "a_neg", "b_pos",
                                                     "b_neg", "ab_pos", "ab_neg", "x",     "y"};

/// A row of no table, whose value goes to `ranking`.
Row row_of(Ranking& ranking) {
  return {"compatibility.red_cells", "",     0,  0,       "a_pos>o_pos", Mark::assumption, Scope::policy,
          "who may have whose",      labels, {}, &ranking};
}

Reading read(Raw::Form form, const std::string& text, std::vector<std::string> items = {}) {
  Ranking ranking;
  return read_value(row_of(ranking), {form, text, std::move(items), {}, {}}, {});
}

std::vector<std::size_t> places(const Reading& reading) {
  REQUIRE(reading.value);
  const Ranking ranking = std::get<Ranking>(*reading.value);
  return {ranking.begin(), ranking.end()};
}

using Form = Raw::Form;
using Places = std::vector<std::size_t>;

TEST_CASE("A ranking is a list of labels in their order, in a cell with > between them") {
  CHECK(places(read(Form::list, "[...]", {"a_neg", "o_neg"})) == Places{3, 1});
  CHECK(places(read(Form::list, "[]")) == Places{});
  CHECK(places(read(Form::bare, "a_neg>o_neg")) == Places{3, 1});
  CHECK(places(read(Form::bare, "a_neg > o_neg")) == Places{3, 1});
  CHECK(places(read(Form::bare, "a_neg o_neg")) == Places{3, 1});
  CHECK(places(read(Form::bare, "y")) == Places{9});
  CHECK(places(read(Form::bare, "none")) == Places{});
  CHECK(places(read(Form::text, "none")) == Places{});
}

TEST_CASE("What is no ranking is refused with its reason") {
  const Reading unknown = read(Form::list, "[...]", {"o_pos", "a_poss"});
  CHECK(unknown.problem ==
        "\"a_poss\" is not one of o_pos, o_neg, a_pos, a_neg, b_pos, b_neg, ab_pos, ab_neg, x, y");
  CHECK(unknown.suggestion == "did you mean \"a_pos\"?");
  CHECK(read(Form::bare, "o_pos>a_pos>o_pos").problem == "\"o_pos\" stands in it twice");
  CHECK(read(Form::bare, "o_pos>o_neg>a_pos>a_neg>b_pos>b_neg>ab_pos>ab_neg").value);
  CHECK(read(Form::bare, "o_pos>o_neg>a_pos>a_neg>b_pos>b_neg>ab_pos>ab_neg>x").problem ==
        "9 of them are more than 8");
  CHECK(read(Form::text, "o_pos>a_pos").problem ==
        "expected none or a list, the first preferred, of o_pos, o_neg, a_pos, a_neg, b_pos, b_neg, ab_pos, "
        "ab_neg, x, y, found the text \"o_pos>a_pos\"");
  for (const Form form : {Form::bare, Form::integer, Form::table, Form::flag})
    CHECK_FALSE(read(form, "").value);
}

TEST_CASE("Rankings are values") {
  Ranking a, b;
  CHECK((a.empty() && a == b && !a.contains(0)));
  a.push_back(3);
  a.push_back(0);
  CHECK((a.size() == 2 && a[0] == 3 && a[1] == 0 && a.contains(0) && !a.contains(1)));
  b.push_back(0);
  b.push_back(3);
  CHECK(a != b);
  Ranking stored;
  const Row row = row_of(stored);
  row.store(Value{b}, 0);
  CHECK((stored == b && row.load(0) == Value{b} && row.kind() == Kind::ranking));
}

TEST_CASE("A ranking is described in all formats") {
  Ranking ranking;
  const auto described = [&](Format format) {
    std::ostringstream out;
    describe(out, format, std::vector<Row>{row_of(ranking)});
    return out.str();
  };
  const std::string line = "ranking of o_pos, o_neg, a_pos, a_neg, b_pos, b_neg, ab_pos, ab_neg, x, y";
  CHECK(described(Format::text).find("  compatibility.red_cells  " + line + "\n") != std::string::npos);
  CHECK(described(Format::markdown).find("| " + line + " |  | a_pos>o_pos |") != std::string::npos);
  const auto schema = nlohmann::json::parse(described(Format::json_schema));
  const auto& forms = schema.at("$defs").at("compatibility.red_cells").at("anyOf");
  CHECK(forms.at(0) == nlohmann::json::parse(R"({"enum": ["none"]})"));
  CHECK(forms.at(1).at("uniqueItems") == true);
  CHECK(forms.at(1).at("maxItems") == 8);
  CHECK(forms.at(1).at("items").at("enum").at(2) == "a_pos");
}

}  // namespace
}  // namespace darah
