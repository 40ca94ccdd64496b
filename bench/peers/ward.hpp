#pragma once

#include <algorithm>
#include <cstdio>
#include <deque>
#include <random>

/// What the ward (ward/scenario.toml) has in any engine: its rates, its random numbers, its shelf and the
/// line before it. Times are in minutes. How women and teams wait is the engine's.

constexpr double day = 24 * 60;
constexpr double emergencies_a_minute = 18 / day, donations_a_minute = 19 / day;
constexpr double shelf_life = 5 * day;
constexpr double clock_mean = 6 * 60 / 0.69314718055994531, operation_mean = 120;

struct Woman {
  double onset, dies_at, operation;
  bool has_blood;
};

class Ward {
 public:
  double draw(double mean) { return mean * exponential_(generator_); }

  Woman emergency(double now) {
    const double dies_at = now + draw(clock_mean);
    return {now, dies_at, draw(operation_mean), take_unit(now)};
  }
  void join_line(Woman* woman) { line_.push_back(woman); }
  void leave_line(Woman* woman) {
    if (const auto place = std::find(line_.begin(), line_.end(), woman); place != line_.end())
      line_.erase(place);
  }
  void donate(double now) {
    ++given_;
    while (!line_.empty() && line_.front()->dies_at <= now) line_.pop_front();
    if (line_.empty()) {
      shelf_.push_back(now);
    } else {
      line_.front()->has_blood = true;
      line_.pop_front();
    }
  }
  void count_wait(double minutes) { waited_ += minutes; }
  void count_death() { ++died_; }

  /// ns per emergency, the share that died, the mean wait for a team in minutes, the share of units outdated.
  void print(double nanoseconds, long emergencies) const {
    const auto n = static_cast<double>(emergencies);
    std::printf("%.1f %.4f %.2f %.4f\n", nanoseconds / n, static_cast<double>(died_) / n, waited_ / n,
                static_cast<double>(outdated_) / static_cast<double>(given_));
  }

 private:
  bool take_unit(double now) {
    while (!shelf_.empty() && shelf_.front() + shelf_life <= now) {
      shelf_.pop_front();
      ++outdated_;
    }
    if (shelf_.empty()) return false;
    shelf_.pop_front();
    return true;
  }

  std::deque<double> shelf_;  // when each unit was given, oldest first
  std::deque<Woman*> line_;   // who waits for blood
  long given_ = 0, outdated_ = 0, died_ = 0;
  double waited_ = 0;
  std::mt19937_64 generator_{2018};
  std::exponential_distribution<double> exponential_;
};
