#include "scenario/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

#include "scenario/trimmed.hpp"

namespace darah {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view of_names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/// Consumes an expression from its front.
class ExpressionReader {
 public:
  explicit ExpressionReader(std::string_view text) : rest_(trimmed(text, white_space)) {}

  Expression read() {
    if (rest_.empty()) fail("is empty", "write for instance \"units_expired\"");
    while (!rest_.empty() && expression_.problem.empty()) read_term();
    return std::move(expression_);
  }

 private:
  void fail(std::string problem, std::string suggestion = {}) {
    expression_.problem = std::move(problem);
    expression_.suggestion = std::move(suggestion);
  }
  bool sound() const { return expression_.problem.empty(); }

  void consume(std::size_t size) {
    rest_.remove_prefix(size);
    rest_.remove_prefix(std::min(rest_.find_first_not_of(white_space), rest_.size()));
  }
  bool begins_with(std::string_view any) const { return !rest_.empty() && any.find(rest_[0]) != any.npos; }

  void read_term() {
    FigureTerm term;
    if (begins_with("+-")) {
      term.factor = rest_[0] == '-' ? -1 : 1;
      consume(1);
    } else if (!expression_.terms.empty()) {
      return fail(fmt::format("expected + or - before \"{}\"", rest_));
    }
    if (begins_with(digits) || begins_with(".")) read_factor(term);
    if (sound()) read_measure(term);
    if (sound() && begins_with("[")) read_where(term);
    if (sound()) expression_.terms.push_back(std::move(term));
  }

  void read_factor(FigureTerm& term) {
    double factor = 0;
    const auto [end, status] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), factor);
    const std::string_view written = rest_.substr(0, static_cast<std::size_t>(end - rest_.data()));
    if (status != std::errc{}) return fail(fmt::format("\"{}\" does not begin with a finite number", rest_));
    consume(written.size());
    if (rest_.empty() || begins_with("+-")) {
      return fail(fmt::format("the number {} has no measure", written),
                  fmt::format("write for instance \"{} days\"", written));
    }
    term.factor *= factor;
  }

  void read_measure(FigureTerm& term) {
    const std::size_t size = std::min(rest_.find_first_not_of(of_names), rest_.size());
    if (size == 0) {
      return fail(rest_.empty() ? "ends where a measure is expected"
                                : fmt::format("expected a measure, found \"{}\"", rest_));
    }
    term.measure = rest_.substr(0, size);
    consume(size);
  }

  void read_where(FigureTerm& term) {
    const std::size_t close = rest_.find(']');
    if (close == rest_.npos) return fail(fmt::format("\"{}\" has no ] at its end", rest_));
    for (std::string_view inside = rest_.substr(1, close - 1);;) {
      const std::size_t comma = std::min(inside.find(','), inside.size());
      read_condition(term, trimmed(inside.substr(0, comma), white_space));
      if (!sound() || comma == inside.size()) break;
      inside.remove_prefix(comma + 1);
    }
    consume(close + 1);
  }

  void read_condition(FigureTerm& term, std::string_view condition) {
    const std::size_t equals = std::min(condition.find('='), condition.size());
    const std::string dimension(trimmed(condition.substr(0, equals), white_space));
    const std::string label(trimmed(condition.substr(std::min(equals + 1, condition.size())), white_space));
    if (dimension.empty() || label.empty()) {
      return fail(fmt::format("\"{}\" in brackets is not DIMENSION=LABEL", condition),
                  "write for instance \"donations[donor_kind=drive]\"");
    }
    const auto same = [&](const auto& other) { return other.first == dimension; };
    if (std::any_of(term.where.begin(), term.where.end(), same)) {
      return fail(fmt::format("{} stands in the brackets twice", dimension), "add a term for each label");
    }
    term.where.emplace_back(dimension, label);
  }

  std::string_view rest_;
  Expression expression_;
};

}  // namespace

Expression read_expression(std::string_view text) { return ExpressionReader(text).read(); }

}  // namespace darah
