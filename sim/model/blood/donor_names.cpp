#include "model/blood/donor_names.hpp"

#include <algorithm>

#include "model/world/model.hpp"

namespace darah::donor_names {

std::uint32_t code_of(const Model& m, DistrictId district) {
  return static_cast<std::uint32_t>(m.p.network.district_code[district]);
}

std::int16_t day_of(Time t) {
  const std::int64_t day = (t.us - (t.us < 0 ? Model::day_us - 1 : 0)) / Model::day_us;
  return static_cast<std::int16_t>(std::max<std::int64_t>(day, -30000));
}

}  // namespace darah::donor_names
