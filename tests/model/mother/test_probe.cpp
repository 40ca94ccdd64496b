#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/statistics.hpp"
#include "model/care/mother_stock.hpp"
#include "model/mother_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// Births of which none is a severe emergency but by chance; an emergency of any cause kills as drawn.
Parameters with_probes(double probes, double rate = 20, double lethality = .2, int horizon_days = 120) {
  Parameters p = with_births(horizon_days);
  p.emergency.rate.assign(7, rate);
  p.emergency.rate[index_of(Cause::abortion)] = 0;
  p.emergency.lethality.assign(7, lethality);
  p.probe.probes = probes;
  return p;
}

World over(const Model& m) { return world_at(m, m.last); }

}  // namespace

TEST_CASE("probes stand for as many lethal emergencies as there are, of each cause") {
  const Model m(with_probes(10));
  const World w = over(m);
  const double births = static_cast<double>(total(w, "births"));
  const auto stood_for = values(w, "emergencies_probed");
  for (const Cause cause : every<Cause>) {
    double n = 0;  // of all months
    for (std::size_t i = index_of(cause); i < stood_for.size(); i += count_of<Cause>)
      n += static_cast<double>(stood_for[i]) * 1e-6;
    const double expected = cause == Cause::abortion ? 0 : births * .02 * .2;
    CAPTURE(cause_labels[cause], n, expected);
    // So many probes as ten times the emergencies, of women without one.
    CHECK(std::abs(n - expected) <= 3.29 * std::sqrt(expected / 10) + births * .002 * .2);
  }
}

TEST_CASE("what they come to is what a lethal emergency comes to") {
  // Nobody is treated before her clock has run out, or everybody is at once with half a chance.
  Parameters p = with_probes(4);
  p.emergency.median.assign(7, minutes(2));
  p.way.decision = p.way.recognise_primary = p.way.recognise_hospital = days(30);
  const Model late(p);
  World w = over(late);
  CHECK(total(w, "deaths_probed") == total(w, "emergencies_probed"));
  CHECK(total(w, "deaths_probed_by_missing") == total(w, "deaths_probed"));
  CHECK(total(w, "deaths_probed_by_place") == total(w, "deaths_probed"));
  CHECK(total(w, "deaths_probed_by_delay") == total(w, "deaths_probed"));
}

TEST_CASE("expected deaths weigh women and probes, and are those of women where there are no probes") {
  for (const double probes : {0.0, 3.0}) {
    const Model m(with_probes(probes));
    const World w = over(m);
    const double of_women = m.probe_plan.classes[DistrictId{0}][0].of_women();
    CHECK(of_women == Approx(1 / (1 + probes * (1 - 6 * .02))));
    const double combined = static_cast<double>(total(w, "deaths_conditional")) * of_women +
                            static_cast<double>(total(w, "deaths_probed")) * (1 - of_women);
    CHECK(std::abs(static_cast<double>(total(w, "deaths_expected")) - combined) <=
          .5 * static_cast<double>(w.probe.risks().size() + 2000));
    CHECK((probes > 0) == (total(w, "deaths_probed") > 0));
  }
}

TEST_CASE("a factor on probes holds for its district, and neither it nor the number moves what is expected") {
  Parameters p = with_probes(4);
  for (auto* residual : {&p.emergency.residual_early, &p.emergency.residual_late}) residual->assign(7, .5);
  const World once = over(Model(p));
  p.probe.factor[DistrictId{0}] = 2;
  const World twice = over(Model(p));
  p.probe.factor[DistrictId{0}] = 0;
  const World none = over(Model(p));
  CHECK(none.probe.risks().empty());
  const auto n = [](const World& w) { return static_cast<double>(total(w, "emergencies_probed")); };
  const double of_one = n(once) / n(twice);
  CHECK(of_one == Approx(1).margin(.12));
  CHECK(static_cast<double>(twice.probe.risks().size()) / static_cast<double>(once.probe.risks().size()) ==
        Approx(2).epsilon(.12));
}

TEST_CASE("where a class would have more probes than women, half of them have one, who stand for more") {
  const Model m(with_probes(1000, 60, .5, 900));
  const World w = over(m);
  const auto& of = m.probe_plan.classes[DistrictId{0}][0];
  CHECK(of.share[Cause::indirect] == Approx(.5));
  const double births = static_cast<double>(total(w, "births"));
  CHECK(static_cast<double>(total(w, "emergencies_probed")) * 1e-6 ==
        Approx(births * 6 * .06 * .5).epsilon(.03));
}

TEST_CASE(
    "where every woman of a class has an emergency nobody is a host, and expected deaths are the women's") {
  Parameters p = with_probes(32, 1000.0 / 6, .3);
  const Model all(p);
  const World w = over(all);
  CHECK(all.probe_plan.classes[DistrictId{0}][0].weight == 0);
  CHECK(total(w, "deaths_conditional") > 0);
  CHECK(total(w, "deaths_expected") == total(w, "deaths_conditional"));
}

TEST_CASE("probes never leave expected deaths less certain than women alone do") {
  // Most women have an emergency: few are left to be hosts, and a probe stands for several.
  Parameters p = with_probes(32, 110, .5, 60);
  p.emergency.residual_early.assign(7, .3);
  p.emergency.residual_late.assign(7, .9);
  const Model m(p);
  CHECK(m.probe_plan.classes[DistrictId{0}][0].weight > 1);
  Moments women, expected, probes;
  for (std::uint64_t r = 0; r < 30; ++r) {
    World w(m, {1, r});
    w.run_until(m, m.last);
    const auto deaths = [&](const char* name) { return static_cast<double>(total(w, name)) * 1e-6; };
    women.add(deaths("deaths_conditional"));
    expected.add(deaths("deaths_expected"));
    probes.add(deaths("deaths_probed"));
  }
  CAPTURE(women.variance(), expected.variance(), probes.variance());
  CHECK(expected.variance() < women.variance());
  CHECK(expected.variance() < probes.variance());
}

TEST_CASE("what a delay alone would have spared, and what none would") {
  // At home with a long decision: with no decision to wait for she is treated at once.
  Parameters p = with_probes(4);
  p.network.facility_births[DistrictId{0}] = 0;
  p.way.decision = days(30);
  p.transport.leave_home = p.transport.wait_home = p.way.triage = {};
  p.network.travel[CatchmentId{0}] = {};
  for (const CatchmentId c : p.catchments.ids()) p.network.travel[c] = {};
  p.emergency.residual_early.assign(7, .25);
  p.emergency.residual_late.assign(7, .25);
  const Model m(p);
  const World w = over(m);
  const double deaths = static_cast<double>(total(w, "deaths_probed"));
  REQUIRE(deaths > 0);
  const auto by_delay = values(w, "deaths_probed_saved_by");
  double first = 0, others = 0;
  for (std::size_t i = 0; i < by_delay.size(); ++i)
    (i % 3 == 0 ? first : others) += static_cast<double>(by_delay[i]);
  CHECK(first / deaths == Approx(.75).epsilon(.001));
  CHECK(others == 0);
  CHECK(static_cast<double>(total(w, "deaths_probed_beyond_delays")) / deaths == Approx(.25).epsilon(.001));
  CHECK(static_cast<double>(total(w, "deaths_probed_reported")) / deaths ==
        Approx(m.p.network.capture[DistrictId{0}]).epsilon(.001));
}

TEST_CASE("the story of a host is hers alone, and a probe's can be followed") {
  Parameters p = with_probes(10);
  const Model m(p);
  World hosts(m, {1, 0},
              Trace::of_district(static_cast<std::uint32_t>(m.p.network.district_code[DistrictId{0}])));
  hosts.run_until(m, m.last);
  const auto root = [](const TraceEntry& entry) { return entry.woman.unpack().kind; };
  CHECK(std::all_of(hosts.trace.entries.begin(), hosts.trace.entries.end(), [&](const TraceEntry& entry) {
    return root(entry) == static_cast<std::uint32_t>(Root::woman);
  }));
  World probes(m, {1, 0}, Trace::of_probes());
  probes.run_until(m, m.last);
  const auto onsets = std::count_if(probes.trace.entries.begin(), probes.trace.entries.end(),
                                    [](const TraceEntry& entry) { return entry.what == Told::onset; });
  CHECK(onsets >= static_cast<std::ptrdiff_t>(probes.probe.risks().size()));
  CHECK(onsets > 100);
}

TEST_CASE("a promise from a stock is taken off what she sees there next, and off nobody else's") {
  Parameters p = with_probes(1);
  const Model m(p);
  World w = world_at(m, m.start + days(30));
  stock(w, m, UtdId{0}, Group::o_pos, 5);
  const Ask ask{Product::prc, Group::o_pos, 4, Urgency::maternal, true, true};
  CHECK(w.blood_centre.would_take(m, w.now(), UtdId{0}, ask, Group::o_pos) == 5);
  StaticUnits out;
  World taken = w;
  CHECK(taken.blood_centre.take(taken, m, UtdId{0}, ask, out) == 4);
  CHECK(taken.blood_centre.would_take(m, w.now(), UtdId{0}, ask, Group::o_pos) == 1);
}

TEST_CASE("a probe sees a unit once, and every other probe sees it too") {
  Parameters p = with_probes(32);
  p.emergency.blood_lethal.assign(7, 1);
  p.emergency.median.assign(7, days(20));  // they live, and lack blood: there are no donors
  p.agreement.model_text[DistrictId{0}].index = index_of(Template::permenkes_92_2015);
  const Model m(p);
  World w = world_at(m, m.start + days(60));
  std::vector<CaseId> lacking;
  for (std::uint32_t i = 0; i < w.emergency.cases().size(); ++i) {
    const Case& c = w.emergency.cases()[CaseId{i}];
    if (c.is_open() && c.is_probe() && c.received() && c.blood().missing(Needed::red_cells) > 1)
      lacking.push_back(CaseId{i});
  }
  REQUIRE(lacking.size() > 1);
  const UtdId own = m.utd_of_hospital(w.emergency.of(lacking[0]).hospital());
  stock(w, m, own, Group::o_neg, 1);
  const auto look = [&](CaseId slot) {
    return MotherStock::from_own_utd(w, m, w.emergency.of(slot), Needed::red_cells);
  };
  CHECK(look(lacking[0]) == 1);
  CHECK(look(lacking[0]) == 0);
  CHECK(look(lacking[1]) == 1);
  stock(w, m, own, Group::o_neg, 1);
  CHECK(look(lacking[0]) == 1);
  // What goes back is there again.
  w.probe.forgive(w.emergency.of(lacking[0]).probe(), Needed::red_cells, Group::o_neg);
  CHECK(look(lacking[0]) == 1);
  CHECK(look(lacking[0]) == 0);
}

TEST_CASE("donors whom a probe's family finds are those that would give, and nobody gives") {
  Parameters p = exact_parameters();
  p.donor.deferral = .3;
  p.donor.group_known = .5;
  p.blood_centre.reactive.assign(p.blood_centre.reactive.size(), .05);
  p.blood_centre.other_loss = .1;
  p.blood_centre.whole_blood = .3;
  const Model m(p);
  World w = world_at(m, noon);
  int all = 0;
  for (std::uint32_t serial = 0; serial < 400; ++serial) {
    const Name family = root_name(Root::probe, 3601, 1023, serial);
    StaticUnits looked, given;
    const int would = Donor::would_replace(w, m, family, 16, 6, Group::a_pos, 3, looked);
    const int got =
        w.donor.replacement(w, m, UtdId{0}, Urgency::maternal, family, 16, 6, Group::a_pos, 3, given);
    REQUIRE(would == got);
    REQUIRE(looked.size() == given.size());
    for (std::size_t i = 0; i < looked.size(); ++i) CHECK(looked[i].group == given[i].group);
    all += got;
  }
  CHECK(all > 100);
}
