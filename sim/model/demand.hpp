#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/event.hpp"
#include "core/layered_rate.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "core/roomy.hpp"
#include "model/blood_stock.hpp"
#include "model/day_profile.hpp"
#include "model/labels.hpp"

namespace darah {

class Model;
class World;
struct Parameters;
using Index = std::uint32_t;

struct DemandParameters {
  double platelets = 0, plasma = 0, dengue = 0, more_units = 0, urgent = 0, weekend = 0;
  double morning_share = 0, afternoon_share = 0, used = 0;
  Duration morning{}, afternoon{}, evening{}, hold{}, elective_lapse{}, urgent_lapse{};
  Duration replacement{};
  double replacement_sigma = 0, replacement_found = 0;
};

/// Products general patients ask for; a stream is hospital x these.
inline constexpr std::array<Product, 3> demanded = {Product::prc, Product::tc, Product::ffp};

struct DemandPlan {
  DemandPlan() = default;
  /// `streams`: the parameters all arms' requests are thinned out of.
  DemandPlan(const Model&, const Parameters& streams);

  static constexpr int most_units = 16;
  std::vector<LayeredRate> requests;  ///< hospital x demanded: points on a weekday outside the dengue season
  double urgent = 0;                  ///< share of urgent ones among the points
  std::vector<std::array<double, 3>> units_of_utd;  ///< units asked for a day, by blood centre and product
  std::vector<double> red_cells_of_hospital;        ///< units asked for a day
  std::array<double, most_units> units_up_to{};     ///< P(a request asks for at most 1 + i units)
  DayProfile profile;
};

/// Requests of general patients: a Poisson stream for each hospital and product, followed to issue or lapse.
struct Demand {
  using P = DemandParameters;
  enum class Kind : std::uint8_t { request, release, replacement, stock, count };
  static constexpr std::array<std::string_view, 4> kind_names = {"demand.request", "demand.release",
                                                                 "demand.replacement", "demand.stock"};
  enum class Measured : std::uint8_t {
    requests,
    asked,
    met,
    late,
    late_time,
    unmet,
    returned,
    met_by,
    searches
  };

  static constexpr auto parameters = std::to_array<Parameter<P>>({
      {"demand.platelets", &P::platelets, "1", 0, 10, "0.14", Mark::assumption, Scope::world,
       "platelet units asked for a red-cell unit, outside the dengue season"},
      {"demand.plasma", &P::plasma, "1", 0, 10, "0.08", Mark::assumption, Scope::world,
       "plasma units asked for a red-cell unit"},
      {"demand.dengue", &P::dengue, "1", 1, 10, "1.5", Mark::assumption, Scope::world,
       "factor on platelet demand in the dengue season"},
      {"demand.more_units", &P::more_units, "units", 0, 5, "1", Mark::assumption, Scope::world,
       "units of a request: 1 + Poisson of this mean, at most 16"},
      {"demand.urgent", &P::urgent, "fraction", 0, 1, "0.55", Mark::assumption, Scope::world,
       "urgent requests"},
      {"demand.weekend", &P::weekend, "1", 0, 1, "0.6", Mark::assumption, Scope::world,
       "elective requests on a day of the weekend over one of the week; the yearly need is unchanged"},
      {"demand.morning", &P::morning, "d", 0, 1, "8 h", Mark::assumption, Scope::world, "the morning begins"},
      {"demand.afternoon", &P::afternoon, "d", 0, 1, "14 h", Mark::assumption, Scope::world, "it ends"},
      {"demand.evening", &P::evening, "d", 0, 1, "20 h", Mark::assumption, Scope::world,
       "the afternoon ends"},
      {"demand.morning_share", &P::morning_share, "fraction", 0, 1, "0.55", Mark::assumption, Scope::world,
       "requests made in the morning"},
      {"demand.afternoon_share", &P::afternoon_share, "fraction", 0, 1, "0.25", Mark::assumption,
       Scope::world, "requests made in the afternoon; the rest come evenly over the other hours"},
      {"demand.used", &P::used, "fraction", 0, 1, "0.85", Mark::assumption, Scope::world,
       "units transfused of those a request asks to crossmatch"},
      {"demand.hold", &P::hold, "d", 0, 30, "24 h", Mark::assumption, Scope::world,
       "an unused crossmatched unit goes back to stock after this"},
      {"demand.elective_lapse", &P::elective_lapse, "d", 0, 365, "7 d", Mark::assumption, Scope::world,
       "an elective request waits this long"},
      {"demand.urgent_lapse", &P::urgent_lapse, "d", 0, 365, "24 h", Mark::assumption, Scope::world,
       "an urgent request waits this long"},
      {"demand.replacement", &P::replacement, "d", 0, 30, "320 min", Mark::derived, Scope::world,
       "median time in which a family brings replacement donors (Lebak 2015: five hours)"},
      {"demand.replacement_sigma", &P::replacement_sigma, "1", 0, 3, "0.6", Mark::assumption, Scope::world,
       "its lognormal sigma"},
      {"demand.replacement_found", &P::replacement_found, "donors", 0, 50, "2", Mark::assumption,
       Scope::world, "mean number of donors found (Poisson)"},
  });

  static constexpr auto measures = std::to_array<Measure>({
      {"requests", "requests", {"utd", "month", "urgency"}, "requests of general patients"},
      {"units_asked", "units", {"utd", "month", "urgency"}, "units asked for", "requests"},
      {"units_met", "units", {"utd", "month", "urgency"}, "units issued to general patients", "units_asked"},
      {"units_late", "units", {"utd", "month", "urgency"}, "units issued later than asked", "units_asked"},
      {"units_late_time",
       "unit us",
       {"utd", "month", "urgency"},
       "sum of these units' waiting times",
       "units_late"},
      {"units_unmet", "units", {"utd", "month", "urgency"}, "units whose request lapsed", "units_asked"},
      {"units_returned", "units", {"utd", "month"}, "crossmatched units that came back unused", "units_met"},
      {"units_met_by",
       "units",
       {"utd", "month", "blood_source"},
       "units issued to general patients, by source",
       "units_met"},
      {"searches",
       "requests",
       {"utd", "month"},
       "requests whose family looked for replacement donors",
       "requests"},
  });

  void start(World&, const Model&);
  void start_policy(World&, const Model&) {}
  void handle(World&, const Model&, Kind, const Event&);
  /// New blood at a blood centre: who waits is served in an event of this instant.
  void stock_arrived(World&, Index utd) const;
  /// Units held for patients, in the books of a blood centre.
  std::int64_t units_held(const Model&, Index utd, Product) const;

 private:
  /// A request not yet met.
  struct Request {
    Name name;
    Time asked{};
    Index hospital = 0;
    std::uint8_t missing = 0;  ///< units still asked for
    std::uint8_t to_use = 0;   ///< units still to be transfused; what is issued beyond comes back
    Product product{};
    Group group{};
    Urgency urgency{};
    bool listed = false, searching = false;
  };
  /// A crossmatched unit that nobody will use.
  struct Held {
    Unit unit{};
    Time due{};
    Index hospital = 0;
    bool of_bank = false;
  };

  void arrive(World&, const Model&, Index stream);
  /// Urgent requests that wait, then elective ones, each first come, first served.
  void serve_waiting(World&, const Model&, Index utd);
  void serve(World&, const Model&, Request&);
  void issue(World&, const Model&, Request&, BloodSource, const StaticUnits&);
  void ask_more(World&, const Model&, Request&);
  void wait(World&, const Model&, const Request&);
  void search(World&, const Model&, Index slot);
  void release(World&, const Model&);
  static Duration lapse(const Model&, const Request&);

  std::vector<std::uint32_t> serial_;  // layer x stream: points drawn so far
  Roomy<Request> requests_;            // slots
  Roomy<Index> free_;
  std::array<std::vector<Roomy<Index>>, 2> waiting_;  // urgent, elective x utd: slots, oldest first
  Fifo<Held> held_;                                   // by due time
};

}  // namespace darah
