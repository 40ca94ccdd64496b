#include "file/probes_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "file/columns.hpp"
#include "model/mother/emergency_labels.hpp"

namespace darah {

namespace {

/// The probes of one replication, by the woman whose probe it is.
std::map<std::uint64_t, ProbeRow> rows_of(const Replication& replication) {
  std::map<std::uint64_t, ProbeRow> rows;
  for (std::size_t a = 0; a < replication.arms.size(); ++a) {
    for (const ProbedRisk& risk : replication.arms[a].probed) {
      ProbeRow& row = rows[risk.woman];
      row.replication = replication.number;
      row.woman = risk.woman;
      row.district = risk.district;
      row.cause = risk.cause;
      row.micro.resize(replication.arms.size());
      row.micro[a] = risk.micro;
    }
  }
  return rows;
}

}  // namespace

void write_probes(Canvas& canvas, const Results& results) {
  std::vector<std::int64_t> replication, district, cause, risk;
  std::vector<std::uint64_t> woman;
  for (const Replication& r : results.replications) {
    for (const auto& [name, row] : rows_of(r)) {
      replication.push_back(row.replication);
      woman.push_back(row.woman);
      district.push_back(static_cast<std::int64_t>(row.district));
      cause.push_back(static_cast<std::int64_t>(row.cause));
      risk.insert(risk.end(), row.micro.begin(), row.micro.end());
    }
  }
  canvas.growing_scale("probe", woman.size(), "row of the table of probes by which arms differ");
  const auto column = [&](const char* name, const auto& values, std::string_view long_name) {
    return canvas.variable(name, {"probe"}, values, "1", long_name);
  };
  column("probe_replication", replication, "number of the replication");
  column("probe_woman", woman, "name of the woman whose probe it is, the same in every arm");
  if (const auto known = results.labels.find("district"); known != results.labels.end())
    set_flags(column("probe_district", district, "district of residence, by its place"), known->second);
  set_flags(column("probe_cause", cause, "cause of the emergency"), cause_labels);
  canvas.variable("probe_deaths", {"probe", "arm"}, risk, "1e-6 deaths",
                  "deaths of the arm that are expected by this probe, her weight included");
}

std::vector<ProbeRow> read_probes(hid_t file, std::size_t arms, std::vector<std::int64_t> replications) {
  if (!hdf5::has_dataset(file, "probe_woman")) return {};
  std::sort(replications.begin(), replications.end());
  const std::vector<std::uint64_t> woman = hdf5::read_unsigned(hdf5::open_dataset(file, "probe_woman"));
  const std::size_t rows = woman.size();
  const bool by_district = hdf5::has_dataset(file, "probe_district");
  constexpr std::size_t any = std::numeric_limits<std::int64_t>::max();
  const auto replication = read_column(file, "probe_replication", rows, any),
             district = by_district ? read_column(file, "probe_district", rows, districts_in(file))
                                    : std::vector<std::int64_t>(rows),
             cause = read_column(file, "probe_cause", rows, cause_labels.size()),
             // More than a life is what a probe of a class with few may stand for.
      micro = read_column(file, "probe_deaths", rows * arms, std::size_t{1} << 40);
  std::vector<ProbeRow> table;
  table.reserve(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (!std::binary_search(replications.begin(), replications.end(), replication[i]))
      throw FileError(fmt::format("a probe in replication {}, which is not in the file", replication[i]));
    const auto begin = micro.begin() + static_cast<std::ptrdiff_t>(i * arms);
    table.push_back({replication[i],
                     woman[i],
                     static_cast<std::size_t>(district[i]),
                     static_cast<std::size_t>(cause[i]),
                     {begin, begin + static_cast<std::ptrdiff_t>(arms)}});
  }
  return table;
}

}  // namespace darah
