#pragma once

namespace darah {

struct Agreement;
struct BloodBank;
struct BloodCentre;
struct Demand;
struct Emergency;
struct Hospital;
struct Kept;
struct MotherBlood;
struct Pregnancy;
struct Probe;
struct Programme;
struct Transport;
struct Way;
template <class... C>
class With;

/// All whom the way of a woman in an emergency leads to: who carries, receives and treats her, what gives her
/// blood, and who is served with the units that were kept for her once she needs them no more.
using AroundHer = With<Agreement, BloodBank, BloodCentre, Demand, Emergency, Hospital, Kept, MotherBlood,
                       Pregnancy, Probe, Programme, Transport, Way>;

}  // namespace darah
