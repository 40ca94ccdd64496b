#include "file/results.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <functional>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "core/check.hpp"
#include "core/units.hpp"
#include "file/canvas.hpp"
#include "file/checked_file.hpp"
#include "file/deaths_table.hpp"
#include "file/figure_text.hpp"
#include "file/probes_table.hpp"
#include "file/same_run.hpp"
#include "file/whole_file.hpp"
#include "model/policy/mechanism.hpp"
#include "version.hpp"

namespace darah {

namespace {

void write_attributes(hid_t root, const Results& results) {
  write_origin(root, results_type, results.title, results.seed);
  hdf5::set_attribute(root, "command_line", results.command_line);
  hdf5::set_attribute(root, "scenario_name", results.scenario_name);
  hdf5::set_attribute(root, "scenario_sha256", results.scenario_sha256);
  hdf5::set_attribute(root, "settings", results.settings);
  if (!results.figures.empty()) hdf5::set_attribute(root, "figures", figures_text(results.figures));
  hdf5::set_attribute(root, "slice", "1/1");
  hdf5::set_attribute(root, "detail", detail_labels[results.layout.detail()]);
  hdf5::set_attribute(root, "measured_days", results.measured_days);
  hdf5::set_attribute(root, "warm_up_days", results.warm_up_days);
  if (!results.precision.empty()) hdf5::set_attribute(root, "precision", results.precision);
  hdf5::set_attribute(root, "replications_requested", results.replications_requested);
  hdf5::set_attribute(root, "replications_complete", std::int64_t{std::ssize(results.replications)});
  hdf5::set_attribute(root, "complete", std::int64_t{results.complete()});
}

/// Values of all arms and replications, `take(outcome)` after `take(outcome)`, arm slowest.
template <class T, class Take>
std::vector<T> gather(const Results& results, Take&& take) {
  std::vector<T> all;
  for (std::size_t arm = 0; arm < results.arms.size(); ++arm) {
    for (const Replication& replication : results.replications) {
      const auto& values = take(replication.arms[arm]);
      all.insert(all.end(), std::begin(values), std::end(values));
    }
  }
  return all;
}

void write_measures(Canvas& canvas, const Results& results) {
  for (const Layout::Kept& kept : results.layout.kept()) {
    for (const std::string& dimension : kept.dimensions) {
      if (!canvas.has_scale(dimension)) write_scale(canvas, dimension, results.labels.at(dimension));
    }
  }
  for (const Layout::Kept& kept : results.layout.kept()) {
    std::vector<std::string> dimensions = {"arm", "replication"};
    dimensions.insert(dimensions.end(), kept.dimensions.begin(), kept.dimensions.end());
    const auto values = gather<std::int64_t>(results, [&](const Outcome& outcome) {
      return std::span(outcome.values).subspan(kept.offset, kept.size);
    });
    const Measure& m = kept.measure;
    const hdf5::Handle dataset =
        canvas.variable(std::string(m.name), dimensions, values, kept.unit, m.long_name);
    if (!m.denominator.empty()) hdf5::set_attribute(dataset, "denominator", m.denominator);
  }
}

void write_events(Canvas& canvas, const Results& results) {
  canvas.scale("event_kind", results.event_kinds, "kind of event");
  const auto signed_count = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  canvas.variable(
      "events", {"arm", "replication"},
      gather<std::int64_t>(results, [&](const Outcome& o) { return std::array{signed_count(o.events)}; }),
      "events", "events executed, warm-up included");
  canvas.variable("events_by_kind", {"arm", "replication", "event_kind"},
                  gather<std::int64_t>(results,
                                       [&](const Outcome& o) {
                                         std::vector<std::int64_t> counts;
                                         for (const std::uint64_t n : o.events_by_kind)
                                           counts.push_back(signed_count(n));
                                         return counts;
                                       }),
                  "events", "events executed by kind, warm-up included");
  canvas.variable("peak_pending", {"arm", "replication"},
                  gather<std::int64_t>(
                      results, [&](const Outcome& o) { return std::array{signed_count(o.peak_pending)}; }),
                  "events", "most events pending at a time");
}

/// How the baseline came to be, by the week.
void write_weekly(Canvas& canvas, const Results& results) {
  const auto weeks = results.labels.find("week");
  if (weeks == results.labels.end()) return;
  write_scale(canvas, "week", weeks->second);
  for (const Level level : every<Level>) {
    std::vector<std::int64_t> values;
    for (const Replication& replication : results.replications) {
      for (const StateLevels& at : replication.arms.front().weekly) values.push_back(at[level]);
    }
    const StateLevel& about = state_levels[level];
    canvas.variable(std::string(about.name), {"replication", "week"}, values, about.unit, about.long_name);
  }
}

/// What differs between equal runs.
void write_clock(Canvas& canvas, hid_t root, const Results& results) {
  const hdf5::Handle clock = hdf5::create_group(root, "clock");
  std::vector<double> seconds;
  for (const Replication& r : results.replications) seconds.push_back(r.wall_seconds);
  canvas.variable(clock, "wall_seconds", {"replication"}, seconds, "s",
                  "wall time of the replication, all arms");
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  hdf5::set_attribute(clock, "written", text.data());
  hdf5::set_attribute(clock, "wall_seconds_total", results.wall_seconds);
  hdf5::set_attribute(clock, "threads", results.threads);
  hdf5::set_attribute(clock, "peak_memory_bytes", results.peak_memory_bytes);
}

std::vector<char> image_of(const Results& results) {
  const hdf5::Handle file = hdf5::create_file();
  write_attributes(file, results);
  Canvas canvas(file);
  std::vector<std::int64_t> numbers;
  for (const Replication& r : results.replications) numbers.push_back(r.number);
  write_arm_scale(canvas, results.arms);
  canvas.scale("replication", numbers,
               "number of the replication, which keys its random numbers with the seed");
  write_arm_labels(canvas, results.arms);
  write_measures(canvas, results);
  write_events(canvas, results);
  write_deaths(canvas, results);
  if (results.layout.keeps_probes()) write_probes(canvas, results);
  write_weekly(canvas, results);
  write_background(canvas, results.background);
  write_clock(canvas, file, results);
  return hdf5::image(file);
}

void write_families(Canvas& canvas, std::span<const ArmLabel> arms) {
  std::vector<std::int64_t> families, subsets;
  for (const ArmLabel& arm : arms) {
    families.push_back(arm.member.family);
    subsets.push_back(arm.member.subset);
  }
  if (std::all_of(families.begin(), families.end(), [](std::int64_t family) { return family < 0; })) return;
  canvas.variable("arm_family", {"arm"}, families, "1",
                  "arm whose mechanisms are cut down in this one, by its place; -1: none");
  set_flags(canvas.variable("arm_subset", {"arm"}, subsets, "1",
                            "mechanisms in force in this one, of the arm whose mechanisms are cut down"),
            mechanism_labels, true);
}

}  // namespace

void write_arm_scale(Canvas& canvas, std::span<const ArmLabel> arms) {
  std::vector<std::string> names;
  for (const ArmLabel& arm : arms) names.push_back(arm.name);
  canvas.scale("arm", names, "arm of the scenario");
}

void write_arm_labels(Canvas& canvas, std::span<const ArmLabel> arms) {
  std::vector<std::string> titles, titles_id;
  for (const ArmLabel& arm : arms) {
    titles.push_back(arm.title);
    titles_id.push_back(arm.title_id);
  }
  canvas.variable("arm_title", {"arm"}, titles, "", "what the arm stands for");
  canvas.variable("arm_title_id", {"arm"}, titles_id, "",
                  "what the arm stands for, in Indonesian; empty where nobody wrote it");
  write_families(canvas, arms);
}

constexpr std::int64_t hash_bits = (std::int64_t{1} << 48) - 1;

Layout::Layout(std::span<const Measure> measures, const Labels& labels, Detail detail) : detail_(detail) {
  for (const Measure& measure : measures) {
    Kept kept{measure, unit_of_results(measure.unit), {}, {}, size_, 1};
    std::array<std::size_t, 4> length = {1, 1, 1, 1}, step = {0, 0, 0, 0};
    for (std::size_t d = 0; d < length.size() && !measure.dimensions[d].empty(); ++d) {
      const auto found = labels.find(measure.dimensions[d]);
      DARAH_VALIDATE(found != labels.end(), "no labels of dimension " + std::string(measure.dimensions[d]));
      length[d] = found->second.size();
    }
    for (std::size_t d = length.size(); d-- > 0;) {
      if (measure.dimensions[d].empty() || summed_over(measure.dimensions[d], detail)) continue;
      step[d] = kept.size;
      kept.size *= length[d];
      kept.dimensions.emplace(kept.dimensions.begin(), measure.dimensions[d]);
      kept.length.insert(kept.length.begin(), length[d]);
    }
    for (std::size_t i = 0; i < length[0] * length[1] * length[2] * length[3]; ++i) {
      std::size_t target = size_, rest = i;
      for (std::size_t d = length.size(); d-- > 0; rest /= length[d]) target += rest % length[d] * step[d];
      kind_.push_back(measure.unit == "1"             ? Value::hash
                      : in_microseconds(measure.unit) ? Value::time
                                                      : Value::count);
      target_.push_back(static_cast<std::uint32_t>(target));
    }
    size_ += kept.size;
    kept_.push_back(std::move(kept));
  }
}

std::vector<std::int64_t> Layout::reduce(std::span<const std::int64_t> values) const {
  DARAH_VALIDATE(values.size() == target_.size(), "an outcome has other measures than its file");
  std::vector<std::int64_t> sums(size_, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::int64_t& sum = sums[target_[i]];
    const std::int64_t value = kind_[i] == Value::time ? nearest_second(values[i]) : values[i];
    const bool overflow = __builtin_add_overflow(sum, value, &sum);
    if (kind_[i] == Value::hash)
      sum &= hash_bits;
    else
      DARAH_VALIDATE(!overflow, "a sum of results does not fit 64 bits");
  }
  return sums;
}

std::size_t Variable::block_size() const {
  return std::accumulate(length.begin() + 2, length.end(), std::size_t{1}, std::multiplies<>());
}

std::span<const std::int64_t> Variable::block(ArmPlace arm, std::size_t replication) const {
  const std::size_t size = block_size();
  return std::span(values).subspan((static_cast<std::size_t>(arm) * length[1] + replication) * size, size);
}

std::string_view this_commit() { return git_commit; }

void write_results(const std::filesystem::path& path, const Results& results) {
  write_whole(path, [&] { return image_of(results); });
}

template <class Read>
auto ResultsReader::guarded(const Piece& piece, Read&& read) const {
  try {
    return read();
  } catch (const FileError& error) {
    throw FileError(piece.path.string() + ": damaged: " + error.what());
  }
}

template <class Read>
auto ResultsReader::guarded(Read&& read) const {
  return guarded(pieces_.front(), std::forward<Read>(read));
}

ResultsReader::ResultsReader(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  if (std::filesystem::is_directory(path_, error)) {
    const std::vector<std::filesystem::path> files = files_in(path_, ".h5");
    if (files.empty()) throw FileError(path_.string() + ": a folder without a piece of a run");
    for (const auto& file : files) open(file);
  } else {
    open(path_);
  }
  for (std::size_t p = 0; p < pieces_.size(); ++p) {
    for (std::size_t i = 0; i < pieces_[p].numbers.size(); ++i)
      order_.push_back({pieces_[p].numbers[i], p, i});
  }
  std::sort(order_.begin(), order_.end());
  const auto twice = std::adjacent_find(order_.begin(), order_.end(),
                                        [](const Place& a, const Place& b) { return a.number == b.number; });
  if (twice != order_.end())
    throw FileError(fmt::format("{}: replication {} stands in it twice", path_.string(), twice->number));
  arms_ = labels("arm");
  guarded([&] { read_members(); });
  guarded([&] {
    for (const std::string& name : hdf5::datasets(file())) {
      const std::vector<std::string> dimensions = hdf5::dimensions(hdf5::open_dataset(file(), name));
      if (dimensions.size() >= 2 && dimensions[0] == "arm" && dimensions[1] == "replication")
        measures_.push_back(name);
    }
  });
}

void ResultsReader::open(const std::filesystem::path& path) {
  Piece piece{path, open_checked(path, results_type, "results of darah"), {}};
  piece.numbers =
      guarded(piece, [&] { return hdf5::read_integers(hdf5::open_dataset(piece.file, "replication")); });
  if (!pieces_.empty()) {
    const std::string differs =
        guarded(piece, [&] { return difference(identity_of(file()), identity_of(piece.file)); });
    if (!differs.empty()) {
      throw FileError(fmt::format("{}: is of another run than {}: {}", path.string(),
                                  pieces_.front().path.string(), differs));
    }
  }
  pieces_.push_back(std::move(piece));
}

void ResultsReader::read_members() {
  members_.resize(arms_.size());
  if (!hdf5::has_dataset(file(), "arm_family")) return;
  const auto families = hdf5::read_integers(hdf5::open_dataset(file(), "arm_family")),
             subsets = hdf5::read_integers(hdf5::open_dataset(file(), "arm_subset"));
  if (families.size() != arms_.size() || subsets.size() != arms_.size())
    throw FileError("families of arms are not one for each arm");
  for (std::size_t a = 0; a < arms_.size(); ++a) {
    const std::int64_t family = families[a];
    const bool sound = family >= -1 && family < std::ssize(arms_) && subsets[a] >= 0 &&
                       subsets[a] < std::int64_t{1} << mechanism_labels.size() &&
                       (family < 0 || families[static_cast<std::size_t>(family)] == family);
    if (!sound) throw FileError("arm_family or arm_subset of " + arms_[a] + " is out of range");
    members_[a] = {family, static_cast<std::uint32_t>(subsets[a])};
  }
}

/// The measure that a file of before there were probes has under another name.
std::string_view ResultsReader::kept_as(std::string_view measure) const {
  const auto keeps = [&](std::string_view name) {
    return std::find(measures_.begin(), measures_.end(), name) != measures_.end();
  };
  if (keeps(measure)) return measure;
  constexpr std::string_view before = "deaths_conditional";
  return measure == "deaths_expected" && keeps(before) ? before : std::string_view();
}

bool ResultsReader::has(std::string_view measure) const { return !kept_as(measure).empty(); }

Variable ResultsReader::measure(const std::string& name) const {
  const std::string kept(kept_as(name));
  if (kept.empty()) throw FileError(path_.string() + ": has no measure " + name);
  Variable v;
  std::vector<std::vector<std::int64_t>> values;
  for (const Piece& piece : pieces_) {
    guarded(piece, [&] {
      const hdf5::Handle dataset = hdf5::open_dataset(piece.file, kept);
      const std::vector<std::string> dimensions = hdf5::dimensions(dataset);
      std::vector<std::size_t> length = hdf5::shape(dataset);
      if (length.size() < 2 || length[0] != arms_.size() || length[1] != piece.numbers.size())
        throw FileError(name + " has an odd shape");
      length[1] = order_.size();
      if (values.empty()) {
        v = {name,
             hdf5::text_attribute(dataset, "units"),
             hdf5::text_attribute(dataset, "long_name"),
             hdf5::text_attribute(dataset, "denominator"),
             dimensions,
             length,
             {}};
      }
      if (v.dimensions != dimensions || v.length != length)
        throw FileError(name + " has another shape than in other pieces");
      values.push_back(hdf5::read_integers(dataset));
      if (in_microseconds(v.unit)) {  // of format 1
        v.unit = unit_of_results(v.unit);
        std::transform(values.back().begin(), values.back().end(), values.back().begin(), nearest_second);
      }
    });
  }
  const std::size_t block = v.block_size();
  if (pieces_.size() == 1 && std::is_sorted(pieces_.front().numbers.begin(), pieces_.front().numbers.end())) {
    v.values = std::move(values.front());
    return v;
  }
  for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
    for (const Place& at : order_) {
      const auto begin =
          values[at.piece].begin() +
          static_cast<std::ptrdiff_t>((arm * pieces_[at.piece].numbers.size() + at.index) * block);
      v.values.insert(v.values.end(), begin, begin + static_cast<std::ptrdiff_t>(block));
    }
  }
  return v;
}

std::vector<std::string> ResultsReader::labels(const std::string& dimension) const {
  if (dimension == "replication") {
    std::vector<std::string> numbers;
    for (const Place& at : order_) numbers.push_back(std::to_string(at.number));
    return numbers;
  }
  return guarded([&] {
    const hdf5::Handle dataset = hdf5::open_dataset(file(), dimension);
    if (hdf5::is_text(dataset)) return hdf5::read_texts(dataset);
    std::vector<std::string> labels;
    for (const std::int64_t value : hdf5::read_integers(dataset)) {
      const Date date{static_cast<int>(value)};
      labels.push_back(dimension == "month"                        ? to_text(date).substr(0, 7)
                       : dimension == "day" || dimension == "week" ? to_text(date)
                                                                   : std::to_string(value));
    }
    return labels;
  });
}

std::vector<DeathRow> ResultsReader::deaths() const {
  std::vector<DeathRow> rows;
  for (const Piece& piece : pieces_) {
    guarded(piece, [&] {
      for (const DeathRecord& record : read_deaths(piece.file, arms_.size(), piece.numbers))
        rows.push_back({ArmPlace{record.arm}, record.replication, record.death.woman, record.death.district});
    });
  }
  if (pieces_.size() > 1) {
    std::stable_sort(rows.begin(), rows.end(), [](const DeathRow& a, const DeathRow& b) {
      return std::tie(a.arm, a.replication) < std::tie(b.arm, b.replication);
    });
  }
  return rows;
}

std::optional<std::vector<ProbeRow>> ResultsReader::probes() const {
  std::vector<ProbeRow> rows;
  for (const Piece& piece : pieces_) {
    if (!hdf5::has_dataset(piece.file, "probe_woman")) return {};
    guarded(piece, [&] {
      for (ProbeRow& row : read_probes(piece.file, arms_.size(), piece.numbers))
        rows.push_back(std::move(row));
    });
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const ProbeRow& a, const ProbeRow& b) { return a.replication < b.replication; });
  return rows;
}

std::vector<Figure> ResultsReader::figures() const {
  return guarded([&] {
    std::vector<Figure> figures = read_figures_text(hdf5::text_attribute(file(), "figures"));
    for (Figure& figure : figures) {
      for (std::vector<FigureTerm>* terms : {&figure.of, &figure.over}) {
        for (FigureTerm& term : *terms) {
          // Format 1 kept times in microseconds.
          if (has(term.measure) &&
              in_microseconds(hdf5::text_attribute(hdf5::open_dataset(file(), term.measure), "units")))
            term.factor *= 1e6;
        }
      }
    }
    return figures;
  });
}

std::string ResultsReader::text(const std::string& attribute) const {
  return guarded([&] { return hdf5::text_attribute(file(), attribute); });
}

std::int64_t ResultsReader::integer(const std::string& attribute) const {
  return guarded([&] { return hdf5::integer_attribute(file(), attribute); });
}

}  // namespace darah
