#include "print/workbook.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <memory>

#include "file/hdf5.hpp"
#include "print/text.hpp"

namespace darah {

namespace {

/// 2018-01-01. A workbook says when it was made; files of equal results are equal.
constexpr std::time_t made = 1'514'764'800;
constexpr double least_width = 7, most_width = 48, answer_width = 100;
constexpr std::size_t longest_text = 32'000, longest_name = 31;

void require(lxw_error error) {
  if (error != LXW_NO_ERROR)
    throw FileError(fmt::format("cannot make the workbook: {}", lxw_strerror(error)));
}

/// A file in memory: the library writes to a path, and what it leaves on a full disk is no workbook.
class MemoryFile {
 public:
  MemoryFile() : id_(memfd_create("darah.xlsx", 0)) {
    if (id_ < 0) throw FileError(std::string("cannot make the workbook: ") + std::strerror(errno));
  }
  ~MemoryFile() { close(id_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return fmt::format("/proc/self/fd/{}", id_); }
  std::string bytes() const {
    std::string all;
    std::array<char, 1 << 16> part{};
    while (true) {
      const ssize_t n = pread(id_, part.data(), part.size(), static_cast<off_t>(all.size()));
      if (n < 0) throw FileError(std::string("cannot make the workbook: ") + std::strerror(errno));
      if (n == 0) return all;
      all.append(part.data(), static_cast<std::size_t>(n));
    }
  }

 private:
  int id_;
};

/// "#,##0.0" with so many decimals.
std::string format_of(int decimals) {
  return decimals > 0 ? "#,##0." + std::string(static_cast<std::size_t>(decimals), '0') : "#,##0";
}

/// A workbook that is being filled.
class Book {
 public:
  Book(const std::string& path, const std::string& title)
      : book_(workbook_new(path.c_str())), title_(cut(one_line(title), 250)) {
    if (book_ == nullptr) throw FileError("cannot make the workbook: too little memory");
    author_ = "darah";
    lxw_doc_properties properties{};
    properties.title = title_.data();
    properties.author = author_.data();
    properties.created = made;
    require(workbook_set_properties(book_, &properties));
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_text_wrap(heading_);
    format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(heading_, LXW_BORDER_THIN);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  ~Book() {
    if (book_ != nullptr) workbook_close(book_);
  }

  void add(const Sheet& sheet) {
    lxw_worksheet* page = workbook_add_worksheet(book_, sheet.name.substr(0, longest_name).c_str());
    if (page == nullptr) throw FileError("cannot make the workbook: no sheet " + sheet.name);
    const auto columns = static_cast<lxw_col_t>(sheet.header.size());
    for (lxw_col_t c = 0; c < columns; ++c) {
      write(page, 0, c, sheet.header[c], heading_);
      require(worksheet_set_column(page, c, c, width_of(sheet, c), nullptr));
    }
    const bool is_prose = columns == 1;
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      const auto row = static_cast<lxw_row_t>(r + 1);
      for (std::size_t c = 0; c < sheet.rows[r].size(); ++c)
        write(page, row, static_cast<lxw_col_t>(c), sheet.rows[r][c], is_prose);
    }
    worksheet_freeze_panes(page, 1, static_cast<lxw_col_t>(sheet.names));
    if (!is_prose)
      worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()),
                           static_cast<lxw_col_t>(columns - 1));
  }
  void close() { require(workbook_close(std::exchange(book_, nullptr))); }

 private:
  static void write(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text,
                    lxw_format* format) {
    require(worksheet_write_string(page, row, column, cut(one_line(text), longest_text).c_str(), format));
  }
  void write(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const SheetCell& cell, bool is_prose) {
    if (const auto* text = std::get_if<std::string>(&cell))
      write(page, row, column, *text, is_prose ? wrapped_ : nullptr);
    if (const auto* number = std::get_if<SheetNumber>(&cell))
      require(worksheet_write_number(page, row, column, number->value, number_format(number->decimals)));
  }
  lxw_format* number_format(int decimals) {
    lxw_format*& format = numbers_[decimals];
    if (format == nullptr) {
      format = workbook_add_format(book_);
      format_set_num_format(format, format_of(decimals).c_str());
    }
    return format;
  }
  /// Wide enough for what stands in the cells; headings may take several lines.
  static double width_of(const Sheet& sheet, std::size_t column) {
    if (sheet.header.size() == 1) return answer_width;
    std::size_t widest = columns(sheet.header[column]) / 2;
    for (const auto& row : sheet.rows) {
      if (const auto* text = std::get_if<std::string>(&row[column]))
        widest = std::max(widest, columns(*text));
      if (const auto* number = std::get_if<SheetNumber>(&row[column]))
        widest = std::max(widest, darah::number(number->value, number->decimals).size());
    }
    return std::clamp(static_cast<double>(widest) + 2, least_width, most_width);
  }

  lxw_workbook* book_;
  std::string title_, author_;
  lxw_format *heading_ = nullptr, *wrapped_ = nullptr;
  std::map<int, lxw_format*> numbers_;
};

}  // namespace

std::string to_xlsx(std::span<const Sheet> sheets, const std::string& title) {
  const MemoryFile file;
  Book book(file.path(), title);
  for (const Sheet& sheet : sheets) book.add(sheet);
  book.close();
  return file.bytes();
}

}  // namespace darah
