#pragma once

#include "core/dispatch.hpp"
#include "model/blood/blood_bank.hpp"
#include "model/blood/blood_centre.hpp"
#include "model/blood/demand.hpp"
#include "model/blood/donor.hpp"
#include "model/blood/kept.hpp"
#include "model/care/hospital.hpp"
#include "model/care/mother_blood.hpp"
#include "model/care/way.hpp"
#include "model/mother/emergency.hpp"
#include "model/mother/intervention.hpp"
#include "model/mother/pregnancy.hpp"
#include "model/mother/probe.hpp"
#include "model/place/calendar.hpp"
#include "model/place/network.hpp"
#include "model/place/transport.hpp"
#include "model/policy/agreement.hpp"
#include "model/policy/programme.hpp"
#include "model/world/hooks.hpp"

namespace darah {

/// The components, in the order of their parameters, their hooks, their event kinds and their measures: who
/// is asked by another at the start comes before it. This list is all that knows every component.
using Components =
    ComponentList<Calendar, Network, BloodCentre, Agreement, Kept, BloodBank, Donor, Demand, Pregnancy,
                  Emergency, Intervention, Probe, Transport, Hospital, MotherBlood, Way, Programme>;

}  // namespace darah
