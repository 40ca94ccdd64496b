#pragma once

#include "core/draws.hpp"
#include "core/units.hpp"

namespace darah {

class Model;

/// A variate of median 1 as `referral.spread` says: lognormal of this sigma, or exponential whatever sigma
/// is.
double spread(Draws&, const Model&, double sigma);

/// A time of this median that spreads as `referral.spread` says.
Duration spread(Draws&, const Model&, Duration median, double sigma);

}  // namespace darah
