#include "model/blood/kept.hpp"

namespace darah {

std::span<const Parameter<KeptParameters>> Kept::parameters() {
  using P = KeptParameters;
  static constexpr auto rows = std::to_array<Parameter<KeptParameters>>({
      {"agreement.keep", &P::keep, "d", 0, 42, "2 d", Mark::assumption, Scope::policy,
       "time after the birth for which red cells of a woman's candidates are kept for her; then they join "
       "the general stock"},
  });
  return rows;
}

const EnumArray<Kept::Measured, Measure>& Kept::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"candidates_used",
       "units",
       {"district", "month"},
       "red cells of called-up candidates taken for the emergency of the woman they were kept for",
       "candidates_bled"},
  }};
  return rows;
}

}  // namespace darah
