#include <catch2/catch.hpp>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "file/results.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("replications that are read back give the same file again") {
  const ScratchFolder folder;
  const Results results = synthetic_results();
  write_results(folder.path / "r.h5", results);
  Results again = results;
  again.replications = read_replications(folder.path / "r.h5", results);
  write_results(folder.path / "again.h5", again);
  const ResultsReader first(folder.path / "r.h5"), second(folder.path / "again.h5");
  REQUIRE(first.measures() == second.measures());
  for (const std::string& name : first.measures())
    CHECK(first.measure(name).values == second.measure(name).values);
  CHECK(first.deaths() == second.deaths());
}

TEST_CASE("replications of another run are not taken for those of this one") {
  const ScratchFolder folder;
  const Results results = synthetic_results();
  write_results(folder.path / "r.h5", results);
  Results other = results;
  other.seed += 1;
  CHECK_THROWS_WITH(read_replications(folder.path / "r.h5", other),
                    Contains("is of another run: its seed differs"));
  other = results;
  other.settings = "run.horizon=90 d\n";
  CHECK_THROWS_WITH(read_replications(folder.path / "r.h5", other), Contains("its settings differ"));
}

TEST_CASE("a piece of another run is told, by its seed or its arms too") {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path / "r.parts");
  Results piece = synthetic_results();
  piece.replications.resize(1);
  write_results(folder.path / "r.parts" / "1.h5", piece);
  piece.replications = {synthetic_results().replications[1]};
  Results other = piece;
  other.seed -= 1;
  write_results(folder.path / "r.parts" / "2.h5", other);
  CHECK_THROWS_WITH(ResultsReader(folder.path / "r.parts"),
                    Contains("2.h5: is of another run than ") && Contains("1.h5: its seed differs"));
  other = piece;
  other.arms[1].name = "mou";
  write_results(folder.path / "r.parts" / "2.h5", other);
  CHECK_THROWS_WITH(ResultsReader(folder.path / "r.parts"), Contains("its arms differ"));
}

TEST_CASE("pieces of a run are read as one, in the order of their replications") {
  const ScratchFolder folder;
  const Results results = synthetic_results();
  REQUIRE(results.replications.size() >= 2);
  std::filesystem::create_directory(folder.path / "r.parts");
  Results odd = results, even = results;
  odd.replications.clear();
  even.replications.clear();
  for (const Replication& replication : results.replications)
    (replication.number % 2 == 0 ? even : odd).replications.push_back(replication);
  write_results(folder.path / "r.parts" / "1.h5", odd);
  write_results(folder.path / "r.parts" / "2.h5", even);
  write_results(folder.path / "r.h5", results);
  const ResultsReader whole(folder.path / "r.h5"), pieces(folder.path / "r.parts");
  REQUIRE(pieces.replications() == results.replications.size());
  CHECK(pieces.labels("replication") == whole.labels("replication"));
  for (const std::string& name : whole.measures())
    CHECK(pieces.measure(name).values == whole.measure(name).values);
  CHECK(pieces.deaths() == whole.deaths());
  write_results(folder.path / "r.parts" / "3.h5", even);
  CHECK_THROWS_WITH(ResultsReader(folder.path / "r.parts"), Contains("stands in it twice"));
}
