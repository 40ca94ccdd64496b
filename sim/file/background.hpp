#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What a reader of results wants to know of their scenario, and would have to read its files for: what
/// places are called and where they lie, named periods, what was set, and the files themselves.

namespace darah {

class Canvas;

/// A district or a facility. A district lies where its facilities do, on the mean.
struct NamedPlace {
  std::string id, name;
  std::optional<double> longitude = {}, latitude = {};  ///< degrees, east and north positive
};

/// A named time of the calendar, its last day included.
struct NamedPeriod {
  std::string id, name;
  std::string kind;         ///< the id without its year: ramadan, lebaran, ...
  std::string first, last;  ///< "2018-05-17"
};

/// Texts by their names, in an order that says something.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct Background {
  std::string title_id;  ///< title in Indonesian; "" without one
  std::string start;     ///< first day measured, "2018-01-01"
  std::vector<NamedPlace> districts, facilities;
  std::vector<NamedPeriod> periods;  ///< those that touch what is measured
  NamedTexts written;                ///< what the files set outside arms, by dotted key
  NamedTexts files;                  ///< files by their names as seen from the scenario's folder
};

/// The kind of a period by its id: "lebaran-2018" is one of "lebaran".
std::string kind_of_period(const std::string& id);

/// Writes all of it but what is not known, as scales with a variable over each. Scales of districts and
/// facilities that the canvas has already are taken.
void write_background(Canvas& canvas, const Background& background);

/// Writes texts by their names: a scale of the names, and `variable` over it. Nothing where there are none.
void write_texts(Canvas& canvas, const NamedTexts& texts, const std::string& scale,
                 const std::string& variable, const std::pair<std::string, std::string>& long_names);

}  // namespace darah
