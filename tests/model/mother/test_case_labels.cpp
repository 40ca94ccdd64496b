#include <catch2/catch.hpp>

#include "model/mother/case_labels.hpp"

using namespace darah;

TEST_CASE("the three delays: up to the decision, up to the door, and from there on") {
  CHECK(delay_of(Step::decide) == Delay::decide);
  for (const Step step : {Step::vehicle, Step::travel, Step::stabilise})
    CHECK(delay_of(step) == Delay::reach);
  for (const Step step :
       {Step::accept, Step::onward, Step::triage, Step::bed, Step::team, Step::theatre, Step::blood})
    CHECK(delay_of(step) == Delay::receive);
}
