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
#include "core/prefetch.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/blood/donor_labels.hpp"
#include "model/place/day_profile.hpp"
#include "model/place/ids.hpp"
#include "model/place/presence.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct BloodCentre;
struct Parameters;
struct Basis;

struct DonorParameters {
  double deferral = 0, group_known = 0, lapse_first = 0, lapse_later = 0, gap_shape = 0, women = 0;
  Duration interval{}, gap{}, return_after{};
  std::vector<double> deferral_share;
  std::int64_t yearly_limit = 0, yearly_limit_women = 0, drive_capacity = 0;
  double drive_share = 0, drive_minimum = 0, show = 0, served = 0, drive_yield = 0, drive_money = 0;
  Money drive_cost{};
  Duration drive_at{}, host_revisit{}, put_off{}, open_from{}, open_until{};
  double schools = 0, donations_a_team = 0, misperception_effect = 0;
};

/// Quantiles of a gamma distribution of scale 1: one uniform a draw, so that an arm's patch moves it
/// monotonically.
class GammaTable {
 public:
  GammaTable() = default;
  explicit GammaTable(double shape);
  /// Linear between 1024 quantiles; an exponential tail beyond the last.
  double operator()(double u) const;

 private:
  static constexpr std::size_t size = 1024;
  std::vector<double> quantiles_;
};

struct DonorPlan {
  DonorPlan() = default;
  DonorPlan(const Model&, const Basis&);

  struct District {
    UtdId utd;
    double first_timers = 0;  ///< first-timers presenting a day, at willingness 1 and turnout 1
    double returning = 0;  ///< donations a day of others, at willingness 1 and turnout 1, where donors come
                           ///< and go in balance
    LayeredRate walk_ins;  ///< first-timers who walk in
    std::uint32_t hosts = 0;  ///< hosts that the planned drive money pays for
    Duration revisit{};       ///< time between two drives at a host
  };
  Table<DistrictId, District> districts;
  Table<UtdId, std::uint16_t> teams;  ///< mobile teams of a blood centre
  /// Donations expected of a first-timer once he has given; infinite without lapse.
  double donations_each = 1;
  Duration visit_wait{};    ///< mean time of a walk-in from being ready to his visit
  double turnout = 1;       ///< mean turnout over the calendar
  double most_turnout = 1;  ///< upper bound of turnout over the calendar
  GammaTable gap;           ///< gap of mean 1 after scaling by 1 / shape
  DayProfile opening;
};

/// Who gives blood: members of hosts that mobile drives visit, walk-ins, replacement donors, candidates.
struct Donor {
  template <class T>
  struct Named {
    T donor;
  };
  template <class W>
  struct Called {
    decltype(auto) donor() const { return static_cast<const W&>(*this).template component<Donor>(); }
  };
  struct Planned {
    DonorPlan donor_plan;
  };
  using P = DonorParameters;
  enum class Kind : std::uint8_t { drive, visit, first_visit, budget, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"donor.drive", "donor.visit", "donor.first_visit", "donor.budget"}};
  enum class Measured : std::uint8_t {
    presented,
    deferred,
    donations,
    first_donations,
    active_time,
    turned_away,
    limited,
    drives_held,
    drives_cancelled,
    drives_unpaid,
    drive_money,
    count
  };

  static std::span<const Parameter<DonorParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  void start(With<Agreement>, const Model&);
  void start_policy(With<Agreement>, const Model&);
  void handle(With<Agreement, BloodCentre>, const Model&, Kind, const Event&);
  /// Closes the integrals up to now: at month ends.
  void settle_all(Services, const Model&);

  /// Donors that a family finds present now, named `parent`'s children from `first_child`: each is deferred
  /// or bled. Those that suit are tested at once, up to `wanted` good units, held and appended to `out`; the
  /// others go through the next batch. Returns the units appended.
  int replacement(With<BloodCentre>, const Model&, UtdId utd, Urgency, Name parent, std::uint32_t first_child,
                  int found, Group recipient, int wanted, StaticUnits& out);
  /// How many units replacement() would append. They are appended to `out`, and nobody gives: changes
  /// nothing.
  static int would_replace(Services, const Model&, Name parent, std::uint32_t first_child, int found,
                           Group recipient, int wanted, StaticUnits& out);
  /// A candidate of an agreement presents at the blood centre now; what keeps him from giving, if anything.
  /// Once for each candidate, a child of the name of the woman in slot `woman`.
  std::optional<Bound> candidate(With<BloodCentre>, const Model&, UtdId utd, Name candidate, Group,
                                 WomanId woman);

  static constexpr Kind fetched = Kind::visit;
  void fetch(const Event& e) const { prefetch(&walk_ins_[WalkInId{e.index()}]); }
  std::size_t members() const;  ///< members of all hosts
  std::size_t walk_ins() const { return walk_ins_.size() - free_.size(); }
  std::int64_t active() const;  ///< people who have given and will give again

 private:
  /// Somebody whom a family finds.
  struct Found {
    Name name;
    Group group{};
    double u_deferred = 0;
    bool suitable = false;
    bool stays_away = false;  ///< his group does not suit the patient, and he knows it
  };
  static Found find(Services, const Model&, Name name, Group recipient);
  /// Someone who has given and will give again.
  struct Member {
    Name name;
    Time ready{};
    std::array<std::int16_t, 5> given{never, never, never, never, never};  ///< days of the last donations
    std::uint16_t donations = 0;
    Group group{};
    bool woman = false;
    static constexpr std::int16_t never = -30000;
  };
  static_assert(sizeof(Member) <= 48);
  struct WalkIn {
    Member member;
    DistrictId district;
  };
  static_assert(sizeof(WalkIn) <= 48);
  enum class HostKind : std::uint8_t { company, school, other };
  struct Host {
    Name name;
    Time due{};   ///< next visit by the rhythm of revisits, wherever closures move it
    Time last{};  ///< since when first-timers have been waiting
    DistrictId district;
    std::uint32_t order = 0;  ///< within the district: the first ones are paid for
    HostKind kind{};
    Roomy<Member> members;
  };
  struct Bleeding {
    std::int64_t day = -1, bled = 0;
  };

  void drive(With<Agreement, BloodCentre>, const Model&, HostId host);
  static UtdId utd_of(const Model&, const Host&);
  bool drive_held(With<Agreement>, const Model&, const Host&, double newcomers);
  static bool bed_left(Services, const Model&, UtdId utd, std::int64_t beds_left);
  void bleed_members(With<BloodCentre>, const Model&, Host&, std::int64_t& beds_left);
  void bleed_first_timers(With<BloodCentre>, const Model&, Host&, double newcomers, std::int64_t& beds_left);
  void visit(With<BloodCentre>, const Model&, WalkInId slot);
  void first_visit(With<Agreement, BloodCentre>, const Model&, LayerOf<DistrictId> stream);
  void fund(With<Agreement>, const Model&, DistrictId district);

  void make_rooms(const Model&, DistrictId district);
  HostId open_host(Services, const Model&, DistrictId district);
  static double phase(Services, const Host&);
  void settle_members(Services, const Model&, Host&, double willing);
  void settle_walk_ins(Services, const Model&, DistrictId district, double willing);
  void plan_drive(Services, const Model&, HostId host);
  void plan_first_visit(Services, const Model&, LayerOf<DistrictId> stream, double unit_exponential);
  static Name first_visitor(const Model&, LayerOf<DistrictId> stream, std::uint32_t serial);
  void plan_visit(Services, const Model&, WalkInId slot, Time ready);
  WalkInId add_walk_in(Services, const Model&, const Member&, DistrictId district);
  void free_walk_in(Services, const Model&, WalkInId slot);

  double willingness(With<const Agreement>, const Model&, DistrictId district) const;
  bool bed_free(Services, const Model&, UtdId utd, DonorKind);
  bool present(With<BloodCentre>, const Model&, UtdId utd, DonorKind, double u_deferred);
  bool begins(With<BloodCentre>, const Model&, UtdId utd, DonorKind, Member&, Draws& traits);
  void donate(With<BloodCentre>, const Model&, UtdId utd, Member&, double u_gap);
  static Name member_name(const Model&, const Host&, std::uint32_t day, std::uint32_t ordinal);
  static Member first_timer(const Model&, Name, Draws& traits);

  Table<HostId, Host> hosts_;
  Table<WalkInId, WalkIn> walk_ins_;
  Roomy<WalkInId> free_;                                 // slots of walk_ins_
  Table<DistrictId, Roomy<HostId>> hosts_of_;            // district -> hosts, by order
  Table<DistrictId, std::vector<Roomy<Member>>> rooms_;  // district: for hosts not found yet
  Table<DistrictId, double> paid_;                       // district: hosts that drive money pays for now
  std::vector<std::uint32_t> serial_;                   // layer x district: walk-in first-timers drawn so far
  Table<UtdId, Presence> active_time_;                  // utd: donors who will give again
  Table<UtdId, Bleeding> bleeding_;                     // utd: fixed site today
  Table<UtdId, std::vector<std::uint16_t>> drives_on_;  // utd x day: teams out
};

}  // namespace darah
