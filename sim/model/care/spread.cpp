#include "model/care/spread.hpp"

#include "core/distribution.hpp"
#include "model/care/spread_labels.hpp"
#include "model/world/model.hpp"

namespace darah {

double spread(Draws& g, const Model& m, double sigma) {
  constexpr double mean_over_median = 1.44269504088896340736;  // 1 / ln 2
  if (m.p.way.spread.index == index_of(Spread::exponential)) return unit_exponential(g) * mean_over_median;
  return lognormal(g, 1.0, sigma);
}

Duration spread(Draws& g, const Model& m, Duration median, double sigma) {
  return stretch(median, spread(g, m, sigma));
}

}  // namespace darah
