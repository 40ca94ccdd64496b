#pragma once

#include <span>
#include <string_view>

#include "model/blood/blood_bank_labels.hpp"
#include "model/blood/blood_centre_labels.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/blood/donor_labels.hpp"
#include "model/care/hospital_labels.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/intervention_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/place/calendar_labels.hpp"
#include "model/place/place_labels.hpp"
#include "model/policy/agreement_labels.hpp"
#include "model/policy/mechanism.hpp"
#include "model/policy/programme_labels.hpp"

/// The registry of the fixed dimensions of parameters and measures.

namespace darah {

/// The labels of a fixed dimension; empty for dimensions that scenario tables define.
constexpr std::span<const std::string_view> fixed_labels(std::string_view dimension) {
  if (dimension == "cause") return cause_labels;
  if (dimension == "component") return product_labels;
  if (dimension == "group") return group_labels;
  if (dimension == "abo") return abo_labels;
  if (dimension == "donor_kind") return donor_kind_labels;
  if (dimension == "mechanism") return mechanism_labels;
  if (dimension == "place") return place_labels;
  if (dimension == "delay") return delay_labels;
  if (dimension == "delay_mapping") return delay_mapping_labels;
  if (dimension == "last_missing") return last_missing_labels;
  if (dimension == "time_of_death") return period_labels;
  if (dimension == "step") return step_labels;
  if (dimension == "refusal") return refusal_labels;
  if (dimension == "lack") return lack_labels;
  if (dimension == "parity") return parity_labels;
  if (dimension == "provider") return provider_labels;
  if (dimension == "attendant") return attendant_labels;
  if (dimension == "intervention") return intervention_labels;
  if (dimension == "blood_source") return blood_source_labels;
  if (dimension == "urgency") return urgency_labels;
  if (dimension == "contact") return contact_labels;
  if (dimension == "batch") return batch_labels;
  if (dimension == "variable") return variable_labels;
  if (dimension == "barrier") return barrier_labels;
  if (dimension == "support") return support_labels;
  if (dimension == "cost") return cost_labels;
  if (dimension == "family_cost") return family_cost_labels;
  if (dimension == "segment") return segment_labels;
  if (dimension == "uncalled") return uncalled_labels;
  if (dimension == "bound") return bound_labels;
  if (dimension == "infection") return infection_labels;
  if (dimension == "deferral") return deferral_labels;
  if (dimension == "weekday") return weekday_labels;
  if (dimension == "bank_cost") return bank_cost_labels;
  if (dimension == "life") return life_labels;
  return {};
}

/// What the labels of a fixed dimension mean, where they say it less well themselves; else empty.
constexpr std::span<const std::string_view> fixed_helps(std::string_view dimension) {
  if (dimension == "mechanism") return mechanism_helps;
  return {};
}

}  // namespace darah
