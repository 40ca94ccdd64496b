#include "model/mother/probe.hpp"

namespace darah {

std::span<const Parameter<ProbeParameters>> Probe::parameters() {
  using P = ProbeParameters;
  static constexpr auto rows = std::to_array<Parameter<ProbeParameters>>({
      {"run.probes", &P::probes, "1", 0, 1000, "32", Mark::setting, Scope::world,
       "probes to each lethal emergency: hypothetical ones that see the world and do not change it, by which "
       "expected deaths are known; fewer where more than half of the women of a class would have one"},
      {"district.{district}.probes", &P::factor, "1", 0, 1000, "1", Mark::setting, Scope::world,
       "factor on `run.probes` for women of the district"},
  });
  return rows;
}

const EnumArray<Probe::Measured, Measure>& Probe::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"deaths_expected",
       "1e-6 deaths",
       {"district", "month"},
       "expected deaths given the ways of women and probes, each by her weight; without probes "
       "`deaths_conditional`",
       "births"},
      {"emergencies_probed",
       "1e-6 emergencies",
       {"district", "month", "cause"},
       "lethal emergencies that probes stand for"},
      {"deaths_probed",
       "1e-6 deaths",
       {"district", "month", "cause"},
       "maternal deaths that are expected of the ways of probes alone",
       "emergencies_probed"},
      {"deaths_probed_reported",
       "1e-6 deaths",
       {"district", "month"},
       "of `deaths_probed`, those the health office counts",
       "births"},
      {"deaths_probed_by_place",
       "1e-6 deaths",
       {"district", "month", "place"},
       "maternal deaths that are expected of the ways of probes, by place",
       "deaths_probed"},
      {"deaths_probed_by_delay",
       "1e-6 deaths",
       {"district", "month", "delay"},
       "maternal deaths that are expected of the ways of probes, by dominant delay (largest against "
       "`emergency.{delay}.reference`)",
       "deaths_probed"},
      {"deaths_probed_by_missing",
       "1e-6 deaths",
       {"district", "month", "last_missing"},
       "maternal deaths that are expected of the ways of probes, by what was missing last; nothing with "
       "definitive care",
       "deaths_probed"},
      {"deaths_probed_saved_by",
       "1e-6 deaths",
       {"district", "month", "delay"},
       "of `deaths_probed`, those that this delay alone, had it been zero, would have turned; one may stand "
       "under several",
       "deaths_probed"},
      {"deaths_probed_beyond_delays",
       "1e-6 deaths",
       {"district", "month"},
       "of `deaths_probed`, those that no single delay of zero would have turned",
       "deaths_probed"},
      {"deaths_unprobed",
       "deaths",
       {"district", "month", "cause"},
       "maternal deaths of second emergencies that follow one that did not kill, or a caesarean: no probe "
       "stands "
       "for them, and `deaths_expected` counts the women",
       "deaths_true"},
  }};
  return rows;
}

}  // namespace darah
