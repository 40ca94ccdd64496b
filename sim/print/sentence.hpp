#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "model/mother/blood_need.hpp"
#include "model/world/model.hpp"
#include "model/world/trace.hpp"

/// What happened to a woman, in words.

namespace darah {

Date date_of(const Model& m, Time t);
/// The span between two times as the clock shows them, in whole minutes, so that spans add up.
std::string span_text(Time from, Time to);
std::string time_text(const Model& m, Time t);
const std::string& catchment(const Model& m, std::int32_t number);
std::string units_text(std::int64_t n);
/// What is true of her from the start, by the bits of Woman::Flag.
std::string traits(std::int64_t bits);
std::string saved_text(std::int64_t delays);
/// Units that an entry Told::needs carries, as many as `needed_products`.
EnumArray<Needed, std::int64_t> units_of(const TraceEntry& e);

/// One thing that happened, as a sentence of its own.
std::string sentence(const Model& m, const TraceEntry& e);

}  // namespace darah
