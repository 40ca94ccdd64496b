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

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

std::optional<std::string> first_line(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return {};
  return line;
}

/// The folders of this process's control group (version 2) and of those above it, innermost first.
template <class Visit>
void for_each_group(Visit&& visit) {
  std::ifstream in("/proc/self/cgroup");
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("0::/")) continue;
    for (std::string group = line.substr(3);; group.erase(group.rfind('/'))) {
      visit("/sys/fs/cgroup" + (group == "/" ? "" : group) + '/');
      if (group.empty() || group == "/") return;
    }
  }
}

/// A number of bytes; without bound for "max" or no file.
std::int64_t bytes(const std::string& path) {
  const std::optional<std::string> line = first_line(path);
  if (!line || *line == "max") return unbounded;
  return std::atoll(line->c_str());
}

}  // namespace

std::int64_t bytes_in(const char* table, std::string_view label, std::int64_t otherwise) {
  std::ifstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(label)) return std::atoll(line.c_str() + label.size()) * 1024;
  }
  return otherwise;
}

unsigned processors() {
  unsigned most = std::max(1U, std::thread::hardware_concurrency());
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
    most = std::min(most, static_cast<unsigned>(CPU_COUNT(&allowed)));
  for_each_group([&](const std::string& folder) {
    const std::optional<std::string> line =
        first_line(folder + "cpu.max");  // "200000 100000": quota and period
    if (!line || line->starts_with("max")) return;
    char* rest = nullptr;
    const double quota = std::strtod(line->c_str(), &rest), period = std::strtod(rest, nullptr);
    if (quota > 0 && period > 0) most = std::min(most, static_cast<unsigned>(std::ceil(quota / period)));
  });
  return std::max(1U, most);
}

std::int64_t available_bytes() {
  std::int64_t least = bytes_in("/proc/meminfo", "MemAvailable:", unbounded);
  for_each_group([&](const std::string& folder) {
    const std::int64_t limit = bytes(folder + "memory.max"), used = bytes(folder + "memory.current");
    if (limit != unbounded)
      least = std::min(least, std::max<std::int64_t>(0, limit - (used == unbounded ? 0 : used)));
  });
  return least;
}

}  // namespace darah::machine
