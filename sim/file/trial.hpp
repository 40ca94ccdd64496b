#pragma once

#include <cstdint>
#include <functional>

namespace darah {

/// What became of work in a child process.
enum class Trial : std::uint8_t {
  lived,
  threw,      ///< a FileError
  died,       ///< a fault or a limit ended it, or it threw anything else
  not_tried,  ///< the system starts no further process, or killed it
};

/// Does `work` in a child process that prints nothing, with so many seconds of processor time and 2 GiB of
/// memory beside what this process has: whether this one would live through the same. `work` returns nothing
/// to it, and takes no lock that another thread may hold.
Trial try_in_child(const std::function<void()>& work, std::uint64_t seconds);

}  // namespace darah
