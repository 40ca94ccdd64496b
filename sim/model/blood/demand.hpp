#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/draws.hpp"
#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/layered_rate.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/place/day_profile.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Donor;
struct MotherBlood;
struct Parameters;
struct Pregnancy;
struct Day;
struct Basis;

struct DemandParameters {
  double platelets = 0, plasma = 0, dengue = 0, more_units = 0, urgent = 0, obstetric = 0, weekend = 0;
  Choice distribution{};
  std::vector<double> weekday_rate, shape, substitution;
  std::int64_t most = 0;
  double morning_share = 0, afternoon_share = 0, used = 0, fit = 0;
  Duration morning{}, afternoon{}, evening{}, hold{}, elective_lapse{}, urgent_lapse{}, substitute_after{};
  Duration replacement{};
  double replacement_sigma = 0, replacement_found = 0, replacement_by_rule = 0;
  std::vector<double> search;
  double need = 1, death_unmet = 0;
};

/// Products general patients ask for.
inline constexpr std::array<Product, 3> demanded = {Product::prc, Product::tc, Product::ffp};
inline constexpr auto demanded_kinds = static_cast<std::uint32_t>(demanded.size());

/// The requests of one hospital's patients for one of the products demanded.
struct StreamId : Id<struct StreamTag> {
  using Id::Id;
  constexpr HospitalId hospital() const { return HospitalId{value / demanded_kinds}; }
  /// The product's place among those demanded.
  constexpr std::uint32_t kind() const { return value % demanded_kinds; }
  constexpr Product product() const { return demanded[kind()]; }
};

struct DemandPlan {
  DemandPlan() = default;
  DemandPlan(const Model&, const Basis&);

  static constexpr int most_units = 16;
  /// Elective requests on a day of the week over those of Monday, its rate apart.
  static double electives_on(const DemandParameters& p, std::size_t weekday) {
    return weekday >= 5 ? p.weekend : 1;
  }
  Table<StreamId, LayeredRate> requests;  ///< points on a day of factor 1
  double urgent = 0;                      ///< share of urgent requests among the points
  std::array<double, 7> weekday{};        ///< factor on all requests, mean 1
  /// Factor on all requests of a day: season, weekday, period; and its most over the days simulated.
  double factor(const DemandParameters&, Product, const Day&) const;
  std::array<double, 3> most_factor{1, 1, 1};        ///< most factor of each product demanded
  Table<UtdId, std::array<double, 3>> units_of_utd;  ///< units asked for a day, by blood centre and product
  Table<HospitalId, double> red_cells_of_hospital;   ///< units asked for a day
  /// Chance that the family of a patient who was served with red cells is asked for replacement donors.
  Table<UtdId, double> asked_by_rule;
  std::array<double, most_units> units_up_to{};  ///< P(a request asks for at most 1 + i units)
  DayProfile profile;
};

/// Requests of general patients: a Poisson stream for each hospital and product, followed to issue or lapse.
struct Demand {
  template <class T>
  struct Named {
    T demand;
  };
  template <class W>
  struct Called {
    decltype(auto) demand() const { return static_cast<const W&>(*this).template component<Demand>(); }
  };
  struct Planned {
    DemandPlan demand_plan;
  };
  using PlanRestsOn = Pregnancy;
  using P = DemandParameters;
  enum class Kind : std::uint8_t {
    request,
    day,
    due,
    release,
    replacement,
    substitute,
    delivery,
    stock,
    count
  };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"demand.request", "demand.day", "demand.due", "demand.release", "demand.replacement",
       "demand.substitute", "demand.delivery", "demand.stock"}};
  enum class Measured : std::uint8_t {
    requests,
    asked,
    met,
    late,
    late_time,
    unmet,
    withheld,
    returned,
    substituted,
    met_by,
    searches,
    asked_by_rule,
    at_risk,
    deaths,
    count
  };

  static std::span<const Parameter<DemandParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void start(Services, const Model&);
  void handle(With<Agreement, BloodBank, BloodCentre, Donor, MotherBlood>, const Model&, Kind, const Event&);
  /// Counts the requests that have lapsed by now: at month ends.
  void settle_all(With<BloodBank>, const Model&);
  /// New blood at a blood centre: who waits is served in an event of this instant.
  void stock_arrived(Services, UtdId utd) const;
  /// Units held for patients, in the books of a blood centre.
  std::int64_t units_held(const Model&, UtdId utd, Product) const;
  /// Units on the road from other blood centres to its patients.
  std::int64_t in_transit(UtdId utd, Product) const;
  /// Requests in line at all blood centres that have not lapsed.
  std::int64_t waiting(const Model&, Time now) const;

 private:
  void make_room(const Model&);
  /// A request not yet met.
  struct Request {
    Name name;
    Time asked{};
    HospitalId hospital;
    std::uint8_t missing = 0;  ///< units still asked for
    std::uint8_t to_use = 0;   ///< units still to be transfused; what is issued beyond comes back
    std::uint8_t issued = 0;   ///< units issued so far
    Product product{};
    Group group{};
    Urgency urgency{};
    bool any_group = false;    ///< takes compatible units of other groups too
    bool listed = false;       ///< waits in line
    bool by_rule = false;      ///< was served, and the family is asked for replacement donors by rule
    std::uint8_t pending = 0;  ///< events that will come back to it: a search, a substitution, a delivery
  };
  /// A day's requests of a stream, where their number is drawn.
  struct DayOfStream {
    std::int32_t left = 0, ordinal = 0;
    double share = 0;  ///< share of the day's mass that is passed
  };
  /// Units for one patient on the road from another blood centre.
  struct Delivery {
    StaticUnits units;
    RequestId request;
    UtdId utd;
  };
  /// A crossmatched unit that nobody will use.
  struct Held {
    Unit unit{};
    Time due{};
    HospitalId hospital;
    bool of_bank = false;
    bool fit = true;  ///< whether the unit may be issued again
  };

  void arrive(With<Agreement, BloodBank, BloodCentre>, const Model&, LayerOf<StreamId>);
  void begin_day(Services, const Model&, StreamId);
  void plan_due(Services, const Model&, StreamId);
  void come_due(With<Agreement, BloodBank, BloodCentre>, const Model&, StreamId);
  /// A request that comes now, with the rest of its draws.
  void come(With<Agreement, BloodBank, BloodCentre>, const Model&, Request, Draws&);
  /// Urgent requests that wait, then elective ones, each first come, first served.
  void serve_waiting(With<Agreement, BloodBank, BloodCentre>, const Model&, UtdId utd);
  void serve(With<Agreement, BloodBank, BloodCentre>, const Model&, Request&);
  void serve_from_bank(With<Agreement, BloodBank, BloodCentre>, const Model&, Request&);
  void serve_from_centre(With<Agreement, BloodCentre>, const Model&, Request&);
  void issue(With<BloodCentre>, const Model&, Request&, BloodSource, const StaticUnits&);
  void breach_reserve(With<Agreement, BloodCentre>, const Model&, Request&);
  int exchange(With<Agreement, BloodCentre>, const Model&, RequestId slot);
  void deliver(With<BloodBank, BloodCentre, MotherBlood>, const Model&, DeliveryId delivery);
  RequestId wait(const Model&, const Request&);
  void look_for_donors(Services, const Model&, RequestId slot);
  void ask_by_rule(Services, const Model&, Request);
  void plan_donors(Services, RequestId slot, Duration found_after);
  void found_donors(With<BloodCentre, Donor>, const Model&, RequestId slot);
  void substitute(With<Agreement, BloodBank, BloodCentre>, const Model&, RequestId slot);
  void give_up_if_lapsed(With<BloodBank>, const Model&, Request&);
  template <class Attend>
  void pass_along(With<BloodBank>, const Model&, Roomy<RequestId>& line, Attend&& attend);
  void free_if_done(RequestId slot);
  Ask ask(With<const Agreement>, const Model&, const Request&) const;
  void release(With<BloodBank, BloodCentre, MotherBlood>, const Model&);
  static Duration lapse(const Model&, const Request&);
  /// Whether lack of what is asked for may kill the patient, as far as the model counts. Obstetric patients
  /// die among mothers.
  static bool may_kill(const DemandParameters& p, const Request& r) {
    return p.death_unmet > 0 && r.urgency == Urgency::urgent && is_red(r.product);
  }

  std::vector<std::uint32_t> serial_;   // layer x stream: points drawn so far
  Table<RequestId, Request> requests_;  // slots
  Roomy<RequestId> free_;
  EnumArray<Urgency, Table<UtdId, Roomy<RequestId>>> waiting_;  // urgency x utd: slots, oldest first
  Table<StreamId, DayOfStream> today_;                          // where numbers are drawn for the day
  Table<DeliveryId, Delivery> deliveries_;
  Roomy<DeliveryId> free_deliveries_;
  Fifo<Held> held_;  // by due time
};

}  // namespace darah
