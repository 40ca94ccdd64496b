#include <catch2/catch.hpp>

#include "model/world/detail.hpp"

using namespace darah;

TEST_CASE("the coarser the detail, the more dimensions are summed over") {
  for (const char* time : {"month", "day"}) {
    CHECK_FALSE(summed_over(time, Detail::full));
    CHECK(summed_over(time, Detail::district_year));
    CHECK(summed_over(time, Detail::summary));
  }
  CHECK_FALSE(summed_over("district", Detail::full));
  CHECK_FALSE(summed_over("district", Detail::district_year));
  CHECK(summed_over("district", Detail::summary));
  for (const Detail detail : every<Detail>) CHECK_FALSE(summed_over("cause", detail));
}
