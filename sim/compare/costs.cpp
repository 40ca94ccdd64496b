#include "compare/costs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace darah {

namespace {

void add(Samples& total, const Samples& samples, double sign) {
  if (total.empty()) total.assign(samples.size(), std::vector<double>(samples.front().size(), 0));
  for (std::size_t a = 0; a < samples.size(); ++a) {
    for (std::size_t r = 0; r < samples[a].size(); ++r) total[a][r] += sign * samples[a][r];
  }
}

/// Whether the file keeps the line's money, by its dimension where it names one.
bool is_kept(const CostLine& line, Sums& sums) {
  Headline sum{{}, {}, {}, line.measure};
  sum.only = line.only;
  return sums.has(sum);
}

Samples samples_of(const CostLine& line, std::string_view only, Sums& sums) {
  Headline sum{{}, {}, {}, line.measure};
  sum.scale = 1e-6;  // IDR million
  sum.only = only;
  return sums.samples(sum);
}

CostRow cost_row(Payer payer, std::string_view id, std::string_view label) {
  return {fmt::format("{}_{}", payer_ids[payer], id),
          payer_ids[payer],
          std::string(id),
          fmt::format("{}: {}", payer_labels[payer], label),
          {}};
}

/// The payer's lines in the order of their labels' first mention.
class Lines {
 public:
  explicit Lines(Payer payer) : payer_(payer) {}

  void add_to(std::string_view id, std::string_view label, const Samples& samples, double sign) {
    auto at = std::find_if(rows_.begin(), rows_.end(), [&](const CostRow& row) { return row.cost == id; });
    if (at == rows_.end()) at = rows_.insert(rows_.end(), cost_row(payer_, id, label));
    add(at->samples, samples, sign);
  }
  /// Without those in which nothing is paid.
  std::vector<CostRow> rows() && {
    std::erase_if(rows_, [](const CostRow& row) { return nothing_happened(row.samples); });
    return std::move(rows_);
  }

 private:
  Payer payer_;
  std::vector<CostRow> rows_;
};

/// A line for each label of the dimension that no line names.
void add_others(Lines& lines, const CostLine& line, std::span<const CostLine> all, const ResultsView& results,
                Sums& sums) {
  for (const std::string& label : results.labels(std::string(line.only))) {
    const std::string only = fmt::format("{}={}", line.only, label);
    const bool named = std::any_of(all.begin(), all.end(), [&](const CostLine& other) {
      return other.measure == line.measure && other.only == only;
    });
    if (!named) lines.add_to(label, label, samples_of(line, only, sums), line.sign);
  }
}

std::vector<CostRow> rows_of(Payer payer, std::span<const CostLine> all, const ResultsView& results,
                             Sums& sums) {
  Lines lines(payer);
  for (const CostLine& line : all) {
    if (line.payer != payer || !is_kept(line, sums)) continue;
    if (line.id.empty()) {
      add_others(lines, line, all, results, sums);
    } else {
      lines.add_to(line.id, line.label, samples_of(line, line.only, sums), line.sign);
    }
  }
  return std::move(lines).rows();
}

/// By how much `above` exceeds `below`, by replication.
std::vector<double> difference(const std::vector<double>& above, const std::vector<double>& below) {
  std::vector<double> values;
  for (std::size_t r = 0; r < above.size(); ++r) values.push_back(above[r] - below[r]);
  return values;
}

CostVerdict verdict_of(const PayerCost& payer, Finding deaths) {
  const bool less = payer.cost.high < 0;
  if (!payer.ratio.bounded || (deaths != Finding::less && deaths != Finding::more))
    return CostVerdict::not_estimable;
  if (deaths == Finding::less) return less ? CostVerdict::saves_money : CostVerdict::ratio;
  if (less) return CostVerdict::forgone;
  return payer.cost.low >= 0 ? CostVerdict::dominated : CostVerdict::not_estimable;
}

PayerCost payer_cost(Payer payer, const Samples& costs, std::size_t arm, const std::vector<double>& averted,
                     Finding deaths) {
  PayerCost of{
      payer, difference(costs[arm], costs[0]), paired_interval(costs[arm], costs[0], usual_confidence), {}};
  of.ratio = fieller_interval(of.samples, averted, usual_confidence);
  of.verdict = verdict_of(of, deaths);
  return of;
}

}  // namespace

Costs costs_of(const ResultsView& results, Sums& sums, std::span<const CostLine> lines) {
  Costs costs;
  const auto add_total = [&](Payer payer, std::string label, const Samples& total) {
    CostRow row = cost_row(payer, "total", {});
    row.label = std::move(label);
    row.samples = total;
    costs.rows.push_back(std::move(row));
  };
  for (const Payer payer : every<Payer>) {
    if (payer == Payer::all) continue;
    const std::vector<CostRow> rows = rows_of(payer, lines, results, sums);
    Samples total;
    for (const CostRow& row : rows) {
      costs.rows.push_back(row);
      add(total, row.samples, 1);
    }
    if (rows.empty()) continue;
    add_total(payer, fmt::format("{}, in all", payer_labels[payer]), total);
    add(costs.all, total, 1);
    if (payer == Payer::district) costs.district = total;
  }
  if (!costs.rows.empty()) add_total(Payer::all, std::string(payer_labels[Payer::all]), costs.all);
  return costs;
}

std::vector<DeathCost> death_costs(const Costs& costs, Sums& sums, std::span<const std::string> arms) {
  const Headline expected{{}, {}, {}, "deaths_expected", {}, scale::micro}, drawn{{}, {}, {}, "deaths_true"};
  if (costs.rows.empty() || !sums.has(expected)) return {};
  const Samples deaths = sums.samples(expected);
  if (nothing_happened(deaths)) return {};
  std::vector<Moments> differences;
  for (std::size_t a = 1; a < arms.size(); ++a)
    differences.push_back(paired_differences(deaths[a], deaths[0]));
  const std::vector<Claim> claims = claims_of(differences);
  std::vector<DeathCost> all;
  for (std::size_t a = 1; a < arms.size(); ++a) {
    DeathCost& arm = all.emplace_back();
    arm.arm = arms[a];
    arm.claim = claims[a - 1];
    arm.averted = paired_interval(deaths[0], deaths[a], usual_confidence);
    if (sums.has(drawn)) {
      const Samples died = sums.samples(drawn);
      arm.averted_true = paired_interval(died[0], died[a], usual_confidence);
    }
    arm.samples = difference(deaths[0], deaths[a]);
    if (!costs.district.empty())
      arm.costs.push_back(payer_cost(Payer::district, costs.district, a, arm.samples, arm.claim.told));
    arm.costs.push_back(payer_cost(Payer::all, costs.all, a, arm.samples, arm.claim.told));
  }
  return all;
}

}  // namespace darah
