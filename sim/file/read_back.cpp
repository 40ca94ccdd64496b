#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "file/checked_file.hpp"
#include "file/results.hpp"

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

/// The same run, as far as what its replications are goes.
void require_same(hid_t file, const Results& like) {
  const auto same = [&](const char* attribute, const std::string& value) {
    if (hdf5::text_attribute(file, attribute) != value)
      throw FileError(fmt::format("is of another run: its {} differs", attribute));
  };
  same("scenario_sha256", like.scenario_sha256);
  same("settings", like.settings);
  same("git_commit", std::string(this_commit()));
  if (hdf5::unsigned_attribute(file, "seed") != like.seed)
    throw FileError("is of another run: its seed differs");
  std::vector<std::string> arms;
  for (const ArmLabel& arm : like.arms) arms.push_back(arm.name);
  if (hdf5::read_texts(hdf5::open_dataset(file, "arm")) != arms)
    throw FileError("is of another run: its arms differ");
}

void read_deaths(hid_t file, std::vector<Replication>& replications, std::size_t arms) {
  const auto column = [&](const char* name) { return hdf5::read_integers(hdf5::open_dataset(file, name)); };
  const std::vector<std::uint64_t> woman = hdf5::read_unsigned(hdf5::open_dataset(file, "death_woman"));
  const auto arm = column("death_arm"), replication = column("death_replication"),
             time = column("death_time"), district = column("death_district"), cause = column("death_cause"),
             place = column("death_place"), missing = column("death_last_missing"),
             saved_by = column("death_saved_by");
  for (const auto* values : {&arm, &replication, &time, &district, &cause, &place, &missing, &saved_by}) {
    if (values->size() != woman.size()) throw FileError("columns of the table of deaths differ in length");
  }
  for (std::size_t i = 0; i < woman.size(); ++i) {
    const auto of = std::find_if(replications.begin(), replications.end(),
                                 [&](const Replication& r) { return r.number == replication[i]; });
    if (of == replications.end() || arm[i] < 0 || static_cast<std::size_t>(arm[i]) >= arms)
      throw FileError("a death in no arm or replication");
    of->arms[static_cast<std::size_t>(arm[i])].deaths.push_back(
        {woman[i], time[i] * 1'000'000, static_cast<std::uint16_t>(district[i]),
         static_cast<std::uint8_t>(cause[i]), static_cast<std::uint8_t>(place[i]),
         static_cast<LastMissing>(missing[i]), static_cast<std::uint8_t>(saved_by[i])});
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
    require_same(file, like);
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
    read_deaths(file, replications, arms);
    if (const auto weeks = like.labels.find("week"); weeks != like.labels.end())
      read_weekly(file, replications, weeks->second.size());
    return replications;
  } catch (const FileError& error) {
    throw FileError(path.string() + ": " + error.what());
  }
}

}  // namespace darah
