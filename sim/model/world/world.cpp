#include "model/world/world.hpp"

#include <algorithm>
#include <optional>

#include "model/blood/blood_labels.hpp"

namespace darah {
namespace {

using Hook = Hooks<Components>;

/// Events from one recount of who holds what to the next, in checked builds: every one, but in a province
/// with its hundreds of holders, where every 64th keeps a run bearable.
[[maybe_unused]] std::uint64_t recount_every(const Model& m) { return m.p.catchments.size() > 32 ? 64 : 1; }

/// From one whole week to the next; what there is at each goes into `weekly`, where it is wanted.
bool run_in_weeks(World& w, const Model& m, Time end, const std::function<bool()>& keep_going,
                  std::vector<StateLevels>* weekly) {
  constexpr std::int64_t week = 7 * Model::day_us;
  while (w.now() < end) {
    if (!keep_going()) return false;
    if (weekly != nullptr && w.now().us % week == 0 && w.now() <= m.end) weekly->push_back(w.look(m));
    w.run_until(m, std::min(end, Time{(w.now().us / week + 1) * week}));
  }
  return true;
}

}  // namespace

std::span<const Measure> measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> rows;
    Components::for_each([&]<class C>() {
      if constexpr (requires { typename C::Measured; })
        rows.insert(rows.end(), C::measures().begin(), C::measures().end());
    });
    return rows;
  }();
  return all;
}

std::size_t size_of(const Model& m, std::string_view dimension) {
  // Dimensions that may be long are measured without their texts: every world asks.
  if (dimension == "month") return m.month_ends.size();
  if (dimension == "day") return static_cast<std::size_t>(m.day_number(m.end) - m.day_number(m.start));
  return labels_of(m.p, dimension).size();
}

std::vector<std::string> event_kind_names() {
  std::vector<std::string> names;
  Components::for_each([&]<class C>() {
    if constexpr (requires { typename C::Kind; })
      names.insert(names.end(), C::kind_names.begin(), C::kind_names.end());
  });
  return names;
}

World::World(const Model& m, StreamKey stream_key, const Trace& follow)
    : Records{stream_key, follow, {}, {}, {}}, events_by_kind_(Components::kinds) {
  tally.lay_out(measures(), [&](std::string_view dimension) { return size_of(m, dimension); });
  double births = 0;
  for (const Rate& rate : m.p.network.births) births += rate.per_day * m.p.calendar.horizon.as_days();
  deaths.reserve(static_cast<std::size_t>(births / 100));  // ten times what is common
  Hook::start(*this, m);
}

void World::run_until(const Model& m, Time until) {
  while (true) {
    Time stop = until;
    if (!measuring_) stop = std::min(stop, m.start);
    if (months_closed_ < m.month_ends.size()) stop = std::min(stop, m.month_ends[months_closed_]);
    scheduler.run_until(
        stop,
        [&](const Event& e) {
          const std::uint64_t executed = scheduler.executed();
          peak_pending_ = std::max(peak_pending_, scheduler.pending());
          Components::dispatch(e.kind(), [&]<class C>(typename C::Kind kind) {
            held<StateOf<C>>(*this).handle(*this, m, kind, e);
          });
          if (scheduler.executed() == executed) ++events_by_kind_[e.kind()];  // a stale event is not counted
          DARAH_ENSURE(scheduler.executed() % recount_every(m) != 0 || conserved(m));
        },
        [&](const Event& e) { Hook::fetch(*this, e); });
    if (!measuring_ && stop == m.start) {
      measuring_ = true;
      Hook::settle_all(*this, m);
      Hook::start_measuring(*this);
    }
    if (months_closed_ < m.month_ends.size() && stop == m.month_ends[months_closed_]) close_month(m);
    if (stop == until) return;
  }
}

void World::close_month(const Model& m) {
  Hook::settle_all(*this, m);
  Hook::month_end(*this, m, static_cast<std::int32_t>(months_closed_));
  if (++months_closed_ == m.month_ends.size()) Hook::finish_measuring(*this, m);
}

void World::start_policy(const Model& m) { Hook::start_policy(*this, m); }

bool World::conserved(const Model& m) const { return Hook::conserved(*this, m); }

Outcome World::outcome() const {
  return {{tally.all().begin(), tally.all().end()},
          {deaths.begin(), deaths.end()},
          events_by_kind_,
          scheduler.executed(),
          peak_pending_,
          {probe.risks().begin(), probe.risks().end()},
          {trace.entries.begin(), trace.entries.end()},
          {}};
}

StateLevels World::look(const Model& m) const {
  const auto on_shelves = [&](Product product) { return blood_centre.stock(m, product, now()); };
  return {{on_shelves(Product::wb) + on_shelves(Product::prc) + blood_bank.stock(now()),
           on_shelves(Product::ffp), donor.active(), static_cast<std::int64_t>(pregnancy.living()),
           demand.waiting(m, now())}};
}

std::vector<Outcome> run_replication(const Model& base, std::span<const Arm> arms, StreamKey key,
                                     const std::function<bool()>& keep_going, const Trace& follow) {
  std::vector<Outcome> outcomes;
  std::unique_ptr<const World> shared;  // the past of the arms that fork
  std::vector<StateLevels> weekly;
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const Model& m = *arms[i].model;
    std::unique_ptr<World> world;
    std::vector<StateLevels>* const look = i == 0 ? &weekly : nullptr;
    if (arms[i].forks && shared) {
      world = std::make_unique<World>(*shared);
    } else {
      std::optional<const Model> own;
      if (!arms[i].forks) own.emplace(base.p, past_of(base.p, m.p));
      const Model& past = own ? *own : base;
      world = std::make_unique<World>(past, key, follow);
      if (!run_in_weeks(*world, past, past.policy_start, keep_going, look)) return {};
      const bool needed_again =
          arms[i].forks && std::any_of(arms.begin() + static_cast<std::ptrdiff_t>(i) + 1, arms.end(),
                                       [](const Arm& a) { return a.forks; });
      if (needed_again) shared = std::make_unique<const World>(*world);
    }
    world->start_policy(m);
    if (!run_in_weeks(*world, m, m.last, keep_going, look)) return {};
    Hook::finish(*world);
    outcomes.push_back(world->outcome());
  }
  outcomes.front().weekly = std::move(weekly);
  std::vector<std::vector<ProbedRisk>*> probed;
  probed.reserve(outcomes.size());
  for (Outcome& outcome : outcomes) probed.push_back(&outcome.probed);
  keep_differing(probed);
  return outcomes;
}

}  // namespace darah
