#include <catch2/catch.hpp>

#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

constexpr std::size_t aph = index_of(Cause::aph), sepsis = index_of(Cause::sepsis);

/// Births in hospital, an antepartum haemorrhage in every tenth, all of which end in one after birth.
Parameters followed(double then = 1) {
  Parameters p = with_births(120);
  p.emergency.rate[aph] = 100;
  p.emergency.rate[pph] = 100;
  p.emergency.onset_before.assign(7, 1);
  p.emergency.onset_before[pph] = 0;
  p.emergency.then_pph[aph] = then;
  p.network.facility_births[DistrictId{0}] = 1;
  p.network.dukun_births[DistrictId{0}] = 0;
  p.network.hospital_share[DistrictId{0}] = 1;
  return p;
}

}  // namespace

TEST_CASE("a haemorrhage after birth follows one before it, as a part of all of them") {
  for (const double then : {0.0, .4, 1.0}) {
    const Model m(followed(then));
    const World w = run_to_end(m);
    const auto by_cause = values(w, "emergencies");
    std::int64_t before = 0, after = 0;
    const std::size_t causes = count_of<Cause>;
    for (std::size_t i = 0; i < by_cause.size(); ++i) {
      if (i % causes == aph) before += by_cause[i];
      if (i % causes == pph) after += by_cause[i];
    }
    const std::int64_t births = total(w, "births");
    CHECK(plausible(before, births, .1));
    CHECK(std::abs(static_cast<double>(after) / static_cast<double>(births) - .1) < .01);
  }
}

TEST_CASE("a second emergency kills as any, and comes to no woman twice") {
  Parameters p = followed();
  p.emergency.rate[pph] = 100;  // all of them follow
  p.emergency.lethality[pph] = 1;
  p.emergency.residual_early[pph] = p.emergency.residual_late[pph] = 1;
  p.emergency.median[pph] = days(3000);
  p.probe.probes = 0;
  const Model m(p);
  const World w = run_to_end(m);
  std::int64_t of_pph = 0;
  const auto deaths = values(w, "deaths_true");
  for (std::size_t i = pph; i < deaths.size(); i += count_of<Cause>) of_pph += deaths[i];
  CHECK(of_pph > 0);
  CHECK(of_pph == total(w, "deaths_true"));
  CHECK(of_pph == total(w, "deaths_unprobed"));  // none of the first ones killed
}

TEST_CASE("a probe that survives in part has a second emergency, by that part") {
  Parameters p = followed();
  p.emergency.lethality[aph] = p.emergency.lethality[pph] = .5;
  p.emergency.residual_early[aph] = p.emergency.residual_late[aph] = .25;
  p.emergency.residual_early[pph] = p.emergency.residual_late[pph] = .5;
  p.emergency.median.assign(7, days(3000));
  p.probe.probes = 4;
  p.emergency.rate[aph] = p.emergency.rate[pph] = 20;
  p.network.births[DistrictId{0}] = Rate{240};
  const Model m(p);
  const World w = run_to_end(m);
  const auto sum = [&](const char* measure, std::size_t cause) {
    const auto all = values(w, measure);
    double n = 0;
    for (std::size_t i = cause; i < all.size(); i += count_of<Cause>) n += static_cast<double>(all[i]) * 1e-6;
    return n;
  };
  const double firsts = sum("emergencies_probed", aph);
  CHECK(sum("deaths_probed", aph) == Approx(.25 * firsts));
  // Of three quarters that live, all bleed again, half of them lethally, and half of these die.
  CHECK(sum("emergencies_probed", pph) == Approx(.75 * .5 * firsts).epsilon(.03));
  CHECK(sum("deaths_probed", pph) == Approx(.75 * .5 * .5 * firsts).epsilon(.03));
}
