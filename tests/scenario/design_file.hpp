#pragma once

#include <string>

#include "fixture.hpp"
#include "scenario/design.hpp"

namespace darah {

/// A design file beside a valid scenario.
class DesignFile {
 public:
  explicit DesignFile(const std::string& text) { folder_.write("design.toml", text); }

  Design load() const { return load_design(folder_.path() / "design.toml"); }
  std::string complaint() const {
    try {
      load();
    } catch (const ScenarioError& error) {
      return error.what();
    }
    return {};
  }
  Scenario cell(const Design& design, std::size_t cell) const {
    const Points points = points_of(design);
    return load_scenario(design.scenario, options_of(design, points.of(cell)));
  }

 private:
  ScenarioFolder folder_;
};

inline std::string head(const std::string& method, const std::string& more = {}) {
  return "title = \"Test\"\nscenario = \".\"\n" + more + "[design]\nmethod = \"" + method + "\"\n";
}

inline std::string range(const std::string& name, const std::string& low = "0", const std::string& high = "1",
                         const std::string& more = {}) {
  return "[[factor]]\nname = \"" + name + "\"\nkey = \"emergency.pph.lethality\"\nlow = " + low +
         "\nhigh = " + high + "\n" + more;
}

/// Some ranges, all of one key: only how points lie matters.
inline std::string ranges(int factors) {
  std::string text;
  for (int f = 0; f < factors; ++f) text += range("f" + std::to_string(f));
  return text;
}

inline Points points(const std::string& text) { return points_of(DesignFile(text).load()); }

}  // namespace darah
