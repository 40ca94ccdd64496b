#include "compare/beside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace darah {

namespace {

namespace fs = std::filesystem;

/// What to say of two files, and what to do.
[[noreturn]] void refuse(const ResultsReader& file, const ResultsReader& first, const std::string& differs,
                         const std::string& help) {
  throw FileError(fmt::format("{} cannot be compared with {}: {}; {}", file.path().string(),
                              first.path().string(), differs, help));
}

void require_same(const ResultsReader& file, const ResultsReader& first, const char* attribute,
                  const char* called, const char* help) {
  const std::string here = file.text(attribute), there = first.text(attribute);
  if (here != there) refuse(file, first, fmt::format("its {} is {}, not {}", called, here, there), help);
}

void require_replications(const ResultsReader& file, const ResultsReader& first) {
  if (file.replications() != first.replications()) {
    refuse(file, first,
           fmt::format("its number of replications is {}, not {}", file.replications(), first.replications()),
           "give both runs the same -r");
  }
  if (file.labels("replication") != first.labels("replication"))
    refuse(file, first, "an interrupted run left other replications in it",
           "finish both by giving their commands again");
}

/// The hash of all women of each replication, in the first arm: what no policy can change of them. Sums of
/// hashes are modulo 2^64, so that it is the same whatever the file has summed over.
std::vector<std::uint64_t> women_of(const ResultsReader& file) {
  const Variable hash = file.measure("exogenous");
  std::vector<std::uint64_t> women;
  for (std::size_t r = 0; r < file.replications(); ++r) {
    std::uint64_t sum = 0;
    for (const std::int64_t part : hash.block(ArmPlace{0}, r)) sum += static_cast<std::uint64_t>(part);
    women.push_back(sum);
  }
  return women;
}

void require_women(const ResultsReader& file, const ResultsReader& first) {
  if (women_of(file) == women_of(first)) return;
  const std::string warm_up = file.integer("warm_up_days") == first.integer("warm_up_days")
                                  ? ""
                                  : fmt::format(" (its warm-up is {} d, not {} d)",
                                                file.integer("warm_up_days"), first.integer("warm_up_days"));
  refuse(file, first, "other women live in it" + warm_up,
         "births, places and warm-up of both runs must agree, so that policies alone differ");
}

/// Throws FileError unless the arms of both have the same women at the same time.
void require_paired(const ResultsReader& file, const ResultsReader& first) {
  require_same(file, first, "seed_text", "seed", "give both runs the same --seed");
  require_replications(file, first);
  const std::int64_t days = file.integer("measured_days"), first_days = first.integer("measured_days");
  if (days != first_days) {
    refuse(file, first, fmt::format("it measures {} d, not {} d", days, first_days),
           "give both runs the same run.horizon");
  }
  require_same(file, first, "start", "first day measured", "give both runs the same run.start");
  require_same(file, first, "detail", "detail", "give both scenarios the same [output] detail");
  require_women(file, first);
}

fs::path without_suffix(fs::path path) {
  if (path.extension() == ".h5") path.replace_extension();
  return path;
}

/// The last `parts` parts of a path.
std::string end_of(const fs::path& path, std::size_t parts) {
  fs::path end;
  for (auto part = path.end(); parts > 0 && part != path.begin(); --parts) {
    --part;
    end = end.empty() ? *part : *part / end;
  }
  return end.string();
}

/// What each file says, where they differ behind its name.
std::string joined(std::span<const std::string> texts, std::span<const std::string> names) {
  if (std::all_of(texts.begin(), texts.end(), [&](const std::string& t) { return t == texts.front(); }))
    return texts.front();
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) all += fmt::format("{}{}: {}", all.empty() ? "" : "; ", names[i], texts[i]);
  }
  return all;
}

/// Lines of each file, where the files differ behind its name.
std::string joined_lines(std::span<const std::string> texts, std::span<const std::string> names) {
  if (std::all_of(texts.begin(), texts.end(), [&](const std::string& t) { return t == texts.front(); }))
    return texts.front();
  std::string all;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string_view lines = texts[i];
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      all += fmt::format("{}: {}\n", names[i], lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> short_names(std::span<const fs::path> paths) {
  std::vector<fs::path> whole;
  for (const fs::path& path : paths)
    whole.push_back(without_suffix(fs::weakly_canonical(fs::absolute(path))));
  std::vector<std::string> names;
  for (std::size_t parts = 1;; ++parts) {
    names.clear();
    for (const fs::path& path : whole) names.push_back(end_of(path, parts));
    if (std::set<std::string>(names.begin(), names.end()).size() == names.size()) return names;
    if (std::all_of(whole.begin(), whole.end(),
                    [&](const fs::path& path) { return end_of(path, parts) == path.string(); }))
      return names;
  }
}

ResultsBeside::ResultsBeside(std::span<const fs::path> paths) : names_(short_names(paths)) {
  files_.reserve(paths.size());
  std::vector<std::string> all;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (names_[i] == names_[j]) throw FileError(paths[i].string() + ": is named twice");
    }
    const ResultsReader& file = files_.emplace_back(paths[i]);
    all.push_back(paths[i].string());
    if (i > 0) require_paired(file, files_.front());
    const auto before = static_cast<std::int64_t>(arms_.size());
    for (std::size_t a = 0; a < file.arms().size(); ++a) {
      Membership member = file.members()[a];
      if (member.family >= 0) member.family += before;
      members_.push_back(member);
      arms_.push_back(arm_name(i, file.arms()[a]));
    }
  }
  path_ = fmt::format("{}", fmt::join(all, ", "));
}

std::vector<std::string> ResultsBeside::doubts() const {
  std::vector<std::string> said;
  const auto program = [](const ResultsReader& file) {
    return fmt::format("{} (commit {})", file.text("program_version"), file.text("git_commit"));
  };
  for (const ResultsReader& file : files_) {
    if (program(file) != program(files_.front())) {
      said.push_back(fmt::format("{} is by darah {}, {} by darah {}: what differs may be due to the program",
                                 file.path().string(), program(file), files_.front().path().string(),
                                 program(files_.front())));
    }
  }
  return said;
}

bool ResultsBeside::has(std::string_view measure) const {
  return std::all_of(files_.begin(), files_.end(), [&](const ResultsReader& f) { return f.has(measure); });
}

Variable ResultsBeside::measure(const std::string& name) const {
  Variable all = files_.front().measure(name);
  for (std::size_t i = 1; i < files_.size(); ++i) {
    Variable v = files_[i].measure(name);
    const bool alike =
        v.dimensions == all.dimensions &&
        std::all_of(v.dimensions.begin() + 2, v.dimensions.end(), [&](const std::string& dimension) {
          return files_[i].labels(dimension) == files_.front().labels(dimension);
        });
    if (!alike) {
      refuse(files_[i], files_.front(),
             fmt::format("it keeps {} by other {}", name, fmt::join(v.dimensions, ", ")),
             "both runs must have the same places");
    }
    all.length[0] += v.length[0];
    all.values.insert(all.values.end(), v.values.begin(), v.values.end());
  }
  return all;
}

std::vector<std::string> ResultsBeside::labels(const std::string& dimension) const {
  return dimension == "arm" ? arms_ : files_.front().labels(dimension);
}

std::vector<DeathRow> ResultsBeside::deaths() const {
  std::vector<DeathRow> all;
  std::size_t before = 0;
  for (const ResultsReader& file : files_) {
    for (DeathRow row : file.deaths()) {
      row.arm = ArmPlace{static_cast<std::size_t>(row.arm) + before};
      all.push_back(row);
    }
    before += file.arms().size();
  }
  return all;
}

std::vector<Figure> ResultsBeside::figures() const {
  std::vector<Figure> all;
  for (std::size_t i = 0; i < files_.size(); ++i) {
    for (Figure figure : files_[i].figures()) {
      const bool known =
          std::any_of(all.begin(), all.end(), [&](const Figure& other) { return other.name == figure.name; });
      if (known) continue;
      if (!figure.arm.empty()) figure.arm = arm_name(i, figure.arm);
      all.push_back(std::move(figure));
    }
  }
  return all;
}

std::string ResultsBeside::text(const std::string& attribute) const {
  std::vector<std::string> texts;
  for (const ResultsReader& file : files_) texts.push_back(file.text(attribute));
  return attribute == "settings" ? joined_lines(texts, names_) : joined(texts, names_);
}

std::int64_t ResultsBeside::integer(const std::string& attribute) const {
  std::int64_t value = files_.front().integer(attribute);
  if (attribute != "replications_requested") return value;
  for (const ResultsReader& file : files_) value = std::max(value, file.integer(attribute));
  return value;
}

}  // namespace darah
