#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "core/check.hpp"

namespace darah {

/// Record of the streams opened in one arm. Opening the same one twice is an error unless it is declared a
/// re-derivation: two decisions that share numbers are correlated by accident. Checked builds only.
class DrawLedger {
 public:
  void open(std::uint64_t name, std::uint64_t purpose_and_occasion, bool once) {
    if (!once) return;
    DARAH_VALIDATE(opened_.emplace(name, purpose_and_occasion).second, "a random stream was opened twice");
  }
  std::size_t size() const { return opened_.size(); }

 private:
  std::set<std::pair<std::uint64_t, std::uint64_t>> opened_;
};

/// The ledger of this thread's running arm, or null. Only checked builds look at it.
inline thread_local DrawLedger* draw_ledger = nullptr;

}  // namespace darah
