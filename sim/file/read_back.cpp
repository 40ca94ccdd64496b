#include <algorithm>
#include <string>
#include <vector>

#include "file/checked_file.hpp"
#include "file/deaths_table.hpp"
#include "file/probes_table.hpp"
#include "file/results.hpp"
#include "file/same_run.hpp"

/// The way back of what results.cpp writes.

namespace darah {
namespace {

/// The values of a measure or count, replication by replication and arm by arm.
class Column {
 public:
  Column(hid_t file, const std::string& name, std::size_t arms, std::size_t replications, std::size_t block)
      : values_(hdf5::read_integers(hdf5::open_dataset(file, name))),
        replications_(replications),
        block_(block) {
    if (values_.size() != arms * replications * block) throw FileError(name + " has an odd shape");
  }
  std::span<const std::int64_t> of(std::size_t arm, std::size_t replication) const {
    return std::span(values_).subspan((arm * replications_ + replication) * block_, block_);
  }

 private:
  std::vector<std::int64_t> values_;
  std::size_t replications_, block_;
};

std::uint64_t count(std::int64_t n) {
  if (n < 0) throw FileError("a negative count");
  return static_cast<std::uint64_t>(n);
}

/// The deaths of each replication, which were written arm by arm.
void take_deaths(hid_t file, std::vector<Replication>& replications, std::size_t arms,
                 const std::vector<std::int64_t>& numbers) {
  for (DeathRecord& record : read_deaths(file, arms, numbers)) {
    const auto of = std::find(numbers.begin(), numbers.end(), record.replication) - numbers.begin();
    replications[static_cast<std::size_t>(of)].arms[record.arm].deaths.push_back(record.death);
  }
}

void take_probes(hid_t file, std::vector<Replication>& replications, std::size_t arms,
                 const std::vector<std::int64_t>& numbers) {
  for (const ProbeRow& row : read_probes(file, arms, numbers)) {
    const auto of = std::find(numbers.begin(), numbers.end(), row.replication) - numbers.begin();
    for (std::size_t a = 0; a < arms; ++a) {
      if (row.micro[a] == 0) continue;
      replications[static_cast<std::size_t>(of)].arms[a].probed.push_back(
          {row.woman, row.micro[a], static_cast<std::uint16_t>(row.district),
           static_cast<std::uint8_t>(row.cause)});
    }
  }
}

void read_weekly(hid_t file, std::vector<Replication>& replications, std::size_t weeks) {
  for (Replication& replication : replications) replication.arms.front().weekly.resize(weeks);
  for (const Level level : every<Level>) {
    const Column column(file, std::string(state_levels[level].name), 1, replications.size(), weeks);
    for (std::size_t r = 0; r < replications.size(); ++r) {
      for (std::size_t w = 0; w < weeks; ++w)
        replications[r].arms.front().weekly[w][level] = column.of(0, r)[w];
    }
  }
}

}  // namespace

std::vector<Replication> read_replications(const std::filesystem::path& path, const Results& like) {
  const hdf5::Handle file = open_checked(path, results_type, "results of darah");
  try {
    if (const std::string differs = difference(identity_of(like), identity_of(file)); !differs.empty())
      throw FileError("is of another run: " + differs);
    const std::vector<std::int64_t> numbers = hdf5::read_integers(hdf5::open_dataset(file, "replication"));
    const std::vector<double> seconds =
        hdf5::read_doubles(hdf5::open_dataset(hdf5::open_group(file, "clock"), "wall_seconds"));
    if (seconds.size() != numbers.size()) throw FileError("wall_seconds has an odd shape");
    const std::size_t arms = like.arms.size(), n = numbers.size(), kinds = like.event_kinds.size();
    std::vector<Replication> replications;
    for (std::size_t r = 0; r < n; ++r)
      replications.push_back({numbers[r], seconds[r], std::vector<Outcome>(arms)});
    const auto each = [&](const std::string& name, std::size_t block, auto&& take) {
      const Column column(file, name, arms, n, block);
      for (std::size_t a = 0; a < arms; ++a) {
        for (std::size_t r = 0; r < n; ++r) take(replications[r].arms[a], column.of(a, r));
      }
    };
    for (const Layout::Kept& kept : like.layout.kept()) {
      each(std::string(kept.measure.name), kept.size,
           [&](Outcome& outcome, std::span<const std::int64_t> values) {
             outcome.values.insert(outcome.values.end(), values.begin(), values.end());
           });
    }
    each("events", 1, [](Outcome& outcome, auto values) { outcome.events = count(values[0]); });
    each("peak_pending", 1, [](Outcome& outcome, auto values) { outcome.peak_pending = count(values[0]); });
    each("events_by_kind", kinds, [](Outcome& outcome, auto values) {
      for (const std::int64_t value : values) outcome.events_by_kind.push_back(count(value));
    });
    take_deaths(file, replications, arms, numbers);
    take_probes(file, replications, arms, numbers);
    if (const auto weeks = like.labels.find("week"); weeks != like.labels.end())
      read_weekly(file, replications, weeks->second.size());
    return replications;
  } catch (const FileError& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

}  // namespace darah
