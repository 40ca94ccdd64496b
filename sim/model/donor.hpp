#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/draws.hpp"
#include "core/event.hpp"
#include "core/layered_rate.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/prefetch.hpp"
#include "core/roomy.hpp"
#include "model/blood_stock.hpp"
#include "model/day_profile.hpp"
#include "model/labels.hpp"
#include "model/presence.hpp"

namespace darah {

class Model;
class World;
struct Parameters;
using Index = std::uint32_t;

struct DonorParameters {
  double deferral = 0, group_known = 0, lapse_first = 0, lapse_later = 0, gap_shape = 0, women = 0;
  Duration interval{}, gap{}, return_after{};
  std::vector<double> deferral_share;
  std::int64_t yearly_limit = 0, yearly_limit_women = 0, drive_capacity = 0;
  double drive_share = 0, drive_minimum = 0, show = 0, served = 0, drive_yield = 0, drive_money = 0;
  Money drive_cost{};
  Duration drive_at{}, host_revisit{}, put_off{}, open_from{}, open_until{};
  double companies = 0, schools = 0, donations_a_team = 0, misperception_effect = 0;
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
  /// `streams`: the parameters all arms' walk-in first-timers are thinned out of.
  DonorPlan(const Model&, const Parameters& streams);

  struct District {
    Index utd = 0;
    double first_timers = 0;  ///< presenting a day, at willingness 1 and turnout 1
    double returning = 0;     ///< donations a day of others, likewise, where donors come and go in balance
    LayeredRate walk_ins;     ///< those of them who walk in
    std::uint32_t hosts = 0;  ///< that the planned drive money pays for
    Duration revisit{};       ///< of a host
  };
  std::vector<District> districts;
  std::vector<std::uint16_t> teams;  ///< of a blood centre
  double donations_each = 1;         ///< expected of a first-timer once he has given; infinite without lapse
  Duration visit_wait{};             ///< mean, of a walk-in from being ready to his visit
  double turnout = 1;                ///< mean of the calendar
  double most_turnout = 1;           ///< its bound
  GammaTable gap;                    ///< mean 1 after scaling by 1 / shape
  DayProfile opening;
};

/// Who gives blood: members of hosts that mobile drives visit, walk-ins, replacement donors, candidates.
struct Donor {
  using P = DonorParameters;
  enum class Kind : std::uint8_t { drive, visit, first_visit, budget, count };
  static constexpr std::array<std::string_view, 4> kind_names = {"donor.drive", "donor.visit",
                                                                 "donor.first_visit", "donor.budget"};
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
    drive_money
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"donor.deferral", &P::deferral, "fraction", 0, 0.95, "0.20", Mark::assumption, Scope::world,
       "donors deferred at screening (.16 RSKM 2021, .31 Serang)"},
      {"donor.{deferral}.deferral_share", &P::deferral_share, "1", 0, 1e6, "0.3, 0.6, 0.1", Mark::assumption,
       Scope::world,
       "share of deferrals for this reason (scaled to sum to 1; Serang 2018: 35 haemoglobin, 70 blood "
       "pressure)"},
      {"donor.group_known", &P::group_known, "fraction", 0, 1, "0.1", Mark::assumption, Scope::world,
       "people who know their blood group: a replacement donor whose group does not suit stays away if he "
       "knows "
       "it"},
      {"donor.lapse_first", &P::lapse_first, "fraction", 0, 1, "0.45", Mark::estimate, Scope::world,
       "donors who never return after the first donation"},
      {"donor.lapse_later", &P::lapse_later, "fraction", 0, 1, "0.18", Mark::estimate, Scope::world,
       "donors who never return after a later donation; 0: nobody does, and no first-timer is needed to keep "
       "donations up"},
      {"donor.interval", &P::interval, "d", 1, 365, "60 d", Mark::source, Scope::world,
       "least time between donations (two months)"},
      {"donor.gap", &P::gap, "d", 0, 3650, "110 d", Mark::assumption, Scope::world,
       "mean time after it until the donor is ready again (gamma)"},
      {"donor.gap_shape", &P::gap_shape, "1", 0.3, 10, "0.8", Mark::assumption, Scope::world, "its shape"},
      {"donor.yearly_limit", &P::yearly_limit, "donations", 0, 5, "5", Mark::source, Scope::world,
       "most donations of a man in any 365 d; 0: no limit"},
      {"donor.yearly_limit_women", &P::yearly_limit_women, "donations", 0, 5, "4", Mark::source, Scope::world,
       "most donations of a woman in any 365 d; 0: no limit"},
      {"donor.women", &P::women, "fraction", 0, 1, "0.35", Mark::background, Scope::world,
       "women among donors"},
      {"donor.drive_share", &P::drive_share, "fraction", 0, 1, "0.75", Mark::assumption, Scope::world,
       "voluntary donations given at mobile drives"},
      {"donor.drive_minimum", &P::drive_minimum, "donors", 0, 1000, "50", Mark::assumption, Scope::policy,
       "donors pledged (ready members and first-timers expected) below which a drive is cancelled; the 75 "
       "registered "
       "that Kab. Tangerang asks for count people not yet eligible"},
      {"donor.show", &P::show, "fraction", 0.01, 1, "0.75", Mark::assumption, Scope::world,
       "ready members who come to a drive in an ordinary week"},
      {"donor.served", &P::served, "fraction", 0.01, 1, "0.94", Mark::assumption, Scope::world,
       "of those, seen before the team leaves"},
      {"donor.drive_capacity", &P::drive_capacity, "donors", 1, 10000, "100", Mark::assumption, Scope::policy,
       "donors a team can bleed at a drive; the others are turned away"},
      {"donor.drive_yield", &P::drive_yield, "donations", 1, 1000, "42", Mark::derived, Scope::world,
       "donations a drive that money is planned for (Cilegon 2024: 9,678 at 231 points)"},
      {"donor.drive_cost", &P::drive_cost, "IDR", 1, 1e12, "3500000 IDR", Mark::assumption, Scope::policy,
       "one drive"},
      {"donor.drive_money", &P::drive_money, "1", 0, 5, "1", Mark::assumption, Scope::policy,
       "factor on drive money; 1 pays for the drives that the donation target takes"},
      {"donor.drive_at", &P::drive_at, "d", 0, 0.999, "12 h", Mark::assumption, Scope::world,
       "time of day the bags of a drive are counted as bled"},
      {"donor.host_revisit", &P::host_revisit, "d", 30, 365, "90 d", Mark::assumption, Scope::world,
       "between two drives at a host, adjusted to a whole number of hosts"},
      {"donor.put_off", &P::put_off, "d", 0, 60, "14 d", Mark::assumption, Scope::world,
       "drives due while a host is closed are held within this time of its opening"},
      {"donor.companies", &P::companies, "fraction", 0, 1, "0.5", Mark::assumption, Scope::world,
       "hosts that are companies"},
      {"donor.schools", &P::schools, "fraction", 0, 1, "0.2", Mark::assumption, Scope::world,
       "hosts that are schools or campuses; the rest are offices, mosques and the like"},
      {"donor.donations_a_team", &P::donations_a_team, "donations/y", 1, 1e6, "3000", Mark::assumption,
       Scope::world,
       "a blood centre has a mobile team for each of these, at least one; a team holds one drive a day"},
      {"donor.misperception_effect", &P::misperception_effect, "1", 0, 1, "0.2", Mark::assumption,
       Scope::world, "share of first-time donors lost to full misperception"},
      {"donor.open_from", &P::open_from, "d", 0, 1, "8 h", Mark::assumption, Scope::world,
       "walk-in donors are bled from"},
      {"donor.open_until", &P::open_until, "d", 0, 1, "20 h", Mark::assumption, Scope::world,
       "walk-in donors are bled until"},
      {"donor.return_after", &P::return_after, "d", 1, 365, "30 d", Mark::assumption, Scope::world,
       "mean time until a walk-in donor deferred, kept away or turned away comes again"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"presented", "donors", {"utd", "month", "donor_kind"}, "donors who presented"},
      {"deferred",
       "donors",
       {"utd", "month", "donor_kind", "deferral"},
       "donors deferred at screening, by reason",
       "presented"},
      {"donations", "donations", {"utd", "month", "donor_kind"}, "donations bled", "presented"},
      {"first_donations",
       "donations",
       {"utd", "month"},
       "donations of people who never gave before",
       "donations"},
      {"active_donor_time",
       "donor us",
       {"utd", "month"},
       "time-integral of the number of people who have given and will give again"},
      {"turned_away",
       "donors",
       {"utd", "month", "donor_kind"},
       "donors a full blood centre or drive sent away",
       "presented"},
      {"yearly_limit_reached",
       "donations",
       {"utd", "month"},
       "donations after which the yearly limit delays the next",
       "donations"},
      {"drives_held", "drives", {"utd", "month"}, "mobile drives held"},
      {"drives_cancelled", "drives", {"utd", "month"}, "mobile drives cancelled: too few pledged"},
      {"drives_unpaid", "drives", {"utd", "month"}, "planned drives without money"},
      {"drive_money", "IDR", {"utd", "month"}, "money spent on drives", "drives_held"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&);
  void handle(World&, const Model&, Kind, const Event&);
  /// Closes the integrals up to now: at month ends.
  void settle_all(World&, const Model&);

  /// Donors that a family finds present now, named `parent`'s children from `first_child`: each is deferred
  /// or bled. Those that suit are tested at once, up to `wanted` good units, held and appended to `out`; the
  /// others go through the next batch. Returns the units appended.
  int replacement(World&, const Model&, Index utd, Name parent, std::uint32_t first_child, int found,
                  Group recipient, int wanted, StaticUnits& out);
  /// A candidate of an agreement presents at the blood centre now; true if bled. Once for each candidate, a
  /// child of the name of the woman in slot `woman`.
  bool candidate(World&, const Model&, Index utd, Name candidate, Group, Index woman);

  void fetch(Index walk_in) const { prefetch(&walk_ins_[walk_in]); }
  std::size_t members() const;  ///< of all hosts
  std::size_t walk_ins() const { return walk_ins_.size() - free_.size(); }
  std::int64_t active() const;  ///< people who have given and will give again

 private:
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
    Index district = 0;
  };
  static_assert(sizeof(WalkIn) <= 48);
  enum class HostKind : std::uint8_t { company, school, other };
  struct Host {
    Name name;
    Time due{};   ///< next visit by the rhythm of revisits, wherever closures move it
    Time last{};  ///< since when first-timers have been waiting
    Index district = 0;
    std::uint32_t order = 0;  ///< within the district: the first ones are paid for
    HostKind kind{};
    Roomy<Member> members;
  };
  struct Bleeding {
    std::int64_t day = -1, bled = 0;
  };

  void drive(World&, const Model&, Index host);
  void visit(World&, const Model&, Index slot);
  void first_visit(World&, const Model&, Index stream);
  void fund(World&, const Model&, Index district);

  void make_rooms(const Model&, Index district);
  Index open_host(World&, const Model&, Index district);
  static double phase(const World&, const Host&);
  void settle_members(World&, const Model&, Host&, double willing);
  void settle_walk_ins(World&, const Model&, Index district, double willing);
  void plan_drive(World&, const Model&, Index host);
  void plan_first_visit(World&, const Model&, Index stream, double unit_exponential);
  static Name first_visitor(const Model&, Index stream, std::uint32_t serial);
  void plan_visit(World&, const Model&, Index slot, Time ready);
  Index add_walk_in(const World&, const Model&, const Member&, Index district);
  void free_walk_in(const World&, const Model&, Index slot);

  double willingness(const World&, const Model&, Index district) const;
  bool bed_free(World&, const Model&, Index utd, DonorKind);
  bool present(World&, const Model&, Index utd, DonorKind, double u_deferred);
  bool begins(World&, const Model&, Index utd, DonorKind, Member&, Draws& traits);
  void donate(World&, const Model&, Index utd, Member&, double u_gap);
  static Name member_name(const Model&, const Host&, std::uint32_t day, std::uint32_t ordinal);
  static Member first_timer(const Model&, Name, Draws& traits);

  Roomy<Host> hosts_;
  Roomy<WalkIn> walk_ins_;
  Roomy<Index> free_;                                  // slots of walk_ins_
  std::vector<Roomy<Index>> hosts_of_;                 // district -> hosts, by order
  std::vector<std::vector<Roomy<Member>>> rooms_;      // district: for hosts not found yet
  std::vector<double> paid_;                           // district: hosts that drive money pays for now
  std::vector<std::uint32_t> serial_;                  // layer x district: walk-in first-timers drawn so far
  std::vector<Presence> active_time_;                  // utd: donors who will give again
  std::vector<Bleeding> bleeding_;                     // utd: fixed site today
  std::vector<std::vector<std::uint16_t>> drives_on_;  // utd x day: teams out
};

}  // namespace darah
