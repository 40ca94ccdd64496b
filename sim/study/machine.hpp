#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

/// What this process may use of the machine: the least of what the kernel, its affinity and its control
/// groups (of version 1 or 2) allow. `root` is the folder beneath which the kernel's files are read, as
/// proc/self/cgroup.
namespace darah::machine {

/// Processors, at least 1; a control group's quota is rounded up.
unsigned processors(const std::filesystem::path& root = "/");
/// Bytes that can be had without swapping; without bound where the kernel does not say. What a control group
/// holds of files that were read counts as free.
std::int64_t available_bytes(const std::filesystem::path& root = "/");
/// The bytes that a table of the kernel, such as /proc/meminfo, gives in kB after this label; else
/// `otherwise`.
std::int64_t bytes_in(const std::filesystem::path& table, std::string_view label, std::int64_t otherwise);

}  // namespace darah::machine
