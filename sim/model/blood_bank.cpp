#include "model/blood_bank.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"
#include "model/count.hpp"
#include "model/purpose.hpp"
#include "model/world.hpp"

namespace darah {
namespace {

constexpr Purpose stock_purpose = purpose(0x03, 0);  // ages of the initial stock

Index utd_of(const Model& m, Index hospital) { return m.utd_of[m.hospitals[hospital]]; }

}  // namespace

BloodBankPlan::BloodBankPlan(const Model& m)
    : of_utd(m.utds.size()), order_up_to(m.hospitals.size()), floor(m.hospitals.size()) {
  const Duration exposed = m.p.blood_bank.lead + days(1);
  for (Index h = 0; h < m.hospitals.size(); ++h) {
    order_up_to[h].fill(0);
    floor[h].fill(0);
    if (!m.p.network.blood_bank[m.hospitals[h]]) continue;
    of_utd[utd_of(m, h)].push_back(h);
    for (std::size_t g = 0; g < groups; ++g) {
      const double a_day = m.demand_plan.red_cells_of_hospital[h] * m.group_shares[g];
      order_up_to[h][g] =
          static_cast<int>(poisson_quantile(m.p.blood_bank.quantile, a_day * exposed.as_days()));
      floor[h][g] = static_cast<std::size_t>(std::lround(a_day * m.p.blood_centre.elective_floor.as_days()));
    }
  }
}

void BloodBank::start(World& w, const Model& m) {
  shelves_.resize(m.hospitals.size() * groups);
  coming_.resize(m.hospitals.size() * groups);
  road_.resize(m.utds.size());
  stock_time_.resize(m.utds.size());
  const Duration life = m.p.blood_centre.shelf_life[index_of(Product::prc)];
  const Duration cover = std::min(m.p.blood_centre.initial_cover, life);
  for (Index u = 0; u < m.utds.size(); ++u) {
    for (const Index h : m.blood_bank_plan.of_utd[u]) {
      for (std::size_t g = 0; g < groups; ++g) {
        Draws draws = w.draws(m.facility_names[m.hospitals[h]], stock_purpose, g);
        const int stock = m.blood_bank_plan.order_up_to[h][g];
        for (int i = stock; i-- > 0;) {
          const Duration age = cover * ((i + uniform01(draws)) / stock);
          put(w, m, h, {w.now() + (life - age), Product::prc, static_cast<Group>(g)});
        }
        w.blood_centre.books(u, Product::prc).initial += stock;
      }
    }
    w.schedule<BloodBank>(next_at(w.now(), m.p.blood_bank.review_at), Kind::review, u, priority::review);
  }
}

void BloodBank::handle(World& w, const Model& m, Kind kind, const Event& event) {
  if (kind == Kind::review) {
    review(w, m, event.index());
  } else {
    arrive(w, m, event.index());
  }
}

void BloodBank::review(World& w, const Model& m, Index utd) {
  const std::vector<Index>& hospitals = m.blood_bank_plan.of_utd[utd];
  Fifo<Shipped>& road = road_[utd];
  const Time due = w.now() + m.p.blood_bank.lead;
  // Another hospital is served first every day.
  const auto first = static_cast<std::size_t>(m.day_number(w.now()));
  bool any = false;
  for (std::size_t i = 0; i < hospitals.size(); ++i) {
    const Index h = hospitals[(first + i) % hospitals.size()];
    for (std::size_t g = 0; g < groups; ++g) {
      const auto group = static_cast<Group>(g);
      settle(w, m, h, group);
      int& coming = coming_[h * groups + g];
      int order = m.blood_bank_plan.order_up_to[h][g] - static_cast<int>(shelf(h, group).size()) - coming;
      if (order <= 0) continue;
      count<BloodBank>(w, m, w.now(), Measured::ordered, order, utd);
      while (order > 0) {
        StaticUnits units;
        const int shipped = w.blood_centre.ship(w, m, utd, group, order, units);
        if (shipped == 0) break;
        for (const Unit& unit : units) road.push({unit, h, due});
        order -= shipped;
        coming += shipped;
        any = true;
        count<BloodBank>(w, m, w.now(), Measured::shipped, shipped, utd);
      }
    }
  }
  if (any) w.schedule<BloodBank>(due, Kind::arrival, utd, priority::arrival);
  w.schedule<BloodBank>(w.now() + days(1), Kind::review, utd, priority::review);
}

void BloodBank::arrive(World& w, const Model& m, Index utd) {
  Fifo<Shipped>& road = road_[utd];
  while (!road.empty() && road[0].due <= w.now()) {
    const Shipped shipped = road.pop();
    --w.blood_centre.books(utd, shipped.unit.product).in_transit;
    --coming_[shipped.hospital * groups + index_of(shipped.unit.group)];
    if (shipped.unit.expiry > w.now()) {
      put(w, m, shipped.hospital, shipped.unit);
    } else {
      w.blood_centre.book_expiry(w, m, utd, shipped.unit);
    }
  }
  w.referral.stock_arrived(w, utd);
}

int BloodBank::take(World& w, const Model& m, Index hospital, Product product, Group recipient, int n,
                    Urgency urgency, StaticUnits& out) {
  if (!is_red(product) || !has_stock(m, hospital)) return 0;
  const Index utd = utd_of(m, hospital);
  const BloodCentreParameters& p = m.p.blood_centre;
  const Time fresh_until = w.now() + (p.shelf_life[index_of(Product::prc)] - p.threshold);
  n = std::min(n, static_cast<int>(out.capacity() - out.size()));
  int taken = 0;
  for (const Group g : issue_order(Product::prc, recipient)) {
    settle(w, m, hospital, g);
    Shelf& stock = shelf(hospital, g);
    const std::size_t keep =
        urgency == Urgency::elective ? m.blood_bank_plan.floor[hospital][index_of(g)] : 0;
    for (; taken < n && stock.size() > keep; ++taken) {
      const Unit unit = stock.take(static_cast<IssueRule>(p.issue_rule.index), fresh_until);
      leave(m, utd, w.now());
      w.blood_centre.book_issue(w, m, utd, urgency, unit);
      out.push_back(unit);
    }
    if (taken == n || urgency == Urgency::elective) break;
  }
  if (taken > 0) count<BloodBank>(w, m, w.now(), Measured::issued, taken, utd);
  return taken;
}

void BloodBank::give_back(World& w, const Model& m, Index hospital, const Unit& unit) {
  DARAH_EXPECT(has_stock(m, hospital) && unit.product == Product::prc);
  if (!w.blood_centre.book_return(w, m, utd_of(m, hospital), unit)) return;
  put(w, m, hospital, unit);
  w.referral.stock_arrived(w, utd_of(m, hospital));
}

bool BloodBank::has_stock(const Model& m, Index hospital) const {
  return m.p.network.blood_bank[m.hospitals[hospital]];
}

void BloodBank::put(World& w, const Model& m, Index hospital, const Unit& unit) {
  shelf(hospital, unit.group).insert(unit);
  stock_time_[utd_of(m, hospital)] -= window_ticks(m, w.now());
}

void BloodBank::leave(const Model& m, Index utd, Time at) { stock_time_[utd] += window_ticks(m, at); }

void BloodBank::settle(World& w, const Model& m, Index hospital, Group g) {
  Shelf& stock = shelf(hospital, g);
  const Index utd = utd_of(m, hospital);
  while (!stock.empty() && stock[0].expiry <= w.now()) {
    const Unit unit = stock.take(std::size_t{0});
    leave(m, utd, unit.expiry);
    w.blood_centre.book_expiry(w, m, utd, unit);
  }
}

void BloodBank::settle_all(World& w, const Model& m) {
  const Time now = w.now();
  for (Index u = 0; u < m.utds.size(); ++u) {
    for (const Index h : m.blood_bank_plan.of_utd[u]) {
      for (std::size_t g = 0; g < groups; ++g) settle(w, m, h, static_cast<Group>(g));
    }
    const auto stock = static_cast<std::uint64_t>(free_units(m, u, Product::prc));
    const std::uint64_t until_now = stock_time_[u] + stock * window_ticks(m, now);
    count<BloodBank>(w, m, now - microseconds(1), Measured::stock_time, static_cast<std::int64_t>(until_now),
                     u);
    stock_time_[u] = -(stock * window_ticks(m, now));
  }
}

std::int64_t BloodBank::in_transit(Index utd, Product product) const {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < road_[utd].size(); ++i) sum += road_[utd][i].unit.product == product;
  return sum;
}

std::int64_t BloodBank::free_units(const Model& m, Index utd, Product product) const {
  if (product != Product::prc) return 0;
  std::size_t sum = 0;
  for (const Index h : m.blood_bank_plan.of_utd[utd]) {
    for (std::size_t g = 0; g < groups; ++g) sum += shelves_[h * groups + g].size();
  }
  return static_cast<std::int64_t>(sum);
}

}  // namespace darah
