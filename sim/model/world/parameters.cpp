#include "model/world/parameters.hpp"

#include <string>

#include "core/check.hpp"
#include "model/place/network_labels.hpp"
#include "model/world/dimensions.hpp"
#include "model/world/duration_bins.hpp"
#include "model/world/model.hpp"

namespace darah {
namespace {

/// The days measured: "2018-01-01".
std::vector<std::string> days_of(const CalendarParameters& c) {
  std::vector<std::string> days;
  const Date end = c.start + static_cast<int>(c.horizon.us / Model::day_us);
  for (Date d = c.start; d < end; d = d + 1) days.push_back(to_text(d));
  return days;
}

std::vector<std::string> months_of(const CalendarParameters& c) {
  std::vector<std::string> months;
  for (const std::string& day : days_of(c)) {
    const std::string month = day.substr(0, 7);
    if (months.empty() || months.back() != month) months.push_back(month);
  }
  return months;
}

}  // namespace

std::vector<std::string>* Parameters::table(std::string_view dimension) {
  if (dimension == "district") return &districts.values();
  if (dimension == "facility") return &facilities.values();
  if (dimension == "catchment") return &catchments.values();
  if (dimension == "period") return &periods;
  if (dimension == "order") return &orders;
  return nullptr;
}

const std::vector<std::string>* Parameters::table(std::string_view dimension) const {
  return const_cast<Parameters*>(this)->table(dimension);
}

std::vector<std::string> labels_of(const Parameters& p, std::string_view dimension) {
  if (const auto fixed = fixed_labels(dimension); !fixed.empty()) return {fixed.begin(), fixed.end()};
  if (const auto* ids = p.table(dimension)) return *ids;
  if (dimension == "month") return months_of(p.calendar);
  if (dimension == "day") return days_of(p.calendar);
  if (dimension == "utd" || dimension == "hospital") {
    std::vector<std::string> ids;
    for (const FacilityId f : p.facilities.ids()) {
      const bool hospital = p.network.is(f, FacilityKind::hospital);
      if (hospital == (dimension == "hospital")) ids.push_back(p.facilities[f]);
    }
    return ids;
  }
  if (dimension == "duration_bin") {
    std::vector<std::string> edges;
    edges.reserve(duration_edges_min.size());
    for (const std::int64_t edge : duration_edges_min) edges.push_back(std::to_string(edge * 60));
    return edges;
  }
  DARAH_VALIDATE(false, "unknown dimension " + std::string(dimension));
}

Parameters past_of(const Parameters& base, const Parameters& arm) {
  Parameters past = base;
  Components::for_each([&]<class C>() {
    if constexpr (requires { typename C::P; }) {
      for (const auto& row : C::parameters()) {
        if (row.scope != Scope::world) continue;
        std::visit(
            [&](auto field) { held<ParametersOf<C>>(past).*field = held<const ParametersOf<C>>(arm).*field; },
            row.field);
      }
    }
  });
  return past;
}

std::vector<Problem> contradictions(const Parameters& p) {
  Claims claims;
  Hooks<Components>::contradictions(p, claims);
  return claims.problems();
}

std::vector<Problem> unused(std::span<const Parameters* const> arms) {
  Claims claims;
  Hooks<Components>::unused(arms, claims);
  return claims.problems();
}

std::vector<Problem> doubts(const Parameters& p) {
  Claims claims;
  Hooks<Components>::doubts(p, claims);
  return claims.problems();
}

}  // namespace darah
