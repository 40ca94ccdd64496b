#include "compare/monitoring.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>

#include "core/check.hpp"
#include "core/units.hpp"

namespace darah {

namespace {

constexpr std::string_view everywhere = "all districts";

/// The months of the file by calendar year; one year without a name where it keeps none.
struct Years {
  std::vector<std::string> names{""};
  std::vector<double> days;             ///< measured in each
  std::vector<std::size_t> of_month{};  ///< place of each month's year
};

double days_of(const std::string& month) {
  const Parsed<Date> first = parse_date(month + "-01");
  DARAH_VALIDATE(first, "no month: " + month);
  // 31 days after its first day lies in the next month.
  const std::string next = to_text(Date{first.value->day_number + 31}).substr(0, 7);
  return parse_date(next + "-01").value->day_number - first.value->day_number;
}

/// The days measured are shared out by length of month: exact in whole months, and in a single year.
Years years_of(std::span<const std::string> months, double measured_days) {
  Years years;
  if (months.empty()) {
    years.days = {measured_days};
    return years;
  }
  years.names.clear();
  double all = 0;
  for (const std::string& month : months) {
    const std::string year = month.substr(0, 4);
    if (years.names.empty() || years.names.back() != year) {
      years.names.push_back(year);
      years.days.push_back(0);
    }
    years.of_month.push_back(years.names.size() - 1);
    years.days.back() += days_of(month);
    all += days_of(month);
  }
  for (double& days : years.days) days *= measured_days / all;
  return years;
}

bool has_dimension(const Variable& v, std::string_view dimension) {
  return std::find(v.dimensions.begin(), v.dimensions.end(), dimension) != v.dimensions.end();
}

/// Sums of measures by arm, replication, district and year; arms by their place among those shown.
class Sheet {
 public:
  Sheet(const ResultsView& results, const std::string& baseline);

  const std::vector<ArmPlace>& arms() const { return arms_; }  ///< arms shown, the baseline first
  /// Districts of the file, and all together where there are several.
  const std::vector<std::string>& districts() const { return districts_; }
  const Years& years() const { return years_; }
  bool has(std::string_view measure) const { return sums_.contains(measure); }
  bool empty() const { return sums_.empty(); }
  double at(std::string_view measure, std::size_t arm, std::size_t replication, std::size_t district,
            std::size_t year) const {
    return sums_.find(measure)->second[index(arm, replication, district, year)];
  }
  /// Over all replications.
  double total(std::string_view measure, std::size_t arm, std::size_t district, std::size_t year) const {
    double sum = 0;
    for (std::size_t r = 0; r < replications_; ++r) sum += at(measure, arm, r, district, year);
    return sum;
  }

 private:
  struct Cell {
    std::size_t district = 0, year = 0;
  };

  std::size_t index(std::size_t arm, std::size_t replication, std::size_t district, std::size_t year) const {
    return ((arm * replications_ + replication) * districts_.size() + district) * years_.names.size() + year;
  }
  std::vector<Cell> cells_of(const Variable&) const;
  std::vector<double> sums_of(const Variable&) const;

  std::vector<ArmPlace> arms_;
  std::size_t replications_;
  std::vector<std::string> districts_;
  Years years_;
  std::map<std::string, std::vector<double>, std::less<>> sums_;
};

std::vector<std::string_view> measures_wanted() {
  std::vector<std::string_view> names{"agreement_months", "deaths_expected", "onset_to_blood",
                                      "blood_recipients"};
  for (const Indicator& indicator : indicators) {
    for (const std::string_view name : {indicator.numerator, indicator.denominator, indicator.otherwise}) {
      if (!name.empty()) names.push_back(name);
    }
  }
  return names;
}

Sheet::Sheet(const ResultsView& results, const std::string& baseline)
    : arms_(shown_arms(results, baseline)), replications_(results.replications()) {
  std::map<std::string, Variable> kept;
  bool by_month = false;
  for (const std::string_view name : measures_wanted()) {
    if (!results.has(name)) continue;
    Variable v = results.measure(std::string(name));
    if (!has_dimension(v, "district")) continue;
    by_month = by_month || has_dimension(v, "month");
    kept.emplace(v.name, std::move(v));
  }
  if (kept.empty()) {
    throw FileError(results.path().string() +
                    ": has nothing to monitor by district; run with [output] detail = \"full\" (by year) or "
                    "\"district-year\"");
  }
  districts_ = results.labels("district");
  if (districts_.size() > 1) districts_.emplace_back(everywhere);
  years_ = years_of(by_month ? results.labels("month") : std::vector<std::string>{},
                    static_cast<double>(results.integer("measured_days")));
  for (const auto& [name, v] : kept) {
    // What is not kept by month cannot be told by year.
    if (has_dimension(v, "month") == by_month) sums_.emplace(name, sums_of(v));
  }
}

/// The cell of each value of a block.
std::vector<Sheet::Cell> Sheet::cells_of(const Variable& v) const {
  std::vector<Cell> cells(v.block_size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    for (std::size_t d = v.length.size(), rest = i; d-- > 2; rest /= v.length[d]) {
      const std::size_t at = rest % v.length[d];
      if (v.dimensions[d] == "district") cells[i].district = at;
      if (v.dimensions[d] == "month") cells[i].year = years_.of_month[at];
    }
  }
  return cells;
}

std::vector<double> Sheet::sums_of(const Variable& v) const {
  std::vector<double> sums(arms_.size() * replications_ * districts_.size() * years_.names.size(), 0);
  const std::size_t all = districts_.size() - 1;
  const std::vector<Cell> cells = cells_of(v);
  for (std::size_t a = 0; a < arms_.size(); ++a) {
    for (std::size_t r = 0; r < replications_; ++r) {
      const std::span<const std::int64_t> block = v.block(arms_[a], r);
      for (std::size_t i = 0; i < block.size(); ++i) {
        const auto value = static_cast<double>(block[i]);
        sums[index(a, r, cells[i].district, cells[i].year)] += value;
        if (all > 0) sums[index(a, r, all, cells[i].year)] += value;
      }
    }
  }
  return sums;
}

/// With the denominator that the file has.
std::vector<Indicator> indicators_of(const Sheet& sheet) {
  std::vector<Indicator> present;
  for (Indicator indicator : indicators) {
    if (!sheet.has(indicator.denominator)) indicator.denominator = indicator.otherwise;
    if (sheet.has(indicator.numerator) && sheet.has(indicator.denominator)) present.push_back(indicator);
  }
  return present;
}

std::optional<double> level_of(const Indicator& indicator, const Sheet& sheet, std::size_t arm,
                               std::size_t district, std::size_t year) {
  const double below = sheet.total(indicator.denominator, arm, district, year);
  if (below == 0) return {};
  return indicator.offset + indicator.scale * sheet.total(indicator.numerator, arm, district, year) / below;
}

/// Arm less baseline, the first, of value(arm, replication), over replications in which both are defined.
template <class Value>
std::optional<Interval> effect(std::size_t arm, std::size_t replications, Value&& value) {
  Moments differences;
  for (std::size_t r = 0; r < replications; ++r) {
    const double difference = value(arm, r) - value(0, r);
    if (!std::isnan(difference)) differences.add(difference);
  }
  if (differences.count() == 0) return {};
  return student_interval(differences, usual_confidence);
}

MonitoredRow row_of(const Monitoring& monitoring, const Sheet& sheet, std::size_t arm, std::size_t district,
                    std::size_t year) {
  MonitoredRow row;
  row.district = sheet.districts()[district];
  row.everywhere = district > 0 && district + 1 == sheet.districts().size();
  row.year = sheet.years().names[year];
  if (sheet.has("agreement_months")) row.in_force = sheet.total("agreement_months", arm, district, year) > 0;
  for (const Indicator& indicator : monitoring.indicators)
    row.levels.push_back(level_of(indicator, sheet, arm, district, year));
  if (arm == 0) return row;
  if (monitoring.has_deaths) {
    row.deaths = effect(arm, monitoring.replications, [&](std::size_t a, std::size_t r) {
      return sheet.at("deaths_expected", a, r, district, year) * 1e-6 * 365 / sheet.years().days[year];
    });
  }
  if (monitoring.has_minutes) {
    row.minutes = effect(arm, monitoring.replications, [&](std::size_t a, std::size_t r) {
      // 0 / 0, no woman given blood, is NaN: not defined.
      return sheet.at("onset_to_blood", a, r, district, year) * scale::minutes /
             sheet.at("blood_recipients", a, r, district, year);
    });
  }
  return row;
}

}  // namespace

bool can_be_monitored(const ResultsView& results) {
  const std::vector<std::string_view> wanted = measures_wanted();
  return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view name) {
    return results.has(name) && has_dimension(results.measure(std::string(name)), "district");
  });
}

Monitoring monitor(const ResultsView& results, const std::string& baseline) {
  const Sheet sheet(results, baseline);
  Monitoring monitoring;
  monitoring.title = results.text("title");
  monitoring.conditions = conditions_of(results);
  monitoring.replications = results.replications();
  monitoring.indicators = indicators_of(sheet);
  monitoring.by_year = sheet.years().names.size() > 1;
  const bool compares = sheet.arms().size() > 1;
  monitoring.has_deaths = compares && sheet.has("deaths_expected");
  monitoring.has_minutes = compares && sheet.has("onset_to_blood") && sheet.has("blood_recipients");
  for (std::size_t a = 0; a < sheet.arms().size(); ++a) {
    MonitoredArm arm{results.arm(sheet.arms()[a]), false, {}};
    for (std::size_t d = 0; d < sheet.districts().size(); ++d) {
      for (std::size_t y = 0; y < sheet.years().names.size(); ++y) {
        arm.rows.push_back(row_of(monitoring, sheet, a, d, y));
        arm.in_force = arm.in_force || arm.rows.back().in_force;
      }
    }
    monitoring.arms.push_back(std::move(arm));
  }
  return monitoring;
}

}  // namespace darah
