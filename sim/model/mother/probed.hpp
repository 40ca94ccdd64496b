#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace darah {

/// What became of a probe in one arm.
struct ProbedRisk {
  std::uint64_t woman = 0;  ///< bits of her host's name
  std::int64_t micro = 0;   ///< what she adds to `deaths_probed`, in millionths; not 0
  std::uint16_t district = 0;
  std::uint8_t cause = 0;
  friend bool operator==(const ProbedRisk&, const ProbedRisk&) = default;
};

/// Of what became of probes in each arm of a replication, keeps those by which arms differ, in the order of
/// their hosts' names: hosts are the same women in all arms, and who is not in a list adds nothing. O(n log
/// n) of all.
void keep_differing(std::span<std::vector<ProbedRisk>* const> arms);

}  // namespace darah
