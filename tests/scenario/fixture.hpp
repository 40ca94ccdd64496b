#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "scenario/row.hpp"
#include "scenario/scenario.hpp"

namespace darah {

/// A valid scenario of two districts in a folder of its own, gone with the object.
class ScenarioFolder {
 public:
  ScenarioFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("darah_scenario_" + std::to_string(getpid()) + "_" + std::to_string(++count));
    std::filesystem::create_directory(path_);
    for (const auto& [name, text] : valid()) write(name, text);
  }
  ScenarioFolder(const ScenarioFolder&) = delete;
  ScenarioFolder& operator=(const ScenarioFolder&) = delete;
  ~ScenarioFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string text(const std::string& name) const {
    std::ifstream in(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Replaces what stands in the file exactly once; all of the file when `from` is empty.
  void replace(const std::string& name, const std::string& from, const std::string& to) const {
    std::string content = text(name);
    if (from.empty()) return write(name, to);
    const auto at = content.find(from);
    INFO(name << ": " << from);
    REQUIRE(at != content.npos);
    REQUIRE(content.find(from, at + 1) == content.npos);
    write(name, content.replace(at, from.size(), to));
  }
  void append(const std::string& name, const std::string& more) const { write(name, text(name) + more); }

  Scenario load(const LoadOptions& options = {}) const { return load_scenario(path_, options); }

  /// The messages of loading without the folder's path; "" when it loads.
  std::string complaint(const LoadOptions& options = {}) const {
    try {
      load(options);
    } catch (const ScenarioError& error) {
      std::string messages = error.what();
      const std::string folder = path_.string() + '/';
      for (auto at = messages.find(folder); at != messages.npos; at = messages.find(folder)) {
        messages.erase(at, folder.size());
      }
      return messages;
    }
    return {};
  }

  static const std::map<std::string, std::string>& valid() {
    static const std::map<std::string, std::string> files{
        {"scenario.toml", R"(title = "Two districts"

[run]
start = 2018-01-01
warm_up = "365 d"
horizon = "365 d"
policy_start = 2017-07-01
replications = 4
seed = 7

[tables]
periods = "periods.csv"

[[arm]]
name = "as-is"

[[arm]]
name = "ideal"
set = { "agreement.*.template" = "permenkes-92-2015", "agreement.*.fidelity" = 1 }

[agreement.east]
template = "permenkes-92-2015"
mechanisms = ["courier", "call_up"]

[emergency.pph]
lethality = 0.12
)"},
        {"districts.csv", R"(# invented
id,name,code,population,births [/y] (E),utd,jkn [%] (D),k4,k4_target,facility_births,dukun_births,hospital_share,moving
east,East,1,100000,2000,utd-east,80,0.8,2200,0.8,0.1,0.3,0.05
west,"West, the ""other""",2,80000,1800,utd-east,75,0.7,1900,0.7,0.2,0.25,
)"},
        {"facilities.csv",
         R"(id,name,code,kind,district,utd,party_of,latitude [degree],longitude,ponek,beds,teams,donations [/y],red_cell_need [/d]
utd-east,Blood centre,1,utd,east,utd-east,-,-6.1,106.1,false,0,0,3000,9
rs-east,Hospital East,2,hospital,east,utd-east,east,-6.1,106.2,true,20,1,0,0
rs-west,Hospital West,2,hospital,west,utd-east,-,-6.2,106.0,true,10,1,0,0
)"},
        {"catchments.csv", R"(id,name,code,district,births_share,nearest_hospital,travel [min],road [km]
e1,East 1,1,east,0.6,rs-east,10,5
e2,East 2,2,east,0.4,rs-east,20,9
w1,West 1,1,west,1,rs-west,45,22.5
)"},
        {"periods.csv", R"(id,name,first,last,turnout,companies_closed,schools_closed
ramadan,Ramadan,2018-05-17,2018-06-14,0.5,false,false
lebaran,Lebaran,2018-06-15,2018-06-21,0.2,true,true
)"}};
    return files;
  }

 private:
  std::filesystem::path path_;
};

/// Every value of the two, in order; NaN equals NaN.
inline bool equal(const Parameters& a, const Parameters& b) {
  Settings left{{}, a}, right{{}, b};
  for (const std::string_view dimension : table_dimensions) {
    if (*left.parameters.table(dimension) != *right.parameters.table(dimension)) return false;
  }
  const std::vector<Row> rows = rows_of(left), others = rows_of(right);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::size_t elements = 1;
    for (const std::string_view dimension : rows[r].dimensions()) elements *= labels_of(a, dimension).size();
    for (std::size_t e = 0; e < elements; ++e) {
      const Value x = rows[r].load(e), y = others[r].load(e);
      const double *p = std::get_if<double>(&x), *q = std::get_if<double>(&y);
      const bool both_nan = p != nullptr && q != nullptr && std::isnan(*p) && std::isnan(*q);
      if (x != y && !both_nan) return false;
    }
  }
  return true;
}

}  // namespace darah
