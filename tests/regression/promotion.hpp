#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "core/mixed.hpp"
#include "model/world/world.hpp"

namespace darah::testing {

/// What a probe comes to, and what the same woman comes to where she is real.
struct Promoted {
  Name name;
  double probed = 0, real = 0;        ///< chance of death
  bool same_until_she_takes = false;  ///< all that was told of her before she first takes something
  bool same = false;                  ///< all that was told of her
  bool host_in_hospital = false;      ///< of one for whom not: whether her host gave birth in a hospital
                                      ///< meanwhile, as a woman made real does not
};

using Story = std::vector<TraceEntry>;

/// Whether this is told of somebody who takes something others might have had.
inline bool takes(const TraceEntry& entry) {
  switch (entry.what) {
    case Told::vehicle:
      return entry.a != static_cast<std::int32_t>(index_of(Vehicle::sought));
    case Told::accepted:
    case Told::bed:
    case Told::corridor:
    case Told::arrived:
    case Told::team:
    case Told::team_waited:
    case Told::blood_promised:
    case Told::donors_sought:
      return true;
    default:
      return false;
  }
}

inline bool ends(const TraceEntry& entry) {
  return entry.what == Told::treated || entry.what == Told::died || entry.what == Told::outlived;
}

/// Her chance of death: as treatment finds it, else 1 where her clock ran out and 0 where follow-up ended.
inline double risk_in(const Story& story) {
  const auto end = std::find_if(story.begin(), story.end(), ends);
  if (end == story.end() || end->what == Told::outlived) return 0;
  return end->what == Told::died ? 1 : static_cast<double>(end->n) * 1e-6;
}

/// In an order that has nothing to do with where she lives.
struct Shuffled {
  bool operator()(Name a, Name b) const { return mixed(a.bits()) < mixed(b.bits()); }
};

inline std::map<Name, Story, Shuffled> stories_of(const World& w) {
  std::map<Name, Story, Shuffled> stories;
  for (const TraceEntry& entry : w.trace.entries) stories[entry.woman].push_back(entry);
  return stories;
}

/// Whether the woman whose probe this is gives birth in a hospital up to a time, in a world in which she
/// stays a host.
inline bool gives_birth_in_hospital(const World& world, const Model& m, Name probe, Time until) {
  NameFields host = probe.unpack();
  host.kind = static_cast<std::uint32_t>(Root::woman);
  World followed = world;
  followed.trace = Trace::of_woman(Name::pack(host));
  followed.run_until(m, until);
  return std::any_of(followed.trace.entries.begin(), followed.trace.entries.end(), [](const TraceEntry& e) {
    return e.what == Told::born && e.a == static_cast<std::int32_t>(index_of(Place::hospital));
  });
}

/// Follows probes whose emergency begins in the window, at most `most` of them, spread evenly over it; the
/// world is copied at the beginning of the week of each onset, and she made real in the copy.
inline std::vector<Promoted> promote(const Model& past, const Model& m, StreamKey key, std::size_t most) {
  World world(past, key, Trace::of_probes());
  world.run_until(past, past.policy_start);
  world.start_policy(m);
  world.run_until(m, m.start);
  const auto weeks = static_cast<std::size_t>((m.end - m.start).us / days(7).us);
  std::vector<Promoted> all;
  for (std::size_t week = 0; week < weeks; ++week) {
    const Time begin = m.start + days(static_cast<std::int64_t>(7 * week));
    world.run_until(m, begin);
    world.trace.entries.clear();
    World ahead = world;
    ahead.run_until(m, std::min(m.last, begin + days(7 + 45)));
    const std::size_t enough = most * (week + 1) / weeks;
    for (const auto& [name, story] : stories_of(ahead)) {
      if (all.size() >= enough) break;
      if (story.front().what != Told::onset || story.front().at >= begin + days(7)) continue;
      if (std::none_of(story.begin(), story.end(), ends)) continue;
      World promoted = world;
      promoted.probe.make_real(name);
      const auto over = std::find_if(story.begin(), story.end(), ends);
      Story real;
      for (Time until = over->at + days(1); real.empty() || std::none_of(real.begin(), real.end(), ends);
           until = until + days(1)) {
        promoted.run_until(m, std::min(until, m.last));
        real = stories_of(promoted)[name];
        if (until >= m.last) break;
      }
      // What is told of a real woman's end goes on: her survival.
      const auto up_to_end = [](const Story& s) {
        const auto end = std::find_if(s.begin(), s.end(), ends);
        return Story(s.begin(), end == s.end() ? end : end + 1);
      };
      const Story hers = up_to_end(story), theirs = up_to_end(real);
      const auto untaken = [](const Story& s) {
        return static_cast<std::size_t>(std::find_if(s.begin(), s.end(), takes) - s.begin());
      };
      const auto alike = [](const TraceEntry& a, const TraceEntry& b) {
        if (a.what != b.what || a.at != b.at) return false;
        // Whether she counts, which a probe does not, and what would have saved her, which only her own draw
        // says.
        if (a.what == Told::onset) return a.a == b.a && (a.b & 7) == (b.b & 7) && a.n == b.n;
        return a.what == Told::died || (a.a == b.a && a.b == b.b && a.n == b.n);
      };
      const std::size_t before = std::min(untaken(hers), untaken(theirs));
      const bool same_before =
          untaken(hers) == untaken(theirs) &&
          std::equal(hers.begin(), hers.begin() + static_cast<std::ptrdiff_t>(before), theirs.begin(), alike);
      all.push_back({name, risk_in(hers), risk_in(theirs), same_before,
                     std::equal(hers.begin(), hers.end(), theirs.begin(), theirs.end(), alike),
                     !same_before && gives_birth_in_hospital(world, m, name, over->at)});
    }
  }
  return all;
}

}  // namespace darah::testing
