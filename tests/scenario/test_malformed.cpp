#include "fixture.hpp"

/// What is wrong in one place of a valid scenario, and every word said about it.

namespace darah {
namespace {

using namespace std::string_literals;

constexpr const char *toml = "scenario.toml", *districts = "districts.csv", *facilities = "facilities.csv",
                     *catchments = "catchments.csv", *periods = "periods.csv";

struct Malformed {
  const char* name;
  const char* file;
  std::string from, to;  ///< `from` stands once in the file; "" is all of it
  std::string complaint;
};

// clang-format off
const std::vector<Malformed> cases{
  {"unterminated string", toml, "title = \"Two districts\"", "title = \"Two districts",
     "scenario.toml:1:23: Error while parsing string: unescaped control characters other than TAB (U+0009) are explicitly prohibited; close the text with the quote that opens it"},
  {"not TOML", toml, "", "districts: 2\n",
     "scenario.toml:1:10: Error while parsing key-value pair: expected '=', saw ':'"},
  {"key twice in a table", toml, "seed = 7", "seed = 7\nseed = 8",
     "scenario.toml:10:8: Error while parsing key-value pair: cannot redefine existing integer 'seed'"},
  {"table twice", toml, "[tables]", "[run]\nseed = 1\n[tables]",
     "scenario.toml:11:1: Error while parsing table header: cannot redefine existing table 'run'"},
  {"key that begins with a dot", toml, "[tables]", "[.tables]",
     "scenario.toml:11:2: Error while parsing key: expected bare key starting character or string delimiter, saw '.'"},
  {"not UTF-8", toml, "Two districts", "Two \xff districts",
     "scenario.toml:1:13: Encountered invalid utf-8 sequence"},
  {"line ends of old Macintoshes", toml, "seed = 7\n", "seed = 7 # any\rhorizon = 3\n",
     "scenario.toml:9:15: a line that ends with CR alone (U+000D); save the file with lines that end with LF or CR LF"},
  {"misspelt key", toml, "replications = 4", "replicatoins = 4",
     "scenario.toml:8:1: unknown key run.replicatoins; did you mean run.replications?"},
  {"misspelt key that must be given", toml, "title = ", "titel = ",
     "scenario.toml:1:1: unknown key titel; did you mean title?"},
  {"misspelt table", toml, "[emergency.pph]", "[emergncy.pph]",
     "scenario.toml:26:1: unknown key emergncy.pph.lethality; did you mean emergency.pph.lethality?"},
  {"misspelt element of a fixed dimension", toml, "[emergency.pph]", "[emergency.pp]",
     "scenario.toml:26:1: emergency.pp.lethality: there is no cause \"pp\"; did you mean \"pph\"?"},
  {"misspelt district", toml, "[agreement.east]", "[agreement.eats]",
     "scenario.toml:22:1: agreement.eats.template: there is no district \"eats\"; did you mean \"east\"?\n"
     "scenario.toml:23:1: agreement.eats.mechanisms: there is no district \"eats\"; did you mean \"east\"?"},
  {"key without its element", toml, "lethality = 0.12", "lethality = 0.12\n[agreement]\nfidelity = 1",
     "scenario.toml:28:1: unknown key agreement.fidelity; did you mean agreement.*.fidelity?"},
  {"nothing like it", toml, "seed = 7", "seed = 7\nzzzzzzzzzzzzzzzz = 1",
     "scenario.toml:10:1: unknown key run.zzzzzzzzzzzzzzzz; darah describe lists all keys"},
  {"key below a value", toml, "start = 2018-01-01", "start.day = 2018-01-01",
     "scenario.toml:4:7: unknown key run.start.day; did you mean run.start?"},
  {"misspelt empty table", toml, "[emergency.pph]\nlethality = 0.12", "[emergencies]",
     "scenario.toml:25:2: unknown key emergencies; darah describe lists all keys"},
  {"key in two spellings", toml, "lethality = 0.12", "lethality = 0.12\n[emergency]\n\"pph.lethality\" = 0.13",
     "scenario.toml:28:1: emergency.pph.lethality is set twice; line 26 sets it too"},
  {"title missing", toml, "title = \"Two districts\"\n", "",
     "scenario.toml: title must be given; one line that heads the results"},
  {"text for a whole number", toml, "replications = 4", "replications = \"4\"",
     "scenario.toml:8:16: run.replications: expected a whole number, found the text \"4\""},
  {"fraction for a whole number", toml, "replications = 4", "replications = 4.5",
     "scenario.toml:8:16: run.replications: expected a whole number, found 4.5"},
  {"number for a text", toml, "title = \"Two districts\"", "title = 2",
     "scenario.toml:1:9: title: expected a text, found 2"},
  {"empty text", toml, "title = \"Two districts\"", "title = \"\"",
     "scenario.toml:1:9: title: expected a text, found the text \"\""},
  {"number without unit", toml, "horizon = \"365 d\"", "horizon = 365",
     "scenario.toml:6:11: run.horizon: \"365\" has no unit; write for instance \"365 d\""},
  {"text without unit", toml, "horizon = \"365 d\"", "horizon = \"365\"",
     "scenario.toml:6:11: run.horizon: \"365\" has no unit; write for instance \"365 d\""},
  {"unknown unit", toml, "horizon = \"365 d\"", "horizon = \"365 days\"",
     "scenario.toml:6:11: run.horizon: \"365 days\" has the unknown unit \"days\", expected one of d h min s ms us week; write for instance \"365 d\""},
  {"unit of another quantity", toml, "horizon = \"365 d\"", "horizon = \"365 km\"",
     "scenario.toml:6:11: run.horizon: \"365 km\" has the unknown unit \"km\", expected one of d h min s ms us week; write for instance \"35 d\""},
  {"text for a date", toml, "start = 2018-01-01", "start = \"1 January\"",
     "scenario.toml:4:9: run.start: \"1 January\" is not a date YYYY-MM-DD; write for instance \"2018-01-31\""},
  {"day that does not exist", toml, "start = 2018-01-01", "start = \"2018-02-30\"",
     "scenario.toml:4:9: run.start: \"2018-02-30\" is not a day of the calendar; write for instance \"2018-01-31\""},
  {"date with time", toml, "start = 2018-01-01", "start = 2018-01-01T00:00:00",
     "scenario.toml:4:9: run.start: expected a date such as 2018-01-31, found 2018-01-01T00:00:00"},
  {"date too far", toml, "start = 2018-01-01", "start = 9999-01-01",
     "scenario.toml:4:9: run.start: 9999-01-01 is not within 1900-01-01 and 2199-12-31"},
  {"date before an unknown date", toml, "policy_start = 2017-07-01", "policy_start = \"run.begin - 30 d\"",
     "scenario.toml:7:16: run.policy_start: expected a date such as 2018-01-31, found the text \"run.begin - 30 d\""},
  {"date before half days", toml, "policy_start = 2017-07-01", "policy_start = \"run.start - 36 h\"",
     "scenario.toml:7:16: run.policy_start: \"run.start - 36 h\" is not a whole number of days before a date"},
  {"number for a choice", toml, "lethality = 0.12", "lethality = 0.12\n[output]\ndetail = 1",
     "scenario.toml:28:10: output.detail: expected one of full, district-year, summary, found 1"},
  {"misspelt choice", toml, "lethality = 0.12", "lethality = 0.12\n[output]\ndetail = \"ful\"",
     "scenario.toml:28:10: output.detail: \"ful\" is not one of full, district-year, summary; did you mean \"full\"?"},
  {"misspelt mechanism", toml, "[\"courier\", \"call_up\"]", "[\"courier\", \"callup\"]",
     "scenario.toml:23:14: agreement.east.mechanisms: \"callup\" is not one of candidates, call_up, maternal_reserve, pre_notification, courier, recruitment_money, joint_review; did you mean \"call_up\"?"},
  {"mechanism twice", toml, "[\"courier\", \"call_up\"]", "[\"courier\", \"courier\"]",
     "scenario.toml:23:14: agreement.east.mechanisms: \"courier\" stands in it twice"},
  {"text for a list", toml, "[\"courier\", \"call_up\"]", "\"courier\"",
     "scenario.toml:23:14: agreement.east.mechanisms: expected all, none or a list of candidates, call_up, maternal_reserve, pre_notification, courier, recruitment_money, joint_review, found the text \"courier\""},
  {"list of numbers", toml, "[\"courier\", \"call_up\"]", "[1, 2]",
     "scenario.toml:23:14: agreement.east.mechanisms: expected all, none or a list of candidates, call_up, maternal_reserve, pre_notification, courier, recruitment_money, joint_review, found a list"},
  {"table for a value", toml, "lethality = 0.12", "lethality = { value = 0.12 }",
     "scenario.toml:26:15: unknown key emergency.pph.lethality.value; did you mean emergency.*.lethality?"},
  {"text for a fraction", toml, "lethality = 0.12", "lethality = \"low\"",
     "scenario.toml:26:13: emergency.pph.lethality: expected a fraction such as 0.2 or \"20 %\", found the text \"low\""},
  {"list for a number", toml, "lethality = 0.12", "lethality = [0.12]",
     "scenario.toml:26:13: emergency.pph.lethality: expected a fraction such as 0.2 or \"20 %\", found a list"},
  {"not a finite number", toml, "lethality = 0.12", "lethality = inf",
     "scenario.toml:26:13: emergency.pph.lethality: expected a fraction such as 0.2 or \"20 %\", found inf"},
  {"whole number too large", toml, "seed = 7", "seed = 9223372036854775808",
     "scenario.toml:9:27: Error while parsing decimal integer: '9223372036854775808' is not representable in 64 bits"},
  {"fraction above 1", toml, "lethality = 0.12", "lethality = 1.2",
     "scenario.toml:26:13: emergency.pph.lethality: 1.2 is not within 0 and 1"},
  {"percentage above 100", toml, "lethality = 0.12", "lethality = \"120 %\"",
     "scenario.toml:26:13: emergency.pph.lethality: \"120 %\" is not within 0 and 1; write for instance \"0.2\" or \"20 %\""},
  {"negative fraction", toml, "lethality = 0.12", "lethality = -0.1",
     "scenario.toml:26:13: emergency.pph.lethality: -0.1 is not within 0 and 1"},
  {"no replications", toml, "replications = 4", "replications = 0",
     "scenario.toml:8:16: run.replications: 0 is not within 1 and 1000000"},
  {"negative seed", toml, "seed = 7", "seed = -7",
     "scenario.toml:9:8: run.seed: -7 is not within 0 and 9e+18"},
  {"horizon too long", toml, "horizon = \"365 d\"", "horizon = \"4000 d\"",
     "scenario.toml:6:11: run.horizon: 4000 d is not within 1 d and 3650 d"},
  {"horizon of nothing", toml, "horizon = \"365 d\"", "horizon = \"0 d\"",
     "scenario.toml:6:11: run.horizon: 0 d is not within 1 d and 3650 d"},
  {"no arm", toml, "", "title = \"x\"\narm = []\n",
     "scenario.toml:2:7: there is no arm; write at least one [[arm]], or leave arm out"},
  {"arm without name", toml, "name = \"ideal\"\n", "",
     "scenario.toml:17:1: an arm without a name; write name = \"...\""},
  {"arm twice", toml, "name = \"ideal\"", "name = \"as-is\"",
     "scenario.toml:17:1: arm as-is stands here twice; give each arm a name of its own"},
  {"arm with a number for a name", toml, "name = \"ideal\"", "name = 2",
     "scenario.toml:18:8: name of an arm is not a text"},
  {"arm with a number for a title in Indonesian", toml, "name = \"ideal\"", "name = \"ideal\"\ntitle_id = 2",
     "scenario.toml:19:12: title_id of an arm is not a text"},
  {"misspelt key of an arm", toml, "name = \"ideal\"", "name = \"ideal\"\ntitel = \"All\"",
     "scenario.toml:19:1: unknown key titel of an arm; did you mean \"title\"?"},
  {"misspelt patch", toml, "\"agreement.*.fidelity\" = 1", "\"agreement.*.fidelty\" = 1",
     "scenario.toml:19:55: unknown key agreement.*.fidelty; did you mean agreement.*.fidelity?"},
  {"patch out of range", toml, "\"agreement.*.fidelity\" = 1", "\"agreement.*.fidelity\" = 2",
     "scenario.toml:19:80: agreement.*.fidelity: 2 is not within 0 and 1"},
  {"patch twice", toml, "\"agreement.*.fidelity\" = 1", "agreement.east.fidelity = 1, \"agreement.east.fidelity\" = 0",
     "scenario.toml:19:84: agreement.east.fidelity is set twice; line 19 sets it too"},
  {"patch of the window", toml, "\"agreement.*.fidelity\" = 1", "run.horizon = \"90 d\"",
     "scenario.toml:19:59: run.horizon is the same in every arm; set it outside the arms"},
  {"patch of a code", toml, "\"agreement.*.fidelity\" = 1", "district.east.code = 5",
     "scenario.toml:19:69: district.east.code is the same in every arm; set it outside the arms"},
  {"set that is no table", toml, "set = { \"agreement.*.template\" = \"permenkes-92-2015\", \"agreement.*.fidelity\" = 1 }", "set = 1",
     "scenario.toml:19:1: set is not a table; write set = { ... }"},
  {"arm that is no table", toml, "", "title = \"x\"\narm = 3\n",
     "scenario.toml:2:7: there is no arm; write at least one [[arm]], or leave arm out"},
  {"policies after measurement opens", toml, "policy_start = 2017-07-01", "policy_start = 2018-07-01",
     "scenario.toml:7:1: run.policy_start: policies start on 2018-07-01, after measurement opens on 2018-01-01"},
  {"policies before the warm-up", toml, "policy_start = 2017-07-01", "policy_start = 2016-07-01",
     "scenario.toml:7:1: run.policy_start: policies start on 2016-07-01, before the warm-up begins on 2017-01-01"},
  {"period that ends before it begins", periods, "2018-06-14", "2018-05-14",
     "periods.csv:2:28: period.ramadan.last: the period ends on 2018-05-14, before it begins on 2018-05-17"},
  {"file that is not there", toml, "periods = \"periods.csv\"", "periods = \"holidays.csv\"",
     "scenario.toml:12:1: tables.periods: holidays.csv cannot be read (No such file or directory)"},
  {"folder for a file", toml, "periods = \"periods.csv\"", "periods = \".\"",
     "scenario.toml:12:1: tables.periods: . cannot be read (Is a directory)"},
  {"wildcard over nothing", toml, "periods = \"periods.csv\"", "[period.\"*\"]\nturnout = 0.5",
     "scenario.toml:13:1: period.*.turnout matches no period"},
  {"empty file", periods, "", "",
     "periods.csv: is empty; begin with a line of column names, id first"},
  {"no column id", periods, "id,name", "key,name",
     "periods.csv:1:1: the first column must be id"},
  {"column twice", periods, "turnout,companies_closed", "turnout,turnout",
     "periods.csv:1:28: column turnout stands here twice; remove one"},
  {"unknown column", periods, "turnout", "turnuot",
     "periods.csv:1:20: unknown column turnuot; did you mean turnout?"},
  {"column missing", districts, "hospital_share", "frailty",
     "districts.csv:2:1: column hospital_share is missing; add hospital_share: hospital births among facility births"},
  {"unknown mark", districts, "births [/y] (E)", "births [/y] (X)",
     "districts.csv:2:25: unknown mark (X); S source, D derived, E estimate, B background, A assumption"},
  {"unit missing", districts, "births [/y] (E)", "births (E)",
     "districts.csv:2:25: column births needs a unit; write births [/y]"},
  {"wrong unit of a column", districts, "births [/y] (E)", "births [km] (E)",
     "districts.csv:2:25: column births cannot have the unit [km]; write births [/y]"},
  {"unit where none fits", districts, "name,code,", "name,code [km],",
     "districts.csv:2:9: column code cannot have the unit [km]; write code"},
  {"column without name", districts, "hospital_share,moving", "hospital_share,",
     "districts.csv:2:114: a column without a name; name it or remove it"},
  {"too few cells", catchments, "e1,East 1,1,east,0.6,rs-east,10,5", "e1,East 1,1,east,0.6,rs-east,10",
     "catchments.csv:2:1: 7 cells, the header has 8; quote cells that hold a comma"},
  {"too many cells", catchments, "e1,East 1,", "e1,East, 1,",
     "catchments.csv:2:1: 9 cells, the header has 8; quote cells that hold a comma"},
  {"quote never closed", districts, "\"West, the \"\"other\"\"\"", "\"West, the other",
     "districts.csv:4:6: a quote that is never closed; close it, or double a quote that is part of the text"},
  {"text after a quote", districts, "\"West, the \"\"other\"\"\"", "\"West\" the other",
     "districts.csv:4:13: text after a closing quote; double a quote that is part of the text"},
  {"quote in a cell", districts, "East,1", "Ea\"st,1",
     "districts.csv:3:8: a quote inside an unquoted cell; quote the whole cell and double the quote inside"},
  {"NUL byte", districts, "East,1", "Ea\0st,1"s,
     "districts.csv:3:8: a NUL byte; save the file as plain UTF-8 text"},
  {"cell not UTF-8", districts, "East,1", "Ea\xffst,1",
     "districts.csv:3:8: not UTF-8; save the file as plain UTF-8 text"},
  {"id twice", catchments, "e2,", "e1,",
     "catchments.csv:3:1: id e1 stands here twice; give each row an id of its own"},
  {"id with a dot", catchments, "e2,", "e.2,",
     "catchments.csv:3:1: \"e.2\" is no id; use letters, digits, - and _"},
  {"id empty", catchments, "e2,", ",",
     "catchments.csv:3:1: \"\" is no id; use letters, digits, - and _"},
  {"no number", districts, "100000", "many",
     "districts.csv:3:13: district.east.population: expected a whole number, found \"many\""},
  {"number with its unit", districts, "2000,utd", "2000 /y,utd",
     "districts.csv:3:20: district.east.births: \"2000 /y\" is not a number; the header says [/y]"},
  {"negative rate", districts, "2000,utd", "-2000,utd",
     "districts.csv:3:20: district.east.births: \"-2000 /y\" is negative"},
  {"fraction for a code", districts, "East,1,", "East,1.5,",
     "districts.csv:3:11: district.east.code: expected a whole number, found \"1.5\""},
  {"cell out of range", catchments, "45,22.5", "4500,22.5",
     "catchments.csv:4:28: catchment.w1.travel: 4500 min is not within 0 d and 2 d"},
  {"percentage out of range", districts, "utd-east,80", "utd-east,180",
     "districts.csv:3:34: district.east.jkn: \"180 %\" is not within 0 and 1"},
  {"cell empty that must be given", catchments, "e1,East 1,1,east,0.6", "e1,East 1,1,east,",
     "catchments.csv:2:1: births_share of e1 is missing; share of the district's births (scaled to sum to 1)"},
  {"not true or false", periods, "0.2,true,true", "0.2,yes,true",
     "periods.csv:3:43: period.lebaran.companies_closed: expected true or false, found \"yes\""},
  {"not a date", periods, "2018-06-21", "21/6/2018",
     "periods.csv:3:28: period.lebaran.last: \"21/6/2018\" is not a date YYYY-MM-DD; write for instance \"2018-01-31\""},
  {"unknown district", catchments, "1,east,0.6", "1,easst,0.6",
     "catchments.csv:2:13: catchment.e1.district: there is no district \"easst\"; did you mean \"east\"?"},
  {"unknown kind", facilities, "1,utd,east", "1,uptd,east",
     "facilities.csv:2:25: facility.utd-east.kind: \"uptd\" is not one of utd, hospital, supplier; did you mean \"utd\"?"},
  {"code twice", catchments, "e2,East 2,2", "e2,East 2,1",
     "catchments.csv:3:11: catchment.e2.code: 1 is the code of e1 too; give each a code of its own"},
  {"hospital for a blood centre", districts, "2000,utd-east", "2000,rs-east",
     "districts.csv:3:25: district.east.utd: \"rs-east\" is a hospital, not a blood centre"},
  {"unknown facility", catchments, "0.4,rs-east", "0.4,rs-esat",
     "catchments.csv:3:22: catchment.e2.nearest_hospital: there is no facility \"rs-esat\"; did you mean \"rs-east\"?"},
};
// clang-format on

TEST_CASE("A malformed scenario is refused with the reason, the place and what to do") {
  for (const Malformed& malformed : cases) {
    CAPTURE(malformed.name);
    const ScenarioFolder folder;
    folder.replace(malformed.file, malformed.from, malformed.to);
    CHECK(folder.complaint() == malformed.complaint);
  }
}

TEST_CASE("The scenario that the cases spoil is valid") { CHECK(ScenarioFolder().complaint() == ""); }

TEST_CASE("A line without end is refused before the parser meets it") {
  const ScenarioFolder folder;
  folder.append(toml, "x" + std::string(400'000, '.') + "\n");
  CHECK(folder.complaint() == "scenario.toml:27:1: a line of more than 10000 bytes; break it");
}

TEST_CASE("All that is wrong is said at once, in the order of the files") {
  const ScenarioFolder folder;
  folder.replace(toml, "seed = 7", "sed = 7");
  folder.replace(toml, "0.12", "1.2");
  folder.replace(districts, "100000", "many");
  folder.replace(catchments, "45,22.5", "4500,22.5");
  CHECK(folder.complaint({{"run.replications=0", "nothing"}, {"idea"}}) ==
        "--arm: there is no arm \"idea\"; did you mean \"ideal\"?\n"
        "--set: \"nothing\" is not KEY=VALUE\n"
        "--set: run.replications: 0 is not within 1 and 1000000\n"
        "catchments.csv:4:28: catchment.w1.travel: 4500 min is not within 0 d and 2 d\n"
        "districts.csv:3:13: district.east.population: expected a whole number, found \"many\"\n"
        "scenario.toml:9:1: unknown key run.sed; did you mean run.seed?\n"
        "scenario.toml:26:13: emergency.pph.lethality: 1.2 is not within 0 and 1");
}

TEST_CASE("An arm that is left out is checked too") {
  const ScenarioFolder folder;
  folder.replace(toml, "\"agreement.*.fidelity\" = 1", "\"agreement.*.fidelity\" = 2");
  CHECK(folder.complaint({{}, {"as-is"}}) ==
        "scenario.toml:19:80: agreement.*.fidelity: 2 is not within 0 and 1");
}

TEST_CASE("A folder that is not there is a scenario that cannot run") {
  CHECK_THROWS_WITH(
      load_scenario("/no/such"),
      "/no/such: cannot be read (No such file or directory); name a folder with a scenario.toml");
}

}  // namespace
}  // namespace darah
