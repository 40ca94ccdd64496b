#include <array>
#include <catch2/catch.hpp>

#include "core/sha256.hpp"

namespace darah {
namespace {

TEST_CASE("Texts are hashed as if they were one, as FIPS 180-4 has it") {
  using Texts = std::array<std::string_view, 3>;
  CHECK(sha256(Texts{}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  CHECK(sha256(Texts{"abc"}) == abc);
  CHECK(sha256(Texts{"a", "", "bc"}) == abc);
}

}  // namespace
}  // namespace darah
