#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/world/world.hpp"
#include "scenario/scenario.hpp"

namespace {

/// FNV-1a over 64-bit words: order matters, every bit counts.
class Hash {
 public:
  void add(std::uint64_t word) { value_ = (value_ ^ word) * 0x100000001b3u; }
  void add(std::string_view text) {
    for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

void print(std::string_view name, const Hash& hash) {
  std::printf("%.*s %016llx\n", static_cast<int>(name.size()), name.data(),
              static_cast<unsigned long long>(hash.value()));
}

/// One row of what the program prints: it sees the same part of every arm's outcome in turn. A row of nothing
/// but zeros is left out, so that a measure which a scenario does not use says nothing about it.
class Row {
 public:
  void begin(std::string_view arm) { hash_.add(arm); }
  void add(std::uint64_t word) {
    hash_.add(word);
    any_ = any_ || word != 0;
  }
  void print(std::string_view name) const {
    if (any_) ::print(name, hash_);
  }

 private:
  Hash hash_;
  bool any_ = false;
};

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end) return {};
  return value;
}

}  // namespace

/// Prints a hash of every measure, over all arms of one replication, by its name: world_hash SCENARIO [--seed
/// N] [KEY=VALUE...]. What each arm's dead and each week's state are hash to rows of their own. A row depends
/// on no other, nor on the number of events, so that a new measure or a saved event changes none that is
/// there.
int main(int argc, char** argv) {
  darah::LoadOptions options;
  options.allow_outside = true;  // scenarios of tests share tables
  std::optional<std::uint64_t> seed;
  std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() >= 3 && arguments[1] == "--seed") {
    seed = number(arguments[2]);
    arguments.erase(arguments.begin() + 1, arguments.begin() + 3);
    if (!seed) arguments.clear();
  }
  if (arguments.empty()) {
    std::fputs("usage: world_hash SCENARIO [--seed N] [KEY=VALUE...]\n", stderr);
    return 2;
  }
  options.sets.assign(arguments.begin() + 1, arguments.end());
  const darah::Scenario scenario = darah::load_scenario(arguments.front(), options);
  const darah::Model base(scenario.base);
  std::vector<darah::Arm> arms;
  for (const darah::ArmSpec& arm : scenario.arms) {
    arms.push_back({std::make_shared<const darah::Model>(scenario.base, arm.parameters), arm.forks});
  }
  const auto outcomes =
      darah::run_replication(base, arms, {seed.value_or(scenario.seed), 0}, [] { return true; });

  std::vector<Row> rows(darah::measures().size());
  Row deaths, weekly;
  for (std::size_t a = 0; a < outcomes.size(); ++a) {
    const std::string& name = scenario.arms[a].name;
    darah::Tally shape;
    shape.lay_out(darah::measures(),
                  [&](std::string_view dimension) { return darah::size_of(*arms[a].model, dimension); });
    std::size_t at = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].begin(name);
      for (std::size_t n = shape.values(i).size(); n > 0; --n)
        rows[i].add(static_cast<std::uint64_t>(outcomes[a].values[at++]));
    }
    deaths.begin(name);
    for (const darah::Death& death : outcomes[a].deaths) {
      for (const std::uint64_t word :
           {death.woman, static_cast<std::uint64_t>(death.time_us), std::uint64_t{death.district},
            std::uint64_t{death.cause}, std::uint64_t{death.place},
            static_cast<std::uint64_t>(death.last_missing), std::uint64_t{death.saved_by}})
        deaths.add(word);
    }
    weekly.begin(name);
    for (const darah::StateLevels& levels : outcomes[a].weekly) {
      for (const std::int64_t level : levels) weekly.add(static_cast<std::uint64_t>(level));
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].print(darah::measures()[i].name);
  deaths.print("(deaths)");
  weekly.print("(weekly)");
  return EXIT_SUCCESS;
}
