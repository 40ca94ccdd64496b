#include <catch2/catch.hpp>
#include <set>

#include "model/place/purpose.hpp"

using namespace darah;

TEST_CASE("a root's name says what it is of, where, and which") {
  const NameFields woman = root_name(Root::woman, 3601, 1023, 77).unpack();
  CHECK(woman.kind == static_cast<std::uint32_t>(Root::woman));
  CHECK(woman.region == 3601);
  CHECK(woman.site == 1023);
  CHECK(woman.serial == 77);
}

TEST_CASE("roots of other kinds, districts, sites and serials have other names") {
  std::set<std::uint64_t> names;
  for (const Root root : {Root::woman, Root::donor, Root::request, Root::drive, Root::facility,
                          Root::district, Root::host, Root::walk_in})
    CHECK(names.insert(root_name(root, 3601, 1, 1).bits()).second);
  CHECK(names.insert(root_name(Root::woman, 3602, 1, 1).bits()).second);
  CHECK(names.insert(root_name(Root::woman, 3601, 2, 1).bits()).second);
  CHECK(names.insert(root_name(Root::woman, 3601, 1, 2).bits()).second);
  CHECK(root_name(Root::district, 3601) == root_name(Root::district, 3601, 0, 0));
}

TEST_CASE("a purpose is a number within a component's block of 256") {
  CHECK(purpose(0x08, 3) == static_cast<Purpose>(0x0803));
  CHECK(purpose(0x08, 255) != purpose(0x09, 0));
}
