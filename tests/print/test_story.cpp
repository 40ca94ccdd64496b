#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "model/mother_world.hpp"
#include "model/place/purpose.hpp"
#include "print/story.hpp"
#include "print/text.hpp"

using namespace darah;
using Catch::Contains;

namespace {

const Name ani = root_name(Root::woman, 3601, 0, 12), budi = root_name(Root::woman, 3601, 0, 7);
constexpr Time onset = Time{} + days(9) + hours(22);  // 2018-01-10 22:00

std::shared_ptr<const Model> model() {
  Parameters p = testing::exact_parameters(2);
  p.network.district_name[DistrictId{0}] = "North";
  p.network.catchment_name[CatchmentId{0}] = "Puskesmas 1";
  p.network.facility_name.values() = {"Blood centre", "Hospital A", "Hospital B"};
  return std::make_shared<const Model>(p);
}

TraceEntry entry(Time at, Told what, std::int32_t a = 0, std::int32_t b = 0, std::int64_t n = 0,
                 Name woman = ani) {
  return {at, woman, what, a, b, n};
}

/// Conceived before the beginning, anaemic, insured, A-, of a second birth; lethal haemorrhage, three units.
std::vector<TraceEntry> beginning(Name woman = ani) {
  return {entry({}, Told::conceived, 0, 3, std::int64_t{1} << 32 | Woman::anaemic | Woman::insured, woman),
          entry(Time{} + days(2) + hours(9), Told::contact, 0, 1, Woman::anaemic | Woman::group_known, woman),
          entry(onset, Told::onset, 0, 3 | 8, hours(6).us, woman),
          entry(onset, Told::needs, 3, 0, 1, woman),
          entry(onset + minutes(65), Told::decided, 0, 0, 0, woman),
          entry(onset + minutes(65), Told::vehicle, 1, 0, 0, woman)};
}

std::vector<TraceEntry> operator+(std::vector<TraceEntry> story, const std::vector<TraceEntry>& more) {
  story.insert(story.end(), more.begin(), more.end());
  return story;
}

std::vector<TraceEntry> saved(Name woman = ani) {
  return beginning(woman) + std::vector{entry(onset + hours(2), Told::accepted, 0, 0, 0, woman),
                                        entry(onset + hours(2), Told::arrived, 0, 0, 0, woman),
                                        entry(onset + hours(2), Told::blood_promised, 1 | 1 << 8, 2,
                                              (onset + hours(3)).us, woman),
                                        entry(onset + hours(3), Told::blood, 1, 2, 0, woman),
                                        entry(onset + hours(3), Told::treated, 500, 0, 61'000, woman),
                                        entry(onset + hours(3), Told::survived, 1, 0, 0, woman)};
}

std::vector<TraceEntry> dead(Name woman = ani) {
  return beginning(woman) + std::vector{entry(onset + hours(2), Told::refused, 1, 0, 0, woman),
                                        entry(onset + hours(3), Told::refused, 3, 1, 0, woman),
                                        entry(onset + hours(4), Told::accepted, 1, 1, 0, woman),
                                        entry(onset + hours(4), Told::arrived, 0, 1, 0, woman),
                                        entry(onset + hours(6), Told::died, 3, 5, 2 | 4, woman)};
}

/// As many arms as stories.
std::vector<ArmStory> arms(const std::vector<std::vector<TraceEntry>>& stories) {
  const auto m = model();
  std::vector<ArmStory> all;
  for (const auto& story : stories) all.push_back({"arm-" + std::to_string(all.size()), m, story});
  return all;
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string line; std::getline(in, line);) all.push_back(line);
  return all;
}

/// The first line with this text.
std::string line_with(const std::string& text, const std::string& part) {
  for (const std::string& line : lines(text)) {
    if (line.find(part) != std::string::npos) return line;
  }
  return "no line with " + part;
}

/// Without line ends, and one blank where there were several.
std::string flat(const std::string& text) {
  std::istringstream in(text);
  std::string all;
  for (std::string word; in >> word;) all += (all.empty() ? "" : " ") + word;
  return all;
}

}  // namespace

TEST_CASE("a woman's ID says who she is in both forms, and nothing else does") {
  CHECK(woman_id(ani) == "3601-0-12");
  CHECK(read_woman_id("3601-0-12") == ani);
  CHECK(read_woman_id(std::to_string(ani.bits())) == ani);
  for (const char* text : {"", "12", "3601-0", "3601-0-12-1", "3601-0-", "-3601-0-12", "3601-0-x",
                           "3601 0 12", "16384-0-1", "1-1024-1", "1-0-268435456", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(read_woman_id(text));
  }
  CHECK_FALSE(read_woman_id(std::to_string(ani.child(1).bits())));
  CHECK_FALSE(read_woman_id(std::to_string(root_name(Root::donor, 3601, 0, 12).bits())));
}

TEST_CASE("who she is stands first, then what happened, by date and since onset") {
  const std::string text = woman_text(arms({saved()}), 150);
  CHECK(lines(text)[0] == "Woman 3601-0-12 (name " + std::to_string(ani.bits()) + ")");
  CHECK(lines(text)[1] == "North, Puskesmas 1; group A-; second to fourth birth; anaemic, insured (JKN)");
  CHECK_THAT(text, Contains("2018-01-03 09:00                Antenatal contact K1, puskesmas: blood group "
                            "typed, anaemia cured\n"));
  CHECK_THAT(text, Contains("2018-01-10 22:00  onset         EMERGENCY, postpartum haemorrhage: lethal after "
                            "6 h 00 min without any care, needs"));
  CHECK_THAT(text, Contains("Needs 3 units of red cells, 1 unit of platelets\n"));
  CHECK_THAT(text, Contains("2018-01-10 23:05  +1 h 05 min   It is decided to seek care\n"));
  CHECK_THAT(text, Contains("Blood: 2 units of red cells from its blood centre, there by 01:00\n"));
  CHECK_THAT(text, Contains("Is given 2 units of red cells\n"));
  CHECK_THAT(flat(text), Contains("50% of her time gone: chance of death left 6.1%"));
  CHECK_THAT(
      flat(text),
      Contains("arm-0: survived, a near-miss. From onset to decision 1 h 05 min, decision to arrival in "
               "hospital 55 min, arrival in hospital to definitive care 1 h 00 min. Given 2 of 3 units "
               "of red cells, 0 of 1 unit of platelets."));
}

TEST_CASE("what is the same in all arms stands once") {
  const std::string text = woman_text(arms({saved(), saved(), saved()}), 200);
  CHECK(flat(line_with(text, "Is given")) ==
        "2018-01-11 01:00 +3 h 00 min Is given 2 units of red cells = =");
  CHECK_THAT(text, Contains("All arms are the same."));
  CHECK_THAT(text, !Contains("differ"));
  CHECK_THAT(woman_text(arms({saved()}), 110), !Contains("All arms"));
}

TEST_CASE("the first difference is marked, once, before its row") {
  const std::string text = woman_text(arms({saved(), saved(), dead()}), 200);
  const std::size_t marked = text.find(
      "-- From here on the arms differ: 2018-01-11 00:00, arm-2: REFUSED by Hospital A: no bed is free\n");
  REQUIRE(marked != std::string::npos);
  CHECK(text.find("differ", marked + 30) == std::string::npos);
  CHECK(text.find("It is decided") < marked);
  CHECK(text.find("Accepted by Hospital A") > marked);
  // Nothing happens in the third arm when the first one's care comes, and at its end nothing in the others.
  CHECK(flat(line_with(text, "Is given")) ==
        "2018-01-11 01:00 +3 h 00 min Is given 2 units of red cells = "
        "REFUSED by Hospital B: no team will be free soon");
  CHECK(flat(line_with(text, "DIES")) == "2018-01-11 04:00 +6 h 00 min DIES in hospital");
  // What the other arm lacks is told of the first.
  const auto longer = saved() + std::vector{entry(onset + days(30), Told::followed)};
  CHECK_THAT(woman_text(arms({longer, saved()}), 200),
             Contains("differ: 2018-02-09 22:00, arm-0: Follow-up ends, she is alive\n"));
}

TEST_CASE("a death says of what and where, what was missing, and what would have saved her") {
  const std::string text = flat(woman_text(arms({dead()}), 110));
  CHECK_THAT(text, Contains("Accepted by Hospital B, as she insists"));
  CHECK_THAT(text, Contains("arm-0: died in hospital, of postpartum haemorrhage; last missing: blood; would "
                            "have lived without delay 2 (reaching care) or without delay 3 (receiving care). "
                            "From onset to decision 1 h 05 min, decision to arrival in hospital 2 h 55 min, "
                            "arrival in hospital to death 2 h 00 min. Given 0 of 3 units"));
  auto early = beginning();
  early.resize(4);
  early.push_back(entry(onset + minutes(30), Told::died, 0, 0, 0));
  CHECK_THAT(
      flat(woman_text(arms({early}), 110)),
      Contains("died at home, of postpartum haemorrhage; last missing: a decision to seek care; no delay "
               "alone, had it been zero, would have saved her. From onset to death 30 min."));
}

TEST_CASE("an arm she is not in stays empty, and tells so") {
  const std::string text = woman_text(arms({{}, saved()}), 110);
  CHECK(lines(text)[0].starts_with("Woman 3601-0-12"));
  CHECK_THAT(text, Contains("differ: 2018-01-01 00:00, arm-1: Is pregnant when the simulation begins"));
  CHECK_THAT(text, Contains("\narm-0: she is not in this arm.\n"));
}

TEST_CASE("text keeps to the width, as long as an arm has twenty columns") {
  for (const std::size_t width : {80, 110, 200}) {
    const std::string text = woman_text(arms({saved(), dead()}), width);
    for (const std::string& line : lines(text)) CHECK(columns(line) <= width);
  }
  const auto narrow = lines(woman_text(arms({dead()}), 10));
  CHECK(std::count(narrow.begin(), narrow.end(), "2018-01-11 00:00  +2 h 00 min   REFUSED by Hospital") == 1);
  CHECK(std::count(narrow.begin(), narrow.end(), std::string(32, ' ') + "A: no bed is free") == 1);
}

TEST_CASE("a district's women stand in the order of onset, those whom arms treat differently marked") {
  const auto outside =
      std::vector{entry(Time{} + days(70), Told::onset, 0, 1, 0, root_name(Root::woman, 3601))};
  auto later = saved(budi);
  for (TraceEntry& e : later) e.at += days(1);
  const auto all = arms({later + dead() + outside, later + saved() + outside});
  const std::string text = district_text(all, DistrictId{0}, {});
  CHECK(lines(text)[0] == "Women of North with an emergency, of births from 2018-01-01 to 2018-03-01");
  CHECK(flat(line_with(text, "3601-0-12")) ==
        "** 3601-0-12 2018-01-10 22:00 pph yes died: hospital near-miss");
  CHECK(flat(line_with(text, "3601-0-7")) == "3601-0-7 2018-01-11 22:00 pph yes near-miss near-miss");
  CHECK(text.find("3601-0-12") < text.find("3601-0-7"));
  CHECK(flat(line_with(text, "all emergencies")) == "all emergencies 2 2");
  CHECK(flat(line_with(text, "all deaths")) == "all deaths 1 0");
  CHECK(flat(line_with(text, "all near-misses")) == "all near-misses 1 2");
  for (const Listed& some : {Listed{.differ = true}, Listed{.deaths = true}}) {
    const std::string chosen = district_text(all, DistrictId{0}, some);
    CHECK_THAT(chosen, Contains("3601-0-12"));
    CHECK_THAT(chosen, !Contains("3601-0-7"));
    CHECK(flat(line_with(chosen, "all emergencies")) == "all emergencies 2 2");
  }
  // Her way alone.
  auto another = saved();
  another.pop_back();
  another.push_back(entry(onset + hours(4), Told::survived, 1));
  CHECK_THAT(district_text(arms({saved(), another}), DistrictId{0}, {}), Contains("\n*  3601-0-12 "));
}
