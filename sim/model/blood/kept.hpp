#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/enum_array.hpp"
#include "core/event.hpp"
#include "core/measure.hpp"
#include "core/name.hpp"
#include "core/parameter.hpp"
#include "core/roomy.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/blood_stock.hpp"
#include "model/place/ids.hpp"

namespace darah {

class Case;
class Model;
class Services;
template <class... C>
class With;
struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Demand;
struct MotherBlood;
struct Pregnancy;

struct KeptParameters {
  Duration keep{};
};

/// Red cells of women's candidate donors, kept for them by the blood centre until some time after the birth;
/// then they are for everybody.
struct Kept {
  template <class T>
  struct Named {
    T kept;
  };
  template <class W>
  struct Called {
    decltype(auto) kept() const { return static_cast<const W&>(*this).template component<Kept>(); }
  };
  using P = KeptParameters;
  enum class Kind : std::uint8_t { release, count };
  static constexpr EnumArray<Kind, std::string_view> kind_names{{"kept.release"}};
  enum class Measured : std::uint8_t { candidates_used, count };

  static std::span<const Parameter<KeptParameters>> parameters();

  static const EnumArray<Measured, Measure>& measures();

  void start(Services, const Model&);
  void handle(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy>, const Model&, Kind, const Event&);

  /// A unit comes out of the laboratory: it is kept for the woman of this name and slot, if she may still
  /// need it. Returns whether it is.
  bool keep(With<Agreement, Pregnancy>, const Model&, UtdId utd, Name woman, WomanId slot, const Unit&);
  /// What is kept for her and suits her, up to `units`, held for her by her hospital's blood centre from now
  /// on; returns how many. O(units kept there).
  std::int32_t take(With<BloodCentre, Pregnancy>, const Model&, const Case&, std::int32_t units,
                    StaticUnits& out);
  /// Units of a group that take() would give to a probe, as they are kept for the woman whose facts she has,
  /// in slot `woman`. Changes nothing.
  int would_take(With<const Pregnancy>, const Model&, const Case&, WomanId woman, Group) const;
  /// She has given birth: what is kept for her is freed when the time is up.
  void gave_birth(With<Pregnancy>, const Model&, WomanId woman) const;
  /// What is kept for her is for everybody from now on.
  void release(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy>, const Model&, WomanId woman);
  /// What is kept for women who live in a district is for everybody from now on.
  void release_district(With<BloodBank, BloodCentre, Demand, MotherBlood, Pregnancy>, const Model&,
                        DistrictId district);
  /// Units kept at a blood centre.
  std::int64_t units(UtdId utd, Product) const;

 private:
  struct KeptUnit {
    WomanId woman;
    Unit unit;
  };
  Table<UtdId, Roomy<KeptUnit>> kept_;  ///< units kept at each blood centre, in no order
};

}  // namespace darah
