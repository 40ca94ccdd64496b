#include <catch2/catch.hpp>
#include <set>
#include <string_view>

#include "model/agreement_world.hpp"
#include "model/world/dimensions.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("each mechanism is carried out as far as its own extent, and one left out is not agreed") {
  const auto mechanism = GENERATE(from_range(every<Mechanism>));
  Parameters p = exact_parameters();
  agree(p, .8, every<Mechanism>);
  p.agreement.extent(DistrictId{0}, mechanism) = .5;
  const Model m(p);
  World w(m, {1, 0});
  for (const Mechanism k : every<Mechanism>)
    CHECK(w.agreement.fidelity(w, m, DistrictId{0}, k) == Approx(k == mechanism ? .4 : .8));
  w.run_until(m, m.end);
  // Half of one mechanism is the distance from the template, however well it is carried out.
  CHECK(static_cast<double>(total(w, "modification")) / static_cast<double>(total(w, "agreement_months")) ==
        Approx(.5 / count_of<Mechanism> * 1e6).epsilon(1e-5));
  p.agreement.extent(DistrictId{0}, mechanism) = 0;
  const Model without(p);
  World v(without, {1, 0});
  CHECK(v.agreement.fidelity(v, without, DistrictId{0}, mechanism) == 0);
}

TEST_CASE("every mechanism has a label and a meaning of its own, found by the name of its dimension") {
  std::set<std::string_view> texts;
  for (const Mechanism k : every<Mechanism>) {
    CHECK_FALSE(mechanism_labels[k].empty());
    CHECK(texts.insert(mechanism_labels[k]).second);
    CHECK(texts.insert(mechanism_helps[k]).second);
    CHECK(fixed_labels("mechanism")[index_of(k)] == mechanism_labels[k]);
    CHECK(fixed_helps("mechanism")[index_of(k)] == mechanism_helps[k]);
  }
  CHECK(mechanism_labels[Mechanism::candidates] == "candidates");
  CHECK(mechanism_labels[Mechanism::courier] == "courier");
  CHECK(mechanism_labels[Mechanism::joint_review] == "joint_review");
}
