// The part of Agreement that says what a district's capacity, its barriers and the support it gets do, and
// where.
#include <algorithm>

#include "core/math.hpp"
#include "model/policy/agreement.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

/// Weights are parameters, in the order of `Of`.
template <class Of>
double weighted_mean(const std::vector<double>& weights, const EnumArray<Of, double>& values) {
  double sum = 0, total = 0;
  for (const Of of : every<Of>) {
    sum += weights[index_of(of)] * values[of];
    total += weights[index_of(of)];
  }
  return sum / total;
}

EnumArray<Support, double> support(const AgreementParameters& p, DistrictId d) {
  return {{p.supervision[d], p.training[d], p.guideline[d]}};
}

}  // namespace

double Agreement::capacity(const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  const EnumArray<Support, double> given = support(p, d);
  const auto supported = [&](double variable, Support s) {
    return variable + (1 - variable) * p.support_capacity[index_of(s)] * given[s];
  };
  const EnumArray<ImplementationVariable, double> variables{
      {supported(p.standards[d], Support::guideline), p.resources[d],
       supported(p.communication[d], Support::supervision), supported(p.agency[d], Support::training),
       p.conditions[d], p.disposition[d]}};
  const EnumArray<Barrier, double> barriers{
      {p.urgency[d], p.conflict[d], p.complexity[d], p.budget[d], p.misperception[d], p.fragmentation[d]}};
  const double z = weighted_mean(p.variable_weight, variables) -
                   p.barrier_weight * weighted_mean(p.barriers_weight, barriers);
  return 1 / (1 + math::exp(-p.steepness * (z - p.midpoint)));
}

double Agreement::adoption_hazard(const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  return p.adoption * math::exp(p.sensitivity * (capacity(m, d) - 0.5)) *
         (1 - p.urgency_adoption * p.urgency[d]);
}

double Agreement::hand_over_arrives(const Model& m, DistrictId d, double capacity) {
  const AgreementParameters& p = m.p.agreement;
  double loss =
      p.loss * math::exp(-p.sensitivity * (capacity - 0.5)) * (1 + p.fragmentation_loss * p.fragmentation[d]);
  const EnumArray<Support, double> given = support(p, d);
  for (const Support s : every<Support>) loss *= 1 - p.support_hand_over[index_of(s)] * given[s];
  const double kept = 1 - std::min(1.0, loss);
  double arrives = 1;
  for (std::int64_t i = 1; i < p.organisations; ++i) arrives *= kept;
  const double more = p.complexity_organisations * p.complexity[d];
  return more > 0 ? arrives * math::pow(kept, more) : arrives;
}

double Agreement::review_chance(const Model& m, DistrictId d, double capacity) {
  const AgreementParameters& p = m.p.agreement;
  return (p.review_base + p.review_capacity * capacity) * (1 - p.conflict_reviews * p.conflict[d]);
}

double Agreement::turn_up(const Model& m, DistrictId d) {
  const AgreementParameters& p = m.p.agreement;
  return p.turn_up * (1 - p.misperception_turn_up * p.misperception[d]);
}

double Agreement::money_arrives(const Model& m, DistrictId d) const {
  const AgreementParameters& p = m.p.agreement;
  return districts_[d].pinned < 0 ? 1 - p.budget_money * p.budget[d] : 1;
}

}  // namespace darah
