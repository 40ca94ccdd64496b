#include "study/run.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

#include "core/statistics.hpp"
#include "model/world/world.hpp"
#include "scenario/forecast.hpp"
#include "study/clock.hpp"
#include "study/machine.hpp"

namespace darah {

namespace {

std::int64_t peak_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  // The usage also counts what the process held before it became this program: its parent's memory.
  return machine::bytes_in("/proc/self/status", "VmHWM:", std::int64_t{usage.ru_maxrss} * 1024);
}

Labels labels_of_measures(const Parameters& parameters) {
  Labels labels;
  for (const Measure& measure : measures()) {
    for (const std::string_view dimension : measure.dimensions) {
      if (!dimension.empty() && !labels.contains(dimension)) {
        labels.emplace(dimension, labels_of(parameters, dimension));
      }
    }
  }
  return labels;
}

/// First days of the weeks whose state is kept: from time 0 until the window closes.
std::vector<std::string> weeks_of(const Model& base) {
  std::vector<std::string> weeks;
  for (Time t{}; t <= base.end; t = t + days(7)) weeks.push_back(to_text(base.day(t).date));
  return weeks;
}

std::vector<NamedPlace> districts_of(const Parameters& p) {
  std::vector<NamedPlace> districts;
  for (const DistrictId d : p.districts.ids()) {
    Moments longitude, latitude;
    for (const FacilityId f : p.facilities.ids()) {
      if (p.network.district_of(f) != d) continue;
      longitude.add(p.network.longitude[f]);
      latitude.add(p.network.latitude[f]);
    }
    NamedPlace& district = districts.emplace_back(NamedPlace{p.districts[d], p.network.district_name[d]});
    if (longitude.count() == 0) continue;
    district.longitude = longitude.mean();
    district.latitude = latitude.mean();
  }
  return districts;
}

std::vector<NamedPeriod> periods_of(const Parameters& p, Date first, Date last) {
  std::vector<NamedPeriod> periods;
  const CalendarParameters& c = p.calendar;
  for (std::size_t i = 0; i < p.periods.size(); ++i) {
    if (c.first[i] > last || c.last[i] < first) continue;
    periods.push_back({p.periods[i], c.period_name[i], kind_of_period(p.periods[i]), to_text(c.first[i]),
                       to_text(c.last[i])});
  }
  return periods;
}

/// With all files of the scenario: the run can be repeated from its results.
Background background_of(const Scenario& scenario, const Model& base) {
  const Parameters& p = scenario.base;
  Background background;
  background.title_id = scenario.title_id;
  const Date first = base.day(base.start).date, last = base.day(base.end - Duration{1}).date;
  background.start = to_text(first);
  background.districts = districts_of(p);
  for (const FacilityId f : p.facilities.ids())
    background.facilities.push_back({p.facilities[f], p.network.facility_name[f]});
  background.periods = periods_of(p, first, last);
  background.written = scenario.written;
  background.files = scenario.files;
  return background;
}

std::vector<Arm> arms_of(const Scenario& scenario) {
  std::vector<Arm> arms;
  for (const ArmSpec& arm : scenario.arms)
    arms.push_back({std::make_shared<const Model>(scenario.base, arm.parameters), arm.forks});
  return arms;
}

/// Simulated weeks in a replication of arms of which `forking` fork: what there would be if each had a past
/// of its own, and what they save by sharing the base's.
Sharing simulated_weeks(const Model& base, std::size_t arms, std::size_t forking) {
  const auto weeks = [](Time t) { return static_cast<double>(t.us) / (7.0 * Model::day_us); };
  const double past = std::min(weeks(base.last), weeks(base.policy_start));
  return {forking, static_cast<double>(arms) * weeks(base.last),
          forking < 2 ? 0 : static_cast<double>(forking - 1) * past};
}

double own_weeks_of(const Model& base, std::span<const Arm> arms) {
  const auto forking = std::count_if(arms.begin(), arms.end(), [](const Arm& arm) { return arm.forks; });
  const Sharing sharing = simulated_weeks(base, arms.size(), static_cast<std::size_t>(forking));
  return std::max(1.0, sharing.weeks - sharing.saved);
}

/// Without its attributed arm an arm stands alone.
Membership member_of(const ArmSpec& arm, const Scenario& scenario) {
  const auto family = std::find_if(scenario.arms.begin(), scenario.arms.end(), [&](const ArmSpec& other) {
    return !arm.family.empty() && other.name == arm.family;
  });
  if (family == scenario.arms.end()) return {};
  return {family - scenario.arms.begin(), arm.subset};
}

/// What the threads share while a run lasts.
class Run {
 public:
  Run(const Model& base, std::span<const Arm> arms, const Layout& layout, const RunOptions& options)
      : base_(base), arms_(arms), layout_(layout), options_(options), weeks_(own_weeks_of(base, arms)) {}

  void work() {
    try {
      while (!stopped()) {
        const std::int64_t nth = next_.fetch_add(1);
        if (nth >= options_.replications) return;
        if (!take_known(options_.first + nth)) simulate(options_.first + nth);
      }
    } catch (const std::bad_alloc&) {
      fail(true);
    } catch (...) {
      fail(false);
    }
  }

  bool out_of_memory() const { return out_of_memory_; }

  std::vector<Replication> finish() {
    if (failure_ || std::ssize(finished_) < options_.replications) keep_rest();
    if (failure_ && (!out_of_memory_ || finished_.empty())) std::rethrow_exception(failure_);
    std::sort(finished_.begin(), finished_.end(),
              [](const Replication& a, const Replication& b) { return a.number < b.number; });
    return std::move(finished_);
  }

 private:
  void fail(bool out_of_memory) {
    const std::lock_guard lock(mutex_);
    if (!failure_) {
      failure_ = std::current_exception();
      out_of_memory_ = out_of_memory;
    }
    failed_ = true;
  }

  bool stopped() const { return failed_ || (options_.stop != nullptr && options_.stop->load()); }

  bool take_known(std::int64_t number) {
    if (options_.known == nullptr) return false;
    const std::lock_guard lock(mutex_);
    auto known = options_.known->extract(number);
    if (known.empty()) return false;
    done_ += weeks_;
    taken_over_ += weeks_;
    finished_.push_back(std::move(known.mapped()));
    return true;
  }

  /// Hands on what has not been kept.
  void keep_rest() {
    if (!options_.keep || unkept_.empty()) return;
    std::vector<Replication> fresh;
    for (const std::size_t at : unkept_) fresh.push_back(finished_[at]);
    unkept_.clear();
    options_.keep(std::move(fresh));
    kept_at_ = seconds_since(start_);
  }

  void simulate(std::int64_t number) {
    const Clock::time_point start = Clock::now();
    double simulated = 0;
    const StreamKey key{options_.seed, static_cast<std::uint64_t>(number)};
    std::vector<Outcome> outcomes = run_replication(base_, arms_, key, [&] {
      // A replication may take a few weeks more or less than foreseen.
      const double step = std::min(1.0, weeks_ - simulated);
      simulated += step;
      report(step);
      return !stopped();
    });
    if (outcomes.empty()) return;
    for (Outcome& outcome : outcomes) {
      outcome.values = layout_.reduce(outcome.values);
      if (!layout_.keeps_probes()) outcome.probed = {};
    }
    const std::lock_guard lock(mutex_);
    done_ += weeks_ - simulated;
    unkept_.push_back(finished_.size());
    finished_.push_back({number, seconds_since(start), std::move(outcomes)});
    if (seconds_since(start_) >= kept_at_ + options_.keep_every) keep_rest();
  }

  void report(double step) {
    const std::lock_guard lock(mutex_);
    done_ += step;
    const double now = seconds_since(start_);
    if (!options_.progress || now < reported_ + 0.25) return;
    reported_ = now;
    const double all = weeks_ * static_cast<double>(options_.replications);
    options_.progress({std::min(1.0, done_ / all), std::ssize(finished_), options_.replications, now,
                       "replications", taken_over_ / all});
  }

  const Model& base_;
  const std::span<const Arm> arms_;
  const Layout& layout_;
  const RunOptions& options_;
  const double weeks_;
  const Clock::time_point start_ = Clock::now();
  std::atomic<std::int64_t> next_ = 0;
  std::atomic<bool> failed_ = false;

  std::mutex mutex_;  // guards what follows
  std::vector<Replication> finished_;
  std::vector<std::size_t> unkept_;  // of those finished, the ones that keep() has not seen
  std::exception_ptr failure_;
  bool out_of_memory_ = false;         // that is the failure
  double done_ = 0, taken_over_ = 0;   // weeks, those of replications that were known among them
  double reported_ = 0, kept_at_ = 0;  // seconds
};

}  // namespace

unsigned default_threads(unsigned processors, std::int64_t available, std::int64_t per_thread) {
  const std::int64_t fit = available / per_thread;
  return static_cast<unsigned>(std::clamp<std::int64_t>(fit, 1, std::max(1U, processors)));
}

unsigned threads_of(const Scenario& scenario, std::int64_t replications, unsigned asked) {
  if (asked == 0)
    asked = default_threads(machine::processors(), machine::available_bytes(),
                            static_cast<std::int64_t>(bytes_per_thread(scenario)));
  return static_cast<unsigned>(std::min<std::int64_t>(asked, replications));
}

namespace {

Results frame(const Scenario& scenario, const RunOptions& options, const Model& base) {
  Results results;
  for (const ArmSpec& arm : scenario.arms)
    results.arms.push_back({arm.name, arm.title, member_of(arm, scenario), arm.title_id});
  results.title = scenario.title;
  results.scenario_name = scenario.name;
  results.scenario_sha256 = scenario.sha256;
  for (const std::string& setting : scenario.settings) results.settings += setting + '\n';
  results.background = background_of(scenario, base);
  results.figures = scenario.figures;
  results.command_line = options.command_line;
  results.seed = options.seed;
  results.replications_requested = options.replications;
  results.measured_days = (base.end - base.start).us / Model::day_us;
  results.warm_up_days = base.start.us / Model::day_us;
  results.labels = labels_of_measures(scenario.base);
  results.layout = Layout(measures(), results.labels, scenario.detail);
  results.labels["week"] = weeks_of(base);
  results.event_kinds = event_kind_names();
  return results;
}

}  // namespace

Results frame_of(const Scenario& scenario, const RunOptions& options) {
  return frame(scenario, options, Model(scenario.base));
}

Results run_scenario(const Scenario& scenario, const RunOptions& options) {
  const Clock::time_point start = Clock::now();
  const Model base(scenario.base);
  const std::vector<Arm> arms = arms_of(scenario);
  Results results = frame(scenario, options, base);

  const unsigned threads = threads_of(scenario, options.replications, options.threads);
  Run run(base, arms, results.layout, options);
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([&] { run.work(); });
    run.work();
  }
  results.replications = run.finish();
  results.out_of_memory = run.out_of_memory();
  results.threads = threads;
  results.wall_seconds = seconds_since(start);
  results.peak_memory_bytes = peak_memory_bytes();
  return results;
}

Sharing sharing_of(const Scenario& scenario, std::int64_t replications) {
  const auto forking =
      std::count_if(scenario.arms.begin(), scenario.arms.end(), [](const ArmSpec& arm) { return arm.forks; });
  Sharing sharing =
      simulated_weeks(Model(scenario.base), scenario.arms.size(), static_cast<std::size_t>(forking));
  sharing.weeks *= static_cast<double>(replications);
  sharing.saved *= static_cast<double>(replications);
  return sharing;
}

std::vector<ArmStory> trace_scenario(const Scenario& scenario, StreamKey key, const Trace& follow) {
  const std::vector<Arm> arms = arms_of(scenario);
  std::vector<Outcome> outcomes = run_replication(
      Model(scenario.base), arms, key, [] { return true; }, follow);
  std::vector<ArmStory> stories;
  for (std::size_t a = 0; a < arms.size(); ++a)
    stories.push_back({scenario.arms[a].name, arms[a].model, std::move(outcomes[a].story)});
  return stories;
}

}  // namespace darah
