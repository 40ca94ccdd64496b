#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "core/check.hpp"

namespace darah {

/// Record of the streams opened in one arm. Opening the same one twice is an error unless it is declared a
/// re-derivation each time: two decisions that share numbers are correlated by accident. Checked builds only.
class DrawLedger {
 public:
  void open(std::uint64_t name, std::uint64_t purpose_and_occasion, bool once) {
    const auto [at, is_new] = opened_.try_emplace({name, purpose_and_occasion}, once);
    DARAH_VALIDATE(is_new || (!once && !at->second), "a random stream was opened twice");
  }
  std::size_t size() const { return opened_.size(); }

 private:
  std::map<std::pair<std::uint64_t, std::uint64_t>, bool> opened_;  ///< whether for once
};

/// The ledger of this thread's running arm, or null. Only checked builds look at it.
inline thread_local DrawLedger* draw_ledger = nullptr;

/// A ledger in force on this thread for as long as it lives.
struct LedgerScope {
  LedgerScope() { draw_ledger = &ledger; }
  ~LedgerScope() { draw_ledger = nullptr; }
  LedgerScope(const LedgerScope&) = delete;
  LedgerScope& operator=(const LedgerScope&) = delete;
  DrawLedger ledger;
};

}  // namespace darah
