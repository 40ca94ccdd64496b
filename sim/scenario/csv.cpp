#include "scenario/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <set>

#include "scenario/invisible.hpp"
#include "scenario/trimmed.hpp"

namespace darah {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t";

/// The first line with a text that is no comment; its quotes are as they stand.
std::string_view first_line(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    const bool comment = line.starts_with('#') || line.starts_with("\"#");
    if (!comment && line.find_first_not_of(" \t,;\"") != line.npos) return line;
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return {};
}

/// What separates the cells of a header: a comma if it has one outside quotes.
char separator_of(std::string_view header) {
  std::string bare;
  bool quoted = false;
  for (const char c : header) {
    quoted = quoted != (c == '"');
    if (!quoted) bare += c;
  }
  for (const char separator : {',', ';', '\t'}) {
    if (bare.find(separator) != bare.npos) return separator;
  }
  return ',';
}

/// Cuts text into lines of cells.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file, Messages& messages)
      : text_(text), messages_(messages), at_{file, 1, 1} {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    // Excel takes, and writes, a first line that names the separator.
    const std::string_view line = text_.substr(0, text_.find_first_of("\r\n"));
    if (line.size() == 5 && line.starts_with("sep=")) {
      separator_ = line.back();
      next_ = at_.column = 5;
      if (next_ < text_.size()) skip_line_end();
    } else {
      separator_ = separator_of(first_line(text_));
    }
  }

  char separator() const { return separator_; }

  /// False when quotes or encoding leave the rest unreadable, or there is more than any table has.
  bool read(std::vector<std::vector<Cell>>& lines) {
    while (next_ < text_.size()) {
      if (at_line_end()) {
        skip_line_end();
      } else if (text_[next_] == '#') {
        while (next_ < text_.size() && !at_line_end()) {
          if (!step()) return false;
        }
      } else {
        if (!read_line(lines.emplace_back())) return false;
        const std::vector<Cell>& line = lines.back();
        // A comment that a spreadsheet has quoted or filled up with separators is one still.
        if (line.front().text.starts_with('#') || std::all_of(line.begin(), line.end(), is_empty))
          lines.pop_back();
        if (lines.size() > most_rows + 1) {
          messages_.add(lines.back().front().at, fmt::format("more than {} rows", most_rows),
                        "no table of a scenario is that long: look whether this is the file that was meant");
          return false;
        }
      }
    }
    return true;
  }

  static bool is_empty(const Cell& cell) { return cell.text.empty(); }

 private:
  bool at_line_end() const { return text_[next_] == '\n' || text_[next_] == '\r'; }
  bool at_cell_end() const { return next_ == text_.size() || text_[next_] == separator_ || at_line_end(); }

  void skip_line_end() {
    next_ += text_.substr(next_, 2) == "\r\n" ? 2 : 1;
    ++at_.line;
    at_.column = 1;
  }

  /// Moves over one character, which must be one of UTF-8 and not NUL.
  bool step() {
    namespace utf = boost::locale::utf;
    const char* from = text_.data() + next_;
    const auto code = utf::utf_traits<char>::decode(from, text_.data() + text_.size());
    if (code == 0 || code == utf::illegal || code == utf::incomplete) {
      messages_.add(at_, code == 0 ? "a NUL byte" : "not UTF-8", "save the file as plain UTF-8 text");
      return false;
    }
    next_ = static_cast<std::size_t>(from - text_.data());
    if (code == '\n') {
      ++at_.line;
      at_.column = 1;
    } else {
      ++at_.column;
    }
    return true;
  }

  void skip_blanks() {
    while (next_ < text_.size() && text_[next_] != separator_ && blanks.find(text_[next_]) != blanks.npos)
      step();
  }

  bool read_line(std::vector<Cell>& cells) {
    while (true) {
      if (cells.size() == most_columns) {
        messages_.add(at_, fmt::format("more than {} cells in a line", most_columns),
                      "no table of a scenario is that wide: look whether this is the file that was meant");
        return false;
      }
      if (!read_cell(cells.emplace_back())) return false;
      if (next_ == text_.size()) return true;
      if (text_[next_] != separator_) return skip_line_end(), true;
      ++next_;
      ++at_.column;
    }
  }

  bool read_cell(Cell& cell) {
    skip_blanks();
    cell.at = at_;
    if (next_ < text_.size() && text_[next_] == '"') return read_quoted(cell);
    const std::size_t begin = next_;
    while (!at_cell_end()) {
      if (text_[next_] == '"') {
        messages_.add(at_, "a quote inside an unquoted cell",
                      "quote the whole cell and double the quote inside");
        return false;
      }
      if (!step()) return false;
    }
    cell.text = trimmed(text_.substr(begin, next_ - begin), blanks);
    return true;
  }

  bool read_quoted(Cell& cell) {
    step();
    while (next_ < text_.size()) {
      const std::size_t begin = next_;
      if (!step()) return false;
      if (text_[begin] != '"') {
        cell.text += text_.substr(begin, next_ - begin);
      } else if (next_ < text_.size() && text_[next_] == '"') {
        step();
        cell.text += '"';
      } else {
        return end_quoted();
      }
    }
    messages_.add(cell.at, "a quote that is never closed",
                  "close it, or double a quote that is part of the text");
    return false;
  }

  bool end_quoted() {
    skip_blanks();
    if (at_cell_end()) return true;
    messages_.add(at_, "text after a closing quote", "double a quote that is part of the text");
    return false;
  }

  std::string_view text_;
  Messages& messages_;
  std::size_t next_ = 0;
  Position at_;
  char separator_ = ',';
};

/// Drops columns in which no line has a text, as spreadsheets add them.
void drop_empty_columns(std::vector<std::vector<Cell>>& lines) {
  std::vector<bool> kept(most_columns, false);
  for (const std::vector<Cell>& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c) kept[c] = kept[c] || !Reader::is_empty(line[c]);
  }
  for (std::vector<Cell>& line : lines) {
    std::size_t next = 0;
    for (std::size_t c = 0; c < line.size(); ++c) {
      if (!kept[c]) continue;
      if (next != c) line[next] = std::move(line[c]);
      ++next;
    }
    line.resize(next);
  }
}

/// The text between brackets that end `text`, cut off it together with them; "" when there is none.
std::string cut_bracketed(std::string_view& text, char open, char close) {
  const auto begin = text.rfind(open);
  if (text.empty() || text.back() != close || begin == text.npos) return {};
  std::string inside(trimmed(text.substr(begin + 1, text.size() - begin - 2), blanks));
  text = trimmed(text.substr(0, begin), blanks);
  return inside;
}

std::vector<Column> read_header(const std::vector<Cell>& cells, Messages& messages) {
  std::vector<Column> columns;
  std::set<std::string> seen;
  for (const Cell& cell : cells) {
    std::string_view rest = cell.text;
    const std::string mark = cut_bracketed(rest, '(', ')');
    const std::string unit = cut_bracketed(rest, '[', ']');
    constexpr std::string_view marks = "SDEBA";
    const bool marked =
        std::all_of(mark.begin(), mark.end(), [&](char c) { return marks.find(c) != marks.npos; });
    if (!marked) {
      messages.add(cell.at, fmt::format("unknown mark ({})", mark),
                   "S source, D derived, E estimate, B background, A assumption");
    }
    if (rest.empty()) messages.add(cell.at, "a column without a name", "name it or remove it");
    if (!rest.empty() && !seen.insert(std::string(rest)).second) {
      messages.add(cell.at, fmt::format("column {} stands here twice", rest), "remove one");
      rest = {};
    }
    columns.push_back({std::string(rest), unit, cell.at});
  }
  return columns;
}

/// Ids become parts of keys such as district.cilegon.births.
bool is_id(std::string_view text) {
  return !text.empty() && text != "-" && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool check_ids(const CsvTable& table, Messages& messages) {
  bool sound = true;
  std::set<std::string> seen;
  for (const std::vector<Cell>& row : table.rows) {
    const Cell& id = row.front();
    if (!is_id(id.text)) {
      const std::string invisible = named_invisible(id.text);
      messages.add(id.at, fmt::format("\"{}\" is no id", id.text),
                   invisible.empty() ? "use letters, digits, - and _" : invisible);
      sound = false;
    } else if (!seen.insert(id.text).second) {
      messages.add(id.at, fmt::format("id {} stands here twice", id.text), "give each row an id of its own");
      sound = false;
    }
  }
  return sound;
}

}  // namespace

std::optional<CsvTable> read_csv(std::string_view text, const std::string& file, Messages& messages) {
  if (text.starts_with("PK\x03\x04") || text.starts_with("\xD0\xCF\x11\xE0")) {
    messages.add({file}, "is a workbook (.xlsx, .ods or .xls), and no CSV",
                 "save its sheet as CSV in UTF-8, and name that file");
    return {};
  }
  std::vector<std::vector<Cell>> lines;
  Reader reader(text, file, messages);
  if (!reader.read(lines)) return {};
  drop_empty_columns(lines);
  if (lines.empty()) {
    messages.add({file}, "is empty", "begin with a line of column names, id first");
    return {};
  }
  CsvTable table;
  table.decimal_comma = reader.separator() != ',';
  table.columns = read_header(lines.front(), messages);
  if (table.columns.front().name != "id") {
    messages.add(table.columns.front().at, "the first column must be id",
                 named_invisible(table.columns.front().name));
    return {};
  }
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].size() != table.columns.size()) {
      messages.add(lines[i].front().at,
                   fmt::format("{} cell{}, the header has {}", lines[i].size(),
                               lines[i].size() == 1 ? "" : "s", table.columns.size()),
                   reader.separator() == ','
                       ? "quote cells that hold a comma"
                       : fmt::format("its cells are separated by {}, as the header's are",
                                     reader.separator() == ';' ? "semicolons" : "tabs"));
      lines[i].resize(1);
    }
    table.rows.push_back(std::move(lines[i]));
  }
  if (!check_ids(table, messages)) return {};
  return table;
}

}  // namespace darah
