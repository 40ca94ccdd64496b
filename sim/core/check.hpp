#pragma once

#include <stdexcept>
#include <string>

/// Checks. Every failure throws `darah::CheckFailure` with the text `file:line: problem`.
///
/// DARAH_EXPECT(cond)             a precondition: the caller is wrong
/// DARAH_ENSURE(cond)             a postcondition or invariant: this code is wrong
/// DARAH_VALIDATE(cond, message)  what comes from outside; always on; `message` is evaluated only on failure
///
/// EXPECT and ENSURE cost nothing unless DARAH_CHECKED is defined nonzero: their condition is compiled, so
/// that it cannot rot, and never evaluated.

namespace darah {

/// A broken precondition, invariant or input; `what()` reads `file:line: problem`.
struct CheckFailure : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void fail_check(const char* file, int line, const std::string& problem) {
  throw CheckFailure(std::string(file) + ':' + std::to_string(line) + ": " + problem);
}

}  // namespace darah

#define DARAH_VALIDATE(cond, message) \
  (static_cast<bool>(cond) ? void() : ::darah::fail_check(__FILE__, __LINE__, (message)))

#if defined(DARAH_CHECKED) && DARAH_CHECKED
#define DARAH_EXPECT(cond) DARAH_VALIDATE(cond, "expected " #cond)
#define DARAH_ENSURE(cond) DARAH_VALIDATE(cond, "ensured " #cond)
#else
#define DARAH_EXPECT(cond) ((void)sizeof(static_cast<bool>(cond)))
#define DARAH_ENSURE(cond) ((void)sizeof(static_cast<bool>(cond)))
#endif
