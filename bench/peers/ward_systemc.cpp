// The ward (ward/scenario.toml) in SystemC, a thread a team: prints ns per emergency and the ward's figures.
// A second stands for a minute.

#define SC_INCLUDE_DYNAMIC_PROCESSES
#include <cstdlib>
#include <ctime>
#include <deque>
#include <systemc>

#include "ward.hpp"

namespace {

double now() { return sc_core::sc_time_stamp().to_seconds(); }
sc_core::sc_time minutes(double n) { return {n, sc_core::SC_SEC}; }

class Theatre : public sc_core::sc_module {
 public:
  Theatre(const sc_core::sc_module_name& name, long emergencies)
      : sc_module(name), emergencies_(emergencies) {
    SC_HAS_PROCESS(Theatre);
    SC_THREAD(arrive);
    SC_THREAD(donate);
    for (int team = 0; team < 2; ++team) sc_core::sc_spawn([this] { operate(); });
  }
  const Ward& ward() const { return ward_; }

 private:
  void arrive() {
    for (long i = 0; i < emergencies_; ++i) {
      wait(minutes(ward_.draw(1 / emergencies_a_minute)));
      auto* const woman = new Woman(ward_.emergency(now()));
      if (!woman->has_blood) ward_.join_line(woman);
      line_.push_back(woman);
      arrived_.notify(sc_core::SC_ZERO_TIME);
    }
    sc_core::sc_stop();
  }
  void donate() {
    while (true) {
      wait(minutes(ward_.draw(1 / donations_a_minute)));
      ward_.donate(now());
    }
  }
  void operate() {
    while (true) {
      while (line_.empty()) sc_core::wait(arrived_);
      Woman* const woman = line_.front();
      line_.pop_front();
      if (woman->dies_at <= now()) {
        ward_.count_wait(woman->dies_at - woman->onset);
        die(woman);
        continue;
      }
      ward_.count_wait(now() - woman->onset);
      const double operation = woman->operation;
      if (woman->has_blood) {
        delete woman;
      } else {
        sc_core::sc_spawn([this, woman] { wait_for_blood(woman); });
      }
      sc_core::wait(minutes(operation));
    }
  }
  /// She has been operated on: blood saves her if it comes before her clock ends.
  void wait_for_blood(Woman* woman) {
    sc_core::wait(minutes(woman->dies_at - now()));
    if (!woman->has_blood) return die(woman);
    delete woman;
  }
  void die(Woman* woman) {
    ward_.count_death();
    ward_.leave_line(woman);
    delete woman;
  }

  Ward ward_;
  long emergencies_;
  std::deque<Woman*> line_;  // before the teams; who died in it is passed over
  sc_core::sc_event arrived_;
};

}  // namespace

int sc_main(int, char** arguments) {
  const long emergencies = std::atol(arguments[1]);
  sc_core::sc_set_time_resolution(1, sc_core::SC_US);
  Theatre theatre("theatre", emergencies);
  const std::clock_t begin = std::clock();
  sc_core::sc_start();
  const double nanoseconds = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  theatre.ward().print(nanoseconds, emergencies);
  return 0;
}
