#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/distribution.hpp"
#include "core/draws.hpp"
#include "core/event.hpp"
#include "core/ladder_queue.hpp"

/// Hold: take the earliest event, put it back later. What an event costs before anything happens in it.
namespace darah::bench {

class Ladder {
 public:
  void push(Event e) { events_.push(e); }
  Event pop() {
    Event e;
    events_.pop_before(~std::uint64_t{0}, e);
    return e;
  }

 private:
  LadderQueue events_;
};

/// When events are put back, drawn beforehand: what every queue goes through in turn.
struct Step {
  std::int64_t later;
  bool at_eight;  ///< moved to 08:00 of the day
};
using Steps = std::vector<Step>;

template <class Draw>
Steps draw_steps(Draw draw) {
  Draws draws({2018, 0}, Name{}, Purpose{0});
  Steps steps(1 << 13);
  for (Step& step : steps) step = draw(draws);
  return steps;
}

inline Step exponential_step(Draws& draws) { return {exponential(draws, days(1)).us, false}; }

/// Holds `size` events.
template <class Queue>
class Hold {
 public:
  Hold(std::size_t size, Steps steps) : steps_(std::move(steps)) {
    for (std::size_t i = 0; i < size; ++i) put(0);
    // Times are stationary once the first ones are used up: a few turns of the whole queue.
    for (std::size_t i = 0; i < std::min<std::size_t>(4 * size, 4'000'000); ++i) step();
  }
  void step() { put(queue_.pop().time().us); }

 private:
  void put(std::int64_t now) {
    constexpr std::int64_t day = days(1).us, eight = hours(8).us;
    const Step step = steps_[sequence_++ % (1 << 13)];
    std::int64_t at = now + step.later;
    if (step.at_eight) at = (at - eight + day - 1) / day * day + eight;
    queue_.push(Event::make({at}, 0, sequence_, 0, 0));
  }

  Queue queue_;
  Steps steps_;
  std::uint32_t sequence_ = 0;
};

}  // namespace darah::bench
