#include "study/machine.hpp"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <thread>

namespace darah::machine {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

std::optional<std::string> first_line(const fs::path& path) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return {};
  return line;
}

/// The folders of this process's control group for a controller such as "memory" and of those above it,
/// innermost first, with the version. A container sees its own group at the top, whatever the kernel calls
/// it.
template <class Visit>
void for_each_group(const fs::path& root, const std::string& controller, Visit&& visit) {
  std::ifstream in(root / "proc/self/cgroup");  // "0::/a/b", or of version 1 "4:cpu,cpuacct:/a/b"
  for (std::string line; std::getline(in, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == line.npos) continue;
    const std::string controllers = ',' + line.substr(first + 1, second - first - 1) + ',';
    const int version = line.starts_with("0::") ? 2 : 1;
    if (version == 1 && controllers.find(',' + controller + ',') == controllers.npos) continue;
    const fs::path top = root / "sys/fs/cgroup" / (version == 1 ? controller : "");
    fs::path group = fs::path(line.substr(second + 1)).relative_path();
    for (; !group.empty(); group = group.parent_path()) visit(top / group, version);
    visit(top, version);
  }
}

/// A number of bytes; without bound for "max" or no file.
std::int64_t bytes(const fs::path& path) {
  const std::optional<std::string> line = first_line(path);
  if (!line || *line == "max") return unbounded;
  return std::atoll(line->c_str());
}

/// The number behind a label at the beginning of a line of a table; else `otherwise`.
std::int64_t number_in(const fs::path& table, std::string_view label, std::int64_t otherwise) {
  std::ifstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(label)) return std::atoll(line.c_str() + label.size());
  }
  return otherwise;
}

}  // namespace

std::int64_t bytes_in(const fs::path& table, std::string_view label, std::int64_t otherwise) {
  const std::int64_t kilobytes = number_in(table, label, -1);
  return kilobytes < 0 ? otherwise : kilobytes * 1024;
}

unsigned processors(const fs::path& root) {
  unsigned most = std::max(1U, std::thread::hardware_concurrency());
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
    most = std::min(most, static_cast<unsigned>(CPU_COUNT(&allowed)));
  for_each_group(root, "cpu", [&](const fs::path& folder, int version) {
    double quota = 0, period = 0;  // none, or less than 0: without bound
    if (version == 2) {
      const std::string line = first_line(folder / "cpu.max").value_or("max");  // "200000 100000"
      char* rest = nullptr;
      quota = std::strtod(line.c_str(), &rest);
      period = std::strtod(rest, nullptr);
    } else {
      quota = std::strtod(first_line(folder / "cpu.cfs_quota_us").value_or("").c_str(), nullptr);
      period = std::strtod(first_line(folder / "cpu.cfs_period_us").value_or("").c_str(), nullptr);
    }
    if (quota > 0 && period > 0) most = std::min(most, static_cast<unsigned>(std::ceil(quota / period)));
  });
  return std::max(1U, most);
}

std::int64_t available_bytes(const fs::path& root) {
  std::int64_t least = bytes_in(root / "proc/meminfo", "MemAvailable:", unbounded);
  for_each_group(root, "memory", [&](const fs::path& folder, int version) {
    const std::int64_t limit = bytes(folder / (version == 2 ? "memory.max" : "memory.limit_in_bytes")),
                       used = bytes(folder / (version == 2 ? "memory.current" : "memory.usage_in_bytes")),
                       of_files = number_in(folder / "memory.stat",
                                            version == 2 ? "inactive_file " : "total_inactive_file ", 0);
    if (limit == unbounded) return;
    const std::int64_t held = used == unbounded ? 0 : std::max<std::int64_t>(0, used - of_files);
    least = std::min(least, std::max<std::int64_t>(0, limit - held));
  });
  return least;
}

}  // namespace darah::machine
