#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "core/huge_allocator.hpp"
#include "core/roomy.hpp"

using namespace darah;

TEST_CASE("a copy has the values and as much room") {
  Roomy<std::string> original;
  original.reserve(100);
  original.assign({"a", "b"});
  const Roomy<std::string> copy(original);
  CHECK(copy == original);
  CHECK(copy.capacity() >= 100);
  CHECK(copy.data() != original.data());
}

TEST_CASE("a copy grows to where its original would without moving") {
  Roomy<int, HugeAllocator<int>> original;
  original.reserve(1000);
  Roomy<int, HugeAllocator<int>> copy(original);
  const int* const at = copy.data();
  for (int i = 0; i < 1000; ++i) copy.push_back(i);
  CHECK(copy.data() == at);
  CHECK(original.empty());
}

TEST_CASE("what is moved takes its room along") {
  Roomy<int> original = {1, 2, 3};
  const int* const at = original.data();
  const Roomy<int> moved(std::move(original));
  CHECK(moved.data() == at);
  CHECK(moved == Roomy<int>{1, 2, 3});
}
