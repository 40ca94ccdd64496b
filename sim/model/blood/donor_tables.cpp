#include <string>

#include "model/blood/donor.hpp"
#include "model/world/parameters.hpp"

namespace darah {

std::span<const Parameter<DonorParameters>> Donor::parameters() {
  using P = DonorParameters;
  static constexpr auto rows = std::to_array<Parameter<DonorParameters>>({
      {"donor.deferral", &P::deferral, "fraction", 0, 0.95, "0.20", Mark::assumption, Scope::world,
       "donors deferred at screening (.16 RSKM 2021, .31 Serang)"},
      {"donor.{deferral}.deferral_share", &P::deferral_share, "1", 0, 1e6, "0.3, 0.6, 0.1", Mark::assumption,
       Scope::world,
       "share of deferrals for this reason (scaled to sum to 1; Serang 2018: 35 haemoglobin, 70 blood "
       "pressure)"},
      {"donor.group_known", &P::group_known, "fraction", 0, 1, "0.1", Mark::assumption, Scope::world,
       "people who know their blood group: a replacement donor who knows that his group does not suit "
       "stays away"},
      {"donor.lapse_first", &P::lapse_first, "fraction", 0, 1, "0.45", Mark::estimate, Scope::world,
       "donors who never return after the first donation"},
      {"donor.lapse_later", &P::lapse_later, "fraction", 0, 1, "0.18", Mark::estimate, Scope::world,
       "donors who never return after a later donation; 0: nobody does, and no first-timer is needed to keep "
       "donations up"},
      {"donor.interval", &P::interval, "d", 1, 365, "60 d", Mark::source, Scope::world,
       "least time between donations (two months)"},
      {"donor.gap", &P::gap, "d", 0, 3650, "110 d", Mark::assumption, Scope::world,
       "mean time after the least interval between donations until a donor is ready again (gamma)"},
      {"donor.gap_shape", &P::gap_shape, "1", 0.3, 10, "0.8", Mark::assumption, Scope::world,
       "gamma shape of the time after the least interval until a donor is ready again"},
      {"donor.yearly_limit", &P::yearly_limit, "donations", 0, 5, "5", Mark::source, Scope::world,
       "most donations of a man in any 365 d; 0: no limit"},
      {"donor.yearly_limit_women", &P::yearly_limit_women, "donations", 0, 5, "4", Mark::source, Scope::world,
       "most donations of a woman in any 365 d; 0: no limit"},
      {"donor.women", &P::women, "fraction", 0, 1, "0.35", Mark::background, Scope::world,
       "women among donors"},
      {"donor.drive_share", &P::drive_share, "fraction", 0, 1, "0.75", Mark::assumption, Scope::world,
       "voluntary donations given at mobile drives"},
      {"donor.drive_minimum", &P::drive_minimum, "donors", 0, 1000, "50", Mark::assumption, Scope::policy,
       "donors pledged (ready members and first-timers expected) below which a drive is cancelled; the 75 "
       "registered that Kab. Tangerang asks for count people not yet eligible"},
      {"donor.show", &P::show, "fraction", 0.01, 1, "0.75", Mark::assumption, Scope::world,
       "ready members who come to a drive in an ordinary week"},
      {"donor.served", &P::served, "fraction", 0.01, 1, "0.94", Mark::assumption, Scope::world,
       "donors seen before the team leaves, of the ready members who come to a drive"},
      {"donor.drive_capacity", &P::drive_capacity, "donors", 1, 10000, "100", Mark::assumption, Scope::policy,
       "donors a team can bleed at a drive; the others are turned away"},
      {"donor.drive_yield", &P::drive_yield, "donations", 1, 1000, "42", Mark::derived, Scope::world,
       "donations of a drive that drive money is planned for (Cilegon 2024: 9,678 at 231 points)"},
      {"donor.drive_cost", &P::drive_cost, "IDR", 1, 1e12, "3500000 IDR", Mark::assumption, Scope::policy,
       "cost of one drive"},
      {"donor.drive_money", &P::drive_money, "1", 0, 5, "1", Mark::assumption, Scope::policy,
       "factor on drive money; 1 pays for the drives that the donation target takes"},
      {"donor.drive_at", &P::drive_at, "d", 0, 0.999, "12 h", Mark::assumption, Scope::world,
       "time of day the bags of a drive are counted as bled"},
      {"donor.host_revisit", &P::host_revisit, "d", 30, 365, "90 d", Mark::assumption, Scope::world,
       "time between two drives at a host, adjusted to a whole number of hosts"},
      {"donor.put_off", &P::put_off, "d", 0, 60, "14 d", Mark::assumption, Scope::world,
       "time after a host opens again within which drives due while it was closed are held"},
      {"donor.schools", &P::schools, "fraction", 0, 1, "0.2", Mark::assumption, Scope::world,
       "hosts that are schools or campuses; the rest are offices, mosques and the like"},
      {"donor.donations_a_team", &P::donations_a_team, "donations/y", 1, 1e6, "3000", Mark::assumption,
       Scope::world,
       "yearly donations for each of which a blood centre has a mobile team, at least one; a team holds "
       "one drive a day"},
      {"donor.misperception_effect", &P::misperception_effect, "1", 0, 1, "0.2", Mark::assumption,
       Scope::world, "share of first-time donors lost to full misperception"},
      {"donor.open_from", &P::open_from, "d", 0, 1, "8 h", Mark::assumption, Scope::world,
       "hour from which walk-in donors are bled"},
      {"donor.open_until", &P::open_until, "d", 0, 1, "20 h", Mark::assumption, Scope::world,
       "hour until which walk-in donors are bled"},
      {"donor.return_after", &P::return_after, "d", 1, 365, "30 d", Mark::assumption, Scope::world,
       "mean time until a walk-in donor deferred, kept away or turned away comes again"},
  });
  return rows;
}

const EnumArray<Donor::Measured, Measure>& Donor::measures() {
  static constexpr EnumArray<Measured, Measure> rows{{
      {"presented", "donors", {"utd", "month", "donor_kind"}, "donors who presented"},
      {"deferred",
       "donors",
       {"utd", "month", "donor_kind", "deferral"},
       "donors deferred at screening, by reason",
       "presented"},
      {"donations", "donations", {"utd", "month", "donor_kind"}, "donations bled", "presented"},
      {"first_donations",
       "donations",
       {"utd", "month"},
       "donations of people who never gave before",
       "donations"},
      {"active_donor_time",
       "donor us",
       {"utd", "month"},
       "time-integral of the number of people who have given and will give again"},
      {"turned_away",
       "donors",
       {"utd", "month", "donor_kind"},
       "donors a full blood centre or drive sent away",
       "presented"},
      {"yearly_limit_reached",
       "donations",
       {"utd", "month"},
       "donations after which the yearly limit delays the next",
       "donations"},
      {"drives_held", "drives", {"utd", "month"}, "mobile drives held"},
      {"drives_cancelled", "drives", {"utd", "month"}, "mobile drives cancelled: too few pledged"},
      {"drives_unpaid", "drives", {"utd", "month"}, "planned drives without money"},
      {"drive_money", "IDR", {"utd", "month"}, "money spent on drives", "drives_held"},
  }};
  return rows;
}

void Donor::contradictions(const Parameters& parameters, Claims& claim) {
  const DonorParameters& p = parameters.donor;
  claim(total_of(p.deferral_share) > 0, "donor.haemoglobin.deferral_share",
        "the shares of the reasons are all zero");
  claim(p.open_from < p.open_until, "donor.open_until",
        "blood centres close before they open (donor.open_from)");
  for (const FacilityId f : parameters.facilities.ids()) {
    const double hosts = parameters.network.donations[f].per_day * p.drive_share / p.drive_yield *
                         p.host_revisit.as_days() * p.drive_money * (1 + parameters.agreement.recruitment);
    claim(hosts <= 1000, "donor.drive_money",
          "pays for " + to_text(hosts) + " hosts of drives at " + parameters.facilities[f] +
              ", and 1000 can be named");
  }
}

}  // namespace darah
