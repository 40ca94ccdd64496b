// The ward (ward/scenario.toml) on darah's kernel alone: prints ns per emergency and the ward's figures.

#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

#include "core/resource.hpp"
#include "core/scheduler.hpp"
#include "ward.hpp"

namespace {

using namespace darah;

enum Kind : std::uint8_t { emergency, donation, clock_ends, team_free };

class Theatre {
 public:
  explicit Theatre(long emergencies) : left_(emergencies) {
    in(ward_.draw(1 / emergencies_a_minute), emergency);
    in(ward_.draw(1 / donations_a_minute), donation);
  }

  void run() {
    while (left_ > 0) scheduler_.run_until(scheduler_.now() + days(1), [this](const Event& e) { handle(e); });
  }
  const Ward& ward() const { return ward_; }

 private:
  struct Patient : Woman {
    Timer clock;
    bool waits_for_team;
  };

  double now() const { return static_cast<double>(scheduler_.now().us) / 60e6; }
  Time after(double minutes) const {
    return scheduler_.now() + Duration{static_cast<std::int64_t>(minutes * 60e6)};
  }
  void in(double minutes, Kind kind) { scheduler_.schedule(after(minutes), 0, kind, 0); }

  void handle(const Event& event) {
    switch (static_cast<Kind>(event.kind())) {
      case emergency:
        if (left_-- > 0) arrive();
        in(ward_.draw(1 / emergencies_a_minute), emergency);
        break;
      case donation:
        ward_.donate(now());
        in(ward_.draw(1 / donations_a_minute), donation);
        break;
      case clock_ends:
        if (scheduler_.fires(women_[event.index()]->clock, event)) end_clock(event.index());
        break;
      case team_free:
        if (const auto next = teams_.release(scheduler_.now())) operate(*next);
        break;
    }
  }

  void arrive() {
    const std::uint32_t slot = free_slot();
    Patient& woman = *women_[slot];
    woman = Patient{ward_.emergency(now()), {}, false};
    if (!woman.has_blood) ward_.join_line(&woman);
    if (teams_.request(scheduler_.now(), slot)) return operate(slot);
    woman.waits_for_team = true;
    await_clock(slot);
  }
  void await_clock(std::uint32_t slot) {
    scheduler_.set(women_[slot]->clock, after(women_[slot]->dies_at - now()), 0, clock_ends, slot);
  }
  void operate(std::uint32_t slot) {
    Patient& woman = *women_[slot];
    woman.waits_for_team = false;
    scheduler_.cancel(woman.clock);
    ward_.count_wait(now() - woman.onset);
    in(woman.operation, team_free);
    if (woman.has_blood) {
      free_.push_back(slot);
    } else {
      await_clock(slot);
    }
  }
  void end_clock(std::uint32_t slot) {
    Patient& woman = *women_[slot];
    if (woman.waits_for_team) {
      teams_.withdraw(scheduler_.now(), slot);
      ward_.count_wait(woman.dies_at - woman.onset);
    }
    if (woman.waits_for_team || !woman.has_blood) ward_.count_death();
    if (!woman.has_blood) ward_.leave_line(&woman);
    free_.push_back(slot);
  }
  std::uint32_t free_slot() {
    if (free_.empty()) {
      free_.push_back(static_cast<std::uint32_t>(women_.size()));
      women_.push_back(std::make_unique<Patient>());
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }

  Ward ward_;
  long left_;
  Scheduler scheduler_;
  Resource<> teams_{2};
  std::vector<std::unique_ptr<Patient>> women_;
  std::vector<std::uint32_t> free_;
};

}  // namespace

int main(int, char** arguments) {
  const long emergencies = std::atol(arguments[1]);
  Theatre theatre(emergencies);
  const std::clock_t begin = std::clock();
  theatre.run();
  const double nanoseconds = 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  theatre.ward().print(nanoseconds, emergencies);
}
