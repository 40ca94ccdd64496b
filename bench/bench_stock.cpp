#include <benchmark/benchmark.h>

#include <cstdint>

#include "model/blood/blood_stock.hpp"

/// What issuing a unit costs by the units in stock. README.md says how to read and compare.

namespace {

using namespace darah;

constexpr Duration life = days(35), threshold = days(14);

/// A stock that is kept at N units, whose ages lie over all of their life.
class Stock {
 public:
  explicit Stock(std::int64_t size) : size_(static_cast<std::size_t>(size)), step_{life.us / size} {}

  /// Time goes on by an N-th of a life: what has expired goes, fresh units make up for that and for the unit
  /// issued last, and one is issued.
  Unit step(IssueRule rule) {
    now_ = now_ + step_;
    while (!shelf_.empty() && shelf_[0].expiry <= now_) shelf_.take(std::size_t{0});
    while (shelf_.size() < size_) shelf_.insert({now_ + life, Product::prc, Group::o_pos});
    return shelf_.take(shelf_.place_of_next(rule, now_ + (life - threshold)));
  }

 private:
  std::size_t size_;
  Duration step_;
  Time now_;
  Shelf shelf_;
};

void stock_issue(benchmark::State& state, IssueRule rule) {
  const std::int64_t size = state.range(0);
  Stock stock(size);
  for (std::int64_t i = 0; i < 3 * size; ++i) stock.step(rule);
  for (auto _ : state) benchmark::DoNotOptimize(stock.step(rule));
  state.SetItemsProcessed(state.iterations());
}

void sizes(benchmark::internal::Benchmark* b) {
  for (const std::int64_t size : {100, 1'000, 10'000, 100'000}) b->Arg(size);
}
BENCHMARK_CAPTURE(stock_issue, oldest, IssueRule::oldest)->Apply(sizes);
BENCHMARK_CAPTURE(stock_issue, youngest, IssueRule::youngest)->Apply(sizes);
BENCHMARK_CAPTURE(stock_issue, threshold, IssueRule::threshold)->Apply(sizes);

}  // namespace
