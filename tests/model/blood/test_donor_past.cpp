#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "core/statistics.hpp"
#include "model/blood_world.hpp"

using namespace darah;
using namespace darah::testing;

TEST_CASE("the initial donors are stationary: no drift from the first month on") {
  const Model m(blood_parameters(one_utd(), 0, 730));
  double first = 0, last = 0;
  for (std::uint64_t replication = 0; replication < 4; ++replication) {
    World w(m, {3, replication});
    w.run_until(m, m.end);
    for (std::size_t month = 0; month < 3; ++month) first += voluntary(w, m, 0, month) / 90;
    for (std::size_t month = 21; month < 24; ++month) last += voluntary(w, m, 0, month) / 92;
    double year = 0;
    for (std::size_t month = 0; month < 12; ++month) year += voluntary(w, m, 0, month);
    CHECK(year == Approx(30000).epsilon(0.03));
  }
  CHECK(first / last == Approx(1).margin(0.03));
}

TEST_CASE("in steady state a year's supply does not depend on a longer warm-up") {
  const auto year = [](int warm_up) {
    Moments donations, expired, stock;
    for (std::uint64_t replication = 0; replication < 8; ++replication) {
      const Model m(blood_parameters({{"town", 9000, 0, 6000, {500000}, 3, 1, 200, 500}}, warm_up, 364));
      World w(m, {static_cast<std::uint64_t>(warm_up), replication});
      w.run_until(m, m.end);
      donations.add(static_cast<double>(total(w, "donations")));
      const auto units = values(w, "units_expired");
      double of_red_cells = 0;
      for (std::size_t i = 0; i < units.size(); ++i) {
        if (i / groups % products == index_of(Product::prc)) of_red_cells += static_cast<double>(units[i]);
      }
      expired.add(of_red_cells);
      // Plasma, which lives a year, is left out: near balance its stock takes many years to settle.
      double red_cells = 0;
      const auto stocks = values(w, "stock_time");
      for (std::size_t i = index_of(Product::prc); i < stocks.size(); i += products)
        red_cells += static_cast<double>(stocks[i]);
      stock.add(red_cells / static_cast<double>(days(364).us));
    }
    return std::array{donations, expired, stock};
  };
  const auto chosen = year(364), longer = year(1092);
  for (std::size_t i = 0; i < 3; ++i) {
    const double error = std::sqrt((chosen[i].variance() + longer[i].variance()) / 8);
    INFO(i << ": " << chosen[i].mean() << " " << longer[i].mean() << " +- " << error);
    CHECK(std::abs(chosen[i].mean() - longer[i].mean()) < 4.5 * error);
  }
}
