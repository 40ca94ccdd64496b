#include "model/place/vicinity.hpp"

#include <algorithm>
#include <boost/geometry/algorithms/intersects.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <iterator>
#include <utility>

#include "core/math.hpp"
#include "model/place/network.hpp"

namespace darah {
namespace {

namespace geometry = boost::geometry;

constexpr double km_per_degree = 111.195, degree = 3.14159265358979323846 / 180;

using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;  // degrees north and east
using Box = geometry::model::box<Point>;
using Entry = std::pair<Point, std::size_t>;  // the place of a facility in `among`
using Tree = geometry::index::rtree<Entry, geometry::index::rstar<16>>;

Point point(const NetworkParameters& n, FacilityId f) { return {n.latitude[f], n.longitude[f]}; }

/// All points whose road from `centre` is at most so many km lie within.
Box around(const NetworkParameters& n, FacilityId centre, double km) {
  constexpr double rounding = 1e-9;  // degrees: a tenth of a millimetre
  const double north = km / n.detour / km_per_degree + rounding;
  const double latitude = n.latitude[centre], longitude = n.longitude[centre];
  // A road is as long as at the mean of its ends' latitudes.
  const double farthest = std::min(std::max(latitude + north / 2, north / 2 - latitude), 90.0);
  const double shrunk = math::cos(farthest * degree);
  const double east = shrunk * 360 > north ? north / shrunk : 360;
  return {{latitude - north, longitude - east}, {latitude + north, longitude + east}};
}

class Finder {
 public:
  Finder(const NetworkParameters& n, std::span<const FacilityId> among, double reach, std::size_t most)
      : n_(n), among_(among), reach_(reach), most_(most) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < among.size(); ++i) entries.emplace_back(point(n, among[i]), i);
    tree_ = Tree(entries);
  }

  std::vector<FacilityId> operator()(FacilityId from) {
    // Out from a few kilometres, until there are enough.
    for (double km = std::min(reach_, first_km);; km = std::min(reach_, 2 * km)) {
      find(from, km);
      if (found_.size() >= most_ || km == reach_) break;
    }
    const auto last = found_.begin() + static_cast<std::ptrdiff_t>(std::min(most_, found_.size()));
    std::partial_sort(found_.begin(), last, found_.end());
    std::vector<FacilityId> nearest;
    std::transform(found_.begin(), last, std::back_inserter(nearest),
                   [&](const auto& found) { return among_[found.second]; });
    return nearest;
  }

 private:
  static constexpr double first_km = 16;

  /// All by a road of at most `km`.
  void find(FacilityId from, double km) {
    found_.clear();
    const auto within = geometry::index::intersects(around(n_, from, km));
    for (auto entry = tree_.qbegin(within); entry != tree_.qend(); ++entry) {
      const double road = road_km(n_, from, among_[entry->second]);
      if (road <= km) found_.emplace_back(road, entry->second);
    }
  }

  const NetworkParameters& n_;
  std::span<const FacilityId> among_;
  double reach_;
  std::size_t most_;
  Tree tree_;
  std::vector<std::pair<double, std::size_t>> found_;  // km, place in `among_`
};

}  // namespace

double road_km(const NetworkParameters& n, FacilityId a, FacilityId b) {
  const double north = (n.latitude[a] - n.latitude[b]) * km_per_degree;
  const double east = (n.longitude[a] - n.longitude[b]) * km_per_degree *
                      math::cos((n.latitude[a] + n.latitude[b]) / 2 * degree);
  return n.detour * math::sqrt(north * north + east * east);
}

std::vector<std::vector<FacilityId>> nearest_facilities(const NetworkParameters& n,
                                                        std::span<const FacilityId> from,
                                                        std::span<const FacilityId> among, double reach,
                                                        std::size_t most) {
  Finder finder(n, among, reach, most);
  std::vector<std::vector<FacilityId>> nearest;
  for (const FacilityId f : from) nearest.push_back(finder(f));
  return nearest;
}

}  // namespace darah
