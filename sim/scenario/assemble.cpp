#include "scenario/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "scenario/csv.hpp"
#include "scenario/invisible.hpp"
#include "scenario/nearest.hpp"
#include "scenario/value.hpp"

namespace darah {
namespace {

/// All elements of a dimension.
constexpr std::size_t every = static_cast<std::size_t>(-1);

/// The place along each of a row's dimensions, or `every`, which is also where a row has no such dimension.
using Selection = std::array<std::size_t, 2>;

std::ptrdiff_t places_named(const Selection& selection) {
  return std::count_if(selection.begin(), selection.end(), [](std::size_t place) { return place != every; });
}

struct Setting {
  const Leaf* leaf;
  Selection selection;
};

/// A row, and which of its elements a key sets.
struct Target {
  std::size_t row;
  Selection selection;
};

/// "emergency.{cause}.lethality" with {} for the dimension, and the same for a key whose segments at `places`
/// are taken for elements.
std::string pattern(std::string_view key) {
  std::string text;
  for (const std::string_view segment : segments(key)) {
    text += (text.empty() ? "" : ".") + std::string(in_braces(segment) ? "{}" : segment);
  }
  return text;
}
std::string pattern(std::span<const std::string_view> key, std::span<const std::size_t> places) {
  std::string text;
  for (std::size_t s = 0; s < key.size(); ++s) {
    const bool element = std::find(places.begin(), places.end(), s) != places.end();
    text += (s == 0 ? "" : ".") + std::string(element ? "{}" : key[s]);
  }
  return text;
}

/// Whether a row sets `key`, whatever its elements are called.
bool sets(std::string_view row_key, std::string_view key) {
  const std::vector<std::string_view> known = segments(row_key), asked = segments(key);
  return std::equal(known.begin(), known.end(), asked.begin(), asked.end(),
                    [](std::string_view k, std::string_view a) { return in_braces(k) || k == a; });
}

class Assembly {
 public:
  Assembly(const Tables& tables, const std::string& scenario_file, Messages& messages, Assembled begun = {},
           const RowFilter& wanted = every_row)
      : tables_(tables), scenario_file_(scenario_file), messages_(messages), result_(std::move(begun)) {
    for (const ElementTable& table : tables_) *result_.settings.parameters.table(table.dimension) = table.ids;
    rows_ = rows_of(result_.settings);
    result_.written.resize(rows_.size());
    patches_.resize(rows_.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      wanted_.push_back(wanted(rows_[r]));
      by_pattern_[pattern(rows_[r].key)].push_back(r);
      most_segments_ = std::max(most_segments_, segments(rows_[r].key).size());
    }
  }

  Assembled run(std::span<const std::span<const Leaf>> layers) {
    for (const ElementTable& table : tables_) add_table(table);
    for (const auto& layer : layers) add_layer(layer);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (wanted_[r]) fill(r);
    }
    return std::move(result_);
  }

  /// With what was begun below.
  Assembled run_over(std::span<const std::span<const Leaf>> layers) {
    for (const auto& layer : layers) add_layer(layer);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (rows_[r].kind() == Kind::date) fill_again(r);
      apply(r);
    }
    return std::move(result_);
  }

 private:
  const ElementTable* table(std::string_view dimension) const {
    const auto at =
        std::find_if(tables_.begin(), tables_.end(), [&](auto& t) { return t.dimension == dimension; });
    return at == tables_.end() ? nullptr : &*at;
  }
  bool readable(std::string_view dimension) const {
    const ElementTable* of = table(dimension);
    return of == nullptr || of->readable;
  }
  /// How many elements a row has along each dimension; 1 where it has no such dimension.
  Selection lengths(const Row& row) {
    Selection all{1, 1};
    const std::vector<std::string_view> dimensions = row.dimensions();
    for (std::size_t d = 0; d < dimensions.size(); ++d) all[d] = labels(dimensions[d]).size();
    return all;
  }
  const std::vector<std::string>& labels(std::string_view dimension) {
    const auto [at, fresh] = labels_.try_emplace(std::string(dimension));
    if (fresh) at->second = labels_of(result_.settings.parameters, dimension);
    return at->second;
  }

  /// The place of an element along its dimension.
  std::optional<std::size_t> place(std::string_view dimension, std::string_view element) {
    const auto [at, fresh] = places_.try_emplace(std::string(dimension));
    const std::vector<std::string>& known = labels(dimension);
    if (fresh) {
      for (std::size_t i = 0; i < known.size(); ++i) at->second.emplace(known[i], i);
    }
    const auto found = at->second.find(element);
    return found == at->second.end() ? std::nullopt : std::optional(found->second);
  }

  using Patched = std::map<std::size_t, std::vector<Setting>>;

  void add_table(const ElementTable& table) {
    Patched patched;
    std::string_view id;
    std::optional<std::size_t> element;
    for (std::size_t c = 0; c < table.cells.size(); ++c) {
      if (!wanted_[table.cell_rows[c]]) continue;
      const std::string_view of = segments(table.cells[c].key)[1];
      if (of != id) element = place(table.dimension, id = of);  // the cells of a row follow one another
      if (element) patched[table.cell_rows[c]].push_back({&table.cells[c], {*element, every}});
    }
    lay(patched);
  }

  void add_layer(std::span<const Leaf> layer) {
    Patched patched;
    for (const Leaf& leaf : layer) {
      for (const Target& target : find(leaf)) patched[target.row].push_back({&leaf, target.selection});
    }
    lay(patched);
  }

  /// Within a layer a named element wins over *, then the later over the earlier.
  void lay(Patched& patched) {
    for (auto& [row, patches] : patched) {
      std::stable_sort(patches.begin(), patches.end(), [](const Setting& a, const Setting& b) {
        return places_named(a.selection) < places_named(b.selection);
      });
      complain_of_repeats(patches);
      patches_[row].insert(patches_[row].end(), patches.begin(), patches.end());
    }
  }

  /// A command line may say a key again to overrule itself; a file may not.
  void complain_of_repeats(std::span<const Setting> patches) {
    std::map<Selection, const Leaf*> first;
    for (const Setting& patch : patches) {
      const auto [at, fresh] = first.emplace(patch.selection, patch.leaf);
      if (fresh || patch.leaf->at.line == 0) continue;
      messages_.add(patch.leaf->at, fmt::format("{} is set twice", patch.leaf->key),
                    fmt::format("line {} sets it too", at->second->at.line));
    }
  }

  /// What a key sets: the row of that key, or else rows of which it names elements at one place or at two.
  std::vector<Target> find(const Leaf& leaf) {
    if (const auto rows = by_pattern_.find(leaf.key); rows != by_pattern_.end()) {
      return {{rows->second.front(), {every, every}}};
    }
    std::vector<std::string_view> key = segments(leaf.key);
    if (key.size() > most_segments_) key.clear();  // no row's
    for (std::size_t i = 0; i < key.size(); ++i) {
      const auto rows = by_pattern_.find(pattern(key, std::array{i}));
      if (rows != by_pattern_.end()) return choose(leaf, rows->second, std::array{key[i]});
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
      for (std::size_t j = i + 1; j < key.size(); ++j) {
        const auto rows = by_pattern_.find(pattern(key, std::array{i, j}));
        if (rows != by_pattern_.end()) return choose(leaf, rows->second, std::array{key[i], key[j]});
      }
    }
    if (!begins_a_key(leaf)) complain_of_key(leaf);
    return {};
  }

  /// The rows that have the elements a key names, among rows that differ in nothing but the names in braces.
  std::vector<Target> choose(const Leaf& leaf, const std::vector<std::size_t>& rows,
                             std::span<const std::string_view> named) {
    std::vector<Target> targets;
    for (const std::size_t r : rows) {
      if (const auto selection = select(rows_[r], named)) targets.push_back({r, *selection});
    }
    for (std::size_t d = 0; d < named.size() && targets.empty(); ++d)
      complain_of_element(leaf, rows, d, named[d]);
    return targets;
  }

  std::optional<Selection> select(const Row& row, std::span<const std::string_view> named) {
    Selection selection{every, every};
    const std::vector<std::string_view> dimensions = row.dimensions();
    for (std::size_t d = 0; d < named.size(); ++d) {
      if (!readable(dimensions[d])) return {};
      const std::optional<std::size_t> at = place(dimensions[d], named[d]);
      if (at) {
        selection[d] = *at;
      } else if (named[d] != "*" || labels(dimensions[d]).empty()) {
        return {};
      }
    }
    return selection;
  }

  /// If none of the rows has such an element along its d-th dimension, and all can be known.
  void complain_of_element(const Leaf& leaf, const std::vector<std::size_t>& rows, std::size_t d,
                           std::string_view element) {
    std::vector<std::string> dimensions, known;
    for (const std::size_t r : rows) {
      const std::string_view dimension = rows_[r].dimensions()[d];
      if (!readable(dimension)) return;
      const std::vector<std::string>& all = labels(dimension);
      dimensions.emplace_back(dimension);
      known.insert(known.end(), all.begin(), all.end());
    }
    const std::string what = fmt::format("{}", fmt::join(dimensions, " or "));
    if (element == "*") {
      if (known.empty()) messages_.add(leaf.at, fmt::format("{} matches no {}", leaf.key, what));
    } else if (std::find(known.begin(), known.end(), element) == known.end()) {
      messages_.add(leaf.at, fmt::format("{}: there is no {} \"{}\"", leaf.key, what, element),
                    messages_.many() ? "" : did_you_mean(element, known));
    }
  }

  /// An empty table whose keys could be set in it.
  bool begins_a_key(const Leaf& leaf) const {
    return leaf.raw.form == Raw::Form::table && std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
             return row.key.starts_with(leaf.key + '.');
           });
  }

  void complain_of_key(const Leaf& leaf) {
    std::string meant;
    if (!messages_.many()) {
      const std::vector<std::string> candidates = keys_like(leaf.key, rows_);
      meant = nearest(leaf.key, candidates);
      for (std::size_t r = 0; r < rows_.size(); ++r) {
        if (candidates[r] == meant) excused_.insert(rows_[r].key);
      }
    }
    static const std::vector<std::string> tables(tables_of_scenario.begin(), tables_of_scenario.end());
    if (const std::string table = nearest(leaf.key, tables);
        !table.empty() && leaf.raw.form == Raw::Form::other)
      meant = fmt::format("[[{}]]", table);
    messages_.add(leaf.at, fmt::format("unknown key {}", leaf.key),
                  meant.empty() ? "darah describe lists all keys" : fmt::format("did you mean {}?", meant));
  }

  void fill(std::size_t r) {
    const Row& row = rows_[r];
    const Selection length = lengths(row);
    row.resize(length[0] * length[1]);
    result_.written[r].assign(length[0] * length[1], nullptr);
    const bool has_default = fill_standard(row, length);
    apply(r);
    if (!has_default) complain_of_missing(row, result_.written[r]);
  }

  /// A date may lean on another, which is another now.
  void fill_again(std::size_t r) {
    const Row& row = rows_[r];
    fill_standard(row, lengths(row));
    for (std::size_t e = 0; e < result_.written[r].size(); ++e) {
      const Leaf* const leaf = result_.written[r][e];
      if (leaf == nullptr) continue;
      if (const std::optional<Value> value = read(row, leaf->key, leaf->raw)) row.store(*value, e);
    }
  }

  void apply(std::size_t r) {
    if (patches_[r].empty()) return;
    const Row& row = rows_[r];
    const Selection length = lengths(row);
    for (const Setting& patch : patches_[r]) {
      const std::optional<Value> value = read(row, patch.leaf->key, patch.leaf->raw);
      const auto first = [&](std::size_t d) { return patch.selection[d] == every ? 0 : patch.selection[d]; };
      const auto end = [&](std::size_t d) { return patch.selection[d] == every ? length[d] : first(d) + 1; };
      for (std::size_t i = first(0); i < end(0); ++i) {
        for (std::size_t j = first(1); j < end(1); ++j) {
          if (value) row.store(*value, i * length[1] + j);
          result_.written[r][i * length[1] + j] = patch.leaf;
        }
      }
    }
  }

  /// One default for all elements, or one for each of the last dimension: separated by commas if there is
  /// one, else by blanks. A ranking's labels are separated by > in it. Returns whether there is one.
  bool fill_standard(const Row& row, const Selection& length) {
    if (row.standard.empty()) return false;
    const std::size_t last = row.dimensions().size() == 1 ? length[0] : length[1];
    std::vector<std::string> parts{std::string(row.standard)};
    if (row.varies() && row.kind() != Kind::text && row.kind() != Kind::choice_set) {
      const bool commas = row.standard.find(',') != row.standard.npos;
      auto many = split(row.standard, commas ? "," : " ");
      for (std::string& part : many) part.erase(0, part.find_first_not_of(' '));
      if (commas || (many.size() == last && last > 1)) parts = std::move(many);
    }
    std::vector<std::optional<Value>> values;
    values.reserve(parts.size());
    for (const std::string& part : parts)
      values.push_back(read(row, std::string(row.key), {Raw::Form::bare, part, {}, {}, {"default"}}));
    for (std::size_t e = 0; e < length[0] * length[1]; ++e) {
      const std::optional<Value>& value = parts.size() == last ? values[e % last] : values.front();
      if (value) row.store(*value, e);
    }
    return true;
  }

  std::optional<Value> read(const Row& row, const std::string& key, const Raw& raw) {
    const Known known{
        [&](std::string_view dimension) { return readable(dimension) ? &labels(dimension) : nullptr; },
        [&](std::string_view date) { return date_of(date); }};
    const Reading reading = read_value(row, raw, known);
    if (!reading.value) {
      const std::string invisible = named_invisible(raw.text);
      messages_.add(raw.at, fmt::format("{}: {}", key, reading.problem),
                    invisible.empty() ? reading.suggestion : invisible);
    }
    return reading.value;
  }

  /// Dates may lean on those above them in the tables.
  std::optional<Date> date_of(std::string_view key) const {
    const auto found = by_pattern_.find(std::string(key));
    if (found == by_pattern_.end() || rows_[found->second.front()].varies()) return {};
    const Value value = rows_[found->second.front()].load(0);
    const Date* date = std::get_if<Date>(&value);
    return date == nullptr ? std::nullopt : std::optional(*date);
  }

  void complain_of_missing(const Row& row, const std::vector<const Leaf*>& given) {
    const auto gap = std::find(given.begin(), given.end(), nullptr);
    if (gap == given.end() || excused_.count(row.key) != 0) return;
    const ElementTable* of = row.varies() ? table(row.dimensions().front()) : nullptr;
    const std::string column(of == nullptr ? "" : row.column(of->dimension));
    if (column.empty()) {
      messages_.add({scenario_file_}, fmt::format("{} must be given", row.key), std::string(row.help));
      return;
    }
    const std::string& id = of->ids[static_cast<std::size_t>(gap - given.begin())];
    if (of->excused.count(column) != 0 || of->excused.count(id) != 0) return;
    const bool nowhere = std::count(given.begin(), given.end(), nullptr) == std::ssize(given);
    const std::string unit = usual_unit(row);
    if (nowhere) {
      messages_.add(of->header, fmt::format("column {} is missing", column),
                    fmt::format("add {}{}: {}", column, unit.empty() ? "" : " [" + unit + "]", row.help));
    } else {
      messages_.add(of->rows.at(id), fmt::format("{} of {} is missing", column, id), std::string(row.help));
    }
  }

  const Tables& tables_;
  const std::string& scenario_file_;
  Messages& messages_;
  Assembled result_;
  std::vector<Row> rows_;
  std::vector<bool> wanted_;
  std::vector<std::vector<Setting>> patches_;  ///< settings of each row, the winner last
  std::unordered_map<std::string, std::vector<std::size_t>> by_pattern_;
  std::size_t most_segments_ = 0;  ///< of a row's key
  std::map<std::string, std::vector<std::string>, std::less<>> labels_;
  std::map<std::string, std::unordered_map<std::string_view, std::size_t>, std::less<>> places_;
  std::set<std::string_view> excused_;  ///< keys that a misspelt one stood for
};

/// Finds the rows that columns fill; complains of the others.
std::vector<const Row*> rows_of_columns(const std::vector<Column>& columns, std::string_view dimension,
                                        std::span<const Row> rows, ElementTable& table, Messages& messages) {
  std::vector<std::string> names;
  std::map<std::string, const Row*> by_name;
  for (const Row& row : rows) {
    const std::string name(row.column(dimension));
    if (!name.empty()) by_name[names.emplace_back(name)] = &row;
  }
  std::vector<const Row*> filled(columns.size(), nullptr);
  for (std::size_t c = 1; c < columns.size(); ++c) {
    const Column& column = columns[c];
    if (column.name.empty()) continue;
    const auto found = by_name.find(column.name);
    if (found == by_name.end()) {
      const std::string meant = nearest(column.name, names), invisible = named_invisible(column.name);
      table.excused.insert(meant);
      messages.add(column.at, fmt::format("unknown column {}", column.name),
                   !invisible.empty() ? invisible
                   : meant.empty()    ? fmt::format("darah describe {} lists them", dimension)
                                      : fmt::format("did you mean {}?", meant));
      continue;
    }
    const std::string problem = column_unit_problem(*found->second, column.unit);
    if (problem.empty()) {
      filled[c] = found->second;
      continue;
    }
    const std::string unit = usual_unit(*found->second);
    table.excused.insert(column.name);
    messages.add(column.at, fmt::format("column {} {}", column.name, problem),
                 unit.empty() ? fmt::format("write {}", column.name)
                              : fmt::format("write {} [{}]", column.name, unit));
  }
  return filled;
}

}  // namespace

ElementTable read_table(std::string_view dimension, std::string_view text, const std::string& file,
                        Messages& messages) {
  ElementTable table;
  table.dimension = dimension;
  table.header = {file};
  const std::optional<CsvTable> csv = read_csv(text, file, messages);
  table.readable = csv.has_value();
  if (!csv) return table;
  Settings scratch;
  const std::vector<Row> rows = rows_of(scratch);
  table.header = csv->columns.front().at;
  const std::vector<const Row*> filled = rows_of_columns(csv->columns, dimension, rows, table, messages);
  for (const std::vector<Cell>& row : csv->rows) {
    const std::string& id = row.front().text;
    table.ids.push_back(id);
    table.rows[id] = row.front().at;
    if (row.size() < csv->columns.size()) table.excused.insert(id);
    for (std::size_t c = 1; c < row.size(); ++c) {
      if (filled[c] == nullptr || row[c].text.empty()) continue;
      const Raw raw{Raw::Form::bare, row[c].text, {}, csv->columns[c].unit, row[c].at, csv->decimal_comma};
      table.cells.push_back({filled[c]->key_of(id), row[c].at, raw});
      table.cell_rows.push_back(static_cast<std::size_t>(filled[c] - rows.data()));
    }
  }
  return table;
}

Assembled assemble(const Tables& tables, std::span<const std::span<const Leaf>> layers,
                   const std::string& scenario_file, Messages& messages, const RowFilter& wanted) {
  return Assembly(tables, scenario_file, messages, {}, wanted).run(layers);
}

Assembled assemble_over(const Assembled& base, const Tables& tables,
                        std::span<const std::span<const Leaf>> layers, const std::string& scenario_file,
                        Messages& messages) {
  return Assembly(tables, scenario_file, messages, base).run_over(layers);
}

const Position* Assembled::place_of(std::string_view key) const {
  Settings scratch;
  const std::vector<Row> rows = rows_of(scratch);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!sets(rows[r].key, key)) continue;
    std::size_t element = 0;
    bool known = true;
    const std::vector<std::string_view> row_key = segments(rows[r].key), asked = segments(key);
    for (std::size_t s = 0; s < row_key.size(); ++s) {
      if (!in_braces(row_key[s])) continue;
      const std::vector<std::string> labels =
          labels_of(settings.parameters, row_key[s].substr(1, row_key[s].size() - 2));
      const auto at = std::find(labels.begin(), labels.end(), asked[s]);
      known = known && at != labels.end();
      element = element * labels.size() + static_cast<std::size_t>(at - labels.begin());
    }
    if (known && written[r][element] != nullptr) return &written[r][element]->at;
  }
  return nullptr;
}

Scope scope_of(std::string_view key) {
  Settings scratch;
  for (const Row& row : rows_of(scratch)) {
    if (sets(row.key, key)) return row.scope;
  }
  return Scope::world;
}

}  // namespace darah
