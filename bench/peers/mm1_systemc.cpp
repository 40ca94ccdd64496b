// M/M/1 at load 0.9 in SystemC: prints ns per customer and the mean wait in hours. A second stands for an
// hour.

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <random>
#include <systemc>

namespace {

constexpr double load = 0.9;

class Station : public sc_core::sc_module {
 public:
  explicit Station(const sc_core::sc_module_name& name, long customers)
      : sc_module(name), customers_(customers) {
    SC_HAS_PROCESS(Station);
    SC_THREAD(arrive);
    SC_THREAD(serve);
  }
  double mean_wait() const { return waited_ / static_cast<double>(customers_); }

 private:
  void arrive() {
    for (long i = 0; i < customers_; ++i) {
      wait(sc_core::sc_time(exponential_(generator_) / load, sc_core::SC_SEC));
      line_.push_back(sc_core::sc_time_stamp());
      arrived_.notify(sc_core::SC_ZERO_TIME);
    }
  }
  void serve() {
    while (true) {
      while (line_.empty()) wait(arrived_);
      waited_ += (sc_core::sc_time_stamp() - line_.front()).to_seconds();
      line_.pop_front();
      wait(sc_core::sc_time(exponential_(generator_), sc_core::SC_SEC));
    }
  }

  long customers_;
  double waited_ = 0;
  std::deque<sc_core::sc_time> line_;
  sc_core::sc_event arrived_;
  std::mt19937_64 generator_{2018};
  std::exponential_distribution<double> exponential_;
};

}  // namespace

int sc_main(int, char** arguments) {
  const long customers = std::atol(arguments[1]);
  sc_core::sc_set_time_resolution(1, sc_core::SC_US);
  Station station("station", customers);
  const std::clock_t begin = std::clock();
  sc_core::sc_start();
  const double nanoseconds = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%.1f %.3f\n", nanoseconds / static_cast<double>(customers), station.mean_wait());
  return 0;
}
