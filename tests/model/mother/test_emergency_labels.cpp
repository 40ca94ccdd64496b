#include <catch2/catch.hpp>

#include "model/mother/emergency_labels.hpp"

using namespace darah;

TEST_CASE("haemorrhages are the causes in which blood is lost") {
  for (const Cause cause : every<Cause>)
    CHECK(haemorrhage(cause) == (cause == Cause::pph || cause == Cause::aph || cause == Cause::abortion));
}
