#pragma once

#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"
#include "model/blood/blood_labels.hpp"
#include "model/blood/demand_labels.hpp"
#include "model/care/hospital_labels.hpp"
#include "model/mother/case_labels.hpp"
#include "model/mother/emergency.hpp"
#include "model/mother/emergency_labels.hpp"
#include "model/mother/intervention_labels.hpp"
#include "model/mother/pregnancy_labels.hpp"
#include "model/place/place_labels.hpp"
#include "model/world/trace.hpp"

/// What the labels of the model are called in sentences.

namespace darah {

inline constexpr EnumArray<Cause, std::string_view> cause_words{
    {"postpartum haemorrhage", "antepartum haemorrhage", "hypertensive disorder", "obstructed labour",
     "sepsis", "abortion", "indirect cause"}};
inline constexpr EnumArray<Product, std::string_view> product_words{
    {"whole blood", "red cells", "platelets", "plasma"}};
inline constexpr EnumArray<Group, std::string_view> group_words{
    {"O+", "O-", "A+", "A-", "B+", "B-", "AB+", "AB-"}};
inline constexpr EnumArray<Place, std::string_view> place_words{
    {"at home", "in a clinic", "in the puskesmas", "in hospital", "on the way"}};
inline constexpr EnumArray<Refusal, std::string_view> refusal_words{
    {"for no medical reason", "no bed is free", "its theatre is shut", "no team will be free soon"}};
inline constexpr EnumArray<Lack, std::string_view> lack_words{
    {"it is no PONEK, and the specialist is not there", "its theatre is shut",
     "its specialist does not take her", "there is not enough blood for her"}};
inline constexpr EnumArray<Parity, std::string_view> parity_words{
    {"first birth", "second to fourth birth", "fifth or later birth"}};
inline constexpr EnumArray<Provider, std::string_view> provider_words{{"village midwife", "puskesmas"}};
inline constexpr EnumArray<Given, std::string_view> given_words{
    {"a uterotonic", "magnesium sulphate", "tranexamic acid", "a first dose of antibiotics",
     "an antibiotic before the caesarean", "an assisted birth"}};
inline constexpr EnumArray<Delay, std::string_view> delay_words{
    {"delay 1 (decision)", "delay 2 (reaching care)", "delay 3 (receiving care)"}};
inline constexpr EnumArray<BloodSource, std::string_view> source_words{
    {"the hospital's stock", "its blood centre", "another blood centre", "replacement donors",
     "donors called up for her"}};
inline constexpr EnumArray<LastMissing, std::string_view> missing_words{
    {"a decision to seek care", "the way to a hospital", "a hospital that accepts her",
     "being received in hospital", "the theatre", "blood", "nothing, care was complete"}};
inline constexpr EnumArray<Vehicle, std::string_view> vehicle_words{
    {"Looks for public transport", "The ambulance comes",
     "Looks for public transport, in line for the ambulance too", "Another puskesmas's ambulance comes",
     "In line for an ambulance"}};

/// The word for a number that an entry carries.
template <class Enum>
std::string_view word(const EnumArray<Enum, std::string_view>& words, std::int64_t i) {
  return words[static_cast<Enum>(i)];
}

}  // namespace darah
