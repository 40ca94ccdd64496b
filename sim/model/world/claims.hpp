#pragma once

#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace darah {

/// A contradiction between parameters that are each valid alone; `key` is where to point.
struct Problem {
  std::string key;
  std::string message;
};

/// What components claim of parameters that are each valid alone: those claims that do not hold are problems.
class Claims {
 public:
  void operator()(bool holds, std::string key, std::string message) {
    if (!holds) problems_.push_back({std::move(key), std::move(message)});
  }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

inline double total_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace darah
