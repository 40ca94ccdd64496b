#pragma once

#include <algorithm>
#include <array>
#include <boost/container/static_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/resource.hpp"
#include "model/blood/blood_centre_labels.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/place/ids.hpp"
#include "model/place/presence.hpp"

namespace darah {

class Claims;
class Model;
class Services;
template <class... C>
class With;
class World;
struct Agreement;
struct BloodBank;
struct Kept;
struct MotherBlood;
struct Pregnancy;
struct Parameters;
struct Demand;

/// Defaults of the compatibility tables, one list for each recipient: own group first. Harmening, "Modern
/// Blood Banking", chapter on transfusion.
inline constexpr std::string_view red_cell_orders =
    "o_pos>o_neg, "
    "o_neg, "
    "a_pos>o_pos>a_neg>o_neg, "
    "a_neg>o_neg, "
    "b_pos>o_pos>b_neg>o_neg, "
    "b_neg>o_neg, "
    "ab_pos>a_pos>b_pos>o_pos>ab_neg>a_neg>b_neg>o_neg, "
    "ab_neg>a_neg>b_neg>o_neg";
inline constexpr std::string_view platelet_orders =
    "o_pos>a_pos>b_pos>ab_pos>o_neg>a_neg>b_neg>ab_neg, "
    "o_neg>a_neg>b_neg>ab_neg>o_pos>a_pos>b_pos>ab_pos, "
    "a_pos>ab_pos>b_pos>o_pos>a_neg>ab_neg>b_neg>o_neg, "
    "a_neg>ab_neg>b_neg>o_neg>a_pos>ab_pos>b_pos>o_pos, "
    "b_pos>ab_pos>a_pos>o_pos>b_neg>ab_neg>a_neg>o_neg, "
    "b_neg>ab_neg>a_neg>o_neg>b_pos>ab_pos>a_pos>o_pos, "
    "ab_pos>a_pos>b_pos>o_pos>ab_neg>a_neg>b_neg>o_neg, "
    "ab_neg>a_neg>b_neg>o_neg>ab_pos>a_pos>b_pos>o_pos";
inline constexpr std::string_view plasma_orders =
    "o_pos>a_pos>b_pos>ab_pos>o_neg>a_neg>b_neg>ab_neg, "
    "o_neg>a_neg>b_neg>ab_neg>o_pos>a_pos>b_pos>ab_pos, "
    "a_pos>ab_pos>a_neg>ab_neg, "
    "a_neg>ab_neg>a_pos>ab_pos, "
    "b_pos>ab_pos>b_neg>ab_neg, "
    "b_neg>ab_neg>b_pos>ab_pos, "
    "ab_pos>ab_neg, "
    "ab_neg>ab_pos";

/// A batch of one blood centre's laboratory, of every day.
struct BatchId : Id<struct BatchTag> {
  using Id::Id;
  constexpr BatchId(UtdId utd, Batch batch)
      : Id(static_cast<std::uint32_t>(utd.index() * count_of<Batch> + index_of(batch))) {}
  constexpr UtdId utd() const { return UtdId{value / static_cast<std::uint32_t>(count_of<Batch>)}; }
};

struct BloodCentreParameters {
  std::vector<Duration> batch_at, shelf_life;
  Duration test_time{}, platelet_window{}, threshold{}, elective_floor{}, safety_cover{}, initial_cover{};
  Duration count_at{}, exchange_handling{};
  std::vector<double> reactive;
  double other_loss = 0, whole_blood = 0, platelets = 0, plasma = 0;
  Choice laboratory{}, issue_rule{};
  std::vector<Ranking> red_cells, platelet_groups, plasma_groups;
  double exchange_success = 0, coordination_effect = 0;
  Length exchange_reach{};
  std::int64_t exchange_partners = 0;
  Money bag_price{};
};

/// What follows from the parameters: levels in units, and whom to ask.
struct BloodCentrePlan {
  BloodCentrePlan() = default;
  explicit BloodCentrePlan(const Model&);

  /// Groups whose unit may go to a recipient, in order of preference; whole blood: the own group alone.
  std::span<const Group> order(Product product, Group recipient) const {
    const Groups& order = orders[product][recipient];
    return {order.data(), order.size()};
  }
  /// Groups that a request may be met from, in order of preference.
  std::span<const Group> order(const Ask& ask) const {
    return order(ask.any_group ? ask.product : Product::wb, ask.recipient);
  }
  bool suits(Product product, Group recipient, Group unit) const {
    const auto suitable = order(product, recipient);
    return std::find(suitable.begin(), suitable.end(), unit) != suitable.end();
  }

  using Groups = boost::container::static_vector<Group, groups>;
  EnumArray<Product, EnumArray<Group, Groups>> orders;
  using Levels = EnumArray<Product, EnumArray<Group, int>>;
  Table<UtdId, Levels> floor;   ///< blood centre: elective requests leave this much
  Table<UtdId, Levels> safety;  ///< blood centre: other blood centres and blood banks leave this much
  Table<UtdId, std::vector<UtdId>> partners;  ///< blood centres that are asked for units, nearest first
};

/// Blood centres (UTD): laboratory, components, stock and issue. Index u is a number in Model::utds.
struct BloodCentre {
  template <class T>
  struct Named {
    T blood_centre;
  };
  template <class W>
  struct Called {
    decltype(auto) blood_centre() const {
      return static_cast<const W&>(*this).template component<BloodCentre>();
    }
  };
  struct Planned {
    BloodCentrePlan blood_centre_plan;
  };
  using PlanRestsOn = Demand;
  using P = BloodCentreParameters;
  enum class Kind : std::uint8_t { result, tested, stock_count, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{
      {"blood_centre.result", "blood_centre.tested", "blood_centre.stock_count"}};
  enum class Measured : std::uint8_t {
    failed,
    reactive,
    produced,
    issued,
    issued_for,
    age_at_issue,
    transfused,
    expired,
    discarded,
    exported,
    imported,
    reserve_issued,
    reserve_taken,
    reserve_to_others,
    stock_time,
    counted,
    stockout_time,
    bag_money,
    waste_money,
    count
  };

  static std::span<const Parameter<BloodCentreParameters>> parameters();
  static void contradictions(const Parameters&, Claims&);

  static const EnumArray<Measured, Measure>& measures();

  /// A donation on its way through the laboratory.
  struct Donation {
    Time bled{};
    Name donor;
    std::uint32_t ordinal = 0;
    WomanId woman = {};  ///< slot of the one whose candidate gave it
    Group group{};
  };
  /// Where donations went, since time 0.
  struct Donations {
    std::int64_t presented = 0, deferred = 0, bled = 0, failed = 0, reactive = 0, processed = 0;
  };
  /// Where units of one product came from, went and are, since time 0, in a blood centre and the blood banks
  /// it supplies. What is free follows, and is counted apart by conserved().
  struct Books {
    std::int64_t initial = 0, produced = 0, imported = 0, supplied = 0;
    std::int64_t transfused = 0, expired = 0, discarded = 0, exported = 0;
    std::int64_t held = 0, in_transit = 0;
  };

  void start(Services, const Model&);
  void handle(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy>, const Model&, Kind,
              const Event&);
  /// Closes all integrals and expiries up to now: at month ends, and before reading the tally.
  void settle_all(Services, const Model&);

  /// A donation just bled; it goes through the next laboratory batch.
  /// A candidate's red cells are kept for `woman`, the donor name's parent, by her slot.
  void receive_donation(Services, const Model&, UtdId utd, Group, Name donor, std::uint64_t ordinal,
                        WomanId woman = {});
  /// A donation that is tested and prepared at once for a patient: returns the red-cell unit, held, if it is
  /// good. Whole blood of another group than the recipient's goes to stock instead.
  std::optional<Unit> test_at_once(Services, const Model&, UtdId utd, Urgency, Group recipient, Group,
                                   Name donor, std::uint64_t ordinal);
  /// Whether it would return one. Changes nothing.
  static bool would_test_good(Services, const Model&, Group recipient, Group, Name donor,
                              std::uint64_t ordinal);

  /// Takes up to `ask.units` for a patient, by the issue rule within a group; returns how many, appended to
  /// `out`. They are held until transfuse() or give_back(). Elective requests leave the elective floor.
  /// O(units taken + groups) amortised.
  int take(Services, const Model&, UtdId utd, const Ask& ask, StaticUnits& out);
  /// Units of a group that take(), or spare(), would give to this request now. Changes nothing, lazy expiry
  /// included. O(units expired since the shelf was settled).
  int would_take(const Model&, Time now, UtdId utd, const Ask& ask, Group) const;
  int would_spare(const Model&, Time now, UtdId from, const Ask& ask, Group) const;
  /// Takes units that `from` can spare for a patient of `to`'s region; they are in transit in the books of
  /// `to` until receive() or put_on_shelf().
  int spare(Services, const Model&, UtdId from, UtdId to, const Ask& ask, StaticUnits& out);
  /// A unit kept for a woman in `from` is held for her in `to`.
  void hand_over(Services, const Model&, UtdId from, UtdId to, const Unit&);
  /// A unit comes to stock; whoever waits for units is told of them.
  void put(Services, const Model&, UtdId utd, const Unit&);
  void tell_of_stock(With<BloodBank, Demand, MotherBlood>, const Model&, UtdId utd) const;
  /// A unit in transit reaches its patient, and is held; or the stock.
  void receive(Services, const Model&, UtdId utd, Urgency, const Unit&);
  void put_on_shelf(Services, const Model&, UtdId utd, const Unit&);
  /// Whether `from` answers `to`, who asks for a patient; u uniform on [0, 1), the patient's own for `from`.
  bool answers(With<const Agreement>, const Model&, UtdId from, UtdId to, double u) const;
  /// From a general patient's request at another blood centre to the units' arrival.
  Duration exchange_time(With<const Agreement>, const Model&, UtdId from, UtdId to) const;
  /// A held unit ends in its patient, or comes back: to stock, or discarded if it has expired.
  void transfuse(Services, const Model&, UtdId utd, const Unit&);
  void give_back(With<MotherBlood>, const Model&, UtdId utd, const Unit&);
  /// A held unit is thrown away: expired, or spoiled.
  void discard(Services, const Model&, UtdId utd, const Unit&);
  /// Units that this request lacks and gets for no other reason than the maternal reserve.
  int withheld(Services, const Model&, UtdId utd, const Ask& ask);
  /// Units in stock that suit the recipient, the maternal reserve included.
  int available(Services, const Model&, UtdId utd, Product, Group recipient);
  /// Units on the shelves of all blood centres.
  std::int64_t stock(const Model&, Product, Time now) const;
  /// Red-cell units of a group kept for mothers; 0 frees them.
  void set_reserve(UtdId utd, Group, int units);
  int reserve(UtdId utd, Group group) const { return reserve_[utd.index() * groups + index_of(group)]; }

  /// For blood banks: takes red cells above the safety stock, up to n, which are in transit from then on.
  int ship(Services, const Model&, UtdId utd, Group, int n, StaticUnits& out);
  /// For blood banks: books an issue to a patient, an expiry, a unit that has come back.
  void book_issue(Services, const Model&, UtdId utd, Urgency, const Unit&);
  void book_expiry(Services, const Model&, UtdId utd, const Unit&);
  bool book_return(Services, const Model&, UtdId utd, const Unit&);

  Books& books(UtdId utd, Product product) { return books_[utd.index() * products + index_of(product)]; }
  const Books& books(UtdId utd, Product product) const {
    return books_[utd.index() * products + index_of(product)];
  }
  Donations& donations(UtdId utd) { return donations_[utd]; }
  const Donations& donations(UtdId utd) const { return donations_[utd]; }
  std::size_t in_laboratory(UtdId utd) const { return laboratory_[utd].size(); }
  /// Whether nothing was made or lost: donations and units of every blood centre and product.
  bool conserved(const World&, const Model&) const;

 private:
  std::size_t cell(UtdId utd, Product p, Group g) const {
    return (utd.index() * products + index_of(p)) * groups + index_of(g);
  }
  int red_cells(UtdId utd, Group) const;
  std::int64_t free_units(UtdId utd, Product) const;
  void leave(const Model&, UtdId utd, const Unit&, Time at);
  void settle(Services, const Model&, UtdId utd, Product, Group);
  void close_stockout(Services, const Model&, UtdId utd, Group, Time at);
  Unit pick(const Model&, Time now, UtdId utd, Product, Group, bool whole_blood);
  Shelf& shelf(UtdId utd, Product p, Group g) { return shelves_[cell(utd, p, g)]; }
  /// Takes units as far as more than level(group) are left.
  template <class Level>
  int take_above(Services, const Model&, UtdId utd, const Ask&, StaticUnits& out, Level&& level);
  void result(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy>, const Model&, BatchId);
  void tested(With<Agreement, BloodBank, Demand, Kept, MotherBlood, Pregnancy>, const Model&, UtdId utd);
  void count_stock(Services, const Model&, UtdId utd);
  void shelve(With<Agreement, Kept, Pregnancy>, const Model&, UtdId utd, const Donation&, const Unit&);
  /// Units of a group that a request leaves in stock.
  int kept_from(const Model&, UtdId utd, const Ask&, Group) const;
  std::optional<Unit> process(Services, const Model&, UtdId utd, const Donation&, Time begun);
  /// What becomes of a donation, from its name alone; where it is separated, `parts` decides of its parts.
  struct Fate {
    enum class Kind : std::uint8_t { reactive, lost, whole, separated } kind{};
    std::size_t infection = 0;
    double parts = 0;
  };
  static Fate fate_of(Services, const Model&, Name donor, std::uint64_t ordinal);
  /// Good units of a group that lie on the shelves for this request, its own whole blood included.
  int on_shelf(Time now, UtdId utd, const Ask&, Group) const;
  /// Units of a group that another blood centre leaves in stock.
  int spared_above(const Model&, UtdId from, const Ask&, Group) const;

  std::vector<Shelf> shelves_;               // utd x product x group
  std::vector<Presence> stock_time_;         // utd x product
  Table<UtdId, Time> last_begun_;            // when the last batch began
  std::vector<Time> last_out_;               // utd x group: when a red-cell unit last left
  std::vector<int> reserve_;                 // utd x group
  std::vector<Books> books_;                 // utd x product
  Table<UtdId, Donations> donations_;        // utd
  Table<UtdId, Fifo<Donation>> laboratory_;  // utd
};

}  // namespace darah
