#pragma once

/// How the program ends.
namespace darah::exit_code {

inline constexpr int done = 0, usage = 2, scenario = 3, file = 4, internal = 5, interrupted = 130;

}  // namespace darah::exit_code
