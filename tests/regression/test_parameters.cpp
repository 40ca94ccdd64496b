#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <type_traits>
#include <variant>

#include "regression/small_world.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// The small world in a hurry: short, full of emergencies, its women's contacts close to each other, its
/// agreement quick to spread and to be reviewed, so that every part of the model is at work within weeks.
const std::vector<std::string> hurry = {
    "run.start=2018-05-15",
    "run.warm_up=\"75 d\"",
    "run.policy_start=2018-03-01",
    "run.horizon=\"45 d\"",
    "district.*.cash_households=20000",
    "catchment.*.water_bound=0.3",
    "pregnancy.gestation=\"200 d\"",
    "pregnancy.follow_up=\"14 d\"",
    "pregnancy.k1.due=\"110 d\"",
    "pregnancy.k2.due=\"125 d\"",
    "pregnancy.k3.due=\"140 d\"",
    "pregnancy.k4.due=\"155 d\"",
    "emergency.*.rate=50",
    "emergency.*.lethality=0.5",
    "emergency.abortion.onset_before_mean=\"80 d\"",
    "agreement.hand_over=\"10 d\"",
    "agreement.review_interval=\"20 d\"",
    "agreement.south.template=permenkes-92-2015",
    "agreement.south.operational=4",
};

/// How one key is pushed where halving, doubling and the bounds do not do, and what else must be set to see
/// it.
struct Push {
  std::vector<std::string> sets;
  void (*apply)(Parameters&) = nullptr;
};

template <class IdT>
IdT find(const Table<IdT, std::string>& ids, std::string_view id) {
  return IdT{static_cast<std::uint32_t>(std::find(ids.begin(), ids.end(), id) - ids.begin())};
}

template <class IdT>
void swap_blood_centres(const Parameters& p, Table<IdT, Element>& utds, auto&& which) {
  const Element north{find(p.facilities, "utd-north").value}, south{find(p.facilities, "utd-south").value};
  for (const IdT id : utds.ids()) {
    if (which(id)) utds[id] = utds[id] == north ? south : north;
  }
}

/// The south's hospitals get their blood from a supplier; its donors give in the north.
const std::vector<std::string> supplied_south = {
    "district.south.utd=utd-north", "facility.utd-south.kind=supplier",
    "facility.utd-south.donations=\"0 /y\"", "blood_centre.prc.shelf_life=\"42 d\""};
const std::vector<std::string> supplied_south_of_any_life = {supplied_south[0], supplied_south[1],
                                                             supplied_south[2], supplied_south[3],
                                                             "blood_bank.*.arrival_weight=1"};

/// The south may sign what the north has, and does within weeks.
const std::vector<std::string> adopting_south = {"agreement.south.template=none",
                                                 "agreement.south.adopts=true", "agreement.adoption=10",
                                                 "agreement.*.urgency=0.5", "agreement.sensitivity=0"};

const std::map<std::string_view, Push> special = {
    {"district.{district}.probes", {{"run.probes=4"}, {}}},
    {"district.{district}.urban", {{}, [](Parameters& p) { p.network.urban[DistrictId{0}] = .9; }}},
    {"network.missed_in_town", {{"district.north.urban=0.9"}, {}}},
    {"transport.help_within",
     {{"transport.ambulance_home=1", "transport.call_out=\"6 h\"", "transport.wait_home=\"1 d\"",
       "transport.wait_primary=\"1 d\""},
      {}}},
    {"run.start",
     {{},
      [](Parameters& p) {
        p.calendar.start = p.calendar.start - 10, p.calendar.policy_start = p.calendar.policy_start - 10;
      }}},
    {"run.policy_start", {{}, [](Parameters& p) { p.calendar.policy_start = p.calendar.policy_start + 30; }}},
    {"run.horizon", {{}, [](Parameters& p) { p.calendar.horizon -= days(14); }}},
    {"period.{period}.first",
     {{},
      [](Parameters& p) {
        for (Date& d : p.calendar.first) d = d - 6;
      }}},
    {"period.{period}.last",
     {{},
      [](Parameters& p) {
        for (Date& d : p.calendar.last) d = d + 6;
      }}},
    {"calendar.wet_from", {{}, [](Parameters& p) { p.calendar.wet_from = 5; }}},
    {"calendar.wet_until", {{}, [](Parameters& p) { p.calendar.wet_until = 6; }}},
    {"calendar.dengue_from", {{}, [](Parameters& p) { p.calendar.dengue_from = 5; }}},
    {"calendar.dengue_until", {{}, [](Parameters& p) { p.calendar.dengue_until = 6; }}},
    {"demand.dengue", {{"calendar.dengue_until=6"}, [](Parameters& p) { p.demand.dengue = 3; }}},
    {"demand.afternoon", {{}, [](Parameters& p) { p.demand.afternoon = hours(17); }}},
    {"district.{district}.code",
     {{},
      [](Parameters& p) {
        for (auto& c : p.network.district_code) c += 100;
      }}},
    {"facility.{facility}.code",
     {{},
      [](Parameters& p) {
        for (auto& c : p.network.facility_code) c += 100;
      }}},
    {"catchment.{catchment}.code",
     {{},
      [](Parameters& p) {
        for (auto& c : p.network.catchment_code) c += 100;
      }}},
    {"district.{district}.utd",
     {{}, [](Parameters& p) { swap_blood_centres(p, p.network.district_utd, [](auto) { return true; }); }}},
    {"facility.{facility}.utd",
     {{},
      [](Parameters& p) {
        swap_blood_centres(p, p.network.facility_utd,
                           [&](FacilityId f) { return p.network.is(f, FacilityKind::hospital); });
      }}},
    {"facility.{facility}.kind",
     {{},
      [](Parameters& p) {
        const FacilityId f = find(p.facilities, "hospital-other");
        p.network.kind[f].index = 0, p.network.facility_utd[f] = {f.value};
      }}},
    {"facility.{facility}.district",
     {{},
      [](Parameters& p) {
        p.network.facility_district[find(p.facilities, "hospital-other")] = {
            find(p.districts, "south").value};
        p.network.facility_code[find(p.facilities, "hospital-other")] = 12;
      }}},
    {"facility.{facility}.party_of",
     {{},
      [](Parameters& p) {
        for (Element& d : p.network.party_of) d = {};
      }}},
    {"catchment.{catchment}.district",
     {{},
      [](Parameters& p) {
        const CatchmentId c = find(p.catchments, "south-3");
        p.network.catchment_district[c] = {find(p.districts, "north").value}, p.network.catchment_code[c] = 9;
      }}},
    {"catchment.{catchment}.nearest_hospital",
     {{},
      [](Parameters& p) {
        for (Element& h : p.network.nearest_hospital) h = {find(p.facilities, "hospital-other").value};
      }}},
    {"agreement.{district}.adopts",
     {adopting_south, [](Parameters& p) { p.agreement.adopts.values().flip(); }}},
    {"agreement.adoption", {adopting_south, {}}},
    {"agreement.{district}.urgency", {adopting_south, {}}},
    {"agreement.{district}.complexity",
     {{"agreement.loss=0.3", "agreement.complexity_organisations=20"}, {}}},
    {"agreement.{district}.signed",
     {{},
      [](Parameters& p) {
        for (Date& d : p.agreement.signed_on) d = p.calendar.start + 20;
      }}},
    {"emergency.{cause}.onset_before", {{}, [](Parameters& p) { p.emergency.onset_before[0] = 0.5; }}},
    {"emergency.{cause}.onset_after_mean",
     {{}, [](Parameters& p) { p.emergency.onset_after_mean[0] += hours(3); }}},
    {"programme.sanctions", {{"programme.sanction_growth=0.5"}, {}}},
    {"programme.sanction_growth", {{"programme.sanctions=1"}, {}}},
    {"programme.labourers", {{"programme.sanctions=1", "programme.sanction_growth=0.5"}, {}}},
    {"programme.{segment}.family",
     {{"programme.odds_jkn=10", "pregnancy.k1.due=\"14 d\"", "pregnancy.k2.due=\"30 d\"",
       "pregnancy.k3.due=\"45 d\"", "pregnancy.k4.due=\"60 d\""},
      {}}},
    {"programme.payout_queue_sigma", {{"programme.payout_queue=\"4 d\""}, {}}},
    {"programme.odds_cadres", {{"programme.cadres=2"}, {}}},
    {"agreement.{variable}.weight",
     {{"agreement.north.standards=0.2"}, [](Parameters& p) { p.agreement.variable_weight[0] *= 3; }}},
    {"agreement.{barrier}.weight",
     {{"agreement.north.urgency=0.9", "agreement.barrier_weight=0.5"},
      [](Parameters& p) { p.agreement.barriers_weight[0] *= 3; }}},
    {"agreement.{support}.capacity",
     {{"agreement.*.supervision=1", "agreement.*.training=1", "agreement.*.guideline=1"}, {}}},
    {"agreement.{support}.hand_over",
     {{"agreement.*.supervision=1", "agreement.*.training=1", "agreement.*.guideline=1", "agreement.loss=1"},
      {}}},
    {"catchment.{catchment}.enough_ambulances", {{"transport.enough_ambulances=true"}, {}}},
    {"transport.enough_ambulances", {{"catchment.*.enough_ambulances=9"}, {}}},
    {"agreement.urgency_adoption", {adopting_south, {}}},
    {"agreement.fragmentation_exchange",
     {{"agreement.*.formal=5", "agreement.*.operational=5", "blood_centre.exchange_success=0.3",
       "blood_centre.initial_cover=\"1 d\""},
      {}}},
    {"blood_centre.coordination_effect",
     {{"agreement.*.formal=5", "agreement.*.operational=5", "blood_centre.exchange_success=0.3",
       "blood_centre.initial_cover=\"1 d\""},
      {}}},
    {"demand.{weekday}.rate", {{}, [](Parameters& p) { p.demand.weekday_rate[0] = 3; }}},
    {"demand.{weekday}.shape", {{"demand.distribution=rounded_gamma"}, {}}},
    {"demand.most", {{"demand.distribution=negative_binomial"}, {}}},
    {"blood_bank.{group}.reorder_point", {{"blood_bank.rule=reorder_point"}, {}}},
    {"blood_bank.{weekday}.reorder_point_shift", {{"blood_bank.rule=reorder_point"}, {}}},
    {"blood_bank.{life}.arrival_weight", {supplied_south, {}}},
    {"blood_bank.{life}.arrival_slope",
     {supplied_south_of_any_life, [](Parameters& p) { p.blood_bank.arrival_slope[0] = -1; }}},
    {"blood_bank.return_least",
     {{"blood_bank.return_below=\"33 d\"", "blood_bank.return_least=\"32.9 d\""},
      [](Parameters& p) { p.blood_bank.return_least = days(0); }}},
    {"order.{order}.stock",
     {{"blood_bank.rule=table"}, [](Parameters& p) { p.blood_bank.table_stock[0] = "9"; }}},
    {"order.{order}.weekday",
     {{"blood_bank.rule=table"},
      [](Parameters& p) {
        for (Choice& day : p.blood_bank.table_weekday) day.index = 1;
      }}},
    {"order.{order}.units", {{"blood_bank.rule=table"}, {}}},
    {"blood_centre.threshold", {{"blood_centre.issue_rule=threshold"}, {}}},
    {"donor.donations_a_team", {{"donor.drive_yield=2", "donor.drive_minimum=0"}, {}}},
    {"donor.put_off", {{"donor.drive_yield=5", "donor.drive_minimum=0"}, {}}},
    {"donor.schools", {{"donor.drive_yield=5", "donor.drive_minimum=0"}, {}}},
    {"donor.women", {{"donor.yearly_limit_women=1"}, {}}},
    {"district.{district}.moving", {{"programme.in_migrants_counted=0.5"}, {}}},
    {"pregnancy.list",
     {{"emergency.abortion.rate=200", "pregnancy.high_risk=0", "blood_centre.initial_cover=\"0 d\""}, {}}},
    {"pregnancy.odds_moved", {{"district.*.moving=0.5"}, {}}},
    {"referral.corridor", {{"facility.*.beds=1", "referral.insist=\"0 d\""}, {}}},
    {"referral.night_teams", {{"facility.*.teams=4"}, {}}},
    {"emergency.component_wait", {{"emergency.massive=1", "blood_centre.plasma=0"}, {}}},
    {"programme.jkn_growth",
     {{"programme.odds_jkn=10", "pregnancy.k1.due=\"14 d\"", "pregnancy.k2.due=\"30 d\"",
       "pregnancy.k3.due=\"45 d\"", "pregnancy.k4.due=\"60 d\""},
      {}}},
    {"programme.odds_outreach", {{"programme.outreach_money=2"}, {}}},
};

// What a name says is read by people alone.
bool is_label(std::string_view key) { return key.ends_with("}.name"); }

constexpr int attempts = 4;

/// Another valid number: half, double, the lower, the upper bound.
double other(double value, double low, double high, int attempt) {
  const double to[attempts] = {value / 2, value * 2, low, high};
  return std::clamp(std::isnan(value) ? 0.5 : to[attempt], low, high);
}

template <class T, class Row>
void push(T& value, const Row& row, int attempt) {
  if constexpr (std::is_same_v<T, double>) {
    value = other(value, row.low, row.high, attempt);
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    value = static_cast<std::int64_t>(other(static_cast<double>(value), row.low, row.high, attempt));
  } else if constexpr (std::is_same_v<T, Duration>) {
    value = days(1) * other(value.as_days(), row.low, row.high, attempt);
  } else if constexpr (std::is_same_v<T, Money>) {
    value.rupiah =
        static_cast<std::int64_t>(other(static_cast<double>(value.rupiah), row.low, row.high, attempt));
  } else if constexpr (std::is_same_v<T, Rate>) {
    value.per_day = other(value.per_day, row.low, row.high, attempt);
  } else if constexpr (std::is_same_v<T, Length>) {
    value.km = other(value.km, row.low, row.high, attempt);
  } else if constexpr (std::is_same_v<T, Choice>) {
    value.index =
        static_cast<std::uint8_t>((value.index + 1u + static_cast<unsigned>(attempt)) % row.labels.size());
  } else if constexpr (std::is_same_v<T, ChoiceSet>) {
    value.bits = attempt == 0 ? 1 : 0;
  } else if constexpr (std::is_same_v<T, Ranking>) {
    Ranking turned;  // the last one first, or none
    for (std::size_t i = value.size(); attempt == 0 && i-- > 0;) turned.push_back(value[i]);
    value = turned;
  }
}

template <class T, class Row>
void push_values(T& field, const Row& row, int attempt) {
  if constexpr (std::is_same_v<T, bool>) {
    field = !field;
  } else if constexpr (std::is_same_v<T, std::vector<bool>>) {
    field.flip();
  } else if constexpr (std::is_same_v<T, std::string>) {
  } else if constexpr (requires { typename T::value_type; }) {
    for (auto& value : field) push(value, row, attempt);
  } else {
    push(field, row, attempt);
  }
}

/// Pushes all values of one row, a table by id like any other.
template <class Fields, class Row>
void push_row(Fields& fields, const Row& row, int attempt) {
  std::visit(
      [&](auto member) {
        auto& field = fields.*member;
        if constexpr (requires { field.values(); }) {
          push_values(field.values(), row, attempt);
        } else {
          push_values(field, row, attempt);
        }
      },
      row.field);
}

/// One arm: over a past of its world keys, in which the north alone has an agreement.
Outcome outcome_of(const Parameters& p, const Scenario& base) {
  Parameters before = past_of(base.base, p);
  before.agreement.model_text[find(p.districts, "south")] = {};
  const Model past(before);
  const Arm arm{std::make_shared<const Model>(p), true};
  return run(past, {&arm, 1}).front();
}

/// Outcomes of the small scenario with values set, each computed once, and which measures any of them moved.
class Variations {
 public:
  struct Variation {
    Scenario scenario;
    Outcome outcome;
  };
  const Variation& with(const std::vector<std::string>& sets) {
    const auto found = variations_.find(sets);
    if (found != variations_.end()) return found->second;
    std::vector<std::string> all = hurry;
    all.insert(all.end(), sets.begin(), sets.end());
    Variation v{small(all), {}};
    v.outcome = outcome_of(v.scenario.base, v.scenario);
    note(v.scenario.base, v.outcome);
    return variations_.emplace(sets, std::move(v)).first->second;
  }
  /// Whether these parameters give another outcome than the variation that they were changed from.
  bool moves(const Parameters& p, const Variation& base) {
    const Outcome outcome = outcome_of(p, base.scenario);
    note(p, outcome);
    return outcome.values != base.outcome.values;
  }
  std::vector<std::string> never_moved() const {
    std::vector<std::string> never;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (!seen_[i]) never.emplace_back(measures()[i].name);
    }
    return never;
  }

 private:
  void note(const Parameters& p, const Outcome& outcome) {
    const Reader read(p);
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      for (const std::int64_t value : read.values(outcome, i)) seen_[i] = seen_[i] || value != 0;
    }
  }

  std::map<std::vector<std::string>, Variation> variations_;
  std::vector<bool> seen_ = std::vector<bool>(measures().size(), false);
};

}  // namespace

TEST_CASE("every parameter moves a measure, and every measure is moved", "[.slow]") {
  Variations variations;
  std::vector<std::string> dead;
  int rows = 0;
  Parameters shape;
  for_each_table(shape, [&](auto& fields, const auto& table) {
    using Fields = std::remove_reference_t<decltype(fields)>;
    for (const auto& row : table) {
      if (is_label(row.key)) continue;
      ++rows;
      const auto found = special.find(row.key);
      const Push how = found == special.end() ? Push{} : found->second;
      const Variations::Variation& base = variations.with(how.sets);
      bool alive = false;
      for (int attempt = 0; attempt < (how.apply != nullptr ? 1 : attempts) && !alive; ++attempt) {
        Parameters p = base.scenario.base;
        if (how.apply != nullptr) {
          how.apply(p);
        } else {
          for_each_table(p, [&](auto& of_p, const auto&) {
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(of_p)>, Fields>)
              push_row(of_p, row, attempt);
          });
        }
        if (!contradictions(p).empty()) continue;
        alive = variations.moves(p, base);
      }
      if (!alive) dead.emplace_back(row.key);
    }
  });
  CHECK(rows > 200);
  CAPTURE(dead);
  CHECK(dead.empty());

  const std::vector<std::string> never = variations.never_moved();
  CAPTURE(never);
  CHECK(never.empty());
}
