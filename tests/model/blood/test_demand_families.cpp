#include <catch2/catch.hpp>
#include <cstdint>

#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

std::int64_t replacement_donations(const World& w) {
  return total_at(w, "donations", index_of(DonorKind::replacement), donor_kind_labels.size());
}

World year_of(const Model& m) {
  World w(m, {1, 0});
  w.run_until(m, m.end);
  return w;
}

}  // namespace

TEST_CASE("families of elective patients look for donors as far as they are said to") {
  Parameters p = town(12000, 120);
  p.demand.urgent = p.demand.obstetric = 0;
  const auto searches = [&](double share) {
    p.demand.search[index_of(Urgency::elective)] = share;
    const Model m(p);
    const World w = year_of(m);
    CHECK(w.blood_centre.conserved(w, m));
    CHECK((replacement_donations(w) > 0) == (share > 0));
    CHECK(sum_of(w, "units_issued_for", Urgency::urgent) == 0);
    return total(w, "searches");
  };
  CHECK(searches(0) == 0);
  const auto half = searches(.5), all = searches(1);
  CHECK(half > 100);
  CHECK(half < all);
}

TEST_CASE("by rule families of patients who were served replace the share that is assumed") {
  Parameters p = blood_parameters({{"town", 30000, .3, 20000, {500000}, 3, 1, 500, 5000}}, 0, 365);
  p.blood_centre.initial_cover = days(30);
  p.network.rhesus_negative = 0;
  p.demand.platelets = p.demand.plasma = 0;
  const double rule = GENERATE(0.0, .5, 1.0);
  p.demand.replacement_by_rule = rule;
  const Model m(p);
  const World w = year_of(m);
  CHECK(static_cast<double>(total(w, "units_unmet")) < .02 * static_cast<double>(total(w, "units_asked")));
  // 30,000 a year, three in ten of them of replacement donors.
  CHECK(static_cast<double>(replacement_donations(w)) == Approx(rule * 9000).epsilon(.05).margin(300));
  CHECK((total(w, "asked_by_rule") > 0) == (rule > 0));
  CHECK(w.blood_centre.conserved(w, m));
}
