// What follows from the tables of places alone.
#include <algorithm>

#include "core/math.hpp"
#include "model/place/network.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

/// The chance whose odds are those of `chance` times `factor`.
double with_odds(double chance, double factor) { return chance * factor / (1 - chance + chance * factor); }

/// Chance that a death is counted in a district whose country has `country` times the odds of its table, and
/// whose towns have `town` times.
double counted_in(const NetworkParameters& n, DistrictId d, double country, double town) {
  return n.urban[d] * with_odds(n.capture[d], town) + (1 - n.urban[d]) * with_odds(n.capture[d], country);
}

}  // namespace

NetworkPlan::NetworkPlan(const Model& m) : NetworkPlan(m.p) {}

NetworkPlan::NetworkPlan(const Parameters& p) : counted(p.network.capture) {
  const NetworkParameters& n = p.network;
  bool towns = false;
  double births = 0, mean = 0;
  for (const DistrictId d : p.districts.ids()) {
    towns = towns || n.urban[d] > 0;
    births += n.births[d].per_day;
    mean += n.births[d].per_day * n.capture[d];
  }
  if (!towns || births == 0 || n.missed_in_town == 0) return;
  // The factor on all odds that keeps the mean over births lies between what leaves the towns as they are and
  // what leaves the country.
  double low = std::min(0.0, n.missed_in_town), high = std::max(0.0, n.missed_in_town);
  constexpr int halvings = 60;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    double sum = 0;
    for (const DistrictId d : p.districts.ids()) {
      counted[d] = counted_in(n, d, math::exp(middle), math::exp(middle - n.missed_in_town));
      sum += n.births[d].per_day * counted[d];
    }
    (sum < mean ? low : high) = middle;
  }
}

}  // namespace darah
