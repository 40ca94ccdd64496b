#include "compare/told.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace darah {

namespace {

/// All differ by as much: Student's test would take this for certainty.
bool is_alike(const Moments& m) { return m.count() >= 2 && m.variance() == 0 && m.mean() != 0; }

Finding told_of(const Moments& m, const Interval& together) {
  if (m.count() >= 2 && m.variance() == 0) return m.mean() == 0 ? Finding::same : Finding::alike;
  if (!together.leaves_out_0()) return Finding::untold;
  return together.mean < 0 ? Finding::less : Finding::more;
}

constexpr double infinity = std::numeric_limits<double>::infinity();

double to_tell(const Moments& m, double level, Finding told) {
  if (told == Finding::same) return infinity;
  const bool unknown = told == Finding::alike || m.mean() == 0;
  const double needed = unknown ? infinity : replications_needed(m, std::abs(m.mean()), 1 - level);
  return told == Finding::less || told == Finding::more ? needed : more_needed(needed, m.count());
}

}  // namespace

double more_needed(double needed, std::int64_t replications) {
  constexpr auto least = static_cast<double>(least_replications);
  if (replications < least_replications) return std::isfinite(needed) ? std::max(needed, least) : least;
  return std::max(needed, static_cast<double>(replications) + 1);
}

std::vector<Claim> claims_of(std::span<const Moments> family) {
  std::vector<double> p;
  for (const Moments& m : family) p.push_back(is_alike(m) ? 1 : student_p(m));
  const std::vector<HolmTest> tests = holm(p, usual_alpha);
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < family.size(); ++i) {
    Claim& claim = claims.emplace_back();
    claim.together = student_interval(family[i], 1 - tests[i].level);
    claim.p = tests[i].p;
    claim.told = told_of(family[i], claim.together);
    claim.to_tell = to_tell(family[i], tests[i].level, claim.told);
  }
  return claims;
}

}  // namespace darah
