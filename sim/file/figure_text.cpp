#include "file/figure_text.hpp"

#include <fmt/format.h>

#include <boost/property_tree/json_parser.hpp>
#include <charconv>
#include <sstream>
#include <system_error>

#include "file/hdf5.hpp"

namespace darah {

namespace {

using Tree = boost::property_tree::ptree;

std::string json_of(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string terms_text(std::span<const FigureTerm> terms) {
  std::vector<std::string> objects;
  for (const FigureTerm& term : terms) {
    std::vector<std::string> where;
    for (const auto& [dimension, label] : term.where)
      where.push_back(fmt::format("{}: {}", json_of(dimension), json_of(label)));
    objects.push_back(fmt::format("{{\"factor\": {}, \"measure\": {}, \"where\": {{{}}}}}", term.factor,
                                  json_of(term.measure), fmt::join(where, ", ")));
  }
  return fmt::format("[{}]", fmt::join(objects, ", "));
}

std::string figure_text(const Figure& figure) {
  std::string json = fmt::format("{{\"name\": {}, \"of\": {}, \"over\": {}, \"unit\": {}, \"scale\": {}, ",
                                 json_of(figure.name), terms_text(figure.of), terms_text(figure.over),
                                 json_of(figure.unit), figure.scale);
  if (figure.published) json += fmt::format("\"published\": {}, ", *figure.published);
  return json + fmt::format("\"source\": {}, \"confidence\": {}, \"arm\": {}, \"decimals\": {}}}",
                            json_of(figure.source), figure.confidence, json_of(figure.arm), figure.decimals);
}

template <class T>
T number_at(const Tree& object, const char* key) {
  const std::string text = object.get<std::string>(key);
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    throw FileError(fmt::format("{} of a figure is no number", key));
  return value;
}

std::vector<FigureTerm> terms_of(const Tree& list) {
  std::vector<FigureTerm> terms;
  for (const auto& [name, object] : list) {
    FigureTerm& term = terms.emplace_back();
    term.factor = number_at<double>(object, "factor");
    term.measure = object.get<std::string>("measure");
    for (const auto& [dimension, label] : object.get_child("where"))
      term.where.emplace_back(dimension, label.data());
  }
  return terms;
}

Figure figure_of(const std::string& line) {
  std::istringstream in(line);
  Tree object;
  boost::property_tree::read_json(in, object);
  Figure figure;
  figure.name = object.get<std::string>("name");
  figure.of = terms_of(object.get_child("of"));
  figure.over = terms_of(object.get_child("over"));
  figure.unit = object.get<std::string>("unit");
  figure.scale = number_at<double>(object, "scale");
  if (object.count("published") > 0) figure.published = number_at<double>(object, "published");
  figure.source = object.get<std::string>("source");
  figure.confidence = number_at<double>(object, "confidence");
  figure.arm = object.get<std::string>("arm");
  figure.decimals = number_at<int>(object, "decimals");
  const bool sound =
      figure.confidence > 0 && figure.confidence < 1 && figure.decimals >= 0 && figure.decimals <= 9;
  if (!sound) throw FileError("a figure's confidence or decimals are out of range");
  return figure;
}

}  // namespace

std::string figures_text(std::span<const Figure> figures) {
  std::string text;
  for (const Figure& figure : figures) text += figure_text(figure) + '\n';
  return text;
}

std::vector<Figure> read_figures_text(std::string_view text) {
  std::vector<Figure> figures;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    try {
      figures.push_back(figure_of(line));
    } catch (const boost::property_tree::ptree_error& error) {
      throw FileError(fmt::format("line {} of figures is none: {}", figures.size() + 1, error.what()));
    }
  }
  return figures;
}

}  // namespace darah
