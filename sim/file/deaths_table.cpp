#include "file/deaths_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>

#include "file/columns.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/place/place_labels.hpp"

namespace darah {

namespace {

/// The times in microseconds.
std::vector<std::int64_t> times(hid_t file, std::size_t rows) {
  std::vector<std::int64_t> values = hdf5::read_integers(hdf5::open_dataset(file, "death_time"));
  if (values.size() != rows)
    throw FileError(fmt::format("death_time holds {} values; its table has {}", values.size(), rows));
  for (std::int64_t& value : values) {
    if (__builtin_mul_overflow(value, 1'000'000, &value))
      throw FileError("death_time holds a time beyond all runs");
  }
  return values;
}

}  // namespace

void write_deaths(Canvas& canvas, const Results& results) {
  std::vector<std::int64_t> arm, replication, time, district, cause, place, missing, saved_by;
  std::vector<std::uint64_t> woman;
  for (std::size_t a = 0; a < results.arms.size(); ++a) {
    for (const Replication& r : results.replications) {
      for (const Death& death : r.arms[a].deaths) {
        arm.push_back(static_cast<std::int64_t>(a));
        replication.push_back(r.number);
        woman.push_back(death.woman);
        time.push_back(death.time_us / 1'000'000);
        district.push_back(death.district);
        cause.push_back(death.cause);
        place.push_back(death.place);
        missing.push_back(static_cast<std::int64_t>(death.last_missing));
        saved_by.push_back(death.saved_by);
      }
    }
  }
  std::vector<std::string> arm_names;
  for (const ArmLabel& label : results.arms) arm_names.push_back(label.name);

  canvas.growing_scale("death", woman.size(), "row of the table of deaths");
  const auto column = [&](const char* name, const auto& values, std::string_view unit,
                          std::string_view long_name) {
    return canvas.variable(name, {"death"}, values, unit, long_name);
  };
  set_flags(column("death_arm", arm, "1", "arm in which the woman died, by its place"), arm_names);
  column("death_replication", replication, "1", "number of the replication");
  column("death_woman", woman, "1", "name of the woman, the same in every arm and replication");
  canvas.digits("death_woman_text", "death", woman, "name of the woman as text");
  column("death_time", time, "s", "time of death since measurement opened");
  if (const auto known = results.labels.find("district"); known != results.labels.end()) {
    set_flags(column("death_district", district, "1", "district of residence, by its place"), known->second);
  }
  set_flags(column("death_cause", cause, "1", "cause of death"), cause_labels);
  set_flags(column("death_place", place, "1", "place of death"), place_labels);
  set_flags(column("death_last_missing", missing, "1", "what the woman still lacked when she died"),
            last_missing_labels);
  set_flags(column("death_saved_by", saved_by, "1",
                   "delays any one of which, had it been zero, would have saved the woman"),
            delay_labels, true);
}

std::vector<DeathRecord> read_deaths(hid_t file, std::size_t arms, std::vector<std::int64_t> replications) {
  std::sort(replications.begin(), replications.end());
  const std::vector<std::uint64_t> woman = hdf5::read_unsigned(hdf5::open_dataset(file, "death_woman"));
  const std::size_t rows = woman.size();
  const auto of = [&](const char* name, std::size_t end) { return read_column(file, name, rows, end); };
  const auto arm = of("death_arm", arms), cause = of("death_cause", cause_labels.size()),
             place = of("death_place", place_labels.size()),
             missing = of("death_last_missing", last_missing_labels.size()),
             saved_by = of("death_saved_by", std::size_t{1} << delay_labels.size()),
             replication = of("death_replication", std::numeric_limits<std::int64_t>::max()),
             district = hdf5::has_dataset(file, "death_district") ? of("death_district", districts_in(file))
                                                                  : std::vector<std::int64_t>(rows),
             time = times(file, rows);
  std::vector<DeathRecord> records;
  records.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (!std::binary_search(replications.begin(), replications.end(), replication[i]))
      throw FileError(fmt::format("a death in replication {}, which is not in the file", replication[i]));
    records.push_back({static_cast<std::size_t>(arm[i]),
                       replication[i],
                       {woman[i], time[i], static_cast<std::uint16_t>(district[i]),
                        static_cast<std::uint8_t>(cause[i]), static_cast<std::uint8_t>(place[i]),
                        static_cast<LastMissing>(missing[i]), static_cast<std::uint8_t>(saved_by[i])}});
  }
  return records;
}

}  // namespace darah
