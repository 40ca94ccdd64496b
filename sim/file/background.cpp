#include "file/background.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <limits>

#include "core/check.hpp"
#include "core/units.hpp"
#include "file/canvas.hpp"

namespace darah {

namespace {

/// A column of what `take` gives of each row.
template <class Row, class Take>
auto column_of(const std::vector<Row>& rows, Take&& take) {
  std::vector<std::decay_t<decltype(take(rows.front()))>> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(take(row));
  return values;
}

void write_places(Canvas& canvas, const std::string& dimension, const std::vector<NamedPlace>& places,
                  bool coordinates) {
  if (places.empty()) return;
  if (!canvas.has_scale(dimension))
    write_scale(canvas, dimension, column_of(places, [](const auto& place) { return place.id; }));
  canvas.variable(dimension + "_name", {dimension},
                  column_of(places, [](const auto& place) { return place.name; }), "",
                  "what the " + dimension + " is called");
  if (!coordinates) return;
  const auto write = [&](const char* axis, std::optional<double> NamedPlace::*member, const char* unit) {
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    canvas.variable(dimension + axis, {dimension},
                    column_of(places, [&](const auto& place) { return (place.*member).value_or(unknown); }),
                    unit, "mean of the facilities in the " + dimension + "; NaN where none says");
  };
  write("_longitude", &NamedPlace::longitude, "degrees_east");
  write("_latitude", &NamedPlace::latitude, "degrees_north");
}

void write_periods(Canvas& canvas, const std::vector<NamedPeriod>& periods) {
  if (periods.empty()) return;
  const auto text = [&](const auto& member) {
    return column_of(periods, [&](const NamedPeriod& period) { return period.*member; });
  };
  canvas.scale("period", text(&NamedPeriod::id), "named period that touches what is measured");
  canvas.variable("period_kind", {"period"}, text(&NamedPeriod::kind), "",
                  "id of the period without its year");
  canvas.variable("period_name", {"period"}, text(&NamedPeriod::name), "", "what the period is called");
  const auto date = [&](const char* name, const auto& member, const char* long_name) {
    const std::vector<std::int64_t> days = column_of(periods, [&](const NamedPeriod& period) {
      const Parsed<Date> day = parse_date(period.*member);
      DARAH_VALIDATE(day, "no date: " + period.*member);
      return std::int64_t{day.value->day_number};
    });
    const hdf5::Handle dataset = canvas.variable(name, {"period"}, days, "days since 1970-01-01", long_name);
    hdf5::set_attribute(dataset, "calendar", "proleptic_gregorian");
  };
  date("period_first", &NamedPeriod::first, "first day of the period");
  date("period_last", &NamedPeriod::last, "last day of the period");
}

}  // namespace

std::string kind_of_period(const std::string& id) {
  constexpr std::size_t year = 4;
  for (std::size_t dash = id.find('-'); dash != id.npos; dash = id.find('-', dash + 1)) {
    const auto begin = id.begin() + static_cast<std::ptrdiff_t>(dash) + 1;
    if (id.size() - dash <= year) break;
    if (std::all_of(begin, begin + year, [](unsigned char c) { return std::isdigit(c) != 0; }))
      return id.substr(0, dash);
  }
  return id;
}

void write_texts(Canvas& canvas, const NamedTexts& texts, const std::string& scale,
                 const std::string& variable, const std::pair<std::string, std::string>& long_names) {
  if (texts.empty()) return;
  canvas.scale(scale, column_of(texts, [](const auto& text) { return text.first; }), long_names.first);
  canvas.variable(variable, {scale}, column_of(texts, [](const auto& text) { return text.second; }), "",
                  long_names.second);
}

void write_background(Canvas& canvas, const Background& background) {
  if (!background.title_id.empty()) hdf5::set_attribute(canvas.root(), "title_id", background.title_id);
  if (!background.start.empty()) hdf5::set_attribute(canvas.root(), "start", background.start);
  write_places(canvas, "district", background.districts, true);
  write_places(canvas, "facility", background.facilities, false);
  write_periods(canvas, background.periods);
  write_texts(
      canvas, background.written, "written_key", "written_value",
      {"key that the scenario's files set outside arms", "value that the scenario's files give the key"});
  write_texts(canvas, background.files, "scenario_file", "scenario_file_text",
              {"file of the scenario, as seen from its folder", "what the file says"});
}

}  // namespace darah
