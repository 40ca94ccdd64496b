#include <catch2/catch.hpp>

#include "model/mother/woman.hpp"

using namespace darah;

TEST_CASE("a candidate donor is registered once, whichever number it has") {
  Woman woman;
  CHECK(woman.candidates() == 0);
  for (std::uint32_t candidate = 0; candidate < 8; ++candidate) {
    CHECK_FALSE(woman.registered(candidate));
    woman.register_candidate(candidate);
    woman.register_candidate(candidate);
    CHECK(woman.registered(candidate));
    CHECK(woman.candidates() == static_cast<int>(candidate) + 1);
  }
}

TEST_CASE("units kept for her are counted, given up one at a time or all") {
  Woman woman;
  woman.register_candidate(3);
  for (int unit = 0; unit < 4; ++unit) woman.keep_unit();
  CHECK(woman.units_kept() == 4);
  woman.give_up_unit();
  CHECK(woman.units_kept() == 3);
  woman.give_up_units();
  CHECK(woman.units_kept() == 0);
  CHECK(woman.candidates() == 1);  // who stays registered when a unit goes
}

TEST_CASE("each flag of hers is set and cleared by itself") {
  Woman woman;
  woman.set(Woman::plan);
  woman.set(Woman::referred);
  CHECK((woman.is(Woman::plan) && woman.is(Woman::referred)));
  CHECK_FALSE(woman.is(Woman::list));
  woman.clear(Woman::plan);
  CHECK_FALSE(woman.is(Woman::plan));
  CHECK(woman.is(Woman::referred));
}

TEST_CASE("an emergency awaits her, comes, and is over") {
  Woman woman;
  CHECK(woman.onset() == Time::never());
  CHECK(woman.cause() == Cause::count);
  woman.await(Cause::sepsis, Time{} + days(3));
  CHECK(woman.onset() == Time{} + days(3));
  woman.await_no_more();
  CHECK(woman.onset() == Time::never());
  CHECK(woman.cause() == Cause::sepsis);  // of which it is stays known
  const CaseId none = woman.emergency();
  woman.fall_ill(CaseId{5});
  CHECK(woman.emergency() == CaseId{5});
  woman.recover();
  CHECK(woman.emergency() == none);
}

TEST_CASE("where she lives and gives birth are ids of their kinds") {
  Woman woman;
  woman.live_in(CatchmentId{300});
  woman.deliver_in(HospitalId{40});
  CHECK(woman.catchment() == CatchmentId{300});
  CHECK(woman.hospital() == HospitalId{40});
}
