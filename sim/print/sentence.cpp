#include "print/sentence.hpp"

#include <fmt/format.h>

#include <span>
#include <string_view>
#include <utility>

#include "model/place/purpose.hpp"
#include "print/text.hpp"
#include "print/words.hpp"

namespace darah {

namespace {

/// "35 min", "5 h 20 min", "40 d 12 h".
std::string duration_text(Duration d) {
  const std::int64_t minute = d.us / minutes(1).us, hour = minute / 60, day = hour / 24;
  if (hour == 0) return fmt::format("{} min", minute);
  if (day < 3) return fmt::format("{} h {:02} min", hour, minute % 60);
  return fmt::format("{} d {:02} h", day, hour % 24);
}

std::string hour_text(Time t) {
  const std::int64_t minute = Model::time_of_day(t).us / minutes(1).us;
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

/// With its date only if that is not the entry's.
std::string later_text(const Model& m, const TraceEntry& e, std::int64_t us) {
  const Time t{us};
  return Model::day_number(t) == Model::day_number(e.at) ? hour_text(t) : time_text(m, t);
}

const std::string& hospital(const Model& m, std::int32_t number) {
  return m.p.network.facility_name[m.hospitals[HospitalId{static_cast<std::uint32_t>(number)}]];
}

/// What is said of the bits that are set.
std::string joined(std::int64_t bits, std::span<const std::pair<std::int64_t, std::string_view>> words,
                   std::string_view separator) {
  std::string text;
  for (const auto& [bit, says] : words) {
    if ((bits & bit) != 0) text.append(text.empty() ? "" : separator).append(says);
  }
  return text;
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

std::string needs_text(const TraceEntry& e) {
  const auto units = units_of(e);
  std::string text;
  for (const Needed need : every<Needed>) {
    if (units[need] == 0) continue;
    text.append(text.empty() ? "Needs " : ", ");
    text += fmt::format("{} of {}", units_text(units[need]), product_words[needed_products[need]]);
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

/// What says the same of everyone to whom it happens; empty where a number belongs to it.
std::string contact_text(const TraceEntry& e) {
  const std::string did = changes(e.n);
  return fmt::format("Antenatal contact K{}, {}{}{}", e.a + 1, word(provider_words, e.b),
                     did.empty() ? "" : ": ", did);
}

std::string_view plain_sentence(Told what) {
  switch (what) {
    case Told::recognised:
      return "Her state is recognised";
    case Told::decided:
      return "It is decided to seek care";
    case Told::puskesmas:
      return "Arrives at the puskesmas";
    case Told::bed:
      return "Gets a bed";
    case Told::corridor:
      return "No bed is free, waits in the corridor";
    case Told::team_waited:
      return "No team is free, waits for one";
    case Told::ready:
      return "Team and theatre stand ready";
    case Told::operated:
      return "Is operated on";
    case Told::kept:
      return "Stays: no other hospital takes her, or what was lacking is there by now";
    case Told::outlived:
      return "Follow-up ends before care came";
    case Told::followed:
      return "Follow-up ends, she is alive";
    default:
      return {};
  }
}

std::string given_text(const TraceEntry& e) {
  return fmt::format("Is given {}{}", word(given_words, e.a), e.b == 1 ? ", which spares her" : "");
}

/// She is at a hospital, or it looks at her and does not keep her.
std::string place_text(const Model& m, const TraceEntry& e) {
  if (e.what == Told::arrived) return fmt::format("Is at {}", hospital(m, e.b));
  return fmt::format("Is looked at, to be SENT ON: {}", word(lack_words, e.a));
}

}  // namespace

Date date_of(const Model& m, Time t) { return m.days.front().date + static_cast<int>(Model::day_number(t)); }

std::string span_text(Time from, Time to) {
  return duration_text(minutes(to.us / minutes(1).us - from.us / minutes(1).us));
}

std::string time_text(const Model& m, Time t) { return to_text(date_of(m, t)) + ' ' + hour_text(t); }

const std::string& catchment(const Model& m, std::int32_t number) {
  return m.p.network.catchment_name[CatchmentId{static_cast<std::uint32_t>(number)}];
}

std::string units_text(std::int64_t n) { return counted(n, "unit"); }

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

std::string saved_text(std::int64_t delays) {
  static constexpr std::array<std::pair<std::int64_t, std::string_view>, 3> words = {
      {{1, delay_words[Delay::decide]}, {2, delay_words[Delay::reach]}, {4, delay_words[Delay::receive]}}};
  if (delays == 0) return "no delay alone, had it been zero, would have saved her";
  return "would have lived without " + joined(delays, words, " or without ");
}

EnumArray<Needed, std::int64_t> units_of(const TraceEntry& e) { return {{e.a, e.b, e.n}}; }

std::string sentence(const Model& m, const TraceEntry& e) {
  if (const std::string_view plain = plain_sentence(e.what); !plain.empty()) return std::string(plain);
  switch (e.what) {
    case Told::conceived:
      return conception_text(e);
    case Told::contact:
      return contact_text(e);
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
    case Told::vehicle:
      return std::string(word(vehicle_words, e.a));
    case Told::departs:
      return fmt::format("Leaves for {} by {}", e.a == 0 ? "the puskesmas" : hospital(m, e.b),
                         e.n == 0 ? "public transport" : "ambulance");
    case Told::first_aid:
      return fmt::format("First aid: her time lasts {:.2f} times as long", static_cast<double>(e.n) / 1000);
    case Told::given:
      return given_text(e);
    case Told::announced:
      return e.a == 1 ? "Hospital and blood centre are told that she comes"
                      : "The hospital is told that she comes";
    case Told::refused:
      return fmt::format("REFUSED by {}: {}", hospital(m, e.b), word(refusal_words, e.a));
    case Told::accepted:
      return fmt::format("Accepted by {}{}", hospital(m, e.b), e.a == 0 ? "" : ", as she insists");
    case Told::arrived:
    case Told::looked_at:
      return place_text(m, e);
    case Told::team:
      return fmt::format("A team takes her, theatre ready in {}", duration_text({e.n}));
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
    default:
      return {};
  }
}

}  // namespace darah
