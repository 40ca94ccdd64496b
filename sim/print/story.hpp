#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/world/model.hpp"
#include "model/world/trace.hpp"

/// What happened to single women, in every arm of one replication, told in words.

namespace darah {

/// What one arm tells of the women followed.
struct ArmStory {
  std::string arm;
  std::shared_ptr<const Model> model;  ///< places and dates as they are in this arm
  std::vector<TraceEntry> entries;     ///< in the order of events
};

/// "3604-0-1234": district code, layer and serial of a woman's name.
std::string woman_id(Name woman);

/// The woman meant by an ID such as "3604-0-1234", or by her 64-bit name in decimal as results files have it;
/// none if the text is neither.
std::optional<Name> read_woman_id(std::string_view text);

/// One woman's story, the arms side by side, as text of `width` columns, or more where that leaves an arm
/// less than 20. Requires entries of her alone, from Told::conceived on, in at least one arm.
std::string woman_text(std::span<const ArmStory> arms, std::size_t width);

/// What women of a district must have in common to be listed.
struct Listed {
  bool differ = false;  ///< only women whose stories differ between arms
  bool deaths = false;  ///< only women who died in any arm
};

/// The women followed whose emergency began in the window, a line each in the order of onset, and each arm's
/// totals over all of them, listed or not. Requires an arm.
std::string district_text(std::span<const ArmStory> arms, DistrictId district, const Listed& listed);

}  // namespace darah
