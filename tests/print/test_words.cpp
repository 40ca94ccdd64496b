#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "print/words.hpp"

using namespace darah;

namespace {

/// Every label of an enum has a word that no other has.
template <class Enum>
void check(const EnumArray<Enum, std::string_view>& words) {
  CHECK(std::none_of(words.begin(), words.end(), [](std::string_view w) { return w.empty(); }));
  CHECK(std::set<std::string_view>(words.begin(), words.end()).size() == words.size());
  for (const Enum e : every<Enum>) CHECK(word(words, static_cast<std::int64_t>(index_of(e))) == words[e]);
}

}  // namespace

TEST_CASE("every label has a word of its own, found by the number that an entry carries") {
  check(cause_words);
  check(product_words);
  check(group_words);
  check(place_words);
  check(refusal_words);
  check(parity_words);
  check(provider_words);
  check(delay_words);
  check(source_words);
  check(missing_words);
  check(vehicle_words);
}

TEST_CASE("words say what their labels say") {
  CHECK(cause_words[Cause::pph] == "postpartum haemorrhage");
  CHECK(group_words[Group::o_pos] == "O+");
  CHECK(place_words[Place::puskesmas] == "in the puskesmas");
  CHECK(source_words[BloodSource::candidate] == "donors called up for her");
  CHECK(missing_words[LastMissing::blood] == "blood");
  CHECK(vehicle_words[Vehicle::ambulance] == "The ambulance comes");
}
