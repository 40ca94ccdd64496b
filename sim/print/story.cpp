#include "print/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "model/blood/purpose.hpp"
#include "model/mother/emergency.hpp"
#include "model/world/labels.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"

namespace darah {

namespace {

using Entries = std::span<const TraceEntry>;

// The labels of the model, in words; in their order.
constexpr EnumArray<Cause, std::string_view> cause_words{{"postpartum haemorrhage", "antepartum haemorrhage",
                                                          "hypertensive disorder", "obstructed labour",
                                                          "sepsis", "abortion", "indirect cause"}};
constexpr EnumArray<Product, std::string_view> product_words{
    {"whole blood", "red cells", "platelets", "plasma"}};
constexpr EnumArray<Group, std::string_view> group_words{{"O+", "O-", "A+", "A-", "B+", "B-", "AB+", "AB-"}};
constexpr EnumArray<Place, std::string_view> place_words{
    {"at home", "in a clinic", "in the puskesmas", "in hospital", "on the way"}};
constexpr EnumArray<Refusal, std::string_view> refusal_words{
    {"for no medical reason", "no bed is free", "its theatre is shut", "no team will be free soon"}};
constexpr EnumArray<Parity, std::string_view> parity_words{
    {"first birth", "second to fourth birth", "fifth or later birth"}};
constexpr EnumArray<Provider, std::string_view> provider_words{{"village midwife", "puskesmas"}};
constexpr EnumArray<Delay, std::string_view> delay_words{
    {"delay 1 (decision)", "delay 2 (reaching care)", "delay 3 (receiving care)"}};
constexpr EnumArray<BloodSource, std::string_view> source_words{{"the hospital's stock", "its blood centre",
                                                                 "another blood centre", "replacement donors",
                                                                 "donors called up for her"}};
constexpr EnumArray<LastMissing, std::string_view> missing_words{
    {"a decision to seek care", "the way to a hospital", "a hospital that accepts her",
     "being received in hospital", "the theatre", "blood", "nothing, care was complete"}};
constexpr EnumArray<Vehicle, std::string_view> vehicle_words{
    {"Looks for public transport", "The ambulance comes",
     "Looks for public transport, in line for the ambulance too"}};

/// Of a number that an entry carries.
template <class Enum>
std::string_view word(const EnumArray<Enum, std::string_view>& words, std::int64_t i) {
  return words[static_cast<Enum>(i)];
}

/// "35 min", "5 h 20 min", "40 d 12 h".
std::string duration_text(Duration d) {
  const std::int64_t minute = d.us / minutes(1).us, hour = minute / 60, day = hour / 24;
  if (hour == 0) return fmt::format("{} min", minute);
  if (day < 3) return fmt::format("{} h {:02} min", hour, minute % 60);
  return fmt::format("{} d {:02} h", day, hour % 24);
}

Date date_of(const Model& m, Time t) { return m.days.front().date + static_cast<int>(Model::day_number(t)); }

std::string hour_text(Time t) {
  const std::int64_t minute = Model::time_of_day(t).us / minutes(1).us;
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

/// As the clock shows it, in whole minutes, so that spans add up.
std::string span_text(Time from, Time to) {
  return duration_text(minutes(to.us / minutes(1).us - from.us / minutes(1).us));
}

std::string time_text(const Model& m, Time t) { return to_text(date_of(m, t)) + ' ' + hour_text(t); }

/// With its date only if that is not the entry's.
std::string later_text(const Model& m, const TraceEntry& e, std::int64_t us) {
  const Time t{us};
  return Model::day_number(t) == Model::day_number(e.at) ? hour_text(t) : time_text(m, t);
}

const std::string& hospital(const Model& m, std::int32_t number) {
  return m.p.network.facility_name[m.hospitals[static_cast<std::size_t>(number)]];
}

const std::string& catchment(const Model& m, std::int32_t number) {
  return m.p.network.catchment_name[static_cast<std::size_t>(number)];
}

std::string units_text(std::int64_t n) { return fmt::format("{} {}", n, n == 1 ? "unit" : "units"); }

/// What is said of the bits that are set.
std::string joined(std::int64_t bits, std::span<const std::pair<std::int64_t, std::string_view>> words,
                   std::string_view separator) {
  std::string text;
  for (const auto& [bit, says] : words) {
    if ((bits & bit) != 0) text.append(text.empty() ? "" : separator).append(says);
  }
  return text;
}

/// What is true of her from the start, by the bits of Woman::Flag.
std::string traits(std::int64_t bits) {
  static constexpr std::array<std::pair<std::int64_t, std::string_view>, 6> words = {
      {{Woman::anaemic, "anaemic"},
       {Woman::insured, "insured (JKN)"},
       {Woman::cash, "household with cash transfer"},
       {Woman::list, "P4K donor list"},
       {Woman::moved, "moves in pregnancy"},
       {Woman::high_risk, "high risk"}}};
  return joined(bits, words, ", ");
}

/// What a contact changed, by the bits of Woman::Flag.
std::string changes(std::int64_t bits) {
  static constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> words = {
      {{Woman::plan, "birth plan made"},
       {Woman::group_known, "blood group typed"},
       {Woman::anaemic, "anaemia cured"},
       {Woman::risk_known, "high risk found"}}};
  return joined(bits, words, ", ");
}

std::string saved_text(std::int64_t delays) {
  static constexpr std::array<std::pair<std::int64_t, std::string_view>, 3> words = {
      {{1, delay_words[Delay::decide]}, {2, delay_words[Delay::reach]}, {4, delay_words[Delay::receive]}}};
  if (delays == 0) return "no delay alone, had it been zero, would have saved her";
  return "would have lived without " + joined(delays, words, " or without ");
}

std::string conception_text(const TraceEntry& e) {
  std::string text = e.at.us > 0                ? "Conceives"
                     : (e.n & Woman::born) != 0 ? "Has given birth when the simulation begins"
                                                : "Is pregnant when the simulation begins";
  if (const std::string has = traits(e.n); !has.empty()) text.append(": ").append(has);
  return text;
}

std::string onset_text(const TraceEntry& e) {
  std::string text = fmt::format("EMERGENCY, {}", word(cause_words, e.a));
  text += (e.b & 1) == 0 ? ": not lethal"
                         : fmt::format(": lethal after {} without any care", duration_text({e.n}));
  if ((e.b & 2) != 0) text += ", needs the theatre";
  return text;
}

/// Of Told::needs, as many as `needed_products`.
std::array<std::int64_t, 3> units_of(const TraceEntry& e) { return {e.a, e.b, e.n}; }

std::string needs_text(const TraceEntry& e) {
  const auto units = units_of(e);
  std::string text;
  for (std::size_t i = 0; i < needed_products.size(); ++i) {
    if (units[i] == 0) continue;
    text.append(text.empty() ? "Needs " : ", ");
    text += fmt::format("{} of {}", units_text(units[i]), product_words[needed_products[i]]);
  }
  return text;
}

std::string born_text(const Model& m, const TraceEntry& e) {
  std::string text = fmt::format("Gives birth {}", word(place_words, e.a));
  if (e.a == static_cast<std::int32_t>(Place::hospital)) text.append(", ").append(hospital(m, e.b));
  if (e.n != 0) text += ", by caesarean";
  return text;
}

std::string treated_text(const TraceEntry& e) {
  if (e.n == 0) return "Has definitive care";
  return fmt::format("Has definitive care, {:.0f}% of her time gone: chance of death left {:.1f}%",
                     static_cast<double>(e.a) / 10, static_cast<double>(e.n) / 1e4);
}

/// One thing that happened, as a sentence of its own.
std::string sentence(const Model& m, const TraceEntry& e) {
  switch (e.what) {
    case Told::conceived:
      return conception_text(e);
    case Told::contact: {
      const std::string did = changes(e.n);
      return fmt::format("Antenatal contact K{}, {}{}{}", e.a + 1, word(provider_words, e.b),
                         did.empty() ? "" : ": ", did);
    }
    case Told::contact_missed:
      return fmt::format("Misses antenatal contact K{}", e.a + 1);
    case Told::moved:
      return fmt::format("Has moved to {}", catchment(m, e.a));
    case Told::registered:
      return fmt::format("Candidate donors registered for her: {}", e.a);
    case Told::called:
      return fmt::format("Candidate donors called up: {}, of them bled: {}", e.a, e.b);
    case Told::born:
      return born_text(m, e);
    case Told::onset:
      return onset_text(e);
    case Told::needs:
      return needs_text(e);
    case Told::recognised:
      return "Her state is recognised";
    case Told::decided:
      return "It is decided to seek care";
    case Told::vehicle:
      return std::string(word(vehicle_words, e.a));
    case Told::departs:
      return fmt::format("Leaves for {} by {}", e.a == 0 ? "the puskesmas" : hospital(m, e.b),
                         e.n == 0 ? "public transport" : "ambulance");
    case Told::puskesmas:
      return "Arrives at the puskesmas";
    case Told::first_aid:
      return fmt::format("First aid: her time lasts {:.2f} times as long", static_cast<double>(e.n) / 1000);
    case Told::announced:
      return "Hospital and blood centre are told that she comes";
    case Told::refused:
      return fmt::format("REFUSED by {}: {}", hospital(m, e.b), word(refusal_words, e.a));
    case Told::accepted:
      return fmt::format("Accepted by {}{}", hospital(m, e.b), e.a == 0 ? "" : ", as she insists");
    case Told::arrived:
      return fmt::format("Is at {}", hospital(m, e.b));
    case Told::bed:
      return "Gets a bed";
    case Told::corridor:
      return "No bed is free, waits in the corridor";
    case Told::team_waited:
      return "No team is free, waits for one";
    case Told::team:
      return fmt::format("A team takes her, theatre ready in {}", duration_text({e.n}));
    case Told::ready:
      return "Team and theatre stand ready";
    case Told::operated:
      return "Is operated on";
    case Told::blood_promised:
      return fmt::format("Blood: {} of {} from {}, there by {}", units_text(e.b),
                         word(product_words, e.a >> 8), word(source_words, e.a & 0xff),
                         later_text(m, e, e.n));
    case Told::donors_sought:
      return fmt::format("Blood: replacement donors are sought until {}", later_text(m, e, e.n));
    case Told::blood:
      return fmt::format("Is given {} of {}", units_text(e.b), word(product_words, e.a));
    case Told::treated:
      return treated_text(e);
    case Told::survived:
      return e.a == 0 ? "SURVIVES" : "SURVIVES, a near-miss";
    case Told::died:
      return fmt::format("DIES {}", word(place_words, e.a));
    case Told::outlived:
      return "Follow-up ends before care came";
    case Told::followed:
      return "Follow-up ends, she is alive";
    case Told::count:
      break;
  }
  return {};
}

// What became of her.

/// The first entry of a kind, if there is one.
const TraceEntry* find(Entries entries, Told what) {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const TraceEntry& e) { return e.what == what; });
  return found == entries.end() ? nullptr : &*found;
}

/// How long each part of her way took, as far as she came.
std::string way_text(Entries entries) {
  static constexpr std::array<std::pair<Told, std::string_view>, 4> stations = {
      {{Told::onset, "onset"},
       {Told::decided, "decision"},
       {Told::arrived, "arrival in hospital"},
       {Told::treated, "definitive care"}}};
  std::string text;
  for (std::size_t i = 1; i < stations.size(); ++i) {
    const TraceEntry *from = find(entries, stations[i - 1].first), *to = find(entries, stations[i].first);
    const std::string_view reached = to == nullptr ? "death" : stations[i].second;
    if (to == nullptr) to = find(entries, Told::died);
    if (from == nullptr || to == nullptr) break;
    text += fmt::format("{}{} to {} {}", text.empty() ? " From " : ", ", stations[i - 1].second, reached,
                        span_text(from->at, to->at));
  }
  return text.empty() ? text : text + '.';
}

std::string blood_text(Entries entries) {
  const TraceEntry* needs = find(entries, Told::needs);
  if (needs == nullptr) return " No blood needed.";
  const auto units = units_of(*needs);
  std::string text;
  for (std::size_t i = 0; i < needed_products.size(); ++i) {
    if (units[i] == 0) continue;
    std::int64_t given = 0;
    for (const TraceEntry& e : entries) {
      if (e.what == Told::blood && e.a == static_cast<std::int32_t>(needed_products[i])) given += e.b;
    }
    text += fmt::format("{}{} of {} of {}", text.empty() ? " Given " : ", ", given, units_text(units[i]),
                        product_words[needed_products[i]]);
  }
  return text + '.';
}

std::string ending_text(Entries entries) {
  if (entries.empty()) return "she is not in this arm.";
  const TraceEntry* onset = find(entries, Told::onset);
  if (onset == nullptr) return "no emergency.";
  std::string text = "follow-up goes beyond the end of the simulation.";
  if (const TraceEntry* end = find(entries, Told::survived)) {
    text = end->a == 0 ? "survived." : "survived, a near-miss.";
  } else if (const TraceEntry* death = find(entries, Told::died)) {
    text = fmt::format("died {}, of {}; last missing: {}; {}.", word(place_words, death->a),
                       word(cause_words, onset->a), word(missing_words, death->b), saved_text(death->n));
  }
  return text + way_text(entries) + blood_text(entries);
}

// One woman.

constexpr std::size_t time_width = 16, since_width = 12, least_arm_width = 20;

/// What happened at one instant in each arm.
using Instant = std::vector<Entries>;

std::map<Time, Instant> instants_of(std::span<const ArmStory> arms) {
  std::map<Time, Instant> instants;
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (Entries left = arms[a].entries; !left.empty();) {
      const auto later = std::find_if(left.begin(), left.end(),
                                      [&](const TraceEntry& e) { return e.at != left.front().at; });
      const auto n = static_cast<std::size_t>(later - left.begin());
      Instant& instant = instants[left.front().at];
      instant.resize(arms.size());
      instant[a] = left.first(n);
      left = left.subspan(n);
    }
  }
  return instants;
}

bool equal(Entries a, Entries b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

/// The first arm that differs from the first of all; as many as there are when none does.
std::size_t first_other(const Instant& instant) {
  const auto other =
      std::find_if_not(instant.begin(), instant.end(), [&](Entries e) { return equal(e, instant.front()); });
  return static_cast<std::size_t>(other - instant.begin());
}

std::string difference_text(std::span<const ArmStory> arms, Time at, const Instant& instant) {
  const std::size_t other = first_other(instant);
  const Entries mine = instant[0], theirs = instant[other];
  const auto [in_mine, in_theirs] = std::mismatch(mine.begin(), mine.end(), theirs.begin(), theirs.end());
  const std::size_t tells = in_theirs == theirs.end() ? 0 : other;
  const Model& m = *arms[tells].model;
  return fmt::format("-- From here on the arms differ: {}, {}: {}", time_text(m, at), arms[tells].arm,
                     sentence(m, tells == 0 ? *in_mine : *in_theirs));
}

/// Each sentence from a line of its own on.
std::string sentences(const Model& m, Entries entries, std::size_t width) {
  std::string text;
  for (const TraceEntry& e : entries) add_paragraph(text, sentence(m, e), width);
  if (!text.empty()) text.pop_back();
  return text;
}

/// "+2 h 05 min" after her emergency began, "onset" when it did.
std::string since_text(const TraceEntry* onset, Time at) {
  if (onset == nullptr || at < onset->at) return {};
  return at == onset->at ? "onset" : '+' + span_text(onset->at, at);
}

/// Returns whether the arms differ.
bool add_table(std::string& text, std::span<const ArmStory> arms, std::size_t width) {
  const std::size_t gaps = time_width + column_gap + since_width + column_gap * arms.size();
  const std::size_t arm_width = std::max(least_arm_width, (std::max(width, gaps) - gaps) / arms.size());
  std::vector<TextColumn> columns{{"", "", "time", Align::left, time_width},
                                  {"", "", "since onset", Align::left, since_width}};
  const TraceEntry* onset = nullptr;
  for (const ArmStory& arm : arms) {
    columns.push_back({"", "", arm.arm, Align::left, arm_width});
    if (onset == nullptr) onset = find(arm.entries, Told::onset);
  }
  TextTable table(columns, TableHeading::line);
  bool differ = false;
  for (const auto& [at, instant] : instants_of(arms)) {
    if (!differ && first_other(instant) < arms.size()) {
      differ = true;
      std::string difference = "\n";
      add_paragraph(difference, difference_text(arms, at, instant), width);
      table.add_text(difference + '\n');
    }
    std::vector<std::string> cells{time_text(*arms[0].model, at), since_text(onset, at)};
    for (std::size_t a = 0; a < arms.size(); ++a) {
      const bool same = a > 0 && equal(instant[a], instant[0]) && !instant[a].empty();
      cells.push_back(same ? "=" : sentences(*arms[a].model, instant[a], arm_width));
    }
    table.add(std::move(cells));
  }
  table.write(text);
  return differ;
}

std::string who_text(std::span<const ArmStory> arms) {
  const auto in =
      std::find_if(arms.begin(), arms.end(), [](const ArmStory& a) { return !a.entries.empty(); });
  const TraceEntry& first = in->entries.front();
  const NetworkParameters& n = in->model->p.network;
  std::string text = fmt::format("Woman {} (name {})\n", woman_id(first.woman), first.woman.bits());
  text += fmt::format(
      "{}, {}; group {}; {}", n.district_name[n.catchment_district[static_cast<std::size_t>(first.a)].index],
      catchment(*in->model, first.a), word(group_words, first.b), word(parity_words, first.n >> 32));
  if (const std::string has = traits(first.n); !has.empty()) text.append("; ").append(has);
  return text + '\n';
}

// The women of a district.

/// "died: hospital", "near-miss", "survived", "open" beyond the end, or "-" without an emergency.
std::string outcome_text(Entries entries) {
  if (const TraceEntry* death = find(entries, Told::died))
    return fmt::format("died: {}", word(place_labels, death->a));
  if (const TraceEntry* end = find(entries, Told::survived)) return end->a == 0 ? "survived" : "near-miss";
  return find(entries, Told::onset) == nullptr ? "-" : "open";
}

/// One whose emergency began in the window.
struct Patient {
  Name name;
  const TraceEntry* onset;
  std::vector<std::vector<TraceEntry>> arms;

  bool differs() const {
    return std::any_of(arms.begin(), arms.end(), [&](const auto& entries) { return entries != arms[0]; });
  }
  bool died() const {
    return std::any_of(arms.begin(), arms.end(),
                       [](const auto& entries) { return find(entries, Told::died) != nullptr; });
  }
  /// ** her outcome is not the same in all arms, * her way alone.
  std::string_view mark() const {
    const bool same_outcome = std::all_of(arms.begin(), arms.end(), [&](const auto& entries) {
      return outcome_text(entries) == outcome_text(arms[0]);
    });
    return !same_outcome ? "**" : differs() ? "*" : "";
  }
};

/// In the order of onset.
std::vector<Patient> patients_of(std::span<const ArmStory> arms) {
  std::map<Name, Patient> by_name;
  for (const ArmStory& arm : arms) {
    for (const TraceEntry& e : arm.entries) {
      if (e.what == Told::onset && (e.b & 8) != 0)
        by_name.try_emplace(e.woman, Patient{e.woman, &e, std::vector<std::vector<TraceEntry>>(arms.size())});
    }
  }
  for (std::size_t a = 0; a < arms.size(); ++a) {
    for (const TraceEntry& e : arms[a].entries) {
      if (const auto found = by_name.find(e.woman); found != by_name.end())
        found->second.arms[a].push_back(e);
    }
  }
  std::vector<Patient> patients;
  patients.reserve(by_name.size());
  for (auto& [name, patient] : by_name) patients.push_back(std::move(patient));
  std::stable_sort(patients.begin(), patients.end(),
                   [](const Patient& a, const Patient& b) { return a.onset->at < b.onset->at; });
  return patients;
}

}  // namespace

std::string woman_id(Name woman) {
  const NameFields f = woman.unpack();
  return fmt::format("{}-{}-{}", f.region, f.site, f.serial);
}

std::optional<Name> read_woman_id(std::string_view text) {
  constexpr std::array<int, 3> bits = {Name::region_bits, Name::site_bits, Name::serial_bits};
  std::vector<std::uint64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (true) {
    std::uint64_t number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    if (error != std::errc()) return {};
    numbers.push_back(number);
    if (after == end) break;
    if (*after != '-') return {};
    at = after + 1;
  }
  if (numbers.size() == 1) {
    const Name name = Name::from_bits(numbers[0]);
    const NameFields f = name.unpack();
    if (f.kind != static_cast<std::uint32_t>(Root::woman) || f.child != 0) return {};
    return name;
  }
  if (numbers.size() != bits.size()) return {};
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (numbers[i] >> bits[i] != 0) return {};
  }
  return root_name(Root::woman, static_cast<std::uint32_t>(numbers[0]),
                   static_cast<std::uint32_t>(numbers[1]), static_cast<std::uint32_t>(numbers[2]));
}

std::string woman_text(std::span<const ArmStory> arms, std::size_t width) {
  std::string text = who_text(arms) + '\n';
  const bool differ = add_table(text, arms, width);
  text += '\n';
  if (arms.size() > 1) {
    text += differ ? "= as in the first arm\n\n" : "All arms are the same.\n\n";
  }
  for (const ArmStory& arm : arms) add_paragraph(text, arm.arm + ": " + ending_text(arm.entries), width);
  return text;
}

std::string district_text(std::span<const ArmStory> arms, std::size_t district, const Listed& listed) {
  const Model& m = *arms.front().model;
  const std::vector<Patient> patients = patients_of(arms);
  std::string text = fmt::format("Women of {} with an emergency, of births from {} to {}\n\n",
                                 m.p.network.district_name[district], to_text(date_of(m, m.start)),
                                 to_text(date_of(m, m.end - microseconds(1))));

  std::vector<TextColumn> columns{{"", "", "   woman", Align::left, 18},
                                  {"", "", "onset", Align::left, 16},
                                  {"", "", "cause", Align::left, 12},
                                  {"", "", "lethal", Align::left}};
  for (const ArmStory& arm : arms) columns.push_back({"", "", arm.arm, Align::left, 16});
  TextTable table(columns, TableHeading::line);
  for (const Patient& p : patients) {
    if ((listed.differ && !p.differs()) || (listed.deaths && !p.died())) continue;
    std::vector<std::string> cells{fmt::format("{:2} {}", p.mark(), woman_id(p.name)),
                                   time_text(m, p.onset->at), std::string(word(cause_labels, p.onset->a)),
                                   (p.onset->b & 1) != 0 ? "yes" : "no"};
    for (const auto& entries : p.arms) cells.push_back(outcome_text(entries));
    table.add(std::move(cells));
  }
  table.add_text("\n");
  const auto add_total = [&](std::string_view what, const auto& counts) {
    std::vector<std::string> cells{fmt::format("   {}", what), "", "", ""};
    for (std::size_t a = 0; a < arms.size(); ++a)
      cells.push_back(std::to_string(std::count_if(patients.begin(), patients.end(),
                                                   [&](const Patient& p) { return counts(p.arms[a]); })));
    table.add(std::move(cells));
  };
  add_total("all emergencies", [](Entries e) { return find(e, Told::onset) != nullptr; });
  add_total("all deaths", [](Entries e) { return find(e, Told::died) != nullptr; });
  add_total("all near-misses", [](Entries e) { return outcome_text(e) == "near-miss"; });
  table.write(text);
  if (arms.size() > 1)
    text += "\n** her outcome is not the same in all arms, * her way alone; --woman ID tells it\n";
  return text;
}

}  // namespace darah
