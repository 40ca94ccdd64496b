#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/world/world.hpp"
#include "scenario/scenario.hpp"

/// The small scenario of the tests, run by hand.
namespace darah::testing {

inline const std::string small_folder = DARAH_SOURCE "/tests/scenario/small";

/// The small scenario with values set over its files.
inline Scenario small(std::vector<std::string> sets = {}) {
  return load_scenario(small_folder, {std::move(sets), {}});
}

/// Settings of a run short enough for many of them.
inline std::vector<std::string> brief(std::vector<std::string> more = {}) {
  std::vector<std::string> sets = {"run.warm_up=\"60 d\"", "run.policy_start=2018-04-01",
                                   "run.horizon=\"31 d\"", "emergency.*.rate=30"};
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

/// A short window with many emergencies, so that few replications tell.
inline std::vector<std::string> busy(std::vector<std::string> more = {}) {
  std::vector<std::string> sets = {"run.warm_up=\"60 d\"",      "run.policy_start=2018-03-02",
                                   "run.horizon=\"60 d\"",      "emergency.*.rate=30",
                                   "emergency.*.lethality=0.3", "agreement.north.template=none"};
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

/// A copy of the small scenario with the lines of its files edited; gone with the object.
class SmallCopy {
 public:
  using Edit = std::function<void(const std::string& file, std::vector<std::string>& lines)>;
  explicit SmallCopy(const Edit& edit) {
    const auto unique = std::to_string(reinterpret_cast<std::uintptr_t>(this));
    path_ =
        std::filesystem::temp_directory_path() / ("darah-small-" + std::to_string(getpid()) + "-" + unique);
    std::filesystem::create_directories(path_);
    for (const auto& entry : std::filesystem::directory_iterator(small_folder)) {
      std::ifstream in(entry.path());
      std::vector<std::string> lines;
      for (std::string line; std::getline(in, line);) lines.push_back(line);
      edit(entry.path().filename(), lines);
      std::ofstream out(path_ / entry.path().filename());
      for (const std::string& line : lines) out << line << '\n';
    }
  }
  ~SmallCopy() { std::filesystem::remove_all(path_); }
  SmallCopy(const SmallCopy&) = delete;
  SmallCopy& operator=(const SmallCopy&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Parameters of one arm; the base's without a name.
inline Parameters parameters_of(const Scenario& s, std::string_view arm = {}) {
  if (arm.empty()) return s.base;
  const auto found =
      std::find_if(s.arms.begin(), s.arms.end(), [&](const ArmSpec& a) { return a.name == arm; });
  DARAH_VALIDATE(found != s.arms.end(), "no arm " + std::string(arm));
  return found->parameters;
}

inline std::vector<Arm> arms_of(const Scenario& s) {
  std::vector<Arm> arms;
  for (const ArmSpec& arm : s.arms)
    arms.push_back({std::make_shared<const Model>(s.base, arm.parameters), arm.forks});
  return arms;
}

inline std::vector<Outcome> run(const Model& base, std::span<const Arm> arms, std::uint64_t replication = 0) {
  return run_replication(base, arms, {1, replication}, [] { return true; });
}
/// All arms of the scenario.
inline std::vector<Outcome> run(const Scenario& s, std::uint64_t replication = 0) {
  return run(Model(s.base), arms_of(s), replication);
}
/// One world with these parameters in its past and its future.
inline Outcome run(const Parameters& p, std::uint64_t replication = 0) {
  const Model m(p);
  const Arm arm{std::make_shared<const Model>(p), true};
  return run(m, {&arm, 1}, replication).front();
}

/// Where each measure lies in Outcome::values.
class Reader {
 public:
  explicit Reader(const Parameters& p) {
    offsets_.push_back(0);
    for (const Measure& measure : measures()) {
      std::size_t size = 1;
      for (const std::string_view d : measure.dimensions) {
        if (!d.empty()) size *= labels_of(p, d).size();
      }
      offsets_.push_back(offsets_.back() + size);
    }
  }
  std::span<const std::int64_t> values(const Outcome& outcome, std::size_t measure) const {
    DARAH_VALIDATE(outcome.values.size() == offsets_.back(), "outcome of another shape");
    return std::span(outcome.values).subspan(offsets_[measure], offsets_[measure + 1] - offsets_[measure]);
  }
  std::span<const std::int64_t> values(const Outcome& outcome, std::string_view name) const {
    return values(outcome, index(name));
  }
  std::int64_t total(const Outcome& outcome, std::string_view name) const {
    const auto all = values(outcome, name);
    return std::accumulate(all.begin(), all.end(), std::int64_t{0});
  }
  /// The sum over places `k` of the last of the measure's `n` labels.
  std::int64_t total(const Outcome& outcome, std::string_view name, std::size_t k, std::size_t n) const {
    const auto all = values(outcome, name);
    std::int64_t sum = 0;
    for (std::size_t i = k; i < all.size(); i += n) sum += all[i];
    return sum;
  }
  static std::size_t index(std::string_view name) {
    for (std::size_t i = 0; i < measures().size(); ++i) {
      if (measures()[i].name == name) return i;
    }
    throw CheckFailure("no measure " + std::string(name));
  }

 private:
  std::vector<std::size_t> offsets_;
};

/// Names of the measures that differ between two outcomes of one shape.
inline std::vector<std::string> differing(const Reader& read, const Outcome& a, const Outcome& b) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < measures().size(); ++i) {
    const auto x = read.values(a, i), y = read.values(b, i);
    if (!std::equal(x.begin(), x.end(), y.begin(), y.end())) names.emplace_back(measures()[i].name);
  }
  return names;
}

/// Everything an outcome says: values, deaths, events by kind.
inline bool same(const Outcome& a, const Outcome& b) {
  return a.values == b.values && a.deaths == b.deaths && a.events == b.events &&
         a.events_by_kind == b.events_by_kind;
}

}  // namespace darah::testing
