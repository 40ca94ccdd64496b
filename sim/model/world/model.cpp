#include "model/world/model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "core/check.hpp"
#include "core/math.hpp"
#include "model/place/network_labels.hpp"
#include "model/place/purpose.hpp"
#include "model/place/vicinity.hpp"

namespace darah {
namespace {

/// Days beyond the end that may be looked up: for plans made before it.
constexpr int slack_days = 800;

bool in_months(int month, std::int64_t from, std::int64_t until) {
  return from <= until ? month >= from && month <= until : month >= from || month <= until;
}

/// Of the eight ABO x RhD groups, in their order; their sum is 1.
std::vector<double> shares_of_groups(const NetworkParameters& n) {
  std::vector<double> shares;
  const double abo = total_of(n.abo);
  for (const double share : n.abo) {
    shares.push_back(share / abo * (1 - n.rhesus_negative));
    shares.push_back(share / abo * n.rhesus_negative);
  }
  return shares;
}

std::uint32_t code(std::int64_t value) { return static_cast<std::uint32_t>(value); }

/// Draws up the plans of all components: each once, after the one that it rests on.
class Planner {
 public:
  Planner(Model& model, const Basis& basis) : model_(model), basis_(basis) {}

  void draw_up_all() {
    Components::for_each([&]<class C>() { draw_up<C>(); });
  }

 private:
  template <class C>
  void draw_up() {
    if constexpr (requires { typename C::Planned; }) {
      if (std::exchange(drawn_up_[Components::place<C>()], true)) return;
      if constexpr (requires { typename C::PlanRestsOn; }) draw_up<typename C::PlanRestsOn>();
      auto& plan = held<PlanOf<C>>(model_);
      using Plan = std::remove_reference_t<decltype(plan)>;
      if constexpr (std::is_constructible_v<Plan, const Model&, const Basis&>) {
        plan = Plan(model_, basis_);
      } else {
        plan = Plan(model_);
      }
    }
  }

  Model& model_;
  const Basis basis_;
  std::array<bool, Components::size> drawn_up_{};
};

}  // namespace

Model::Model(Parameters parameters) : Model(nullptr, std::move(parameters)) {}

Model::Model(const Parameters& base, Parameters arm) : Model(&base, std::move(arm)) {}

Model::Model(const Parameters* base, Parameters parameters) : p(std::move(parameters)) {
  const std::vector<Problem> problems = contradictions(p);
  DARAH_VALIDATE(problems.empty(), problems.front().key + ": " + problems.front().message);

  const CalendarParameters& c = p.calendar;
  start = Time{} + c.warm_up;
  end = start + c.horizon;
  last = end + p.pregnancy.follow_up;
  const Date origin = c.start - static_cast<int>(day_number(start));
  policy_start = Time{} + darah::days(c.policy_start - origin);
  lay_out_days(origin);
  name_places();
  group_shares = shares_of_groups(p.network);

  const Parameters& streams = base != nullptr ? *base : p;
  const Parameters reference = base != nullptr ? past_of(*base, p) : p;
  Planner(*this, {reference, streams}).draw_up_all();
}

/// From time 0, the day `origin`, on.
void Model::lay_out_days(Date origin) {
  const CalendarParameters& c = p.calendar;
  const std::int64_t all_days = day_number(last) + slack_days;
  int month = -1;
  for (std::int64_t i = 0; i < all_days; ++i) {
    Day day;
    day.date = origin + static_cast<int>(i);
    const Time begins = Time{} + darah::days(i);
    if (measuring(begins)) {
      if (begins == start || day.date.day() == 1) ++month;
      day.month = static_cast<std::int16_t>(month);
    }
    day.wet = in_months(day.date.month(), c.wet_from, c.wet_until);
    day.dengue = in_months(day.date.month(), c.dengue_from, c.dengue_until);
    day.weekday = static_cast<std::uint8_t>(day.date.weekday());
    day.turnout = turnout_on(c, day.date);
    day.drives = factor_on(c, c.drives, day.date);
    day.demand = factor_on(c, c.demand, day.date);
    for (std::size_t k = 0; k < p.periods.size(); ++k) {
      if (day.date < c.first[k] || day.date > c.last[k]) continue;
      day.companies_closed = day.companies_closed || c.companies_closed[k];
      day.schools_closed = day.schools_closed || c.schools_closed[k];
    }
    if (i > 0 && days.back().month >= 0 && day.month != days.back().month) month_ends.push_back(begins);
    days.push_back(day);
  }
}

/// Numbers blood centres and hospitals in the order of facilities, and names what random numbers are drawn
/// for.
void Model::name_places() {
  const NetworkParameters& n = p.network;
  for (const std::int64_t d : n.district_code) district_names.push_back(root_name(Root::district, code(d)));
  hospital_at.resize(p.facilities.size());
  Table<FacilityId, UtdId> utd_at(p.facilities.size());
  for (const FacilityId f : facilities()) {
    const std::int64_t district_code = n.district_code[district_of(f)];
    facility_names.push_back(root_name(Root::facility, code(district_code), code(n.facility_code[f])));
    if (!n.is(f, FacilityKind::hospital)) {
      utd_at[f] = utds.push_back(f);
    } else {
      hospital_at[f] = hospitals.push_back(f);
    }
  }
  for (const FacilityId f : facilities()) utd_of.push_back(utd_at[n.utd_of(f)]);
  for (const DistrictId d : districts()) utd_of_district.push_back(utd_at[n.utd_of(d)]);
  districts_of.resize(utds.size());
  for (const DistrictId d : districts()) districts_of[utd_of_district[d]].push_back(d);
  for (const CatchmentId c : catchments()) {
    const std::int64_t district_code = n.district_code[district_of(c)];
    // A puskesmas is named like a facility, with a child ordinal of its own.
    catchment_names.push_back(
        root_name(Root::facility, code(district_code), code(n.catchment_code[c])).child(1));
  }
}

std::uint64_t Model::facility_occasion(FacilityId facility) const {
  const NameFields f = facility_names[facility].unpack();
  return std::uint64_t{f.region} << Name::site_bits | f.site;
}

double Model::road(FacilityId a, FacilityId b) const { return road_km(p.network, a, b); }

bool Model::night(Time t) const {
  const Duration hour = time_of_day(t);
  const Duration from = p.calendar.night_from, until = p.calendar.night_until;
  return from <= until ? hour >= from && hour < until : hour >= from || hour < until;
}

Duration Model::until_morning(Time t) const {
  const Duration left = p.calendar.night_until - time_of_day(t);
  return left.us > 0 ? left : left + darah::days(1);
}

}  // namespace darah
