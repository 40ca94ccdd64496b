#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "model/blood/demand_labels.hpp"
#include "model/mother_world.hpp"
#include "print/sentence.hpp"

using namespace darah;

namespace {

constexpr Time onset = Time{} + days(9) + hours(22);  // 2018-01-10 22:00

const Model& model() {
  static const Model made = [] {
    Parameters p = testing::exact_parameters(2);
    p.network.catchment_name[CatchmentId{0}] = "Puskesmas 1";
    p.network.facility_name.values() = {"Blood centre", "Hospital A", "Hospital B"};
    return Model(p);
  }();
  return made;
}

std::string said(Told what, std::int32_t a = 0, std::int32_t b = 0, std::int64_t n = 0, Time at = onset) {
  return sentence(model(), {at, Name{}, what, a, b, n});
}

}  // namespace

TEST_CASE("everything that is told has a sentence") {
  for (std::size_t i = 0; i < count_of<Told>; ++i) {
    CAPTURE(i);
    CHECK_FALSE(said(static_cast<Told>(i), 0, 0, hours(1).us).empty());
  }
}

TEST_CASE("a sentence names what its numbers stand for") {
  CHECK(said(Told::contact_missed, 2) == "Misses antenatal contact K3");
  CHECK(said(Told::moved, 0) == "Has moved to Puskesmas 1");
  CHECK(said(Told::contact, 0, 1, Woman::anaemic | Woman::group_known) ==
        "Antenatal contact K1, puskesmas: blood group typed, anaemia cured");
  CHECK(said(Told::contact, 3, 0) == "Antenatal contact K4, village midwife");
  CHECK(said(Told::called, 4, 3) == "Candidate donors called up: 4, of them bled: 3");
  CHECK(said(Told::born, 3, 1, 1) == "Gives birth in hospital, Hospital B, by caesarean");
  CHECK(said(Told::born, 0) == "Gives birth at home");
  CHECK(said(Told::onset, 4, 0) == "EMERGENCY, sepsis: not lethal");
  CHECK(said(Told::onset, 0, 1 | 2, hours(6).us) ==
        "EMERGENCY, postpartum haemorrhage: lethal after 6 h 00 min without any care, needs the theatre");
  CHECK(said(Told::needs, 1, 0, 2) == "Needs 1 unit of red cells, 2 units of platelets");
  CHECK(said(Told::vehicle, 1) == "The ambulance comes");
  CHECK(said(Told::departs, 0, 0, 0) == "Leaves for the puskesmas by public transport");
  CHECK(said(Told::departs, 1, 1, 1) == "Leaves for Hospital B by ambulance");
  CHECK(said(Told::first_aid, 0, 0, 1250) == "First aid: her time lasts 1.25 times as long");
  CHECK(said(Told::refused, 1, 0) == "REFUSED by Hospital A: no bed is free");
  CHECK(said(Told::accepted, 1, 1) == "Accepted by Hospital B, as she insists");
  CHECK(said(Told::looked_at, 1) == "Is looked at, to be SENT ON: its theatre is shut");
  CHECK(said(Told::team, 0, 0, minutes(35).us) == "A team takes her, theatre ready in 35 min");
  CHECK(said(Told::blood, 1, 2) == "Is given 2 units of red cells");
  CHECK(said(Told::treated, 500, 0, 61'000) ==
        "Has definitive care, 50% of her time gone: chance of death left 6.1%");
  CHECK(said(Told::treated) == "Has definitive care");
  CHECK(said(Told::survived, 1) == "SURVIVES, a near-miss");
  CHECK(said(Told::died, 4) == "DIES on the way");
}

TEST_CASE("who conceives before the beginning is pregnant when it begins, or has given birth") {
  CHECK(said(Told::conceived, 0, 0, Woman::anaemic | Woman::insured, {}) ==
        "Is pregnant when the simulation begins: anaemic, insured (JKN)");
  CHECK(said(Told::conceived, 0, 0, Woman::born, {}) == "Has given birth when the simulation begins");
  CHECK(said(Told::conceived, 0, 0, 0, Time{} + days(1)) == "Conceives");
}

TEST_CASE("blood has a word for each source that it may come from") {
  const std::vector<std::pair<BloodSource, std::string>> words = {
      {BloodSource::hospital, "the hospital's stock"},
      {BloodSource::own_utd, "its blood centre"},
      {BloodSource::other_utd, "another blood centre"},
      {BloodSource::replacement, "replacement donors"},
      {BloodSource::candidate, "donors called up for her"}};
  REQUIRE(words.size() == count_of<BloodSource>);
  for (const auto& [source, word] : words) {
    const auto a = static_cast<std::int32_t>(index_of(source) | index_of(Product::prc) << 8);
    CHECK(said(Told::blood_promised, a, 1, (onset + hours(1)).us) ==
          "Blood: 1 unit of red cells from " + word + ", there by 23:00");
  }
}

TEST_CASE("a later time has its date only if that is another") {
  CHECK(said(Told::donors_sought, 0, 0, (onset + minutes(119)).us) ==
        "Blood: replacement donors are sought until 23:59");
  CHECK(said(Told::donors_sought, 0, 0, (onset + hours(2)).us) ==
        "Blood: replacement donors are sought until 2018-01-11 00:00");
  CHECK(time_text(model(), onset) == "2018-01-10 22:00");
}

TEST_CASE("spans add up, in the unit that fits") {
  CHECK(span_text({}, Time{} + minutes(35)) == "35 min");
  CHECK(span_text({}, Time{} + minutes(320)) == "5 h 20 min");
  CHECK(span_text({}, Time{} + days(40) + hours(12)) == "40 d 12 h");
  // 00:00:50 to 00:01:10 is a minute by the clock, and 00:01:10 to 00:01:50 none.
  const Time first{50'000'000}, second{70'000'000}, third{110'000'000};
  CHECK(span_text(first, second) == "1 min");
  CHECK(span_text(second, third) == "0 min");
  CHECK(span_text(first, third) == "1 min");
}

TEST_CASE("what would have saved her, and what she is, are lists") {
  CHECK(saved_text(0) == "no delay alone, had it been zero, would have saved her");
  CHECK(saved_text(2 | 4) ==
        "would have lived without delay 2 (reaching care) or without delay 3 (receiving care)");
  CHECK(traits(0).empty());
  CHECK(traits(Woman::moved | Woman::cash) == "household with cash transfer, moves in pregnancy");
  CHECK(units_text(1) == "1 unit");
  CHECK(units_text(0) == "0 units");
}
