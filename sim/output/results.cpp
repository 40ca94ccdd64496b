#include "output/results.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <ctime>
#include <optional>
#include <utility>

#include "core/check.hpp"
#include "core/units.hpp"
#include "model/labels.hpp"
#include "output/figure_text.hpp"
#include "version.hpp"

namespace darah {

namespace {

constexpr std::string_view filetype = "darah results";
constexpr std::string_view format_version = "0.1";
constexpr hsize_t chunk_bytes = 1 << 20;
constexpr hsize_t value_bytes = 8;
// Below this a chunk's index costs more than compression saves.
constexpr hsize_t contiguous_bytes = 4096;

/// Whole trailing blocks of at most `chunk_bytes`: dimensions are cut from the slowest on.
std::vector<hsize_t> chunk_of(const std::vector<hsize_t>& length) {
  hsize_t total = value_bytes;
  for (const hsize_t n : length) total *= n;
  if (total <= contiguous_bytes) return {};
  std::vector<hsize_t> chunk(length);
  hsize_t block = value_bytes;
  for (std::size_t d = length.size(); d-- > 0;) {
    chunk[d] = std::clamp<hsize_t>(chunk_bytes / block, 1, length[d]);
    block *= chunk[d];
  }
  return chunk;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Writes variables of one file, with the scales it has made so far.
class Canvas {
 public:
  explicit Canvas(hid_t root) : root_(root) {}

  template <class T>
  hid_t scale(const std::string& name, const std::vector<T>& values, std::string_view long_name) {
    hdf5::Handle dataset = hdf5::write(root_, name, {{values.size()}}, std::span<const T>(values));
    hdf5::make_scale(dataset, name);
    hdf5::set_attribute(dataset, "long_name", long_name);
    return (scales_[name] = std::move(dataset));
  }

  /// The scale of deaths, which may be none: netCDF reads a dimension of length 0 only when it is unlimited.
  void growing_scale(const std::string& name, std::size_t size, std::string_view long_name) {
    std::vector<std::int64_t> values(size);
    for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<std::int64_t>(i);
    hdf5::Handle dataset =
        hdf5::write(root_, name, growing_shape(size), std::span<const std::int64_t>(values));
    hdf5::make_scale(dataset, name);
    hdf5::set_attribute(dataset, "long_name", long_name);
    growing_ = name;
    scales_[name] = std::move(dataset);
  }

  bool has_scale(const std::string& name) const { return scales_.contains(name); }

  template <class T>
  hdf5::Handle variable(hid_t parent, const std::string& name, const std::vector<std::string>& dimensions,
                        const std::vector<T>& values, std::string_view unit, std::string_view long_name) {
    hdf5::Shape shape;
    if (dimensions.front() == growing_) {
      shape = growing_shape(values.size());
    } else {
      for (const std::string& d : dimensions) shape.length.push_back(hdf5::shape(scales_.at(d)).front());
      if constexpr (!std::is_same_v<T, std::string>) shape.chunk = chunk_of(shape.length);
    }
    hdf5::Handle dataset = hdf5::write(parent, name, shape, std::span<const T>(values));
    for (unsigned axis = 0; axis < dimensions.size(); ++axis) {
      hdf5::attach_scale(dataset, axis, scales_.at(dimensions[axis]));
    }
    if (!unit.empty()) hdf5::set_attribute(dataset, "units", unit);
    hdf5::set_attribute(dataset, "long_name", long_name);
    return dataset;
  }
  template <class T>
  hdf5::Handle variable(const std::string& name, const std::vector<std::string>& dimensions,
                        const std::vector<T>& values, std::string_view unit, std::string_view long_name) {
    return variable(root_, name, dimensions, values, unit, long_name);
  }

 private:
  static hdf5::Shape growing_shape(std::size_t size) {
    return {{size}, {std::clamp<hsize_t>(size, 1024, chunk_bytes / value_bytes)}, true};
  }

  hid_t root_;
  std::map<std::string, hdf5::Handle> scales_;
  std::string growing_;
};

/// CF's stand-in for enumerations, which netCDF and xarray do not read: a name for each value, or for each
/// bit of it.
void set_flags(hid_t dataset, std::span<const std::string> labels, bool bits = false) {
  std::vector<std::int64_t> values;
  std::string meanings;
  for (const std::string& label : labels) {
    values.push_back(bits ? std::int64_t{1} << values.size() : std::ssize(values));
    if (!meanings.empty()) meanings += ' ';
    for (const char c : label) meanings += c == ' ' ? '_' : c;
  }
  hdf5::set_attribute(dataset, bits ? "flag_masks" : "flag_values", values);
  hdf5::set_attribute(dataset, "flag_meanings", meanings);
}

std::vector<std::string> strings(std::span<const std::string_view> views) {
  return {views.begin(), views.end()};
}

void write_scale(Canvas& canvas, const std::string& dimension, const std::vector<std::string>& labels) {
  std::vector<std::int64_t> numbers;
  if (dimension == "month" || dimension == "day" || dimension == "week") {
    for (const std::string& label : labels) {
      const Parsed<Date> date = parse_date(dimension == "month" ? label + "-01" : label);
      DARAH_VALIDATE(date, fmt::format("no {}: {}", dimension, label));
      numbers.push_back(date.value->day_number);
    }
    const hid_t scale = canvas.scale(dimension, numbers,
                                     dimension == "month"  ? "first day of the month"
                                     : dimension == "week" ? "first day of the week, from time 0 on"
                                                           : "day of the window");
    hdf5::set_attribute(scale, "units", "days since 1970-01-01");
    hdf5::set_attribute(scale, "calendar", "proleptic_gregorian");
    return;
  }
  if (dimension == "duration_bin") {
    for (const std::string& label : labels) {
      const std::optional<std::int64_t> edge = whole_number(label);
      DARAH_VALIDATE(edge, "no whole seconds: " + label);
      numbers.push_back(*edge);
    }
    hdf5::set_attribute(canvas.scale(dimension, numbers, "lower edge of the bin; the last has no upper edge"),
                        "units", "s");
    return;
  }
  canvas.scale(dimension, labels, dimension);
}

void write_attributes(hid_t root, const Results& results) {
  hdf5::set_attribute(root, "Conventions", "CF-1.8");
  hdf5::set_attribute(root, "title", results.title);
  hdf5::set_attribute(root, "filetype", filetype);
  hdf5::set_attribute(root, "format_version", format_version);
  hdf5::set_attribute(root, "program_version", program_version);
  hdf5::set_attribute(root, "git_commit", git_commit);
  hdf5::set_attribute(root, "compiler", compiler);
  hdf5::set_attribute(root, "rng", "Philox4x64-10 (Random123)");
  hdf5::set_attribute(root, "seed", results.seed);
  hdf5::set_attribute(root, "command_line", results.command_line);
  hdf5::set_attribute(root, "scenario_name", results.scenario_name);
  hdf5::set_attribute(root, "scenario_text", results.scenario_text);
  hdf5::set_attribute(root, "scenario_sha256", results.scenario_sha256);
  hdf5::set_attribute(root, "settings", results.settings);
  if (!results.figures.empty()) hdf5::set_attribute(root, "figures", figures_text(results.figures));
  hdf5::set_attribute(root, "slice", "1/1");
  hdf5::set_attribute(root, "detail", detail_labels[static_cast<std::size_t>(results.layout.detail())]);
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
        canvas.variable(std::string(m.name), dimensions, values, m.unit, m.long_name);
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
  set_flags(column("death_arm", arm, "1", "arm, by its place"), arm_names);
  column("death_replication", replication, "1", "number of the replication");
  column("death_woman", woman, "1", "the woman's name, the same in every arm and replication");
  column("death_time", time, "s", "time of death since measurement opened");
  if (const auto known = results.labels.find("district"); known != results.labels.end()) {
    set_flags(column("death_district", district, "1", "district of residence, by its place"), known->second);
  }
  set_flags(column("death_cause", cause, "1", "cause"), strings(cause_labels));
  set_flags(column("death_place", place, "1", "place of death"), strings(place_labels));
  set_flags(column("death_last_missing", missing, "1", "what she still lacked when she died"),
            strings(last_missing_labels));
  set_flags(column("death_saved_by", saved_by, "1",
                   "delays any one of which, had it been zero, would have saved her"),
            strings(delay_labels), true);
}

void write_families(Canvas& canvas, const Results& results) {
  std::vector<std::int64_t> families, subsets;
  for (const ArmLabel& arm : results.arms) {
    families.push_back(arm.member.family);
    subsets.push_back(arm.member.subset);
  }
  if (std::all_of(families.begin(), families.end(), [](std::int64_t family) { return family < 0; })) return;
  canvas.variable("arm_family", {"arm"}, families, "1",
                  "arm whose mechanisms are cut down in this one, by its place; -1: none");
  set_flags(canvas.variable("arm_subset", {"arm"}, subsets, "1", "mechanisms that are left of that arm's"),
            strings(mechanism_labels), true);
}

/// How the baseline came to be, by the week.
void write_weekly(Canvas& canvas, const Results& results) {
  const auto weeks = results.labels.find("week");
  if (weeks == results.labels.end()) return;
  write_scale(canvas, "week", weeks->second);
  for (std::size_t l = 0; l < state_levels.size(); ++l) {
    std::vector<std::int64_t> values;
    for (const Replication& replication : results.replications) {
      for (const StateLevels& at : replication.arms.front().weekly) values.push_back(at[l]);
    }
    canvas.variable(std::string(state_levels[l].name), {"replication", "week"}, values, state_levels[l].unit,
                    state_levels[l].long_name);
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
  std::vector<std::string> names, titles;
  for (const ArmLabel& arm : results.arms) {
    names.push_back(arm.name);
    titles.push_back(arm.title);
  }
  std::vector<std::int64_t> numbers;
  for (const Replication& r : results.replications) numbers.push_back(r.number);
  canvas.scale("arm", names, "arm of the scenario");
  canvas.scale("replication", numbers,
               "number of the replication, which keys its random numbers with the seed");
  canvas.variable("arm_title", {"arm"}, titles, "", "what the arm stands for");
  write_families(canvas, results);
  write_measures(canvas, results);
  write_events(canvas, results);
  write_deaths(canvas, results);
  write_weekly(canvas, results);
  write_clock(canvas, file, results);
  return hdf5::image(file);
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : id_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {
    require(id_ >= 0, "open");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(id_); }

  /// Replaces what the file holds; locked until this closes, so that no second run writes into it.
  void replace(std::span<const char> bytes) {
    if (flock(id_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
      throw FileError("another run is writing it");
    require(ftruncate(id_, 0) == 0, "replace");
    while (!bytes.empty()) {
      const ssize_t written = write(id_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      require(written >= 0, "write");
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    sync();
  }
  void sync() { require(fsync(id_) == 0, "sync"); }

 private:
  static void require(bool done, const char* what) {
    if (!done) throw FileError(std::string("cannot ") + what + ": " + std::strerror(errno));
  }

  int id_;
};

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

}  // namespace

Layout::Layout(std::span<const Measure> measures, const Labels& labels, Detail detail) : detail_(detail) {
  for (const Measure& measure : measures) {
    Kept kept{measure, {}, {}, size_, 1};
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
      wraps_.push_back(measure.unit == "1");
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
    const bool overflow = __builtin_add_overflow(sums[target_[i]], values[i], &sums[target_[i]]);
    DARAH_VALIDATE(!overflow || wraps_[i], "a sum of results does not fit 64 bits");
  }
  return sums;
}

ResultsWriter::ResultsWriter(std::filesystem::path path) : path_(std::move(path)) {
  namespace fs = std::filesystem;
  const fs::path folder = folder_of(path_);
  std::error_code error;
  if (!fs::exists(folder, error)) {
    throw FileError(path_.string() + ": there is no folder " + folder.string() + "; make it first");
  }
  if (!fs::is_directory(folder, error))
    throw FileError(path_.string() + ": " + folder.string() + " is no folder");
  if (fs::is_directory(path_, error)) {
    throw FileError(path_.string() + ": is a folder; name a file in it, such as " +
                    (path_ / "results.h5").string());
  }
  if (fs::is_symlink(path_, error)) path_ = fs::weakly_canonical(path_, error);
  if (fs::exists(path_, error) && !fs::is_regular_file(path_, error)) {
    throw FileError(path_.string() + ": is no regular file; results replace the file they are written to");
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw FileError(path_.string() + ": cannot write in " + folder.string() + ": " + std::strerror(errno));
  }
}

void ResultsWriter::write(const Results& results) const {
  const std::filesystem::path part = path_.string() + ".part";
  try {
    const std::vector<char> image = image_of(results);
    Descriptor file(part, O_WRONLY | O_CREAT);
    file.replace(image);
    std::filesystem::rename(part, path_);
    Descriptor(folder_of(path_), O_RDONLY | O_DIRECTORY).sync();
  } catch (const std::exception& error) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    throw FileError(path_.string() + ": " + error.what());
  }
}

template <class Read>
auto ResultsReader::guarded(Read&& read) const {
  try {
    return read();
  } catch (const FileError& error) {
    throw FileError(path_.string() + ": damaged: " + error.what());
  }
}

ResultsReader::ResultsReader(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code error;
  if (!std::filesystem::exists(path_, error)) throw FileError(path_.string() + ": no such file");
  if (access(path_.c_str(), R_OK) != 0) throw FileError(path_.string() + ": " + std::strerror(errno));
  if (!hdf5::is_hdf5(path_)) throw FileError(path_.string() + ": is no HDF5 file, so no results of darah");
  guarded([&] { file_ = hdf5::open_file(path_); });
  const std::string type = guarded([&] { return hdf5::text_attribute(file_, "filetype"); });
  if (type != filetype) throw FileError(path_.string() + ": an HDF5 file, but no results of darah");
  if (const std::string version = text("format_version"); version != format_version) {
    throw FileError(path_.string() + ": its format is " + version + "; this program reads " +
                    std::string(format_version));
  }
  arms_ = labels("arm");
  guarded([&] { read_members(); });
  replications_ = labels("replication").size();
  guarded([&] {
    for (const std::string& name : hdf5::datasets(file_)) {
      const std::vector<std::string> dimensions = hdf5::dimensions(hdf5::open_dataset(file_, name));
      if (dimensions.size() >= 2 && dimensions[0] == "arm" && dimensions[1] == "replication")
        measures_.push_back(name);
    }
  });
}

void ResultsReader::read_members() {
  members_.resize(arms_.size());
  if (!hdf5::has_dataset(file_, "arm_family")) return;
  const auto families = hdf5::read_integers(hdf5::open_dataset(file_, "arm_family")),
             subsets = hdf5::read_integers(hdf5::open_dataset(file_, "arm_subset"));
  if (families.size() != arms_.size() || subsets.size() != arms_.size())
    throw FileError("families of arms are not one for each arm");
  for (std::size_t a = 0; a < arms_.size(); ++a) {
    const bool sound = families[a] >= -1 && families[a] < std::ssize(arms_) && subsets[a] >= 0 &&
                       subsets[a] < std::int64_t{1} << mechanism_labels.size();
    if (!sound) throw FileError("arm_family or arm_subset of " + arms_[a] + " is out of range");
    members_[a] = {families[a], static_cast<std::uint32_t>(subsets[a])};
  }
}

bool ResultsReader::has(std::string_view measure) const {
  return std::find(measures_.begin(), measures_.end(), measure) != measures_.end();
}

Variable ResultsReader::measure(const std::string& name) const {
  if (!has(name)) throw FileError(path_.string() + ": has no measure " + name);
  return guarded([&] {
    const hdf5::Handle dataset = hdf5::open_dataset(file_, name);
    Variable v;
    v.name = name;
    v.unit = hdf5::text_attribute(dataset, "units");
    v.long_name = hdf5::text_attribute(dataset, "long_name");
    v.denominator = hdf5::text_attribute(dataset, "denominator");
    v.dimensions = hdf5::dimensions(dataset);
    v.length = hdf5::shape(dataset);
    if (v.length[0] != arms_.size() || v.length[1] != replications_)
      throw FileError(name + " has an odd shape");
    v.values = hdf5::read_integers(dataset);
    return v;
  });
}

std::vector<std::string> ResultsReader::labels(const std::string& dimension) const {
  return guarded([&] {
    const hdf5::Handle dataset = hdf5::open_dataset(file_, dimension);
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
  return guarded([&] {
    const auto column = [&](const char* name) {
      return hdf5::read_integers(hdf5::open_dataset(file_, name));
    };
    const auto arm = column("death_arm"), replication = column("death_replication");
    const auto woman = hdf5::read_unsigned(hdf5::open_dataset(file_, "death_woman"));
    const auto district = hdf5::has_dataset(file_, "death_district") ? column("death_district")
                                                                     : std::vector<std::int64_t>(arm.size());
    if (replication.size() != arm.size() || woman.size() != arm.size() || district.size() != arm.size()) {
      throw FileError("columns of the table of deaths differ in length");
    }
    std::vector<DeathRow> rows;
    for (std::size_t i = 0; i < arm.size(); ++i) {
      if (arm[i] < 0 || static_cast<std::size_t>(arm[i]) >= arms_.size())
        throw FileError("a death in no arm");
      rows.push_back({static_cast<std::size_t>(arm[i]), replication[i], woman[i],
                      static_cast<std::size_t>(district[i])});
    }
    return rows;
  });
}

std::vector<Figure> ResultsReader::figures() const {
  return guarded([&] { return read_figures_text(hdf5::text_attribute(file_, "figures")); });
}

std::string ResultsReader::text(const std::string& attribute) const {
  return guarded([&] { return hdf5::text_attribute(file_, attribute); });
}

std::int64_t ResultsReader::integer(const std::string& attribute) const {
  return guarded([&] { return hdf5::integer_attribute(file_, attribute); });
}

}  // namespace darah
