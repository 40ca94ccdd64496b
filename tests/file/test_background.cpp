#include <catch2/catch.hpp>
#include <cmath>

#include "compare/synthetic.hpp"
#include "file/background.hpp"
#include "file/results.hpp"

using namespace darah;

namespace {

using Texts = std::vector<std::string>;

Background background_of_two_districts() {
  Background b;
  b.title_id = "Uji coba";
  b.start = "2018-05-10";
  b.districts = {{"cilegon", "Kota Cilegon", 106.05, -6.0}, {"lebak", "Lebak"}};
  b.facilities = {{"utd", "UTD <b>"}, {"rs", "=RS()"}};
  b.periods = {{"ramadan-2018", "Ramadan", "ramadan", "2018-05-17", "2018-06-14"}};
  b.written = {{"run.horizon", "31 d"}, {"run.seed", "2"}};
  b.files = {{"scenario.toml", "title = \"x\"\n==> x <==\n"}, {"../base/districts.csv", "id\r\ny"}};
  return b;
}

}  // namespace

TEST_CASE("the kind of a period is its id without the year") {
  CHECK(kind_of_period("ramadan-2018") == "ramadan");
  CHECK(kind_of_period("lebaran-2018-b") == "lebaran");
  CHECK(kind_of_period("school-holiday-2018-06") == "school-holiday");
  CHECK(kind_of_period("fair") == "fair");
  CHECK(kind_of_period("fair-201") == "fair-201");
  CHECK(kind_of_period("-2018") == "");
}

TEST_CASE("what a page needs of a scenario is in its results, at any detail") {
  for (const Detail detail : {Detail::full, Detail::summary}) {
    const ScratchFolder folder;
    Results results = synthetic_results(detail);
    results.background = background_of_two_districts();
    results.arms[0].title_id = "seperti adanya";
    const std::filesystem::path path = folder.path / "r.h5";
    write_results(path, results);
    const hdf5::Handle file = hdf5::open_file(path);
    const auto texts = [&](const char* name) { return hdf5::read_texts(hdf5::open_dataset(file, name)); };
    CHECK(hdf5::text_attribute(file, "title_id") == "Uji coba");
    CHECK(hdf5::text_attribute(file, "start") == "2018-05-10");
    CHECK(hdf5::text_attribute(file, "seed_text") == "18446744073709551615");
    CHECK(texts("district") == Texts{"cilegon", "lebak"});
    CHECK(texts("district_name") == Texts{"Kota Cilegon", "Lebak"});
    CHECK(texts("facility") == Texts{"utd", "rs"});
    CHECK(texts("facility_name") == Texts{"UTD <b>", "=RS()"});
    CHECK(texts("arm_title_id") == Texts{"seperti adanya", ""});
    CHECK(texts("period_kind") == Texts{"ramadan"});
    CHECK(texts("written_key") == Texts{"run.horizon", "run.seed"});
    CHECK(texts("written_value") == Texts{"31 d", "2"});
    CHECK(texts("scenario_file") == Texts{"scenario.toml", "../base/districts.csv"});
    CHECK(texts("scenario_file_text")[0] == "title = \"x\"\n==> x <==\n");
    const auto longitude = hdf5::read_doubles(hdf5::open_dataset(file, "district_longitude"));
    CHECK(longitude[0] == 106.05);
    CHECK(std::isnan(longitude[1]));
    const hdf5::Handle first = hdf5::open_dataset(file, "period_first");
    CHECK(hdf5::text_attribute(first, "units") == "days since 1970-01-01");
    CHECK(hdf5::read_integers(first) == std::vector<std::int64_t>{17668});
    CHECK(hdf5::dimensions(first) == Texts{"period"});
    CHECK(ResultsReader(path).measures().size() == 7);  // none of it is taken for a measure
  }
}

TEST_CASE("women's names are there as texts too") {
  const ScratchFolder folder;
  Results results = synthetic_results();
  const std::uint64_t large = 0xfffffffffffffff1;
  results.replications[0].arms[0].deaths.push_back({large, 0, 0, 0, 0, LastMissing::transport});
  results.replications[1].arms[1].deaths.push_back({7, 0, 0, 0, 0, LastMissing::transport});
  write_results(folder.path / "r.h5", results);
  const hdf5::Handle file = hdf5::open_file(folder.path / "r.h5"),
                     dataset = hdf5::open_dataset(file, "death_woman_text");
  CHECK(hdf5::read_texts(dataset) == Texts{"18446744073709551601", "7"});
  CHECK(hdf5::dimensions(dataset) == Texts{"death"});
}
