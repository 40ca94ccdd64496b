#include <catch2/catch.hpp>

#include "model/mother/case_labels.hpp"
#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("what happens in a facility is delay 3 to Thaddeus and Maine") {
  const Model m(exact_parameters());
  const DelayOf& of = m.emergency_plan.delays[DelayMapping::thaddeus_maine];
  CHECK(of[Step::decide] == Delay::decide);
  for (const Step step : {Step::vehicle, Step::travel, Step::stabilise}) CHECK(of[step] == Delay::reach);
  for (const Step step : {Step::recognise, Step::refer, Step::notice, Step::accept, Step::onward,
                          Step::triage, Step::bed, Step::team, Step::theatre, Step::blood})
    CHECK(of[step] == Delay::receive);
  CHECK(m.emergency_plan.delay_of() == of);
}

TEST_CASE("late to refer is the second terlambat: the facility's referral and the search for a hospital") {
  Parameters p = exact_parameters();
  p.emergency.mapping = {index_of(DelayMapping::terlambat)};
  const Model m(p);
  const DelayOf& of = m.emergency_plan.delay_of();
  for (const Step step : {Step::decide, Step::recognise}) CHECK(of[step] == Delay::decide);
  for (const Step step :
       {Step::refer, Step::vehicle, Step::travel, Step::stabilise, Step::accept, Step::onward})
    CHECK(of[step] == Delay::reach);
  for (const Step step : {Step::notice, Step::triage, Step::bed, Step::team, Step::theatre, Step::blood})
    CHECK(of[step] == Delay::receive);
}
