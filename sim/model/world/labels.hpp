#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/enum_array.hpp"
#include "core/units.hpp"
#include "model/policy/mechanism.hpp"

/// The fixed sets of the model, in the order of their labels in scenario files and results.

namespace darah {

enum class Cause : std::uint8_t { pph, aph, hypertensive, obstructed, sepsis, abortion, indirect, count };
inline constexpr EnumArray<Cause, std::string_view> cause_labels{
    {"pph", "aph", "hypertensive", "obstructed", "sepsis", "abortion", "indirect"}};

/// Causes whose lethal cases lose the most blood.
constexpr bool haemorrhage(Cause c) { return c == Cause::pph || c == Cause::aph || c == Cause::abortion; }

enum class Product : std::uint8_t { wb, prc, tc, ffp, count };
inline constexpr EnumArray<Product, std::string_view> product_labels{{"wb", "prc", "tc", "ffp"}};

/// ABO x RhD; index = 2 * ABO (O, A, B, AB) + (RhD negative).
enum class Group : std::uint8_t { o_pos, o_neg, a_pos, a_neg, b_pos, b_neg, ab_pos, ab_neg, count };
inline constexpr EnumArray<Group, std::string_view> group_labels{
    {"o_pos", "o_neg", "a_pos", "a_neg", "b_pos", "b_neg", "ab_pos", "ab_neg"}};
enum class Abo : std::uint8_t { o, a, b, ab, count };
inline constexpr EnumArray<Abo, std::string_view> abo_labels{{"o", "a", "b", "ab"}};

enum class DonorKind : std::uint8_t { drive, walk_in, replacement, candidate, count };
inline constexpr EnumArray<DonorKind, std::string_view> donor_kind_labels{
    {"drive", "walk_in", "replacement", "candidate"}};

/// What a donation is tested for; a unit reactive to several counts under the first.
enum class Infection : std::uint8_t { hiv, hbsag, hcv, syphilis, count };
inline constexpr EnumArray<Infection, std::string_view> infection_labels{{"hiv", "hbsag", "hcv", "syphilis"}};
/// Why screening sends a donor home.
enum class Deferral : std::uint8_t { haemoglobin, blood_pressure, other, count };
inline constexpr EnumArray<Deferral, std::string_view> deferral_labels{
    {"haemoglobin", "blood_pressure", "other"}};
enum class Laboratory : std::uint8_t { batches, continuous, count };
inline constexpr EnumArray<Laboratory, std::string_view> laboratory_labels{{"batches", "continuous"}};

enum class Place : std::uint8_t { home, clinic, puskesmas, hospital, on_the_way, count };
inline constexpr EnumArray<Place, std::string_view> place_labels{
    {"home", "clinic", "puskesmas", "hospital", "on_the_way"}};

/// Steps of a woman's way from onset to definitive care; they add up to it.
enum class Step : std::uint8_t {
  decide,     ///< onset to decision, recognition in a facility included
  vehicle,    ///< until she leaves
  travel,     ///< under way, from door to door too
  stabilise,  ///< stop at the puskesmas
  accept,     ///< a hospital that takes her is looked for
  triage,     ///< triage and the insurance desk
  bed,        ///< no bed is free
  team,       ///< until a team stands ready
  theatre,    ///< until the theatre does
  blood,      ///< blood alone is missing
  count
};
inline constexpr EnumArray<Step, std::string_view> step_labels{
    {"decide", "vehicle", "travel", "stabilise", "accept", "triage", "bed", "team", "theatre", "blood"}};

/// Why a hospital did not accept a woman.
enum class Refusal : std::uint8_t { prejudice, bed, theatre, team, count };
inline constexpr EnumArray<Refusal, std::string_view> refusal_labels{{"prejudice", "bed", "theatre", "team"}};

enum class Parity : std::uint8_t { first, second_to_fourth, fifth_on, count };
inline constexpr EnumArray<Parity, std::string_view> parity_labels{{"first", "second_to_fourth", "fifth_on"}};

/// Who holds an antenatal contact.
enum class Provider : std::uint8_t { midwife, puskesmas, count };
inline constexpr EnumArray<Provider, std::string_view> provider_labels{{"midwife", "puskesmas"}};

/// How the times of the steps of a woman's way are distributed about their medians.
enum class Spread : std::uint8_t { lognormal, exponential, count };
inline constexpr EnumArray<Spread, std::string_view> spread_labels{{"lognormal", "exponential"}};

/// When a maternal death falls; one without a birth counts as before it.
enum class Period : std::uint8_t { before_birth, within_48_hours, later, count };
inline constexpr EnumArray<Period, std::string_view> period_labels{
    {"before_birth", "within_48_hours", "later"}};

enum class Delay : std::uint8_t { decide, reach, receive, count };
inline constexpr EnumArray<Delay, std::string_view> delay_labels{{"decide", "reach", "receive"}};

/// The delay a step belongs to.
constexpr Delay delay_of(Step s) {
  if (s == Step::decide) return Delay::decide;
  return s <= Step::stabilise ? Delay::reach : Delay::receive;
}

/// Where a unit for an emergency came from; candidate: a donor called up for the woman herself.
enum class BloodSource : std::uint8_t { hospital, own_utd, other_utd, replacement, candidate, count };
inline constexpr EnumArray<BloodSource, std::string_view> blood_source_labels{
    {"hospital", "own_utd", "other_utd", "replacement", "candidate"}};

/// What a woman who died had lacked last: a decision, the way, a hospital that accepts, being received there,
/// the theatre, blood; nothing if she had definitive care.
enum class LastMissing : std::uint8_t {
  decision,
  transport,
  acceptance,
  reception,
  theatre,
  blood,
  nothing,
  count
};
inline constexpr EnumArray<LastMissing, std::string_view> last_missing_labels{
    {"decision", "transport", "acceptance", "reception", "theatre", "blood", "nothing"}};

enum class Urgency : std::uint8_t { maternal, urgent, elective, count };
inline constexpr EnumArray<Urgency, std::string_view> urgency_labels{{"maternal", "urgent", "elective"}};

enum class Contact : std::uint8_t { k1, k2, k3, k4, count };
inline constexpr EnumArray<Contact, std::string_view> contact_labels{{"k1", "k2", "k3", "k4"}};
enum class Batch : std::uint8_t { morning, afternoon, evening, count };
inline constexpr EnumArray<Batch, std::string_view> batch_labels{{"morning", "afternoon", "evening"}};
enum class Weekday : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday, count };
inline constexpr EnumArray<Weekday, std::string_view> weekday_labels{
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};

/// The days an order table's row may be for.
enum class TableDay : std::uint8_t {
  every,
  monday,
  tuesday,
  wednesday,
  thursday,
  friday,
  saturday,
  sunday,
  count
};
inline constexpr EnumArray<TableDay, std::string_view> table_day_labels{
    {"every", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};

/// A supplier stands in a blood centre's place with no stock to run out: whatever hospitals order, it ships.
enum class FacilityKind : std::uint8_t { utd, hospital, supplier, count };
inline constexpr EnumArray<FacilityKind, std::string_view> facility_kind_labels{
    {"utd", "hospital", "supplier"}};

/// How requests of a day are distributed.
enum class Distribution : std::uint8_t { poisson, negative_binomial, rounded_gamma, count };
inline constexpr EnumArray<Distribution, std::string_view> distribution_labels{
    {"poisson", "negative_binomial", "rounded_gamma"}};

/// When and how much a blood bank orders.
enum class OrderRule : std::uint8_t { order_up_to, reorder_point, waste_conscious, table, count };
inline constexpr EnumArray<OrderRule, std::string_view> order_rule_labels{
    {"order_up_to", "reorder_point", "waste_conscious", "table"}};
enum class Review : std::uint8_t { periodic, continuous, count };
inline constexpr EnumArray<Review, std::string_view> review_labels{{"periodic", "continuous"}};
/// What a blood bank pays for: a unit ordered, an order, a unit short, a unit expired, a unit held overnight.
enum class BankCost : std::uint8_t { unit, order, short_of, expired, held, count };
inline constexpr EnumArray<BankCost, std::string_view> bank_cost_labels{
    {"unit", "order", "short", "expired", "held"}};
/// Whole days of life left.
inline constexpr std::array<std::string_view, 42> life_labels = {
    "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13", "14",
    "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28",
    "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42"};

enum class Template : std::uint8_t { none, permenkes_92_2015, count };
inline constexpr EnumArray<Template, std::string_view> template_labels{{"none", "permenkes-92-2015"}};
enum class ImplementationVariable : std::uint8_t {
  standards,
  resources,
  communication,
  agency,
  conditions,
  disposition,
  count
};
inline constexpr EnumArray<ImplementationVariable, std::string_view> variable_labels{
    {"standards", "resources", "communication", "agency", "conditions", "disposition"}};
enum class Barrier : std::uint8_t {
  urgency,
  conflict,
  complexity,
  budget,
  misperception,
  fragmentation,
  count
};
inline constexpr EnumArray<Barrier, std::string_view> barrier_labels{
    {"urgency", "conflict", "complexity", "budget", "misperception", "fragmentation"}};
enum class Cost : std::uint8_t {
  candidates,
  calls,
  couriers,
  reviews,
  desks,
  recruitment,
  ambulances,
  count
};
inline constexpr EnumArray<Cost, std::string_view> cost_labels{
    {"candidates", "calls", "couriers", "reviews", "desks", "recruitment", "ambulances"}};

/// What families pay: a hired vehicle; the search for replacement donors.
enum class FamilyCost : std::uint8_t { fares, donors, count };
inline constexpr EnumArray<FamilyCost, std::string_view> family_cost_labels{{"fares", "donors"}};

/// Members of JKN: subsidised, employed by firms, civil servants and military, not working, paying by
/// themselves; Jamkesda: local insurance, not in JKN's data yet.
enum class Segment : std::uint8_t { pbi, firms, civil_military, non_workers, pbpu, jamkesda, count };
inline constexpr EnumArray<Segment, std::string_view> segment_labels{
    {"pbi", "firms", "civil_military", "non_workers", "pbpu", "jamkesda"}};

/// Why a registered candidate was never called.
enum class Uncalled : std::uint8_t { neglected, money, too_late, count };
inline constexpr EnumArray<Uncalled, std::string_view> uncalled_labels{{"neglected", "money", "too_late"}};

/// Lower edges of the bins of every histogram of durations, in minutes; the last bin is open.
inline constexpr std::array<std::int64_t, 24> duration_edges_min = {
    0,   5,   10,  15,  20,  30,  45,  60,  75,   90,   105,  120,
    150, 180, 240, 300, 360, 480, 720, 960, 1440, 2880, 5760, 11520};

/// The labels of a fixed dimension; empty for dimensions that scenario tables define.
constexpr std::span<const std::string_view> fixed_labels(std::string_view dimension) {
  if (dimension == "cause") return cause_labels;
  if (dimension == "component") return product_labels;
  if (dimension == "group") return group_labels;
  if (dimension == "abo") return abo_labels;
  if (dimension == "donor_kind") return donor_kind_labels;
  if (dimension == "mechanism") return mechanism_labels;
  if (dimension == "place") return place_labels;
  if (dimension == "delay") return delay_labels;
  if (dimension == "time_of_death") return period_labels;
  if (dimension == "step") return step_labels;
  if (dimension == "refusal") return refusal_labels;
  if (dimension == "parity") return parity_labels;
  if (dimension == "provider") return provider_labels;
  if (dimension == "blood_source") return blood_source_labels;
  if (dimension == "urgency") return urgency_labels;
  if (dimension == "contact") return contact_labels;
  if (dimension == "batch") return batch_labels;
  if (dimension == "variable") return variable_labels;
  if (dimension == "barrier") return barrier_labels;
  if (dimension == "cost") return cost_labels;
  if (dimension == "family_cost") return family_cost_labels;
  if (dimension == "segment") return segment_labels;
  if (dimension == "uncalled") return uncalled_labels;
  if (dimension == "infection") return infection_labels;
  if (dimension == "deferral") return deferral_labels;
  if (dimension == "weekday") return weekday_labels;
  if (dimension == "bank_cost") return bank_cost_labels;
  if (dimension == "life") return life_labels;
  return {};
}

/// What the labels of a fixed dimension mean, where they say it less well themselves; else empty.
constexpr std::span<const std::string_view> fixed_helps(std::string_view dimension) {
  if (dimension == "mechanism") return mechanism_helps;
  return {};
}

/// The bin of a duration; negative ones fall into the first.
constexpr std::size_t duration_bin(Duration d) {
  std::size_t bin = 0;
  while (bin + 1 < duration_edges_min.size() && d >= minutes(duration_edges_min[bin + 1])) ++bin;
  return bin;
}

/// splitmix64's finaliser (Steele, Lea and Flood 2014): spreads facts over 64 bits before they are summed.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

}  // namespace darah
