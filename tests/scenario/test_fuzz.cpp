#include <random>

#include "fixture.hpp"

namespace darah {
namespace {

/// One to four edits of single bytes, as a slip of the hand or a broken disk would make.
std::string spoiled(std::string text, std::mt19937_64& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  constexpr std::string_view likely = "\",.#=[]{}\n\r-+0e_'% \\";
  for (std::size_t edits = 1 + below(4); edits > 0 && !text.empty(); --edits) {
    const std::size_t at = below(text.size());
    const char c = below(2) == 0 ? likely[below(likely.size())] : static_cast<char>(below(256));
    switch (below(4)) {
      case 0:
        text[at] = c;
        break;
      case 1:
        text.insert(at, 1, c);
        break;
      case 2:
        text.erase(at, 1 + below(4));
        break;
      default:
        text.insert(at, text.substr(below(text.size()), 1 + below(30)));
    }
  }
  return text;
}

void load_or_refuse(std::uint64_t seed, int rounds) {
  std::mt19937_64 random(seed);
  const ScenarioFolder folder;
  int refused = 0;
  for (int round = 0; round < rounds; ++round) {
    auto file = std::next(ScenarioFolder::valid().begin(), static_cast<std::ptrdiff_t>(random() % 5));
    folder.write(file->first, spoiled(file->second, random));
    try {
      folder.load();
    } catch (const ScenarioError& error) {
      ++refused;
      REQUIRE_FALSE(error.messages().empty());
    }
    folder.write(file->first, file->second);
  }
  CHECK(refused > rounds / 2);
  CHECK(refused < rounds);
}

TEST_CASE("Any bytes load or are refused") { load_or_refuse(20180101, 400); }

TEST_CASE("Any bytes load or are refused, for an hour", "[.long]") { load_or_refuse(20180102, 100'000); }

}  // namespace
}  // namespace darah
