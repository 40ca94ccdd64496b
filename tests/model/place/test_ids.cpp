#include <catch2/catch.hpp>
#include <type_traits>

#include "model/world/world.hpp"

using namespace darah;

namespace {

/// Whether the expressions compile for an id of this kind.
template <class IdT>
constexpr bool names_a_catchment = requires(const World& w, const Model& m, IdT id) {
  w.agreement.informed(m, id);
};
template <class IdT>
constexpr bool names_a_hospital = requires(const Model& m, IdT id) {
  m.utd_of_hospital(id);
};
template <class IdT>
constexpr bool names_a_utd = requires(const Model& m, IdT id) {
  m.supplier(id);
};
template <class IdT>
constexpr bool names_a_case = requires(const World& w, IdT id) {
  w.emergency.of(id);
};
template <class IdT>
constexpr bool names_a_woman = requires(const World& w, IdT id) {
  w.pregnancy.women[id];
};
template <class IdT>
constexpr bool names_a_district = requires(const World& w, IdT id) {
  w.agreement.in_force(id);
};

/// Whether an id of this kind finds a value in a column of parameters.
template <class Column, class IdT>
constexpr bool addresses = requires(const Column& column, IdT id) {
  column[id];
};
template <class... Ids>
struct Kinds {
  /// How many of the kinds convert into `IdT`.
  template <class IdT>
  static constexpr int into = (0 + ... + std::is_constructible_v<IdT, Ids>);
  static constexpr bool apart = ((into<Ids> == 1) && ...);
};

}  // namespace

TEST_CASE("the id of a hospital does not compile where a catchment's is meant, nor any for any other") {
  STATIC_REQUIRE(Kinds<DistrictId, CatchmentId, FacilityId, UtdId, HospitalId, WomanId, CaseId, HostId,
                       WalkInId, RequestId, DeliveryId>::apart);
  STATIC_REQUIRE(names_a_catchment<CatchmentId>);
  STATIC_REQUIRE_FALSE(names_a_catchment<HospitalId>);
  STATIC_REQUIRE_FALSE(names_a_catchment<std::uint32_t>);
  STATIC_REQUIRE(names_a_hospital<HospitalId>);
  STATIC_REQUIRE_FALSE(names_a_hospital<FacilityId>);
  STATIC_REQUIRE_FALSE(names_a_hospital<UtdId>);
  STATIC_REQUIRE(names_a_utd<UtdId>);
  STATIC_REQUIRE_FALSE(names_a_utd<FacilityId>);
  STATIC_REQUIRE(names_a_case<CaseId>);
  STATIC_REQUIRE_FALSE(names_a_case<WomanId>);
  STATIC_REQUIRE(names_a_woman<WomanId>);
  STATIC_REQUIRE_FALSE(names_a_woman<CaseId>);
  STATIC_REQUIRE_FALSE(names_a_woman<std::uint32_t>);
  STATIC_REQUIRE(names_a_district<DistrictId>);
  STATIC_REQUIRE_FALSE(names_a_district<CatchmentId>);
}

TEST_CASE("a column of parameters is found by the ids of its table's rows, and by no other number") {
  using Beds = decltype(NetworkParameters::beds);
  using Births = decltype(NetworkParameters::births);
  using Road = decltype(NetworkParameters::road);
  using Fidelity = decltype(AgreementParameters::fidelity);
  using Names = decltype(Parameters::catchments);
  STATIC_REQUIRE(addresses<Beds, FacilityId>);
  STATIC_REQUIRE_FALSE(addresses<Beds, HospitalId>);
  STATIC_REQUIRE_FALSE(addresses<Beds, UtdId>);
  STATIC_REQUIRE_FALSE(addresses<Beds, std::size_t>);
  STATIC_REQUIRE(addresses<Births, DistrictId>);
  STATIC_REQUIRE_FALSE(addresses<Births, HospitalId>);
  STATIC_REQUIRE_FALSE(addresses<Births, CatchmentId>);
  STATIC_REQUIRE(addresses<Road, CatchmentId>);
  STATIC_REQUIRE_FALSE(addresses<Road, DistrictId>);
  STATIC_REQUIRE(addresses<Fidelity, DistrictId>);
  STATIC_REQUIRE_FALSE(addresses<Fidelity, std::uint32_t>);
  STATIC_REQUIRE(addresses<Names, CatchmentId>);
  STATIC_REQUIRE_FALSE(addresses<Names, HospitalId>);
}

TEST_CASE("every key of a district, facility or catchment is a column of its table") {
  const Parameters p;
  for_each_table(p, [&](const auto&, const auto& table) {
    for (const auto& row : table) {
      INFO(row.key);
      const std::string_view first = dimensions_of(row.key)[0], second = dimensions_of(row.key)[1];
      const bool by_id = first == "district" || first == "facility" || first == "catchment";
      if (!second.empty()) continue;
      CHECK(std::visit(
                []<class P, class T>(T P::*) {
                  return requires(T column) { column.ids(); };
                },
                row.field) == by_id);
    }
  });
}

TEST_CASE("a stream is a hospital and a product, a batch a blood centre and a time of day") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<StreamId, HospitalId>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<StreamId, BatchId>);
  std::uint32_t number = 0;
  for (const std::uint32_t h : {0U, 1U, 2U}) {
    for (const Product product : demanded) {
      const StreamId stream{number++};
      CHECK(stream.hospital() == HospitalId{h});
      CHECK(stream.product() == product);
    }
  }
  number = 0;
  for (const std::uint32_t u : {0U, 1U, 2U}) {
    for (const Batch batch : every<Batch>) {
      CHECK(BatchId(UtdId{u}, batch) == BatchId{number++});
      CHECK(BatchId(UtdId{u}, batch).utd() == UtdId{u});
    }
  }
}
