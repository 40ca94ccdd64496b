#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/place/ids.hpp"

namespace darah {

struct NetworkParameters;

/// Kilometres of road between two facilities: the straight line times the detour. Equirectangular: within a
/// province the error against the sphere is far below that of the detour.
double road_km(const NetworkParameters&, FacilityId a, FacilityId b);

/// The facilities nearest to each of some, `from`, out of `among`: at most `most` each, by a road of at most
/// `reach` km, the nearest first; of equally distant ones the earlier in `among`. Time and memory grow with
/// the facilities found and not with the pairs there are.
std::vector<std::vector<FacilityId>> nearest_facilities(const NetworkParameters&,
                                                        std::span<const FacilityId> from,
                                                        std::span<const FacilityId> among, double reach,
                                                        std::size_t most);

}  // namespace darah
