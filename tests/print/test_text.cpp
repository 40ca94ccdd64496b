#include <catch2/catch.hpp>
#include <limits>
#include <sstream>

#include "print/text.hpp"

using namespace darah;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("an interval is marked where it holds 0") {
  CHECK(interval_text({-1.25, 0.5, -1.75, -0.75}, 1) == "-1.2 ± 0.5  ");
  CHECK(interval_text({1, 1, 0, 2}, 2, true) == "+1.00 ± 1.00 ~");
  CHECK(interval_text({0, 0, 0, 0}, 1) == "same");
  CHECK(interval_text({2, infinity, -infinity, infinity}, 1, true) == "+2.0 ± n/a  ");
}
