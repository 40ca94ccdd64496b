#include "study/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <mutex>
#include <new>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>

#include "core/sha256.hpp"
#include "study/clock.hpp"

namespace darah {

namespace {

/// Shares at which a factor shows what is wrong with it: the ends of its range, or some of its values.
std::vector<double> trial_shares(const Factor& factor) {
  if (factor.scale != Scale::list) return {0, 1};
  constexpr std::size_t most = 16;
  const std::size_t n = factor.values.size(), taken = std::min(n, most);
  std::vector<double> shares;
  for (std::size_t i = 0; i < taken; ++i) {
    const std::size_t place = i * n / taken;
    shares.push_back((static_cast<double>(place) + 0.5) / static_cast<double>(n));
  }
  return shares;
}

/// The scenario of the first cell, once it loads at every trial share.
Scenario tried(const ScenarioSource& source, const Design& design, const Points& points) {
  std::vector<Message> messages;
  std::optional<Scenario> scenario;
  const auto load = [&](std::span<const double> shares) {
    try {
      Scenario loaded = source.load(options_of(design, shares), true);
      if (!scenario) scenario = std::move(loaded);
    } catch (const ScenarioError& error) {
      messages.insert(messages.end(), error.messages().begin(), error.messages().end());
    }
  };
  const std::span<const double> first = points.of(0);
  load(first);
  for (std::size_t f = 0; f < design.factors.size(); ++f) {
    for (const double share : trial_shares(design.factors[f])) {
      std::vector<double> shares(first.begin(), first.end());
      shares[f] = share;
      load(shares);
    }
  }
  if (messages.empty()) return std::move(*scenario);
  std::sort(messages.begin(), messages.end());
  messages.erase(std::unique(messages.begin(), messages.end()), messages.end());
  throw ScenarioError(messages);
}

/// Arms of factors that the scenario lacks.
void require_arms(const Design& design, const Scenario& scenario) {
  std::vector<Message> messages;
  for (const Factor& factor : design.factors) {
    for (const std::string& name : factor.arms) {
      const auto named = [&](const ArmSpec& arm) { return arm.name == name && !arm.generated(); };
      if (std::any_of(scenario.arms.begin(), scenario.arms.end(), named)) continue;
      messages.push_back({factor.at.file,
                          factor.at.line,
                          factor.at.column,
                          fmt::format("factor.arms: the scenario has no arm \"{}\"", name),
                          {}});
    }
  }
  if (!messages.empty()) throw ScenarioError(messages);
}

SweepFrame frame_of(const Design& design, const Points& points, const Scenario& scenario) {
  // What a run of no replications leaves: everything but outcomes.
  const Results results = run_scenario(scenario, {.threads = 1, .replications = 0});
  SweepFrame frame;
  frame.title = design.title;
  frame.design_name = design.name;
  frame.design_text = design.text;
  frame.method = method_labels[design.method];
  frame.streams = streams_labels[design.streams];
  frame.scenario_name = scenario.name;
  frame.background = results.background;
  for (const Patch& patch : design.set) frame.set.emplace_back(patch.leaf.key, patch.leaf.raw.shown());
  frame.scenario_sha256 = scenario.sha256;
  const std::string_view layout(reinterpret_cast<const char*>(points.shares.data()),
                                sizeof(double) * static_cast<std::size_t>(points.shares.size()));
  const std::array<std::string_view, 3> whole{design.text, scenario.sha256, layout};
  frame.sha256 = sha256(whole);
  frame.seed = design.seed < 0 ? scenario.seed : static_cast<std::uint64_t>(design.seed);
  frame.design_seed = design.design_seed;
  frame.measured_days = results.measured_days;
  frame.cells = static_cast<std::int64_t>(points.cells());
  frame.replications = design.replications;
  frame.block_size = design.block;
  for (const Factor& factor : design.factors) {
    frame.factors.push_back({factor.name, factor.key, factor.unit, std::string(scale_labels[factor.scale]),
                             factor.values.empty() ? "" : nlohmann::json(factor.values).dump(), factor.low,
                             factor.high});
  }
  frame.arms = results.arms;
  frame.labels = results.labels;
  frame.layout = results.layout;
  return frame;
}

/// What the threads share.
class Computation {
 public:
  Computation(const Sweep& sweep, const BlockSource& next, const BlockSink& sink, const SweepOptions& options)
      : sweep_(sweep), next_(next), sink_(sink), options_(options) {}

  void work() {
    try {
      while (!stopped()) {
        const std::optional<std::int64_t> number = take();
        if (!number) return;
        if (std::optional<Block> block = compute(*number)) finish(std::move(*block));
      }
    } catch (...) {
      const std::lock_guard lock(results_);
      if (!failure_) failure_ = std::current_exception();
      failed_ = true;
    }
  }

  void end() {
    try {
      flush(0);
    } catch (...) {
      if (!failure_) failure_ = std::current_exception();
    }
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  bool stopped() const { return failed_ || (options_.stop != nullptr && options_.stop->load()); }

  std::optional<std::int64_t> take() {
    const std::lock_guard lock(source_);
    return next_();
  }

  /// None when stopped.
  std::optional<Block> compute(std::int64_t number) const {
    const SweepFrame& frame = sweep_.frame;
    const std::int64_t cell = number / frame.blocks_per_cell(), place = number % frame.blocks_per_cell();
    const auto c = static_cast<std::size_t>(cell);
    const std::span<const double> shares = sweep_.points.of(c);
    Block block{number, sweep_.points.group[c],         sweep_.points.role[c],
                {},     {shares.begin(), shares.end()}, {}};
    for (std::size_t f = 0; f < shares.size(); ++f)
      block.values.push_back(sweep_.design.factors[f].value(shares[f]));

    RunOptions run;
    run.threads = 1;
    run.seed = frame.seed;
    run.replications = frame.block_size;
    run.first =
        (sweep_.design.streams == Streams::own ? cell * frame.replications : 0) + place * frame.block_size;
    run.stop = options_.stop;
    const Scenario scenario = load(cell, shares);
    Results results = run_scenario(scenario, run);
    if (results.out_of_memory) throw std::bad_alloc();
    block.replications = std::move(results.replications);
    if (std::ssize(block.replications) < frame.block_size) return {};
    return block;
  }

  Scenario load(std::int64_t cell, std::span<const double> shares) const {
    try {
      return sweep_.source.load(options_of(sweep_.design, shares));
    } catch (const ScenarioError& error) {
      std::vector<Message> messages = error.messages();
      for (Message& message : messages) message.text += fmt::format(" (in cell {})", cell);
      throw ScenarioError(messages);
    }
  }

  void finish(Block block) {
    {
      const std::lock_guard lock(results_);
      finished_.push_back(std::move(block));
      ++count_;
      const double seconds = seconds_since(start_);
      if (options_.progress) {
        const auto blocks = std::max<std::int64_t>(1, options_.blocks);
        options_.progress(
            {static_cast<double>(count_) / static_cast<double>(blocks), count_, blocks, seconds, "blocks"});
      }
    }
    flush(options_.keep_every);
  }

  void flush(double after) {
    std::unique_lock writing(sink_mutex_, std::defer_lock);
    if (after == 0) {
      writing.lock();
    } else if (!writing.try_lock()) {
      return;  // whoever writes now has the others compute on
    }
    std::vector<Block> batch;
    {
      const std::lock_guard lock(results_);
      if (finished_.empty() || seconds_since(kept_) < after) return;
      batch.swap(finished_);
      kept_ = Clock::now();
    }
    sink_(std::move(batch));
  }

  const Sweep& sweep_;
  const BlockSource& next_;
  const BlockSink& sink_;
  const SweepOptions& options_;
  const Clock::time_point start_ = Clock::now();
  std::atomic<bool> failed_ = false;
  std::mutex source_, sink_mutex_;

  std::mutex results_;  // guards what follows
  std::vector<Block> finished_;
  Clock::time_point kept_ = Clock::now();
  std::int64_t count_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

Sweep load_sweep(const std::filesystem::path& path, bool allow_outside) {
  Design design = load_design(path);
  Points points = points_of(design);
  LoadOptions first = options_of(design, points.of(0));
  first.allow_outside = allow_outside;
  ScenarioSource source(design.scenario, first);
  Scenario scenario = tried(source, design, points);
  require_arms(design, scenario);
  SweepFrame frame = frame_of(design, points, scenario);
  return {std::move(design), std::move(points), std::move(scenario), std::move(source), std::move(frame)};
}

void compute_blocks(const Sweep& sweep, const BlockSource& next, const BlockSink& sink,
                    const SweepOptions& options) {
  Computation computation(sweep, next, sink, options);
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < options.threads; ++i) others.emplace_back([&] { computation.work(); });
    computation.work();
  }
  computation.end();
}

}  // namespace darah
