#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/enum_array.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/units.hpp"
#include "model/mother/case.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/intervention_labels.hpp"
#include "model/mother/woman.hpp"

namespace darah {

class Model;
class Services;
struct Basis;
struct Parameters;

struct InterventionParameters {
  // Coverage, by who attends.
  std::vector<double> uterotonic, magnesium, tranexamic, antibiotic, assisted_birth;
  double caesarean_antibiotic = 0;
  // Effects.
  double uterotonic_effect = 0, uterotonic_potency = 0, magnesium_effect = 0, antibiotic_effect = 0;
  double tranexamic_odds = 0, tranexamic_fade = 0;
  Duration tranexamic_until{};
  double caesarean_risk = 0, caesarean_antibiotic_effect = 0, assisted_birth_effect = 0;

  /// Ratio of the rate of haemorrhage after birth of women so attended, to that of women who get nothing.
  double haemorrhage_ratio(Attendant) const;
  /// Ratio of the rate of infection after a caesarean to that after another birth.
  double infection_ratio() const;
};

/// What coverage does to how many fall ill. Rates of emergencies hold under the base's coverage, of all women
/// together: candidates are drawn at what the rates would be with none, in every arm the same, and an arm
/// keeps those whom its own coverage does not spare.
struct InterventionPlan {
  InterventionPlan() = default;
  InterventionPlan(const Model&, const Basis&);
  InterventionPlan(const Parameters&, const Parameters& base);
  double pph = 1;     ///< candidates of haemorrhage after birth to each emergency that the rate counts
  double sepsis = 1;  ///< infections of a birth that is no caesarean, to each that the rate counts of any
  EnumArray<Attendant, double> kept;  ///< share of candidates of haemorrhage after birth who fall ill
  double after_caesarean = 0;         ///< infections that a caesarean adds, to each of another birth
  double kept_after_caesarean = 1;    ///< share of candidates of infection who fall ill after a caesarean
};

/// What is given against emergencies, by who attends: coverage and effect apart. Each acts in one way alone:
/// on how many fall ill, on whether the emergency is lethal, or on whether it takes the theatre.
struct Intervention {
  template <class T>
  struct Named {
    T intervention;
  };
  struct Planned {
    InterventionPlan intervention_plan;
  };
  using P = InterventionParameters;
  enum class Measured : std::uint8_t { spared, count };

  static std::span<const Parameter<InterventionParameters>> parameters();
  static const EnumArray<Measured, Measure>& measures();

  /// Who attends her birth, the place of which is settled.
  static Attendant at_birth(const Model&, const Woman&);
  /// Whether a candidate, of this name, falls ill in this arm; who does not is counted as spared.
  static bool falls_ill(Services, const Model&, const Woman&, Name name, Cause, bool counts);
  /// Who attends her emergency gives what there is against it, if she has not had it yet. Returns whether an
  /// operation she needed is needed no more.
  static bool treat(Services, const Model&, Case&, Attendant);

  /// Ratio of her chance of death to that without tranexamic acid, given so long after the onset to one whose
  /// emergency would kill with this probability.
  static double tranexamic_ratio(const InterventionParameters&, double lethality, Duration delay);
};

}  // namespace darah
