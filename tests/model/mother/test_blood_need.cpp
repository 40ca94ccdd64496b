#include <catch2/catch.hpp>
#include <utility>
#include <vector>

#include "model/mother/blood_need.hpp"

using namespace darah;

namespace {

constexpr Time asked = Time{} + days(1);

/// Four units of red cells and two of plasma, asked for: 20 min from the hospital, 90 from a blood centre.
BloodNeed four_and_two() {
  BloodNeed need(BloodNeed::Units{{4, 2, 0}});
  need.request(minutes(20), minutes(90));
  return need;
}

Unit unit_until(Time expiry) { return {expiry, Product::prc, Group::o_pos}; }

}  // namespace

TEST_CASE("enough is the share of the units needed, rounded up") {
  for (const auto& [needed, half] : {std::pair{1, 1}, {2, 1}, {3, 2}, {4, 2}, {5, 3}, {16, 8}}) {
    CHECK(BloodNeed::share_of(needed, .5) == half);
    CHECK(BloodNeed::share_of(needed, 1) == needed);
    CHECK(BloodNeed::share_of(needed, 0) == 0);
  }
}

TEST_CASE("what is promised is no longer missing, and comes in its time") {
  BloodNeed need = four_and_two();
  CHECK(need.next() == Time::never());
  CHECK(need.last() == Time{});
  need.promise(Needed::red_cells, 1, asked + minutes(20));
  need.promise(Needed::plasma, 2, asked + minutes(90));
  need.promise(Needed::platelets, 0, asked);
  CHECK(need.missing(Needed::red_cells) == 3);
  CHECK(need.missing(Needed::plasma) == 0);
  CHECK(need.lacks_any());
  CHECK(need.enough_promised(.25));
  CHECK_FALSE(need.enough_promised(.5));
  CHECK(need.next() == asked + minutes(20));
  CHECK(need.last() == asked + minutes(90));
  std::vector<std::pair<Needed, std::int32_t>> came;
  const auto give = [&](Needed what, std::int32_t units) { came.emplace_back(what, units); };
  need.deliver(asked + minutes(20) - microseconds(1), give);
  CHECK(came.empty());
  need.deliver(asked + minutes(20), give);
  CHECK(came == std::vector{std::pair{Needed::red_cells, 1}});
  CHECK(need.next() == asked + minutes(90));
  need.deliver(asked + minutes(90), give);
  CHECK(came.back() == std::pair{Needed::plasma, 2});
  CHECK(need.next() == Time::never());
}

TEST_CASE("no unit comes before her sample is crossmatched, and none later for it") {
  BloodNeed need = four_and_two();
  need.promise(Needed::red_cells, 1, asked + minutes(20));
  need.promise(Needed::red_cells, 3, asked + minutes(90));
  need.sample_at(asked + minutes(60));
  CHECK(need.next() == asked + minutes(60 + 20));
  CHECK(need.last() == asked + minutes(90));
}

TEST_CASE("units are given from the last one promised on, and the first and the sufficient one are noted") {
  BloodNeed need = four_and_two();
  for (int day = 1; day <= 3; ++day) need.held(Needed::red_cells).push_back(unit_until(asked + days(day)));
  CHECK(need.give(Needed::red_cells, asked + hours(1)).expiry == asked + days(3));
  need.note_enough(asked + hours(1), .5);
  CHECK(need.enough_at() == Time{});
  CHECK(need.give(Needed::red_cells, asked + hours(2)).expiry == asked + days(2));
  need.note_enough(asked + hours(2), .5);
  need.give(Needed::red_cells, asked + hours(3));
  need.note_enough(asked + hours(3), .5);
  CHECK(need.first_unit() == asked + hours(1));
  CHECK(need.enough_at() == asked + hours(2));
  CHECK(need.given(Needed::red_cells) == 3);
  CHECK(need.missing(Needed::red_cells) == 1);
  CHECK(need.held(Needed::red_cells).empty());
  CHECK_FALSE(need.enough_of_all(.5));  // plasma is missing
}

TEST_CASE("a search lasts until it is ended, and is counted then") {
  BloodNeed need = four_and_two();
  CHECK_FALSE(need.search_due(asked));
  need.search_until(asked + hours(5));
  CHECK(need.searching(asked));
  CHECK_FALSE(need.search_due(asked));
  CHECK(need.next() == asked + hours(5));
  CHECK_FALSE(need.searching(asked + hours(5)));
  CHECK(need.search_due(asked + hours(5)));
  CHECK(need.searches() == 0);
  need.end_search();
  CHECK(need.searches() == 1);
  CHECK_FALSE(need.search_due(asked + hours(6)));
  CHECK(need.next() == Time::never());
}

TEST_CASE("what is given up is missing again, but for the units given, and may be asked for anew") {
  BloodNeed need = four_and_two();
  need.held(Needed::red_cells).push_back(unit_until(asked + days(30)));
  need.give(Needed::red_cells, asked + minutes(20));
  need.promise(Needed::red_cells, 2, asked + minutes(40));
  need.search_until(asked + hours(4));
  need.give_up();
  CHECK_FALSE(need.requested());
  CHECK(need.missing(Needed::red_cells) == 3);
  CHECK(need.given(Needed::red_cells) == 1);
  CHECK(need.next() == Time::never());
  CHECK_FALSE(need.searching(asked));
  CHECK(need.searches() == 1);
  need.give_up();
  CHECK(need.searches() == 1);
  need.request(minutes(10), minutes(60));
  CHECK(need.crossmatch() == minutes(10));
}
