#include "print/story.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "model/place/purpose.hpp"
#include "print/sentence.hpp"
#include "print/text.hpp"
#include "print/text_table.hpp"
#include "print/words.hpp"

namespace darah {

namespace {

using Entries = std::span<const TraceEntry>;

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
  for (const Needed need : every<Needed>) {
    if (units[need] == 0) continue;
    std::int64_t given = 0;
    for (const TraceEntry& e : entries) {
      if (e.what == Told::blood && e.a == static_cast<std::int32_t>(needed_products[need])) given += e.b;
    }
    text += fmt::format("{}{} of {} of {}", text.empty() ? " Given " : ", ", given, units_text(units[need]),
                        product_words[needed_products[need]]);
  }
  return text + '.';
}

std::string ending_text(Entries entries) {
  if (entries.empty()) return "she is not in this arm.";
  const TraceEntry* onset = find(entries, Told::onset);
  if (onset == nullptr) return "no emergency.";
  std::string text = "follow-up goes beyond the end of the simulation.";
  if (const TraceEntry* death = find(entries, Told::died)) {
    // Of her last emergency, where there were two.
    for (const TraceEntry& e : entries) {
      if (e.what == Told::onset) onset = &e;
    }
    text = fmt::format("died {}, of {}; last missing: {}; {}.", word(place_words, death->a),
                       word(cause_words, onset->a), word(missing_words, death->b), saved_text(death->n));
  } else if (const TraceEntry* end = find(entries, Told::survived)) {
    text = end->a == 0 ? "survived." : "survived, a near-miss.";
  }
  return text + way_text(entries) + blood_text(entries);
}

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
  text += fmt::format("{}, {}; group {}; {}",
                      n.district_name[n.district_of(CatchmentId{static_cast<std::uint32_t>(first.a)})],
                      catchment(*in->model, first.a), word(group_words, first.b),
                      word(parity_words, first.n >> 32));
  if (const std::string has = traits(first.n); !has.empty()) text.append("; ").append(has);
  return text + '\n';
}

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

/// The women with an emergency in the window, in the order of onset.
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

std::string district_text(std::span<const ArmStory> arms, DistrictId district, const Listed& listed) {
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
