#include "file/format_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/enum_array.hpp"
#include "core/units.hpp"
#include "file/results.hpp"
#include "file/sweep_file.hpp"

namespace darah {

namespace {

/// The types of values that the format knows.
enum class Kind { integers, naturals, reals, texts, count };
constexpr EnumArray<Kind, std::string_view> kind_words{
    {"integers of 8 bytes", "natural numbers of 8 bytes", "reals of 8 bytes", "texts"}};

template <class... Parts>
[[noreturn]] void refuse(fmt::format_string<Parts...> text, Parts&&... parts) {
  throw DamagedFile("damaged: " + fmt::format(text, std::forward<Parts>(parts)...));
}

/// A dataset that has a meaning of its own, with what it holds and its dimensions.
struct Known {
  std::string_view name;
  Kind kind = Kind::texts;
  std::vector<std::string> dimensions;
};

std::vector<Known> known_datasets() {
  using enum Kind;
  const std::string block(block_dimension);
  std::vector<Known> all = {
      {"arm_title", texts, {"arm"}},
      {"arm_title_id", texts, {"arm"}},
      {"arm_family", integers, {"arm"}},
      {"arm_subset", integers, {"arm"}},
      {"death_woman", naturals, {"death"}},
      {"death_woman_text", texts, {"death"}},
      {"probe_woman", naturals, {"probe"}},
      {"probe_replication", integers, {"probe"}},
      {"probe_district", integers, {"probe"}},
      {"probe_cause", integers, {"probe"}},
      {"probe_deaths", integers, {"probe", "arm"}},
      {"district_name", texts, {"district"}},
      {"district_longitude", reals, {"district"}},
      {"district_latitude", reals, {"district"}},
      {"facility_name", texts, {"facility"}},
      {"period_kind", texts, {"period"}},
      {"period_name", texts, {"period"}},
      {"period_first", integers, {"period"}},
      {"period_last", integers, {"period"}},
      {"written_value", texts, {"written_key"}},
      {"scenario_file_text", texts, {"scenario_file"}},
      {"design_value", texts, {"design_key"}},
      {"factor_value", reals, {block, "factor"}},
      {"factor_share", reals, {block, "factor"}},
      {"factor_key", texts, {"factor"}},
      {"factor_unit", texts, {"factor"}},
      {"factor_scale", texts, {"factor"}},
      {"factor_levels", texts, {"factor"}},
      {"factor_low", reals, {"factor"}},
      {"factor_high", reals, {"factor"}},
      {"design_group", integers, {block}},
      {"design_role", integers, {block}},
  };
  for (const char* name : {"death_arm", "death_replication", "death_time", "death_district", "death_cause",
                           "death_place", "death_last_missing", "death_saved_by"})
    all.push_back({name, integers, {"death"}});
  for (const StateLevel& level : state_levels) all.push_back({level.name, integers, {"replication", "week"}});
  return all;
}

/// Dimensions whose labels are numbers; those of all others are texts.
constexpr std::array<std::string_view, 9> numbered = {
    "month", "day", "week", "duration_bin", "replication", "cell", block_dimension, "death", "probe"};

bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A dataset as it was found.
struct Found {
  std::string name;
  Kind kind = Kind::texts;
  std::vector<std::size_t> length;
  std::vector<haddr_t> scales;          ///< where the scale of each axis lies; none of a scale
  std::vector<std::string> dimensions;  ///< their names
};

/// Links of a group, each with its kind.
std::vector<std::pair<std::string, H5L_type_t>> links_of(hid_t group, const std::string& where) {
  H5G_info_t info;
  if (H5Gget_info(group, &info) < 0) refuse("{} cannot be listed", where);
  if (info.nlinks > most_objects)
    refuse("{} holds {} objects, of at most {}", where, info.nlinks, most_objects);
  std::vector<std::pair<std::string, H5L_type_t>> links;
  const auto take = [](hid_t, const char* name, const H5L_info_t* link, void* out) -> herr_t {
    static_cast<decltype(links)*>(out)->emplace_back(name, link->type);
    return 0;
  };
  if (H5Literate(group, H5_INDEX_NAME, H5_ITER_NATIVE, nullptr, take, &links) < 0)
    refuse("{} cannot be listed", where);
  return links;
}

Kind kind_of(hid_t dataset, const std::string& name) {
  const hdf5::Handle type = hdf5::type_of(dataset);
  if (H5Tequal(type, H5T_STD_I64LE) > 0) return Kind::integers;
  if (H5Tequal(type, H5T_STD_U64LE) > 0) return Kind::naturals;
  if (H5Tequal(type, H5T_IEEE_F64LE) > 0) return Kind::reals;
  if (H5Tis_variable_str(type) > 0) return Kind::texts;
  refuse("the values of {} are neither numbers of 8 bytes nor texts", name);
}

/// All values lie in the file, as they are or deflated, and there are enough bytes for them.
void check_storage(hid_t dataset, const Found& found) {
  const hdf5::Handle plist(H5Dget_create_plist(dataset), H5Pclose, "read how " + found.name + " lies");
  const H5D_layout_t layout = H5Pget_layout(plist);
  const int filters = H5Pget_nfilters(plist);
  if (H5Pget_external_count(plist) != 0 ||
      (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED))
    refuse("the values of {} are not in the file", found.name);
  bool deflated = false;
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0;
    std::size_t none = 0;
    const H5Z_filter_t filter =
        H5Pget_filter2(plist, static_cast<unsigned>(i), &flags, &none, nullptr, 0, nullptr, nullptr);
    // netCDF knows no filter on texts.
    if (found.kind == Kind::texts || (filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_DEFLATE))
      refuse("{} has passed a filter that the format does not know", found.name);
    deflated = deflated || filter == H5Z_FILTER_DEFLATE;
  }
  constexpr hsize_t most_deflated = 1032;  // zlib's limit, of bytes for one
  hsize_t bytes = found.kind == Kind::texts ? 16 : 8;
  for (const std::size_t n : found.length) {
    if (__builtin_mul_overflow(bytes, n, &bytes)) refuse("{} claims an absurd size", found.name);
  }
  const hsize_t stored = H5Dget_storage_size(dataset);
  if (bytes / (deflated ? most_deflated : 1) > stored)
    refuse("{} claims {} bytes of values, of which {} are there", found.name, bytes, stored);
}

bool holds_references(hid_t lists) {
  const hdf5::Handle of(H5Tget_super(lists), H5Tclose, "read a type");
  return H5Tequal(of, H5T_STD_REF_OBJ) > 0;
}

/// The attributes of a text or number alone, but for those of scales; these are as HDF5 takes them to be.
void check_attributes(hid_t object, const std::string& name, std::size_t rank) {
  H5O_info_t info;
  if (H5Oget_info2(object, &info, H5O_INFO_NUM_ATTRS) < 0) refuse("{} cannot be read", name);
  if (info.num_attrs > most_objects)
    refuse("{} has {} attributes, of at most {}", name, info.num_attrs, most_objects);
  for (hsize_t i = 0; i < info.num_attrs; ++i) {
    const hdf5::Handle attribute(
        H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
        "open an attribute of " + name);
    const hdf5::Handle type(H5Aget_type(attribute), H5Tclose, "read an attribute of " + name),
        space(H5Aget_space(attribute), H5Sclose, "read an attribute of " + name);
    std::array<char, 64> called{};
    H5Aget_name(attribute, called.size(), called.data());
    const std::string_view what = called.data();
    const hssize_t values = H5Sget_simple_extent_npoints(space);
    const H5T_class_t of = H5Tget_class(type);
    bool sound = of == H5T_STRING || ((of == H5T_INTEGER || of == H5T_FLOAT) && H5Tget_size(type) <= 8);
    if (what == "DIMENSION_LIST") {
      sound = of == H5T_VLEN && holds_references(type) && H5Sget_simple_extent_ndims(space) == 1 &&
              static_cast<std::size_t>(values) == rank;
    } else if (what == "REFERENCE_LIST") {
      sound = of == H5T_COMPOUND;
    } else if (what == "CLASS") {
      sound = of == H5T_STRING && H5Tget_size(type) <= 16 && values == 1;
    }
    if (H5Aget_storage_size(attribute) > hdf5::most_text_bytes)
      refuse("the attribute {} of {} is longer than {} bytes", what, name, hdf5::most_text_bytes);
    if (!sound || values < 0 || values > hssize_t{1} << 20)
      refuse("the attribute {} of {} is no text and no number", what, name);
  }
}

/// Where the first scale of each axis lies; empty where there are none at all.
std::vector<haddr_t> scales_of(hid_t dataset, const std::string& name, std::size_t rank) {
  if (!hdf5::has_attribute(dataset, "DIMENSION_LIST")) return {};
  const hdf5::Handle attribute(H5Aopen(dataset, "DIMENSION_LIST", H5P_DEFAULT), H5Aclose,
                               "read the scales of " + name),
      type(H5Aget_type(attribute), H5Tclose, "read the scales of " + name),
      space(H5Aget_space(attribute), H5Sclose, "read the scales of " + name);
  std::vector<hvl_t> lists(rank);
  if (H5Aread(attribute, type, lists.data()) < 0) refuse("the scales of {} cannot be read", name);
  std::vector<haddr_t> places;
  places.reserve(rank);
  for (const hvl_t& list : lists)  // a reference is an address
    places.push_back(list.len == 0 ? HADDR_UNDEF : *static_cast<const hobj_ref_t*>(list.p));
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, lists.data());
  return places;
}

/// All datasets of a file, and its dimensions by where their scales lie.
class Contents {
 public:
  explicit Contents(hid_t file) {
    take(file, "");
    for (Found& found : datasets_) resolve(found);
  }

  std::span<const Found> datasets() const { return datasets_; }
  const Found* find(std::string_view name) const {
    const auto at = std::find_if(datasets_.begin(), datasets_.end(),
                                 [&](const Found& found) { return found.name == name; });
    return at == datasets_.end() ? nullptr : &*at;
  }
  /// The length of a dimension that there must be.
  std::size_t length(std::string_view dimension) const {
    const Found* found = find(dimension);
    if (found == nullptr || !found->dimensions.empty()) refuse("it lacks the dimension {}", dimension);
    return found->length.front();
  }

 private:
  void take(hid_t group, const std::string& prefix) {
    check_attributes(group, prefix.empty() ? "the file" : prefix, 0);
    for (const auto& [link, type] : links_of(group, prefix.empty() ? "the file" : prefix)) {
      const std::string name = prefix + link;
      if (type != H5L_TYPE_HARD) refuse("{} leads out of the file", name);
      H5O_info_t info;
      if (H5Oget_info_by_name2(group, link.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) < 0)
        refuse("{} cannot be opened", name);
      if (info.rc != 1) refuse("{} has a second name", name);
      if (info.type == H5O_TYPE_GROUP && name == "clock") {
        take(hdf5::open_group(group, link), "clock/");
      } else if (info.type == H5O_TYPE_DATASET) {
        look(hdf5::open_dataset(group, link), name, info.addr);
      } else {
        refuse("{} is no dataset", name);
      }
    }
  }

  void look(hid_t dataset, const std::string& name, haddr_t place) {
    Found found{name, kind_of(dataset, name), hdf5::shape(dataset), {}, {}};
    constexpr std::size_t most_rank = 8;
    const std::size_t rank = found.length.size();
    if (rank < 1 || rank > most_rank) refuse("{} has {} dimensions, of 1 to {}", name, rank, most_rank);
    check_storage(dataset, found);
    check_attributes(dataset, name, rank);
    found.scales = scales_of(dataset, name, rank);
    if (found.scales.empty()) {
      if (!hdf5::has_attribute(dataset, "CLASS")) refuse("{} has an axis without a dimension", name);
      if (rank != 1) refuse("the dimension {} has {} axes", name, rank);
      places_.emplace(place, datasets_.size());
    }
    datasets_.push_back(std::move(found));
  }

  void resolve(Found& found) const {
    for (std::size_t axis = 0; axis < found.scales.size(); ++axis) {
      const auto at = places_.find(found.scales[axis]);
      if (at == places_.end()) refuse("{} has an axis without a dimension", found.name);
      const Found& scale = datasets_[at->second];
      if (found.length[axis] != scale.length.front()) {
        refuse("{} has {} places along {}, which has {}", found.name, found.length[axis], scale.name,
               scale.length.front());
      }
      if (std::find(found.dimensions.begin(), found.dimensions.end(), scale.name) != found.dimensions.end())
        refuse("{} has the dimension {} twice", found.name, scale.name);
      found.dimensions.push_back(scale.name);
    }
  }

  std::vector<Found> datasets_;
  std::map<haddr_t, std::size_t> places_;  ///< of scales, in datasets_
};

void expect(const Found& found, Kind kind, std::span<const std::string> dimensions) {
  if (found.kind != kind) refuse("{} does not hold {}", found.name, kind_words[kind]);
  if (!std::equal(found.dimensions.begin(), found.dimensions.end(), dimensions.begin(), dimensions.end()))
    refuse("{} has the dimensions ({}) in place of ({})", found.name, fmt::join(found.dimensions, ", "),
           fmt::join(dimensions, ", "));
}

/// What is known by name is what it should be; what lies along arms and replications holds integers.
void check_meanings(const Contents& contents, bool is_sweep) {
  const std::vector<Known> all = known_datasets();
  std::vector<std::string> leading = {"arm", "replication"}, timed = {"replication"};
  if (is_sweep) {
    leading.insert(leading.begin(), std::string(block_dimension));
    timed.insert(timed.begin(), std::string(block_dimension));
  }
  for (const Found& found : contents.datasets()) {
    const auto known =
        std::find_if(all.begin(), all.end(), [&](const Known& k) { return k.name == found.name; });
    if (found.dimensions.empty()) {
      expect(found, is_one_of(numbered, found.name) ? Kind::integers : Kind::texts, {});
    } else if (known != all.end()) {
      expect(found, known->kind, known->dimensions);
    } else if (found.name == "clock/wall_seconds") {
      expect(found, Kind::reals, timed);
    } else if (found.dimensions.size() >= leading.size() &&
               std::equal(leading.begin(), leading.end(), found.dimensions.begin())) {
      expect(found, Kind::integers, found.dimensions);
    }
  }
}

/// Labels of numbers: within range, and each above the one before unless any order will do.
void check_numbers(const std::string& name, std::vector<std::int64_t> labels) {
  const bool dates = name == "month" || name == "day" || name == "week";
  static const std::int64_t first = parse_date("0001-01-01").value->day_number,
                            last = parse_date("9000-01-01").value->day_number;
  if (name == "replication") std::sort(labels.begin(), labels.end());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < (dates ? first : 0) || (dates && labels[i] > last))
      refuse("{} holds {}, which is none of its values", name, labels[i]);
    if (i > 0 && labels[i] == labels[i - 1]) refuse("{} holds {} twice", name, labels[i]);
    if (i > 0 && labels[i] < labels[i - 1]) refuse("{} is not in order", name);
  }
}

void check_labels(hid_t file, const Contents& contents) {
  for (const Found& found : contents.datasets()) {
    if (!found.dimensions.empty() || found.name == "death" || found.name == "probe") continue;
    const hdf5::Handle dataset = hdf5::open_dataset(file, found.name);
    if (found.kind != Kind::texts) {
      check_numbers(found.name, hdf5::read_integers(dataset));
      continue;
    }
    std::set<std::string> labels;
    for (const std::string& label : hdf5::read_texts(dataset)) {
      if (!labels.insert(label).second) refuse("{} names {} twice", found.name, label);
    }
  }
}

/// An attribute within a range.
std::int64_t checked(hid_t file, const char* attribute, std::int64_t least, std::int64_t most) {
  const std::int64_t value = hdf5::integer_attribute(file, attribute);
  if (value < least || value > most)
    refuse("{} is {}, which is not in {} to {}", attribute, value, least, most);
  return value;
}

constexpr std::int64_t most_days = 36'500, most_replications = 1'000'000'000;

void check_run(hid_t file, const Contents& contents) {
  checked(file, "measured_days", 1, most_days);
  checked(file, "warm_up_days", 0, most_days);
  checked(file, "complete", 0, 1);
  checked(file, "replications_requested", 1, most_replications);
  const auto there = static_cast<std::int64_t>(contents.length("replication"));
  if (checked(file, "replications_complete", 0, most_replications) != there) {
    refuse("replications_complete is {}, where {} are there",
           hdf5::integer_attribute(file, "replications_complete"), there);
  }
}

void check_part(hid_t file, const Contents& contents) {
  checked(file, "measured_days", 1, most_days);
  checked(file, "cells_requested", 1, most_replications);
  const std::int64_t replications = checked(file, "replications_requested", 1, most_replications),
                     block = checked(file, "block_replications", 1, most_replications);
  if (replications % block != 0) refuse("blocks of {} replications do not make up {}", block, replications);
  if (std::cmp_not_equal(contents.length("replication"), block))
    refuse("replication has {} places, for blocks of {}", contents.length("replication"), block);
  contents.length(block_dimension);
  contents.length("factor");
}

}  // namespace

void check_format(hid_t file, std::string_view filetype) {
  const bool is_sweep = filetype != results_type;
  const Contents contents(file);
  check_meanings(contents, is_sweep);
  if (contents.length("arm") == 0) refuse("it has no arm");
  if (is_sweep) {
    check_part(file, contents);
  } else {
    check_run(file, contents);
  }
  check_labels(file, contents);
}

}  // namespace darah
