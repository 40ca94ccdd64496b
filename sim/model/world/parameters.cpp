#include "model/world/parameters.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

#include "core/check.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

/// The days measured: "2018-01-01".
std::vector<std::string> days_of(const CalendarParameters& c) {
  std::vector<std::string> days;
  const Date end = c.start + static_cast<int>(c.horizon.us / Model::day_us);
  for (Date d = c.start; d < end; d = d + 1) days.push_back(to_text(d));
  return days;
}

std::vector<std::string> months_of(const CalendarParameters& c) {
  std::vector<std::string> months;
  for (const std::string& day : days_of(c)) {
    const std::string month = day.substr(0, 7);
    if (months.empty() || months.back() != month) months.push_back(month);
  }
  return months;
}

}  // namespace

std::vector<std::string>* Parameters::table(std::string_view dimension) {
  if (dimension == "district") return &districts;
  if (dimension == "facility") return &facilities;
  if (dimension == "catchment") return &catchments;
  if (dimension == "period") return &periods;
  if (dimension == "order") return &orders;
  return nullptr;
}

const std::vector<std::string>* Parameters::table(std::string_view dimension) const {
  return const_cast<Parameters*>(this)->table(dimension);
}

std::vector<std::string> labels_of(const Parameters& p, std::string_view dimension) {
  if (const auto fixed = fixed_labels(dimension); !fixed.empty()) return {fixed.begin(), fixed.end()};
  if (const auto* ids = p.table(dimension)) return *ids;
  if (dimension == "month") return months_of(p.calendar);
  if (dimension == "day") return days_of(p.calendar);
  if (dimension == "utd" || dimension == "hospital") {
    std::vector<std::string> ids;
    for (std::size_t f = 0; f < p.facilities.size(); ++f) {
      const bool hospital = p.network.kind[f].index == static_cast<std::uint8_t>(FacilityKind::hospital);
      if (hospital == (dimension == "hospital")) ids.push_back(p.facilities[f]);
    }
    return ids;
  }
  if (dimension == "duration_bin") {
    std::vector<std::string> edges;
    edges.reserve(duration_edges_min.size());
    for (const std::int64_t edge : duration_edges_min) edges.push_back(std::to_string(edge * 60));
    return edges;
  }
  DARAH_VALIDATE(false, "unknown dimension " + std::string(dimension));
}

Parameters past_of(const Parameters& base, const Parameters& arm) {
  Parameters past = base;
  Components::for_each([&]<class C>() {
    if constexpr (requires { typename C::P; }) {
      for (const auto& row : C::parameters()) {
        if (row.scope != Scope::world) continue;
        std::visit(
            [&](auto field) { held<ParametersOf<C>>(past).*field = held<const ParametersOf<C>>(arm).*field; },
            row.field);
      }
    }
  });
  return past;
}

std::vector<Problem> contradictions(const Parameters& p) {
  std::vector<Problem> problems;
  const auto claim = [&](bool holds, std::string key, std::string message) {
    if (!holds) problems.push_back({std::move(key), std::move(message)});
  };
  const auto sum = [](const std::vector<double>& x) { return std::accumulate(x.begin(), x.end(), 0.0); };
  const CalendarParameters& c = p.calendar;
  const NetworkParameters& n = p.network;
  const int warm_up_days = static_cast<int>(c.warm_up.us / Model::day_us);
  claim(c.warm_up.us % Model::day_us == 0, "run.warm_up", "the warm-up must be whole days");
  claim(c.horizon.us % Model::day_us == 0, "run.horizon", "the horizon must be whole days");
  claim(c.policy_start <= c.start, "run.policy_start",
        "policies start on " + to_text(c.policy_start) + ", after measurement opens on " + to_text(c.start));
  claim(c.policy_start >= c.start - warm_up_days, "run.policy_start",
        "policies start on " + to_text(c.policy_start) + ", before the warm-up begins on " +
            to_text(c.start - warm_up_days));
  for (std::size_t i = 0; i < p.periods.size(); ++i) {
    claim(c.first[i] <= c.last[i], "period." + p.periods[i] + ".last",
          "the period ends on " + to_text(c.last[i]) + ", before it begins on " + to_text(c.first[i]));
  }
  claim(!p.districts.empty(), "tables.districts", "there is no district");
  const auto is = [&](std::size_t f, FacilityKind kind) {
    return n.kind[f].index == static_cast<std::uint8_t>(kind);
  };
  const auto is_utd = [&](Element f) { return f.exists() && !is(f.index, FacilityKind::hospital); };
  std::set<std::uint32_t> with_people, with_hospital;
  for (std::size_t i = 0; i < p.catchments.size(); ++i) {
    const std::string key = "catchment." + p.catchments[i];
    if (n.births_share[i] > 0) with_people.insert(n.catchment_district[i].index);
    claim(!is_utd(n.nearest_hospital[i]), key + ".nearest_hospital",
          "\"" + p.facilities[n.nearest_hospital[i].index] + "\" is a blood centre, not a hospital");
  }
  for (std::size_t f = 0; f < p.facilities.size(); ++f) {
    const std::string key = "facility." + p.facilities[f];
    claim(is_utd(n.facility_utd[f]), key + ".utd",
          "\"" + p.facilities[n.facility_utd[f].index] + "\" is a hospital, not a blood centre");
    claim(!is_utd({static_cast<std::uint32_t>(f)}) || n.facility_utd[f].index == f, key + ".utd",
          "a blood centre must name itself");
    claim(!is(f, FacilityKind::supplier) || n.donations[f].per_day == 0, key + ".donations",
          "a supplier has no donors");
    if (is(f, FacilityKind::hospital) && n.beds[f] > 0) with_hospital.insert(n.facility_district[f].index);
  }
  for (std::uint32_t d = 0; d < p.districts.size(); ++d) {
    const std::string key = "district." + p.districts[d];
    claim(n.births[d].per_day == 0 || with_people.contains(d), key + ".births",
          "the district has births but no catchment with a share of them");
    claim(is_utd(n.district_utd[d]), key + ".utd",
          "\"" + p.facilities[n.district_utd[d].index] + "\" is a hospital, not a blood centre");
    claim(n.births[d].per_day == 0 || !is_utd(n.district_utd[d]) ||
              !is(n.district_utd[d].index, FacilityKind::supplier),
          key + ".utd", "women give birth here, and a supplier has no room for their donors");
    claim(n.facility_births[d] + n.dukun_births[d] <= 1 + 1e-9, key + ".dukun_births",
          "facility births and births with a dukun come to more than all births");
    claim(n.k4[d] <= p.pregnancy.k1 + 1e-9, key + ".k4",
          "more women with four contacts than with a first one (pregnancy.k1)");
  }
  const double life = p.blood_centre.shelf_life[index_of(Product::prc)].as_days();
  std::set<std::pair<StockByLife, Choice>> stocks;
  for (std::size_t i = 0; i < p.orders.size(); ++i) {
    const std::string key = "order." + p.orders[i] + ".stock",
                      text = "\"" + p.blood_bank.table_stock[i] + "\"";
    StockByLife stock = stock_by_life(p.blood_bank.table_stock[i]);
    claim(!stock.empty(), key, text + " is not whole numbers with blanks between");
    if (stock.empty()) continue;
    stock = trimmed(std::move(stock));
    claim(static_cast<double>(stock.size()) < life + 1, key,
          text + " has units with more days than red cells live (blood_centre.prc.shelf_life)");
    claim(stocks.insert({stock, p.blood_bank.table_weekday[i]}).second, key,
          "this stock stands in the table twice");
  }
  claim(p.blood_bank.rule.index != index_of(OrderRule::table) || !p.orders.empty(), "blood_bank.rule",
        "there is no order table: name its file with tables.orders");
  for (std::size_t i = 0; i < p.blood_bank.arrival_weight.size(); ++i) {
    claim(p.blood_bank.arrival_weight[i] == 0 || static_cast<double>(i + 1) <= life,
          "blood_bank." + std::string(life_labels[i]) + ".arrival_weight",
          "longer than red cells live (blood_centre.prc.shelf_life)");
  }
  claim(p.blood_bank.review_every.us % Model::day_us == 0, "blood_bank.review_every",
        "it must be whole days");
  claim(p.blood_bank.return_least < p.blood_bank.return_below || p.blood_bank.return_below.us == 0,
        "blood_bank.return_least", "no unit has this much life and less than blood_bank.return_below");
  claim(p.blood_centre.platelets <= 1 - p.blood_centre.whole_blood, "blood_centre.platelets",
        "more donations than are separated (1 - blood_centre.whole_blood)");
  claim(p.blood_centre.plasma <= 1 - p.blood_centre.whole_blood, "blood_centre.plasma",
        "more donations than are separated (1 - blood_centre.whole_blood)");
  const double week = sum(p.demand.weekday_rate);
  double most = 1;
  for (const double rate : p.demand.weekday_rate) most = std::max(most, rate * 7 / week);
  claim(week > 0, "demand.monday.rate", "there is no day of the week with a request");
  double period = 1;
  for (std::size_t i = 0; i < p.periods.size(); ++i) {
    for (Date day = c.first[i]; day <= c.last[i]; day = day + 1)
      period = std::max(period, factor_on(c, c.demand, day));
  }
  claim(most * period * p.demand.dengue <= 10, "demand.dengue",
        "weekdays, periods and season together make a day of over ten times the usual requests");
  claim(sum(p.blood_centre.reactive) <= 1, "blood_centre.hiv.reactive",
        "more reactive donations than donations");
  claim(sum(p.donor.deferral_share) > 0, "donor.haemoglobin.deferral_share",
        "the shares of the reasons are all zero");
  double women = 0;
  for (const Rate& births : n.births)
    women += births.per_day * (p.pregnancy.gestation + p.pregnancy.follow_up).as_days();
  claim(women < 12e6, "run.horizon", "more women at once than events can be numbered for (12 million)");
  for (std::size_t f = 0; f < p.facilities.size(); ++f) {
    const double hosts = n.donations[f].per_day * p.donor.drive_share / p.donor.drive_yield *
                         p.donor.host_revisit.as_days() * p.donor.drive_money * (1 + p.agreement.recruitment);
    claim(
        hosts <= 1000, "donor.drive_money",
        "pays for " + to_text(hosts) + " hosts of drives at " + p.facilities[f] + ", and 1000 can be named");
    claim(is(f, FacilityKind::hospital) || !n.party_of[f].exists(),
          "facility." + p.facilities[f] + ".party_of",
          "a blood centre is a party wherever a district it serves has an agreement: leave it out");
    claim(!is(f, FacilityKind::hospital) || n.beds[f] == 0 || n.teams[f] > 0,
          "facility." + p.facilities[f] + ".teams",
          "a hospital with obstetric beds needs an operating team, on call at least");
  }
  claim(sum(p.agreement.variable_weight) > 0, "agreement.standards.weight",
        "the weights of the capacity variables are all zero");
  claim(sum(p.agreement.barriers_weight) > 0, "agreement.urgency.weight",
        "the weights of the barriers are all zero");
  claim(!with_hospital.empty(), "tables.facilities", "there is no hospital with an obstetric bed");
  claim(p.donor.open_from < p.donor.open_until, "donor.open_until",
        "blood centres close before they open (donor.open_from)");
  claim(p.demand.morning <= p.demand.afternoon, "demand.afternoon",
        "the morning ends before it begins (demand.morning)");
  claim(p.demand.afternoon <= p.demand.evening, "demand.evening",
        "the afternoon ends before it begins (demand.afternoon)");
  claim(p.demand.morning < p.demand.evening || p.demand.morning_share + p.demand.afternoon_share < 1e-9,
        "demand.evening", "morning and afternoon have requests and no time (demand.morning)");
  claim(p.demand.morning_share + p.demand.afternoon_share <= 1 + 1e-9, "demand.afternoon_share",
        "more requests in the morning and the afternoon than in the day (demand.morning_share)");
  claim(p.demand.morning.us > 0 || p.demand.evening < days(1), "demand.morning",
        "no hour is left outside the morning and the afternoon (demand.evening)");
  claim(p.agreement.call_until <= p.agreement.call_from, "agreement.call_until",
        "the latest call comes before the earliest (agreement.call_from)");
  for (std::size_t k = 1; k < p.pregnancy.contact_due.size(); ++k) {
    claim(p.pregnancy.contact_due[k - 1] < p.pregnancy.contact_due[k],
          "pregnancy." + std::string(contact_labels[Contact(k)]) + ".due",
          "a contact is due before the one it follows");
  }
  claim(sum(p.pregnancy.parity_share) > 0, "pregnancy.first.share", "the shares of parities are all zero");
  const std::size_t abortion = index_of(Cause::abortion);
  claim(p.emergency.rate[abortion] == 0 || p.emergency.onset_before[abortion] == 1,
        "emergency.abortion.onset_before",
        "an abortion ends the pregnancy, so all of them begin before birth: leave it at 1");
  claim(p.emergency.rate[abortion] == 0 || p.emergency.onset_after_mean[abortion].us == 0,
        "emergency.abortion.onset_after_mean", "no abortion begins after a birth: leave it at 0 d");
  claim(sum(p.programme.segment_share) > 0, "programme.pbi.share",
        "the shares of JKN's segments are all zero");
  claim(sum(n.abo) > 0, "population.o.share", "the ABO shares are all zero");
  claim(sum(p.emergency.rate) < 1000, "emergency.pph.rate",
        "the rates of emergencies come to more than one a birth");
  const auto classes = PregnancyPlan::cause_shares(p);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool high = i % 2 == 1;
    const bool exists =
        p.pregnancy.parity_share[i / 2] > 0 && (high ? p.pregnancy.high_risk > 0 : p.pregnancy.high_risk < 1);
    claim(!exists || classes[i].back() <= 1 || sum(p.emergency.rate) >= 1000, "pregnancy.risk_factor",
          "emergencies come to more than one a woman of " + std::string(high ? "high" : "low") +
              " risk and parity \"" + std::string(parity_labels[Parity(i / 2)]) + "\"");
  }
  return problems;
}

}  // namespace darah
