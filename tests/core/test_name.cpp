#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>

#include "core/name.hpp"

namespace {

using namespace darah;

constexpr NameFields widest{15, 16383, 1023, 268435455, 255};

std::uint32_t below(int bits) { return *rc::gen::inRange<std::uint32_t>(0, 1U << bits); }

NameFields any_fields() {
  return {below(Name::kind_bits), below(Name::region_bits), below(Name::site_bits), below(Name::serial_bits),
          below(Name::child_bits)};
}

TEST_CASE("the fields of a name fill its 64 bits") {
  STATIC_REQUIRE(
      Name::kind_bits + Name::region_bits + Name::site_bits + Name::serial_bits + Name::child_bits == 64);
  STATIC_REQUIRE(Name::pack(widest).bits() == ~std::uint64_t{0});
  STATIC_REQUIRE(Name::pack({}).bits() == 0);
  STATIC_REQUIRE(Name::pack({1, 2, 3, 4, 5}).bits() == 0x1000'8030'0000'0405);
}

TEST_CASE("names round trip") {
  rc::prop("unpack inverts pack, and bits rebuild the name", [] {
    const NameFields fields = any_fields();
    const Name name = Name::pack(fields);
    RC_ASSERT(name.unpack() == fields);
    RC_ASSERT(Name::from_bits(name.bits()) == name);
  });
  rc::prop("names order as their fields do", [] {
    const NameFields a = any_fields(), b = any_fields();
    RC_ASSERT((Name::pack(a) <=> Name::pack(b)) == (a <=> b));
  });
}

TEST_CASE("children differ from their parent in the last field alone") {
  rc::prop("child", [] {
    NameFields fields = any_fields();
    const Name name = Name::pack(fields);
    fields.child = below(Name::child_bits);
    RC_ASSERT(name.child(fields.child).unpack() == fields);
    fields.child = 0;
    RC_ASSERT(name.parent().unpack() == fields);
  });
  REQUIRE_THROWS_AS(Name{}.child(256), CheckFailure);
}

TEST_CASE("a field too wide is an error, never wrapped") {
  std::uint32_t NameFields::*const field = GENERATE(&NameFields::kind, &NameFields::region, &NameFields::site,
                                                    &NameFields::serial, &NameFields::child);
  NameFields fields = widest;
  REQUIRE_NOTHROW(Name::pack(fields));
  ++(fields.*field);
  REQUIRE_THROWS_AS(Name::pack(fields), CheckFailure);
  fields.*field = ~0U;
  REQUIRE_THROWS_AS(Name::pack(fields), CheckFailure);
}

}  // namespace
