#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// The processes that mpirun started. In a build without MPI there is always this one alone.

namespace darah {

class Ranks {
 public:
  /// Whether mpirun started this, and the build has no MPI.
  static bool unsupported();

  /// Joins those that mpirun started, if it did.
  Ranks();
  ~Ranks();  // NOLINT(performance-trivially-destructible): with MPI it has something to do
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const { return rank_; }
  int count() const { return count_; }
  bool first() const { return rank_ == 0; }

  /// Calls `work(next)` in every rank, where `next` hands out the first rank's numbers one by one, each to
  /// the rank that asks first; returns when all ranks have. In the first rank the calling thread serves the
  /// others and `work` runs beside it. Calls of `next` may come from any thread, one at a time. Returns
  /// whether every rank's `work` returned true.
  bool share(const std::vector<std::int64_t>& numbers,
             const std::function<bool(const std::function<std::optional<std::int64_t>()>& next)>& work);
  /// Gives all ranks the text of the first rank.
  void agree(std::string& text) const;

 private:
  int rank_ = 0, count_ = 1;
  bool joined_ = false;
};

}  // namespace darah
