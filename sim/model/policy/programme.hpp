#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "model/place/ids.hpp"
#include "model/policy/programme_labels.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct Woman;
struct Parameters;

struct ProgrammeParameters {
  double jkn_growth = 0, jkn_growth_agreement = 0, sanction_growth = 0, sanctions = 0, labourers = 0,
         jkn_desk_sigma = 0;
  std::vector<double> segment_share, not_found, family;
  Duration jkn_desk{};
  double household_size = 0, wrongly_targeted = 0, spent_elsewhere = 0, companion_active = 0, verified = 0;
  std::int64_t payouts = 0;
  Duration payout_window{}, payout_queue{};
  double payout_queue_sigma = 0;
  Money payout{}, fare{}, search_cost{};
  double outreach_money = 0, cadres = 0, posts = 0;
  double odds_outreach = 0, odds_cadres = 0, odds_cash = 0, odds_far = 0, odds_jkn = 0;
  Length far{};
  Money contact_cost{};
  double in_migrants_counted = 0;
};

/// What stands around the agreement: JKN insurance, the cash transfer (Jamsosratu), BOK-funded outreach.
struct Programme {
  template <class T>
  struct Named {
    T programme;
  };
  template <class W>
  struct Called {
    decltype(auto) programme() const { return static_cast<const W&>(*this).template component<Programme>(); }
  };
  using P = ProgrammeParameters;
  enum class Measured : std::uint8_t {
    k1,
    k1_reported,
    k4_true,
    k4_reported,
    k4_moved,
    k4_moved_counted,
    k4_target,
    insured,
    jkn_members,
    people,
    people_registered,
    cash_paid,
    family_money,
    outreach_budget,
    outreach_spent,
    count
  };

  static std::span<const Parameter<ProgrammeParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void month_end(With<Agreement>, const Model&, std::int32_t month) const;

  /// What others do that programmes count and pay for: a birth, an antenatal contact; a fare and a search for
  /// donors, which a family pays.
  static void born(Services, const Model&, const Woman&, DistrictId district);
  static void contact_held(Services, const Model&, DistrictId district);
  static void fare_paid(Services, const Model&, DistrictId district);
  static void donors_sought(Services, const Model&, DistrictId district);
  /// Whether a payout left cash in the hands of this woman's household at `t`; keyed by woman and payout.
  bool cash_in_hand(Services, const Model&, Name woman, DistrictId district, Time t) const;
  /// JKN members of a district at `t`, of its people; grows with sanctions on firms and by itself, or
  /// as `programme.jkn_growth_agreement` says with the operational level of the blood agreement.
  double jkn_coverage(With<const Agreement>, const Model&, DistrictId district, Time t) const;
  /// Pregnant women covered: families of some segments are left out.
  double women_covered(With<const Agreement>, const Model&, DistrictId district, Time t) const;
  /// The segment of a woman who is a member; keyed by her name alone.
  static std::size_t segment(Services, const Model&, Name woman);
  /// Whether her household of the cash transfer is in truth one in need, and is paid.
  static bool enrolled(Services, const Model&, Name woman);
  /// Whether the companion of her cash-transfer household is active between payouts.
  static bool companion(Services, const Model&, Name woman);
};

}  // namespace darah
