#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "model/world.hpp"
#include "scenario/scenario.hpp"

namespace {

/// FNV-1a over 64-bit words: order matters, every bit counts.
class Hash {
 public:
  void add(std::uint64_t word) { value_ = (value_ ^ word) * 0x100000001b3u; }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

std::uint64_t hash_of(const darah::Outcome& outcome) {
  Hash hash;
  for (const std::int64_t value : outcome.values) hash.add(static_cast<std::uint64_t>(value));
  for (const darah::Death& death : outcome.deaths) {
    hash.add(death.woman);
    hash.add(static_cast<std::uint64_t>(death.time_us));
  }
  hash.add(outcome.events);
  return hash.value();
}

}  // namespace

/// Prints a hash of everything one replication of each arm gives: world_hash SCENARIO [KEY=VALUE...].
int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: world_hash SCENARIO [KEY=VALUE...]\n", stderr);
    return 2;
  }
  darah::LoadOptions options;
  options.sets.assign(argv + 2, argv + argc);
  const darah::Scenario scenario = darah::load_scenario(argv[1], options);
  const darah::Model base(scenario.base);
  std::vector<darah::Arm> arms;
  for (const darah::ArmSpec& arm : scenario.arms) {
    arms.push_back({std::make_shared<const darah::Model>(scenario.base, arm.parameters), arm.forks});
  }
  const auto outcomes = darah::run_replication(base, arms, {scenario.seed, 0}, [] { return true; });
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    std::printf("%s %016llx\n", scenario.arms[i].name.c_str(),
                static_cast<unsigned long long>(hash_of(outcomes[i])));
  }
  return EXIT_SUCCESS;
}
