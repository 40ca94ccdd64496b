// The ward (ward/scenario.toml) in ns-3's simulator core, an event a step: prints ns per emergency and the
// ward's figures. ns-3 has no lines before servers; the one before the teams is a deque, and a woman whose
// clock ends leaves it.

#include <ns3/core-module.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <deque>

#include "ward.hpp"

namespace {

double now() { return ns3::Simulator::Now().GetSeconds() / 60; }
template <class... Act>
ns3::EventId in(double minutes, Act... act) {
  return ns3::Simulator::Schedule(ns3::MicroSeconds(static_cast<std::int64_t>(minutes * 60e6)), act...);
}

class Theatre {
 public:
  explicit Theatre(long emergencies) : left_(emergencies) {
    next_emergency();
    next_donation();
  }
  const Ward& ward() const { return ward_; }

 private:
  struct Patient : Woman {
    ns3::EventId clock;
  };

  void next_emergency() { in(ward_.draw(1 / emergencies_a_minute), &Theatre::arrive, this); }
  void next_donation() { in(ward_.draw(1 / donations_a_minute), &Theatre::donate, this); }

  void donate() {
    ward_.donate(now());
    next_donation();
  }
  void arrive() {
    auto* const woman = new Patient{ward_.emergency(now()), {}};
    if (!woman->has_blood) ward_.join_line(woman);
    if (idle_ > 0) {
      --idle_;
      operate(woman);
    } else {
      line_.push_back(woman);
      woman->clock = in(woman->dies_at - now(), &Theatre::die_in_line, this, woman);
    }
    if (--left_ > 0) return next_emergency();
    ns3::Simulator::Stop();
  }
  void die_in_line(Patient* woman) {
    line_.erase(std::find(line_.begin(), line_.end(), woman));
    ward_.count_wait(woman->dies_at - woman->onset);
    ward_.count_death();
    forget(woman);
  }
  void operate(Patient* woman) {
    ward_.count_wait(now() - woman->onset);
    in(woman->operation, &Theatre::free_team, this);
    if (woman->has_blood) return forget(woman);
    in(woman->dies_at - now(), &Theatre::end_of_clock, this, woman);
  }
  void end_of_clock(Patient* woman) {
    if (!woman->has_blood) ward_.count_death();
    forget(woman);
  }
  void free_team() {
    if (line_.empty()) {
      ++idle_;
      return;
    }
    Patient* const next = line_.front();
    line_.pop_front();
    next->clock.Cancel();
    operate(next);
  }
  void forget(Patient* woman) {
    if (!woman->has_blood) ward_.leave_line(woman);
    delete woman;
  }

  Ward ward_;
  long left_;
  int idle_ = 2;
  std::deque<Patient*> line_;
};

}  // namespace

int main(int, char** arguments) {
  const long emergencies = std::atol(arguments[1]);
  Theatre theatre(emergencies);
  const std::clock_t begin = std::clock();
  ns3::Simulator::Run();
  const double nanoseconds = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  theatre.ward().print(nanoseconds, emergencies);
  ns3::Simulator::Destroy();
}
