#include "model/blood/blood_bank.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/distribution.hpp"
#include "model/place/purpose.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose shelf_purpose = purpose(0x03, 0);   // ages of the initial stock
constexpr Purpose supply_purpose = purpose(0x03, 1);  // lives of a supplier's units; occasion: instant, group

constexpr auto rule_of(const BloodBankParameters& p) { return static_cast<OrderRule>(p.rule.index); }

bool continuous(const BloodBankParameters& p) { return p.review.index == index_of(Review::continuous); }

}  // namespace

StockByLife stock_by_life(const std::string& text) {
  StockByLife stock;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (*at == ' ') {
      ++at;
      continue;
    }
    std::int64_t units = 0;
    const auto [next, error] = std::from_chars(at, end, units);
    if (error != std::errc{} || units < 0 || (next != end && *next != ' ')) return {};
    stock.push_back(units);
    at = next;
  }
  return stock;
}

StockByLife trimmed(StockByLife stock) {
  while (!stock.empty() && stock.back() == 0) stock.pop_back();
  return stock;
}

BloodBankPlan::BloodBankPlan(const Model& m)
    : of_utd(m.utds.size()),
      order_up_to(m.hospitals.size()),
      reorder_point(m.hospitals.size()),
      a_day(m.hospitals.size()),
      floor(m.hospitals.size()) {
  const BloodBankParameters& p = m.p.blood_bank;
  const Duration between = continuous(p) ? Duration{} : p.review_every;
  for (const HospitalId h : m.hospitals.ids()) {
    if (!m.p.network.blood_bank[m.hospitals[h]]) continue;
    of_utd[m.utd_of_hospital(h)].push_back(h);
    for (const Group g : every<Group>) {
      const double share = m.group_shares[index_of(g)];
      if (share == 0) continue;  // nobody to give it to
      a_day[h][g] = m.demand_plan.red_cells_of_hospital[h] * share;
      floor[h][g] =
          static_cast<std::size_t>(std::lround(a_day[h][g] * m.p.blood_centre.elective_floor.as_days()));
      const double exposed = a_day[h][g] * (p.lead + between).as_days();
      const std::int64_t level =
          (p.quantile > 0 ? poisson_quantile(p.quantile, exposed) : 0) + p.group_level[index_of(g)];
      for (const Weekday d : every<Weekday>) {
        order_up_to[h][d][g] =
            static_cast<int>(std::max<std::int64_t>(0, level + p.weekday_level[index_of(d)]));
        reorder_point[h][d][g] =
            static_cast<int>(p.group_reorder[index_of(g)] + p.weekday_reorder[index_of(d)]);
      }
    }
  }
  for (std::size_t i = 0; i < p.table_stock.size(); ++i) {
    table.push_back({trimmed(stock_by_life(p.table_stock[i])), p.table_weekday[i].index,
                     static_cast<int>(p.table_order[i])});
  }
  std::sort(table.begin(), table.end());
  for (const double weight : p.arrival_weight) fresh = fresh && weight == 0;
}

std::optional<int> BloodBankPlan::from_table(const StockByLife& stock, std::size_t weekday) const {
  for (const std::size_t day : {weekday + 1, std::size_t{0}}) {
    const auto row = std::lower_bound(table.begin(), table.end(), TableRow{stock, day, 0});
    if (row != table.end() && row->stock == stock && row->day == day) return row->order;
  }
  return {};
}

void BloodBank::start(With<BloodCentre> w, const Model& m) {
  shelves_.resize(m.hospitals.size() * groups);
  coming_.resize(m.hospitals.size() * groups);
  expiry_.resize(m.hospitals.size() * groups);
  looking_.resize(m.hospitals.size());
  supplied_.resize(m.hospitals.size() * groups);
  orders_.resize(m.hospitals.size() * groups);
  road_.resize(m.utds.size());
  stock_time_.resize(m.utds.size());
  const BloodBankParameters& p = m.p.blood_bank;
  const Duration life = m.p.blood_centre.shelf_life[index_of(Product::prc)];
  const Duration cover = std::min(m.p.blood_centre.initial_cover, life);
  const auto today = static_cast<Weekday>(m.day(w.now()).weekday);
  for (const UtdId u : m.utds.ids()) {
    for (const HospitalId h : m.blood_bank_plan.of_utd[u]) {
      for (const Group g : every<Group>) {
        Draws draws = w.draws(m.facility_names[m.hospitals[h]], shelf_purpose, index_of(g));
        const int stock = m.blood_bank_plan.order_up_to[h][today][g];
        shelf(h, g).reserve(static_cast<std::size_t>(stock));
        for (int i = stock; i-- > 0;) {
          const Duration age = cover * ((i + uniform01(draws)) / stock);
          put(w, m, h, {w.now() + (life - age), Product::prc, g});
        }
        w.blood_centre().books(u, Product::prc).initial += stock;
      }
    }
    if (m.blood_bank_plan.of_utd[u].empty()) continue;
    const Time first = next_at(w.now(), p.review_at);
    w.schedule<BloodBank>(first, Kind::close, u, priority::expiry);
    units_came(w, m, u);
    if (!continuous(p)) w.schedule<BloodBank>(first, Kind::review, u, priority::review);
  }
}

void BloodBank::start_policy(Services w, const Model& m) {
  for (const UtdId u : m.utds.ids()) units_came(w, m, u);
}

void BloodBank::units_came(Services w, const Model& m, UtdId utd) {
  if (!continuous(m.p.blood_bank)) return;
  for (const HospitalId h : m.blood_bank_plan.of_utd[utd]) look_soon(w, m, h);
}

void BloodBank::handle(With<BloodCentre, Demand, MotherBlood> w, const Model& m, Kind kind,
                       const Event& event) {
  switch (kind) {
    case Kind::close:
      return close(w, m, UtdId{event.index()});
    case Kind::review:
      w.schedule<BloodBank>(w.now() + m.p.blood_bank.review_every, Kind::review, event.index(),
                            priority::review);
      return review(w, m, UtdId{event.index()});
    case Kind::arrival:
      return arrive(w, m, UtdId{event.index()});
    case Kind::look:
      looking_[HospitalId{event.index()}] = false;
      for (const Group g : every<Group>) review_group(w, m, HospitalId{event.index()}, g);
      return;
    case Kind::expiry: {
      const HospitalId h{event.index() / static_cast<std::uint32_t>(groups)};
      settle(w, m, h, static_cast<Group>(event.index() % groups));
      return look_soon(w, m, h);
    }
    case Kind::count:
      break;
  }
}

/// The day's close, just before the next day's arrivals and review: what is held overnight.
void BloodBank::close(With<BloodCentre> w, const Model& m, UtdId utd) {
  w.schedule<BloodBank>(w.now() + days(1), Kind::close, utd, priority::expiry);
  const Time before = w.now() - microseconds(1);
  if (!m.measuring(before)) return;
  for (const HospitalId h : m.blood_bank_plan.of_utd[utd]) {
    for (const Group g : every<Group>) settle(w, m, h, g);
  }
  const std::int64_t held = free_units(m, utd, Product::prc);
  count<BloodBank>(w, m, before, Measured::held, held, utd);
  pay(w, m, utd, before, BankCost::held, held);
}

void BloodBank::review(With<BloodCentre> w, const Model& m, UtdId utd) {
  const std::vector<HospitalId>& turns = m.blood_bank_plan.of_utd[utd];
  // Another hospital is served first at every review.
  const auto first = static_cast<std::size_t>(w.now().us / m.p.blood_bank.review_every.us);
  const Time due = w.now() + m.p.blood_bank.lead;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const HospitalId h = turns[(first + i) % turns.size()];
    for (const Group g : every<Group>) {
      send_back(w, m, h, g, due);
      review_group(w, m, h, g);
    }
  }
}

/// Looks at a group's stock and orders by the rule.
void BloodBank::review_group(With<BloodCentre> w, const Model& m, HospitalId hospital, Group group) {
  const UtdId utd = m.utd_of_hospital(hospital);
  settle(w, m, hospital, group);
  const int order = wanted(w, m, hospital, group);
  if (order <= 0) return;
  count<BloodBank>(w, m, w.now(), Measured::ordered, order, utd);
  count<BloodBank>(w, m, w.now(), Measured::orders, 1, utd);
  pay(w, m, utd, w.now(), BankCost::order, 1);
  const Time due = w.now() + m.p.blood_bank.lead;
  const int sent =
      m.supplier(utd) ? supply(w, m, hospital, group, order, due) : ship(w, m, hospital, group, order, due);
  if (sent == 0) return;
  coming_[cell(hospital, group)] += sent;
  count<BloodBank>(w, m, w.now(), Measured::shipped, sent, utd);
  pay(w, m, utd, w.now(), BankCost::unit, sent);
  w.schedule<BloodBank>(due, Kind::arrival, utd, priority::arrival);
}

int BloodBank::wanted(Services w, const Model& m, HospitalId hospital, Group group) {
  const BloodBankParameters& p = m.p.blood_bank;
  const BloodBankPlan& plan = m.blood_bank_plan;
  const auto today = static_cast<Weekday>(m.day(w.now()).weekday);
  if (m.group_shares[index_of(group)] == 0) return 0;
  const Shelf& stock = shelf(hospital, group);
  const int level = plan.order_up_to[hospital][today][group];
  const int position = static_cast<int>(stock.size()) + coming_[cell(hospital, group)];
  const int missing = level - position;
  const auto expires_by = [&](Time until) {
    std::size_t n = 0;
    while (n < stock.size() && stock[n].expiry <= until) ++n;
    return static_cast<double>(n);
  };
  switch (rule_of(p)) {
    case OrderRule::order_up_to:
      return missing;
    case OrderRule::reorder_point:
      return position <= plan.reorder_point[hospital][today][group] ? missing : 0;
    case OrderRule::waste_conscious:
      if (missing <= 0) return 0;
      return missing + static_cast<int>(std::lround(
                           std::max(0.0, expires_by(w.now() + p.review_every) -
                                             plan.a_day[hospital][group] * p.review_every.as_days())));
    case OrderRule::table: {
      StockByLife by_life;
      for (std::size_t i = 0; i < stock.size(); ++i) {
        const std::int64_t left = (stock[i].expiry - w.now()).us;
        const auto days_left = static_cast<std::size_t>((left + Model::day_us - 1) / Model::day_us);
        if (by_life.size() < days_left) by_life.resize(days_left);
        ++by_life[days_left - 1];
      }
      return plan.from_table(by_life, index_of(today)).value_or(missing);
    }
    case OrderRule::count:
      break;
  }
  return 0;
}

/// What the blood centre can spare of an order sets out.
int BloodBank::ship(With<BloodCentre> w, const Model& m, HospitalId hospital, Group group, int order,
                    Time due) {
  const UtdId utd = m.utd_of_hospital(hospital);
  int sent = 0;
  while (sent < order) {
    StaticUnits units;
    const int shipped = w.blood_centre().ship(w, m, utd, group, order - sent, units);
    if (shipped == 0) break;
    for (const Unit& unit : units) road_[utd].push({unit, hospital, due});
    sent += shipped;
  }
  return sent;
}

/// A supplier sends the whole order, each unit with a life of its own.
int BloodBank::supply(With<BloodCentre> w, const Model& m, HospitalId hospital, Group group, int order,
                      Time due) {
  const BloodBankParameters& p = m.p.blood_bank;
  const UtdId utd = m.utd_of_hospital(hospital);
  std::array<double, life_labels.size()> odds{};
  double steepest = -std::numeric_limits<double>::infinity();  // taken off every exponent: the largest is 0
  for (std::size_t i = 0; i < odds.size(); ++i) {
    if (p.arrival_weight[i] > 0) steepest = std::max(steepest, p.arrival_slope[i] * order);
  }
  for (std::size_t i = 0; i < odds.size(); ++i) {
    if (p.arrival_weight[i] > 0)
      odds[i] = p.arrival_weight[i] * math::exp(p.arrival_slope[i] * order - steepest);
  }
  const std::size_t here = cell(hospital, group);
  orders_[here] = supplied_[here] == w.now() ? orders_[here] + 1 : 0;
  supplied_[here] = w.now();
  // Named by day and time of day, however many orders came before.
  const NameFields at = m.facility_names[m.hospitals[hospital]].unpack();
  const Name name =
      root_name(Root::facility, at.region, at.site, static_cast<std::uint32_t>(m.day_number(w.now())));
  constexpr int group_bits = 3, same_instant_bits = 8;
  DARAH_VALIDATE(orders_[here] >> same_instant_bits == 0, "over 255 orders at one instant");
  const auto occasion =
      (static_cast<std::uint64_t>(m.time_of_day(w.now()).us) << group_bits | index_of(group))
          << same_instant_bits |
      orders_[here];
  Draws draws = w.draws(name, supply_purpose, occasion);
  for (int i = 0; i < order; ++i) {
    const Duration life = m.blood_bank_plan.fresh ? m.p.blood_centre.shelf_life[index_of(Product::prc)]
                                                  : days(static_cast<std::int64_t>(choose(draws, odds)) + 1);
    road_[utd].push({{due + life, Product::prc, group}, hospital, due});
  }
  BloodCentre::Books& books = w.blood_centre().books(utd, Product::prc);
  books.supplied += order;
  books.in_transit += order;
  return order;
}

/// Units near the end of their life go back, to patients of other hospitals.
void BloodBank::send_back(With<BloodCentre> w, const Model& m, HospitalId hospital, Group group, Time due) {
  const BloodBankParameters& p = m.p.blood_bank;
  const UtdId utd = m.utd_of_hospital(hospital);
  if (p.return_below.us == 0 || m.supplier(utd)) return;
  settle(w, m, hospital, group);
  Shelf& stock = shelf(hospital, group);
  const Time least = w.now() + p.return_least, below = w.now() + p.return_below;
  std::size_t kept = 0;
  while (kept < stock.size() && stock[kept].expiry < least) ++kept;
  std::int64_t sent = 0;
  for (; kept < stock.size() && stock[kept].expiry < below; ++sent) {
    const Unit unit = stock.take(kept);
    leave(m, utd, w.now());
    road_[utd].push({unit, HospitalId{}, due});
  }
  if (sent == 0) return;
  w.blood_centre().books(utd, Product::prc).in_transit += sent;
  count<BloodBank>(w, m, w.now(), Measured::returned, sent, utd);
  w.schedule<BloodBank>(due, Kind::arrival, utd, priority::arrival);
}

void BloodBank::arrive(With<BloodCentre, Demand, MotherBlood> w, const Model& m, UtdId utd) {
  Fifo<Shipped>& road = road_[utd];
  while (!road.empty() && road[0].due <= w.now()) {
    const Shipped shipped = road.pop();
    if (!shipped.hospital) {
      w.blood_centre().put_on_shelf(w, m, utd, shipped.unit);
      continue;
    }
    --w.blood_centre().books(utd, shipped.unit.product).in_transit;
    --coming_[cell(shipped.hospital, shipped.unit.group)];
    if (shipped.unit.expiry > w.now()) {
      put(w, m, shipped.hospital, shipped.unit);
      watch_expiry(w, m, shipped.hospital, shipped.unit.group);
    } else {
      w.blood_centre().book_expiry(w, m, utd, shipped.unit);
    }
  }
  w.mother_blood().stock_arrived(w, utd);
  w.demand().stock_arrived(w, utd);
}

std::size_t BloodBank::kept_from(const Model& m, HospitalId hospital, const Ask& ask, Group g) {
  return ask.urgency == Urgency::elective ? m.blood_bank_plan.floor[hospital][g] : 0;
}

int BloodBank::would_take(const Model& m, Time now, HospitalId hospital, const Ask& ask, Group g) const {
  if (!is_red(ask.product) || !has_stock(m, hospital)) return 0;
  const std::size_t stock = shelf(hospital, g).good(now), keep = kept_from(m, hospital, ask, g);
  return static_cast<int>(stock - std::min(stock, keep));
}

int BloodBank::take(With<BloodCentre> w, const Model& m, HospitalId hospital, const Ask& ask,
                    StaticUnits& out) {
  if (!is_red(ask.product) || !has_stock(m, hospital)) return 0;
  const UtdId utd = m.utd_of_hospital(hospital);
  const BloodCentreParameters& p = m.p.blood_centre;
  const Time fresh_until = w.now() + (p.shelf_life[index_of(Product::prc)] - p.threshold);
  const int wanted = std::min(ask.units, static_cast<int>(out.capacity() - out.size()));
  int taken = 0;
  for (const Group g : m.blood_centre_plan.order(ask)) {
    if (taken == wanted) break;
    settle(w, m, hospital, g);
    Shelf& stock = shelf(hospital, g);
    const std::size_t keep = kept_from(m, hospital, ask, g);
    for (; taken < wanted && stock.size() > keep; ++taken) {
      const Unit unit = stock.take(static_cast<IssueRule>(p.issue_rule.index), fresh_until);
      leave(m, utd, w.now());
      w.blood_centre().book_issue(w, m, utd, ask.urgency, unit);
      out.push_back(unit);
    }
  }
  if (taken > 0) count<BloodBank>(w, m, w.now(), Measured::issued, taken, utd);
  look_soon(w, m, hospital);  // even if it had fallen before: what was ordered then may not have come
  return taken;
}

void BloodBank::give_back(With<BloodCentre, MotherBlood> w, const Model& m, HospitalId hospital,
                          const Unit& unit) {
  DARAH_EXPECT(has_stock(m, hospital) && unit.product == Product::prc);
  if (!w.blood_centre().book_return(w, m, m.utd_of_hospital(hospital), unit)) return;
  put(w, m, hospital, unit);
  watch_expiry(w, m, hospital, unit.group);
  w.mother_blood().stock_arrived(w, m.utd_of_hospital(hospital));
}

void BloodBank::book_short(Services w, const Model& m, HospitalId hospital, Time at, int units) const {
  if (!has_stock(m, hospital)) return;
  const UtdId utd = m.utd_of_hospital(hospital);
  count<BloodBank>(w, m, at, Measured::short_units, units, utd);
  pay(w, m, utd, at, BankCost::short_of, units);
}

bool BloodBank::has_stock(const Model& m, HospitalId hospital) const {
  return m.p.network.blood_bank[m.hospitals[hospital]];
}

/// Under continuous review: looks at the stock once this instant's requests are served.
void BloodBank::look_soon(Services w, const Model& m, HospitalId hospital) {
  if (!continuous(m.p.blood_bank)) return;
  for (const Group g : every<Group>) watch_expiry(w, m, hospital, g);
  if (looking_[hospital]) return;
  looking_[hospital] = true;
  w.schedule<BloodBank>(w.now(), Kind::look, hospital);
}

/// Under continuous review: an event when the next unit of a group expires.
void BloodBank::watch_expiry(Services w, const Model& m, HospitalId hospital, Group group) {
  if (!continuous(m.p.blood_bank) || shelf(hospital, group).empty()) return;
  const std::size_t i = cell(hospital, group);
  w.set<BloodBank>(expiry_[i], shelf(hospital, group)[0].expiry, Kind::expiry, static_cast<std::uint32_t>(i),
                   priority::expiry);
}

void BloodBank::pay(Services w, const Model& m, UtdId utd, Time at, BankCost line, std::int64_t units) const {
  count<BloodBank>(w, m, at, Measured::money, units * m.p.blood_bank.price[index_of(line)].rupiah, utd, line);
}

void BloodBank::put(Services w, const Model& m, HospitalId hospital, const Unit& unit) {
  shelf(hospital, unit.group).insert(unit);
  stock_time_[m.utd_of_hospital(hospital)].enter(window_ticks(m, w.now()));
}

void BloodBank::leave(const Model& m, UtdId utd, Time at) { stock_time_[utd].leave(window_ticks(m, at)); }

void BloodBank::settle(With<BloodCentre> w, const Model& m, HospitalId hospital, Group g) {
  Shelf& stock = shelf(hospital, g);
  const UtdId utd = m.utd_of_hospital(hospital);
  while (stock.first_expiry() <= w.now()) {
    const Unit unit = stock.take(std::size_t{0});
    leave(m, utd, unit.expiry);
    w.blood_centre().book_expiry(w, m, utd, unit);
    count<BloodBank>(w, m, unit.expiry, Measured::expired, 1, utd);
    pay(w, m, utd, unit.expiry, BankCost::expired, 1);
  }
}

void BloodBank::settle_all(With<BloodCentre> w, const Model& m) {
  const Time now = w.now();
  for (const UtdId u : m.utds.ids()) {
    for (const HospitalId h : m.blood_bank_plan.of_utd[u]) {
      for (const Group g : every<Group>) settle(w, m, h, g);
    }
    count<BloodBank>(w, m, now - microseconds(1), Measured::stock_time,
                     stock_time_[u].close(window_ticks(m, now)), u);
  }
}

std::int64_t BloodBank::in_transit(UtdId utd, Product product) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < road_[utd].size(); ++i) sum += road_[utd][i].unit.product == product;
  return sum;
}

std::int64_t BloodBank::free_units(const Model& m, UtdId utd, Product product) const {
  if (product != Product::prc) return 0;
  std::size_t sum = 0;
  for (const HospitalId h : m.blood_bank_plan.of_utd[utd]) {
    for (const Group g : every<Group>) sum += shelves_[cell(h, g)].size();
  }
  return static_cast<std::int64_t>(sum);
}

std::int64_t BloodBank::stock(Time now) const {
  std::size_t sum = 0;
  for (const Shelf& shelf : shelves_) sum += shelf.good(now);
  return static_cast<std::int64_t>(sum);
}

}  // namespace darah
