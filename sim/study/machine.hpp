#pragma once

#include <cstdint>
#include <string_view>

/// What this process may use of the machine: the least of what the kernel, its affinity and its control group
/// allow.
namespace darah::machine {

/// Processors, at least 1; a control group's quota is rounded up.
unsigned processors();
/// Bytes that can be had without swapping; without bound where the kernel does not say.
std::int64_t available_bytes();
/// The bytes that a table of the kernel, such as /proc/meminfo, gives in kB after this label; else
/// `otherwise`.
std::int64_t bytes_in(const char* table, std::string_view label, std::int64_t otherwise);

}  // namespace darah::machine
