#pragma once

#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/mother/around_her.hpp"
#include "model/mother/blood_need.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/probed.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Case;
class Model;
class Services;
template <class... C>
class With;
struct Basis;
struct Parameters;
struct Pregnancy;
struct Woman;

struct ProbeParameters {
  using Columns = ColumnsBy<DistrictId>;
  double probes = 0;
  Table<DistrictId, double> factor;
};

/// How likely a woman is to be a probe's host, and what a probe then stands for.
struct ProbePlan {
  ProbePlan() = default;
  ProbePlan(const Model&, const Basis&);
  ProbePlan(const Parameters&, const Parameters& base);
  struct OfClass {
    EnumArray<Cause, double> share;  ///< cumulative, of her class's women without a severe emergency
    double weight = 0;               ///< lethal emergencies that a probe stands for; 0 where there are none
    /// What real women of the class count for in expected deaths: of the weights that leave their mean the
    /// ones that leave the least variance. Probes count for the rest.
    double of_women() const { return weight > 0 ? weight / (1 + weight) : 1; }
  };
  Table<DistrictId, std::vector<OfClass>> classes;  ///< by PregnancyPlan::risk_class()
  /// Hosts that are expected among the women who are measured, about.
  double hosts = 0;
};

/// Hypothetical lethal emergencies of women of the measured cohort who have no severe one, to know what
/// lethal emergencies come to where real ones are few. A probe lives on a copy of her host's record, sees
/// what a real woman in her place would see, and takes nothing: nobody real, and no other probe, notices her.
/// With Poisson streams of women, what an added one meets is what one of them meets (Mecke's formula).
struct Probe {
  template <class T>
  struct Named {
    T probe;
  };
  template <class W>
  struct Called {
    decltype(auto) probe() const { return static_cast<const W&>(*this).template component<Probe>(); }
  };
  struct Planned {
    ProbePlan probe_plan;
  };
  using P = ProbeParameters;
  enum class Kind : std::uint8_t { onset, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"probe.onset"}};
  enum class Measured : std::uint8_t {
    deaths_expected,
    emergencies_probed,
    deaths_probed,
    deaths_probed_reported,
    deaths_probed_by_place,
    deaths_probed_by_delay,
    deaths_probed_by_missing,
    deaths_probed_saved_by,
    deaths_probed_beyond_delays,
    deaths_unprobed,
    count
  };

  static std::span<const Parameter<ProbeParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void handle(AroundHer, const Model&, Kind, const Event&);

  /// Makes room for what becomes of the probes that are expected.
  void start(Services, const Model&);
  /// A woman who has just entered, in this slot, may be a host: her probe's onset is to come.
  void enter(Services, const Model&, const Woman&, WomanId slot);
  /// A real woman's emergency has come to this chance of death.
  static void expect(With<Pregnancy>, const Model&, const Case&, double risk);
  /// A probe's emergency has come to an end.
  struct End {
    double risk = 0;                   ///< her chance of death
    EnumArray<Delay, double> without;  ///< the same with one delay of zero
    bool treated = false;              ///< with definitive care; else her clock has run out
  };
  void book(Services, const Model&, const Case&, const End&);
  /// She has survived in part, and a second emergency awaits that part; lives_on() until it begins.
  void live_on(ProbeId slot) { probes_[slot].lives_on = true; }
  bool lives_on(ProbeId slot) const { return probes_[slot].lives_on; }
  /// It begins, and she stands for `share` of what she stood for.
  void begin_second(ProbeId slot, double share);
  /// She is no more, and her slot another's.
  void close(ProbeId slot);

  /// The woman whose record she lives on a copy of.
  WomanId host(ProbeId slot) const { return probes_[slot].host; }
  /// A unit that she was promised from a stock, which lies there still as nothing was taken.
  struct Debt {
    FacilityId from;  ///< none for a unit kept for her
    Needed need{};
    Group group{};
    friend bool operator==(const Debt&, const Debt&) = default;
  };
  void owe(ProbeId slot, const Debt& debt) { debts_[probes_[slot].debts].push_back(debt); }
  /// A unit of this need and group that she was promised goes back to where it lies.
  void forgive(ProbeId slot, Needed need, Group group);
  /// Units that she was promised already, to be taken off what she sees in a stock.
  int owed(ProbeId slot, const Debt& debt) const;

  /// From here on the woman of this probe's name is no probe: her host has her emergency. For tests of what
  /// probes stand for.
  void make_real(Name probe) { real_ = probe; }
  /// What became of each probe of the measured cohort so far.
  std::span<const ProbedRisk> risks() const { return risks_; }

 private:
  using Debts = boost::container::static_vector<Debt, count_of<Needed> * StaticUnits::static_capacity>;
  using DebtsId = Id<struct DebtsTag>;
  struct State {
    Name name, of_woman;
    WomanId host;
    Cause cause{};
    Time birth;  ///< as her emergency leaves it
    ProbePlan::OfClass of;
    DebtsId debts;     ///< hers once her emergency has begun
    double share = 1;  ///< of her weight, what stands for her present emergency
    bool lives_on = false;
  };

  void begin(AroundHer, const Model&, ProbeId slot);

  Table<ProbeId, State> probes_;
  Roomy<ProbeId> free_;
  Table<DebtsId, Debts> debts_;  ///< of those whose emergency is open
  Roomy<DebtsId> free_debts_;
  Roomy<ProbedRisk> risks_;
  Name real_;
};

}  // namespace darah
