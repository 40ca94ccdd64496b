#include "model/blood/blood_centre.hpp"

#include <algorithm>
#include <cmath>

#include "core/distribution.hpp"
#include "model/place/purpose.hpp"
#include "model/place/vicinity.hpp"
#include "model/world/count.hpp"
#include "model/world/world.hpp"

namespace darah {
namespace {

constexpr Purpose unit_purpose = purpose(0x02, 0);   // a donation's fate in the laboratory
constexpr Purpose stock_purpose = purpose(0x02, 1);  // ages of the initial stock

int units(double expected) { return static_cast<int>(std::lround(expected)); }

/// A row of a compatibility table.
BloodCentrePlan::Groups groups_of(const Ranking& ranking) {
  BloodCentrePlan::Groups suitable;
  for (const std::uint8_t g : ranking) suitable.push_back(static_cast<Group>(g));
  return suitable;
}

/// The blood centres that each one asks, and those that a supplier's hospitals ask; a supplier is asked by
/// none: it sends what hospitals order.
Table<UtdId, std::vector<UtdId>> partners_of(const Model& m) {
  const std::vector<FacilityId> all(m.utds.begin(), m.utds.end());
  std::vector<FacilityId> centres;
  for (const UtdId u : m.utds.ids()) {
    if (!m.supplier(u)) centres.push_back(m.utds[u]);
  }
  const BloodCentreParameters& p = m.p.blood_centre;
  const auto most = static_cast<std::size_t>(p.exchange_partners);
  // One more, since a blood centre finds itself among them.
  const auto nearest = nearest_facilities(m.p.network, all, centres, p.exchange_reach.km, most + 1);
  Table<UtdId, std::vector<UtdId>> partners(all.size());
  for (const UtdId u : m.utds.ids()) {
    for (const FacilityId f : nearest[u.index()]) {
      if (f != m.utds[u] && partners[u].size() < most) partners[u].push_back(m.utd_of[f]);
    }
  }
  return partners;
}

}  // namespace

BloodCentrePlan::BloodCentrePlan(const Model& m) : floor(m.utds.size()), safety(m.utds.size()) {
  const BloodCentreParameters& p = m.p.blood_centre;
  for (const Group g : every<Group>) {
    orders[Product::wb][g] = {g};
    orders[Product::prc][g] = groups_of(p.red_cells[index_of(g)]);
    orders[Product::tc][g] = groups_of(p.platelet_groups[index_of(g)]);
    orders[Product::ffp][g] = groups_of(p.plasma_groups[index_of(g)]);
  }
  for (const UtdId u : m.utds.ids()) {
    for (const Group g : every<Group>) {
      for (std::size_t i = 0; i < demanded.size(); ++i) {
        const double a_day = m.demand_plan.units_of_utd[u][i] * m.group_shares[index_of(g)];
        safety[u][demanded[i]][g] = units(a_day * p.safety_cover.as_days());
        if (demanded[i] == Product::prc)
          floor[u][Product::prc][g] = units(a_day * p.elective_floor.as_days());
      }
    }
  }
  partners = partners_of(m);
}

void BloodCentre::start(Services w, const Model& m) {
  const std::size_t n = m.utds.size();
  shelves_.resize(n * products * groups);
  stock_time_.resize(n * products);
  last_out_.resize(n * groups);
  last_begun_.assign(n, w.now() - days(1));
  reserve_.resize(n * groups);
  books_.resize(n * products);
  donations_.resize(n);
  laboratory_.resize(n);

  const BloodCentreParameters& p = m.p.blood_centre;
  const auto stock_up = [&](UtdId u) {
    const EnumArray<Product, double> a_donation{{p.whole_blood, 1 - p.whole_blood, p.platelets, p.plasma}};
    // Days of many drives, which money brings, fill the laboratory with several times the mean.
    laboratory_[u].reserve(static_cast<std::size_t>(12 * m.p.network.donations[m.utds[u]].per_day));
    // Stock is hardly ever more than what a shelf life brings and a quarter on top.
    for (const Product product : every<Product>) {
      const double most = m.p.network.donations[m.utds[u]].per_day * a_donation[product] *
                          p.shelf_life[index_of(product)].as_days();
      for (const Group g : every<Group>) {
        shelf(u, product, g).reserve(static_cast<std::size_t>(1.25 * most * m.group_shares[index_of(g)]));
      }
    }
    for (const Product product : demanded) {
      const auto slot =
          static_cast<std::size_t>(std::find(demanded.begin(), demanded.end(), product) - demanded.begin());
      const Duration life = m.p.blood_centre.shelf_life[index_of(product)];
      const Duration cover = std::min(m.p.blood_centre.initial_cover, life);
      for (const Group g : every<Group>) {
        // Oldest first with a cover of c days: ages lie evenly over c days, one unit in each of as many
        // stretches.
        Draws draws =
            w.draws(m.facility_names[m.utds[u]], stock_purpose, index_of(product) * groups + index_of(g));
        const double expected =
            m.demand_plan.units_of_utd[u][slot] * m.group_shares[index_of(g)] * cover.as_days();
        const int stock = static_cast<int>(expected + uniform01(draws));
        for (int i = stock; i-- > 0;) {
          const Duration age = cover * ((i + uniform01(draws)) / stock);
          put(w, m, u, {w.now() + (life - age), product, g});
        }
        books(u, product).initial += stock;
      }
    }
  };
  for (const UtdId u : m.utds.ids()) {
    w.schedule<BloodCentre>(next_at(w.now(), p.count_at), Kind::stock_count, u);
    if (!m.supplier(u)) stock_up(u);
    if (p.laboratory.index == index_of(Laboratory::continuous)) continue;
    for (const Batch batch : every<Batch>) {
      const Time begins = next_at(w.now(), m.p.blood_centre.batch_at[index_of(batch)]);
      w.schedule<BloodCentre>(begins + m.p.blood_centre.test_time, Kind::result, BatchId{u, batch},
                              priority::arrival);
    }
  }
}

void BloodCentre::handle(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy> w, const Model& m,
                         Kind kind, const Event& event) {
  switch (kind) {
    case Kind::result:
      return result(w, m, BatchId{event.index()});
    case Kind::tested:
      return tested(w, m, UtdId{event.index()});
    case Kind::stock_count:
      return count_stock(w, m, UtdId{event.index()});
    case Kind::count:
      break;
  }
}

/// A batch's results: its donations, up to the laboratory's capacity, come to stock.
void BloodCentre::result(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy> w, const Model& m,
                         BatchId batch) {
  const UtdId u = batch.utd();
  const Time begun = w.now() - m.p.blood_centre.test_time;
  Fifo<Donation>& waiting = laboratory_[u];
  const std::int64_t capacity = m.p.network.batch_capacity[m.utds[u]];
  for (std::int64_t i = 0; i < capacity && !waiting.empty() && waiting[0].bled <= begun; ++i) {
    const Donation donation = waiting.pop();
    if (donation.woman && donation.bled <= last_begun_[u])
      w.agreement().waited(w, m, donation.donor.parent(), donation.woman);
    if (const auto unit = process(w, m, u, donation, begun)) shelve(w, m, u, donation, *unit);
  }
  last_begun_[u] = begun;
  w.schedule<BloodCentre>(w.now() + days(1), Kind::result, batch, priority::arrival);
  tell_of_stock(w, m, u);
}

/// A donation that was tested alone comes to stock.
void BloodCentre::tested(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy> w, const Model& m,
                         UtdId utd) {
  const Donation donation = laboratory_[utd].pop();
  if (const auto unit = process(w, m, utd, donation, donation.bled)) shelve(w, m, utd, donation, *unit);
  tell_of_stock(w, m, utd);
}

/// Red cells of a candidate are kept for her woman, all others are for everybody.
void BloodCentre::shelve(With<Agreement, Kept, Pregnancy> w, const Model& m, UtdId utd,
                         const Donation& donation, const Unit& unit) {
  if (donation.woman && w.kept().keep(w, m, utd, donation.donor.parent(), donation.woman, unit)) return;
  put(w, m, utd, unit);
}

void BloodCentre::tell_of_stock(With<BloodBank, Demand, MotherBlood> w, const Model& m, UtdId utd) const {
  w.mother_blood().stock_arrived(w, utd);
  w.demand().stock_arrived(w, utd);
  w.blood_bank().units_came(w, m, utd);
}

void BloodCentre::receive_donation(Services w, const Model& m, UtdId utd, Group group, Name donor,
                                   std::uint64_t ordinal, WomanId woman) {
  ++donations_[utd].bled;
  laboratory_[utd].push({w.now(), donor, static_cast<std::uint32_t>(ordinal), woman, group});
  if (m.p.blood_centre.laboratory.index == index_of(Laboratory::continuous))
    w.schedule<BloodCentre>(w.now() + m.p.blood_centre.test_time, Kind::tested, utd, priority::arrival);
}

std::optional<Unit> BloodCentre::test_at_once(Services w, const Model& m, UtdId utd, Urgency urgency,
                                              Group recipient, Group group, Name donor,
                                              std::uint64_t ordinal) {
  ++donations_[utd].bled;
  const Donation donation{w.now(), donor, static_cast<std::uint32_t>(ordinal), WomanId{}, group};
  const auto unit = process(w, m, utd, donation, w.now());
  if (!unit) return {};
  if (unit->product == Product::wb && group != recipient) {
    put(w, m, utd, *unit);
    return {};
  }
  book_issue(w, m, utd, urgency, *unit);
  return unit;
}

/// Tests and separates: the red-cell unit, not yet in stock, unless it is lost; platelets and plasma go to
/// stock.
std::optional<Unit> BloodCentre::process(Services w, const Model& m, UtdId utd, const Donation& d,
                                         Time begun) {
  const BloodCentreParameters& p = m.p.blood_centre;
  const Fate fate = fate_of(w, m, d.donor, d.ordinal);
  if (fate.kind == Fate::Kind::reactive) {
    ++donations_[utd].reactive;
    count<BloodCentre>(w, m, w.now(), Measured::reactive, 1, utd, fate.infection);
    return {};
  }
  if (fate.kind == Fate::Kind::lost) {
    ++donations_[utd].failed;
    count<BloodCentre>(w, m, w.now(), Measured::failed, 1, utd);
    return {};
  }
  ++donations_[utd].processed;
  const auto made = [&](Product product) {
    ++books(utd, product).produced;
    count<BloodCentre>(w, m, w.now(), Measured::produced, 1, utd, index_of(product), index_of(d.group));
    return Unit{d.bled + p.shelf_life[index_of(product)], product, d.group};
  };
  if (fate.kind == Fate::Kind::whole) return made(Product::wb);
  const double separated = 1 - p.whole_blood;
  if (fate.parts * separated < p.platelets && begun - d.bled <= p.platelet_window)
    put(w, m, utd, made(Product::tc));
  if ((1 - fate.parts) * separated <= p.plasma && p.plasma > 0) put(w, m, utd, made(Product::ffp));
  return made(Product::prc);
}

BloodCentre::Fate BloodCentre::fate_of(Services w, const Model& m, Name donor, std::uint64_t ordinal) {
  const BloodCentreParameters& p = m.p.blood_centre;
  Draws draws = w.draws(donor, unit_purpose, ordinal);
  const double u_loss = uniform01(draws);
  const double u_reactive = uniform01(draws);
  const double u_whole = uniform01(draws);
  const double u_parts = uniform01(draws);
  double reactive = 0;
  for (std::size_t i = 0; i < p.reactive.size(); ++i) {
    if (u_reactive < (reactive += p.reactive[i])) return {Fate::Kind::reactive, i, 0};
  }
  if (u_loss < p.other_loss) return {Fate::Kind::lost, 0, 0};
  return {u_whole < p.whole_blood ? Fate::Kind::whole : Fate::Kind::separated, 0, u_parts};
}

bool BloodCentre::would_test_good(Services w, const Model& m, Group recipient, Group group, Name donor,
                                  std::uint64_t ordinal) {
  const Fate::Kind kind = fate_of(w, m, donor, ordinal).kind;
  return kind == Fate::Kind::separated || (kind == Fate::Kind::whole && group == recipient);
}

int BloodCentre::red_cells(UtdId utd, Group g) const {
  return static_cast<int>(shelves_[cell(utd, Product::wb, g)].size() +
                          shelves_[cell(utd, Product::prc, g)].size());
}

void BloodCentre::put(Services w, const Model& m, UtdId utd, const Unit& unit) {
  const Time now = w.now();
  if (unit.expiry <= now) return book_expiry(w, m, utd, unit);  // in the laboratory or on the road
  if (is_red(unit.product)) {
    settle(w, m, utd, Product::wb, unit.group);
    settle(w, m, utd, Product::prc, unit.group);
    if (red_cells(utd, unit.group) == 0) close_stockout(w, m, utd, unit.group, now);
  }
  shelf(utd, unit.product, unit.group).insert(unit);
  stock_time_[utd.index() * products + index_of(unit.product)].enter(window_ticks(m, now));
}

/// Books that a unit left the stock at `at`, perhaps before now.
void BloodCentre::leave(const Model& m, UtdId utd, const Unit& unit, Time at) {
  stock_time_[utd.index() * products + index_of(unit.product)].leave(window_ticks(m, at));
  if (!is_red(unit.product)) return;
  Time& last = last_out_[utd.index() * groups + index_of(unit.group)];
  last = std::max(last, at);
}

/// Takes out what has expired by now, at its true instant.
void BloodCentre::settle(Services w, const Model& m, UtdId utd, Product product, Group g) {
  Shelf& stock = shelf(utd, product, g);
  while (stock.first_expiry() <= w.now()) {
    const Unit unit = stock.take(std::size_t{0});
    leave(m, utd, unit, unit.expiry);
    book_expiry(w, m, utd, unit);
  }
}

Unit BloodCentre::pick(const Model& m, Time now, UtdId utd, Product product, Group g, bool whole_blood) {
  const BloodCentreParameters& p = m.p.blood_centre;
  const auto rule = static_cast<IssueRule>(p.issue_rule.index);
  const Time fresh_until = now + (p.shelf_life[index_of(product)] - p.threshold);
  Shelf* from = &shelf(utd, product, g);
  Shelf& whole = shelf(utd, Product::wb, g);
  if (whole_blood && !whole.empty() &&
      (from->empty() ||
       goes_before(rule, fresh_until, whole.next(rule, fresh_until), from->next(rule, fresh_until)))) {
    from = &whole;
  }
  const Unit unit = from->take(from->place_of_next(rule, fresh_until));
  leave(m, utd, unit, now);
  return unit;
}

template <class Level>
int BloodCentre::take_above(Services w, const Model& m, UtdId utd, const Ask& ask, StaticUnits& out,
                            Level&& level) {
  const int wanted = std::min(ask.units, static_cast<int>(out.capacity() - out.size()));
  int taken = 0;
  for (const Group g : m.blood_centre_plan.order(ask)) {
    if (taken == wanted) break;
    const bool whole_blood = ask.product == Product::prc && g == ask.recipient;
    settle(w, m, utd, ask.product, g);
    if (whole_blood) settle(w, m, utd, Product::wb, g);
    const int keep = level(g);
    while (taken < wanted) {
      const int stock = whole_blood ? red_cells(utd, g) : static_cast<int>(shelf(utd, ask.product, g).size());
      if (stock <= keep) break;
      out.push_back(pick(m, w.now(), utd, ask.product, g, whole_blood));
      ++taken;
      if (is_red(ask.product) && stock <= reserve(utd, g)) {
        count<BloodCentre>(w, m, w.now(), Measured::reserve_issued, 1, utd, index_of(ask.urgency));
        const DistrictId district = m.district_of(m.utds[utd]);
        count<BloodCentre>(w, m, w.now(), Measured::reserve_taken, 1, district);
        if (ask.urgency != Urgency::maternal)
          count<BloodCentre>(w, m, w.now(), Measured::reserve_to_others, 1, district);
      }
    }
  }
  return taken;
}

int BloodCentre::kept_from(const Model& m, UtdId utd, const Ask& ask, Group g) const {
  const int for_mothers = is_red(ask.product) && !ask.reserve ? reserve(utd, g) : 0;
  const bool elective = ask.urgency == Urgency::elective;
  return for_mothers + (elective ? m.blood_centre_plan.floor[utd][ask.product][g] : 0);
}

int BloodCentre::take(Services w, const Model& m, UtdId utd, const Ask& ask, StaticUnits& out) {
  const int taken = take_above(w, m, utd, ask, out, [&](Group g) { return kept_from(m, utd, ask, g); });
  for (auto unit = out.end() - taken; unit != out.end(); ++unit) book_issue(w, m, utd, ask.urgency, *unit);
  return taken;
}

int BloodCentre::on_shelf(Time now, UtdId utd, const Ask& ask, Group g) const {
  std::size_t units = shelves_[cell(utd, ask.product, g)].good(now);
  if (ask.product == Product::prc && g == ask.recipient)
    units += shelves_[cell(utd, Product::wb, g)].good(now);
  return static_cast<int>(units);
}

int BloodCentre::would_take(const Model& m, Time now, UtdId utd, const Ask& ask, Group g) const {
  return std::max(0, on_shelf(now, utd, ask, g) - kept_from(m, utd, ask, g));
}

int BloodCentre::would_spare(const Model& m, Time now, UtdId from, const Ask& ask, Group g) const {
  return std::max(0, on_shelf(now, from, ask, g) - spared_above(m, from, ask, g));
}

int BloodCentre::withheld(Services w, const Model& m, UtdId utd, const Ask& ask) {
  if (!is_red(ask.product) || ask.reserve) return 0;
  Ask unbound = ask;
  unbound.reserve = true;
  int sum = 0;
  for (const Group g : m.blood_centre_plan.order(ask)) {
    if (reserve(utd, g) == 0) continue;
    settle(w, m, utd, Product::prc, g);
    const bool whole_blood = g == ask.recipient;
    if (whole_blood) settle(w, m, utd, Product::wb, g);
    const int stock = whole_blood ? red_cells(utd, g) : static_cast<int>(shelf(utd, Product::prc, g).size());
    sum +=
        std::max(0, stock - kept_from(m, utd, unbound, g)) - std::max(0, stock - kept_from(m, utd, ask, g));
  }
  return std::min(sum, ask.units);
}

void BloodCentre::hand_over(Services w, const Model& m, UtdId from, UtdId to, const Unit& unit) {
  if (from != to) {
    ++books(from, unit.product).exported;
    ++books(to, unit.product).imported;
    count<BloodCentre>(w, m, w.now(), Measured::exported, 1, from, index_of(unit.product));
    count<BloodCentre>(w, m, w.now(), Measured::imported, 1, to, index_of(unit.product));
  }
  book_issue(w, m, to, Urgency::maternal, unit);
}

int BloodCentre::spared_above(const Model& m, UtdId from, const Ask& ask, Group g) const {
  return m.blood_centre_plan.safety[from][ask.product][g] + (is_red(ask.product) ? reserve(from, g) : 0);
}

int BloodCentre::spare(Services w, const Model& m, UtdId from, UtdId to, const Ask& ask, StaticUnits& out) {
  const int taken = take_above(w, m, from, ask, out, [&](Group g) { return spared_above(m, from, ask, g); });
  for (auto unit = out.end() - taken; unit != out.end(); ++unit) {
    ++books(from, unit->product).exported;
    ++books(to, unit->product).imported;
    ++books(to, unit->product).in_transit;
    count<BloodCentre>(w, m, w.now(), Measured::exported, 1, from, index_of(unit->product));
    count<BloodCentre>(w, m, w.now(), Measured::imported, 1, to, index_of(unit->product));
  }
  return taken;
}

bool BloodCentre::answers(With<const Agreement> w, const Model& m, UtdId from, UtdId to, double u) const {
  const BloodCentreParameters& p = m.p.blood_centre;
  const double helped = p.coordination_effect * w.agreement().coordination(m, from, to);
  return u < p.exchange_success + (1 - p.exchange_success) * helped;
}

Duration BloodCentre::exchange_time(With<const Agreement> w, const Model& m, UtdId from, UtdId to) const {
  const BloodCentreParameters& p = m.p.blood_centre;
  const double helped = p.coordination_effect * w.agreement().coordination(m, from, to);
  return p.exchange_handling * (1 - helped) + m.travel(m.utds[from], m.utds[to]);
}

int BloodCentre::ship(Services w, const Model& m, UtdId utd, Group g, int n, StaticUnits& out) {
  settle(w, m, utd, Product::prc, g);
  const int keep = m.blood_centre_plan.safety[utd][Product::prc][g] + reserve(utd, g);
  Shelf& stock = shelf(utd, Product::prc, g);
  const int spare = static_cast<int>(stock.size()) - keep;
  const int most = std::min(n, static_cast<int>(out.capacity() - out.size()));
  const Duration least = m.p.blood_bank.return_below;
  int shipped = 0;
  if (least.us == 0) {
    for (; shipped < std::min(spare, most); ++shipped)
      out.push_back(pick(m, w.now(), utd, Product::prc, g, false));
  } else {
    // The oldest of those that blood banks would not send back at once.
    std::size_t i = 0;
    while (i < stock.size() && stock[i].expiry < w.now() + m.p.blood_bank.lead + least) ++i;
    for (; shipped < std::min(spare, most) && i < stock.size(); ++shipped) {
      out.push_back(stock.take(i));
      leave(m, utd, out.back(), w.now());
    }
  }
  books(utd, Product::prc).in_transit += shipped;
  return shipped;
}

int BloodCentre::available(Services w, const Model& m, UtdId utd, Product product, Group recipient) {
  std::size_t sum = 0;
  for (const Group g : m.blood_centre_plan.order(product, recipient)) {
    settle(w, m, utd, product, g);
    sum += shelf(utd, product, g).size();
  }
  if (product == Product::prc) {
    settle(w, m, utd, Product::wb, recipient);
    sum += shelf(utd, Product::wb, recipient).size();
  }
  return static_cast<int>(sum);
}

void BloodCentre::set_reserve(UtdId utd, Group g, int level) {
  reserve_[utd.index() * groups + index_of(g)] = level;
}

}  // namespace darah
