#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "scenario/design_entry.hpp"
#include "scenario/design_file.hpp"

using namespace darah;
using Catch::Contains;

namespace {

/// The keys of a table, of which no two are alike.
template <class Entry>
std::set<std::string_view> keys() {
  std::set<std::string_view> all;
  for (const Parameter<Entry>& parameter : Entry::parameters) CHECK(all.insert(parameter.key).second);
  return all;
}

}  // namespace

TEST_CASE("keys of a design stand once, those of a factor and a correlation under its table") {
  CHECK(keys<DesignEntry>().contains("design.method"));
  for (const std::string_view key : keys<FactorEntry>()) CHECK(key.starts_with("factor."));
  for (const std::string_view key : keys<CorrelationEntry>()) CHECK(key.starts_with("correlation."));
}

TEST_CASE("what a design leaves out is at its default") {
  const Design design = DesignFile(head("sobol", "replications = 3\n") + "size = 4\n" + range("a")).load();
  CHECK(design.replications == 3);
  CHECK(design.block == 3);  // 0: all together
  CHECK(design.detail == Detail::summary);
  CHECK(design.streams == Streams::common);
  CHECK(DesignFile(head("sobol") + "size = 4\n" + range("a")).load().replications == 8);
}

TEST_CASE("what a design says out of the range of its key is told with it") {
  CHECK_THAT(DesignFile(head("sobol", "replications = 0\n") + "size = 4\n" + range("a")).complaint(),
             Contains("replications"));
  CHECK_THAT(DesignFile(head("grid") + "levels = 1\n" + range("a")).complaint(), Contains("design.levels"));
  CHECK_THAT(
      DesignFile(head("sobol") + "size = 4\n" + range("a", "0", "1", "scale = \"cubic\"\n")).complaint(),
      Contains("factor.scale"));
  CHECK_THAT(DesignFile(head("sobols") + "size = 4\n" + range("a")).complaint(), Contains("did you mean"));
}
