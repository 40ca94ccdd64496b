#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <ctime>
#include <limits>
#include <numeric>

#include "compare/synthetic.hpp"
#include "core/check.hpp"
#include "file/files.hpp"
#include "file/results.hpp"
#include "file/seal.hpp"
#include "model/world/world.hpp"

using namespace darah;
using namespace darah::testing;
using Catch::Contains;

TEST_CASE("a layout sums over what its detail leaves out") {
  std::vector<std::int64_t> values(24);
  std::iota(values.begin(), values.end(), 0);

  const Layout full(synthetic_measures, synthetic_labels(), Detail::full);
  CHECK(full.reduce(values) == values);

  const Layout year(synthetic_measures, synthetic_labels(), Detail::district_year);
  // births 0..5 by district and month; deaths 6..17 by district, month, cause; delays 18..21; hashes 22, 23
  CHECK(year.reduce(values) == std::vector<std::int64_t>{3, 12, 24, 27, 42, 45, 18, 19, 20, 21, 22, 23});
  CHECK(year.kept()[1].dimensions == std::vector<std::string>{"district", "cause"});

  const Layout summary(synthetic_measures, synthetic_labels(), Detail::summary);
  CHECK(summary.reduce(values) == std::vector<std::int64_t>{15, 66, 72, 18, 19, 20, 21, 45});
  CHECK(summary.kept()[0].dimensions.empty());
  CHECK(summary.size() == 8);
}

TEST_CASE("days are kept at full detail alone, with four dimensions in one measure") {
  constexpr std::array<Measure, 2> measures = {{
      {"stock", "units", {"utd", "day"}, "stock"},
      {"asked", "requests", {"utd", "day", "month", "cause"}, "requests"},
  }};
  Labels labels = synthetic_labels();
  labels["utd"] = {"a", "b"};
  labels["day"] = {"2018-01-31", "2018-02-01", "2018-02-02"};
  std::vector<std::int64_t> values(6 + 36);
  std::iota(values.begin(), values.end(), 0);
  CHECK(Layout(measures, labels, Detail::full).reduce(values) == values);
  for (const Detail detail : {Detail::district_year, Detail::summary}) {
    const Layout layout(measures, labels, detail);
    CHECK(layout.kept()[0].dimensions == std::vector<std::string>{"utd"});
    CHECK(layout.kept()[1].dimensions == std::vector<std::string>{"utd", "cause"});
    // 6, 8, ... 22 of the first blood centre and cause: 9 values of mean 14
    CHECK(layout.reduce(values) == std::vector<std::int64_t>{3, 12, 126, 135, 288, 297});
  }

  const ScratchFolder folder;
  Results results = synthetic_results();
  results.labels = labels;
  results.layout = Layout(measures, labels, Detail::full);
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) outcome.values = values;
  }
  write_results(folder.path / "r.h5", results);
  const ResultsReader reader(folder.path / "r.h5");
  CHECK(reader.labels("day") == labels["day"]);
  CHECK(reader.measure("stock").dimensions == std::vector<std::string>{"arm", "replication", "utd", "day"});
  const hdf5::Handle file = hdf5::open_file(folder.path / "r.h5"), day = hdf5::open_dataset(file, "day");
  CHECK(hdf5::text_attribute(day, "units") == "days since 1970-01-01");
}

TEST_CASE("sums that overflow are refused, hashes wrap") {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Layout summary(synthetic_measures, synthetic_labels(), Detail::summary);
  std::vector<std::int64_t> values(24, 0);
  values[22] = values[23] = most;
  CHECK(summary.reduce(values).back() == (std::int64_t{1} << 48) - 2);
  values[0] = values[1] = most;
  CHECK_THROWS_WITH(summary.reduce(values), Contains("does not fit 64 bits"));
  CHECK_THROWS_AS(summary.reduce(std::vector<std::int64_t>(23)), CheckFailure);
}

TEST_CASE("worlds count time in microseconds, files keep it in seconds, whatever is summed first") {
  constexpr std::array<Measure, 2> timed = {
      {{"stock_time", "unit us", {"district", "month"}, "time-integral"},
       {"waits", "us", {"district"}, "sum of waits"}}};
  Results results = synthetic_results();
  const std::vector<std::int64_t> values = {1'499'999, 1'500'000, 7'000'000'000'000, 0,
                                            400'000,   2'000'000, -1'500'000,        60'000'000};
  const Layout full(timed, results.labels, Detail::full), summary(timed, results.labels, Detail::summary);
  CHECK(full.reduce(values) == std::vector<std::int64_t>{1, 2, 7'000'000, 0, 0, 2, -2, 60});
  CHECK(summary.reduce(values) == std::vector<std::int64_t>{7'000'005, 58});
  CHECK(full.kept()[0].unit == "unit s");
  CHECK(full.kept()[1].unit == "s");

  // A file of format 1, which kept microseconds.
  constexpr std::array<Measure, 2> counted = {{{"stock_time", "s", {"district", "month"}, "time-integral"},
                                               {"births", "births", {"district"}, "live births"}}};
  Figure figure;
  figure.of = {{1, "stock_time", {}}, {2, "births", {}}};
  figure.over = {{3, "stock_time", {}}};
  results.figures = {figure};
  results.layout = Layout(counted, results.labels, Detail::full);
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) outcome.values = {1'499'999, 1'500'000, 0, 0, 0, 0, 5, 6};
  }
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", results);
  {
    const hdf5::Handle file(H5Fopen((folder.path / "r.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose,
                            "open");
    hdf5::replace_text(hdf5::open_dataset(file, "stock_time"), "units", "us");
  }
  seal(folder.path / "r.h5");
  const ResultsReader reader(folder.path / "r.h5");
  const Variable stock = reader.measure("stock_time");
  CHECK(stock.unit == "s");
  CHECK(stock.values[0] == 1);
  CHECK(stock.values[1] == 2);
  CHECK(reader.measure("births").values[0] == 5);
  const Figure read = reader.figures().at(0);
  CHECK(read.of[0].factor == 1e6);
  CHECK(read.of[1].factor == 2);
  CHECK(read.over[0].factor == 3e6);
}

TEST_CASE("what is written is read back") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  Results results = synthetic_results();
  results.replications[1].arms[1].deaths = {{0xf000000000000001, 5'000'000, 1, 1, 3, LastMissing::blood},
                                            {7, -1, 0, 0, 0, LastMissing::decision}};
  write_results(path, results);

  const ResultsReader reader(path);
  CHECK(reader.arms() == std::vector<std::string>{"as-2018", "no-mou"});
  CHECK(reader.replications() == 3);
  CHECK(reader.measures() == std::vector<std::string>{"births", "deaths_true", "delay_time", "exogenous",
                                                      "events", "events_by_kind", "peak_pending"});
  CHECK(reader.labels("month") == std::vector<std::string>{"2018-01", "2018-02", "2018-03"});
  CHECK(reader.labels("duration_bin") == std::vector<std::string>{"0", "300"});
  CHECK(reader.text("title") == "Uji coba: ä");
  CHECK(reader.text("command_line").size() == 100'000);
  CHECK(reader.integer("complete") == 1);

  const Variable deaths = reader.measure("deaths_true");
  CHECK(deaths.unit == "deaths");
  CHECK(deaths.denominator == "births");
  CHECK(deaths.dimensions == std::vector<std::string>{"arm", "replication", "district", "month", "cause"});
  CHECK(deaths.length == std::vector<std::size_t>{2, 3, 2, 3, 2});
  std::size_t i = 0;
  for (std::size_t a = 0; a < 2; ++a) {
    for (std::size_t r = 0; r < 3; ++r) {
      for (std::size_t k = 0; k < 12; ++k) CHECK(deaths.values[i++] == synthetic_value(a, r, 6 + k));
    }
  }
  CHECK(reader.deaths() ==
        std::vector<DeathRow>{{ArmPlace{1}, 1, 0xf000000000000001, 1}, {ArmPlace{1}, 1, 7, 0}});
  CHECK(!std::filesystem::exists(folder.path / "r.h5.part"));
}

TEST_CASE("a file without deaths, and one cut short") {
  const ScratchFolder folder;
  write_results(folder.path / "r.h5", synthetic_results(Detail::summary, 2));
  const ResultsReader reader(folder.path / "r.h5");
  CHECK(reader.deaths().empty());
  CHECK(reader.integer("complete") == 0);
  CHECK(reader.integer("replications_complete") == 2);
  CHECK(reader.measure("births").dimensions == std::vector<std::string>{"arm", "replication"});
}

/// How a dataset lies in its file.
struct Stored {
  std::vector<hsize_t> chunk;  ///< none: in one piece
  std::vector<H5Z_filter_t> filters;
  unsigned level = 0;  ///< of deflation
};

Stored stored(const std::filesystem::path& path, const std::string& name) {
  const hdf5::Handle file = hdf5::open_file(path), dataset = hdf5::open_dataset(file, name);
  const hdf5::Handle plist(H5Dget_create_plist(dataset), H5Pclose, "read a property list");
  Stored result;
  if (H5Pget_layout(plist) == H5D_CHUNKED) {
    result.chunk.resize(hdf5::shape(dataset).size());
    H5Pget_chunk(plist, static_cast<int>(result.chunk.size()), result.chunk.data());
  }
  for (int i = 0; i < H5Pget_nfilters(plist); ++i) {
    unsigned flags = 0, values = 0;
    std::size_t count = 1;
    const auto index = static_cast<unsigned>(i);
    result.filters.push_back(H5Pget_filter2(plist, index, &flags, &count, &values, 0, nullptr, nullptr));
    if (result.filters.back() == H5Z_FILTER_DEFLATE) result.level = values;
  }
  return result;
}

TEST_CASE("large measures are cut into chunks of at most 1 MiB and come back whole") {
  const ScratchFolder folder;
  const std::array<Measure, 1> large = {{{"stock", "units", {"district", "month", "cause"}, "stock"}}};
  Results results = synthetic_results();
  results.labels["district"].resize(600);
  for (std::size_t d = 0; d < 600; ++d) results.labels["district"][d] = "d" + std::to_string(d);
  results.labels["month"].clear();
  for (int year = 2000; year < 2010; ++year) {
    for (int month = 10; month < 13; ++month) {
      results.labels["month"].push_back(std::to_string(year) + '-' + std::to_string(month));
    }
  }
  results.labels["cause"].clear();
  for (int cause = 0; cause < 20; ++cause) results.labels["cause"].push_back("c" + std::to_string(cause));
  results.layout = Layout(large, results.labels, Detail::full);
  for (Replication& replication : results.replications) {
    for (Outcome& outcome : replication.arms) {
      outcome.values.resize(results.layout.size());
      std::iota(outcome.values.begin(), outcome.values.end(), replication.number);
    }
  }
  write_results(folder.path / "r.h5", results);
  const Variable stock = ResultsReader(folder.path / "r.h5").measure("stock");
  REQUIRE(stock.values.size() == 2 * 3 * 360'000);
  CHECK(stock.values[0] == 0);
  CHECK(stock.values[360'000] == 1);
  CHECK(stock.values.back() == 2 + 359'999);

  const Stored large_one = stored(folder.path / "r.h5", "stock");
  // Whole months and causes; as many districts as 1 MiB holds.
  CHECK(large_one.chunk == std::vector<hsize_t>{1, 1, 218, 30, 20});
  CHECK(large_one.filters == std::vector<H5Z_filter_t>{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE});
  CHECK(large_one.level == 1);
  const Stored small_one = stored(folder.path / "r.h5", "peak_pending");
  CHECK(small_one.chunk.empty());
  CHECK(small_one.filters.empty());
}

TEST_CASE(
    "equal results written at different seconds are equal byte for byte but for when they were written") {
  const ScratchFolder folder;
  const auto written_at = [&](std::time_t after) {
    const timespec pause{0, 20'000'000};
    while (std::time(nullptr) <= after) nanosleep(&pause, nullptr);
    write_results(folder.path / "r.h5", synthetic_results());
    const hdf5::Handle file = hdf5::open_file(folder.path / "r.h5");
    const std::string written = hdf5::text_attribute(hdf5::open_group(file, "clock"), "written");
    std::string bytes = content(folder.path / "r.h5");
    bytes.resize(bytes.size() - 40);  // its seal
    const std::size_t at = bytes.find(written);
    REQUIRE(at != std::string::npos);
    bytes.erase(at, written.size());
    CHECK(bytes.find(written) == std::string::npos);
    return std::pair{written, bytes};
  };
  const auto first = written_at(0), second = written_at(std::time(nullptr));
  CHECK(first.first != second.first);
  CHECK(first.second == second.second);
}

TEST_CASE("foreign and damaged files are told from one another") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  CHECK_THAT(failure_of(path), Contains("no such file"));
  CHECK_THAT(failure_of(folder.path), Contains("a folder without a piece of a run"));
  put(path, "");
  CHECK_THAT(failure_of(path), Contains("is no HDF5 file"));
  put(path, "title = \"a scenario\"");
  CHECK_THAT(failure_of(path), Contains("is no HDF5 file"));

  const auto write_image = [&](auto&& fill) {
    const hdf5::Handle file = hdf5::create_file();
    fill(file);
    const std::vector<char> bytes = hdf5::image(file);
    put(path, {bytes.data(), bytes.size()});
  };
  write_image([](hid_t) {});
  CHECK_THAT(failure_of(path), Contains("no results of darah"));
  write_image([](hid_t file) {
    hdf5::set_attribute(file, "filetype", "darah results");
    hdf5::set_attribute(file, "format_version", "9.0");
  });
  CHECK_THAT(failure_of(path), Contains("its format is 9.0; this program reads 2.x and 1.0"));
  write_image([](hid_t file) {
    hdf5::set_attribute(file, "filetype", "darah results");
    hdf5::set_attribute(file, "format_version", "1.0");
  });
  CHECK_THAT(failure_of(path), Contains("damaged: it lacks the dimension arm"));
  write_image([](hid_t file) { hdf5::set_attribute(file, "filetype", std::int64_t{1}); });
  CHECK_THAT(failure_of(path), Contains("filetype is not a single text"));
}

// Bytes overwritten amid the file are HDF5's to notice: 1.10.8 itself crashes on some, before this program
// sees any.
TEST_CASE("a file cut off anywhere is an error") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path / "r.h5";
  write_results(path, synthetic_results());
  const std::string whole = content(path);
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 40) {
    put(path, std::string_view(whole).substr(0, size));
    CHECK(!failure_of(path).empty());
  }
}

TEST_CASE("no measure has a name or unit that results files use otherwise") {
  for (const Measure& measure : measures()) {
    INFO(measure.name);
    for (const Measure& other : measures()) {
      CHECK(std::count(other.dimensions.begin(), other.dimensions.end(), measure.name) == 0);
    }
    CHECK(!measure.name.starts_with("death_"));
    // xarray turns these into time spans, and counts of them into nonsense.
    for (const std::string_view unit : {"days", "hours", "minutes", "seconds", "microseconds"}) {
      CHECK(measure.unit != unit);
    }
  }
}
