#pragma once

#include "core/id.hpp"

/// What the model's entities are called by. Each kind is numbered from 0 in its own tables; none converts
/// into another, so that a hospital cannot stand where a catchment is meant.
namespace darah {

using DistrictId = Id<struct DistrictTag>;
using CatchmentId = Id<struct CatchmentTag>;
/// A row of the table of facilities: a blood centre, a supplier or a hospital.
using FacilityId = Id<struct FacilityTag>;
/// A blood centre, or a supplier in its place.
using UtdId = Id<struct UtdTag>;
using HospitalId = Id<struct HospitalTag>;
/// The slot of a woman who is followed; another's later on.
using WomanId = Id<struct WomanTag>;
/// The slot of an open emergency; another's later on.
using CaseId = Id<struct CaseTag>;
/// The slot of a probe; another's later on.
using ProbeId = Id<struct ProbeTag>;
/// An organisation at which drives are held.
using HostId = Id<struct HostTag>;
/// The slot of someone who gives at the blood centre of his own accord.
using WalkInId = Id<struct WalkInTag>;
/// The slot of a general patient's request that is not met yet.
using RequestId = Id<struct RequestTag>;
/// The slot of units on the road to a general patient.
using DeliveryId = Id<struct DeliveryTag>;

}  // namespace darah
