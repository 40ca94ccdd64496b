#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "file/results.hpp"

namespace darah {

/// Several results files beside each other, read as one with the arms of all, named FILE:ARM. The same women
/// bleed in all of them, so that arms of different files are paired by replication as those of one file are.
class ResultsBeside final : public ResultsView {
 public:
  /// Requires two files or more. Throws FileError, also where they cannot be paired: then it says what
  /// differs and how to make the runs comparable.
  explicit ResultsBeside(std::span<const std::filesystem::path> paths);

  /// What makes a comparison doubtful though women agree, a sentence each.
  std::vector<std::string> doubts() const;

  /// The paths of all files, for messages.
  const std::filesystem::path& path() const override { return path_; }
  const std::vector<std::string>& arms() const override { return arms_; }
  const std::vector<Membership>& members() const override { return members_; }
  std::size_t replications() const override { return files_.front().replications(); }
  /// Whether all files have it.
  bool has(std::string_view measure) const override;
  Variable measure(const std::string& name) const override;
  std::vector<std::string> labels(const std::string& dimension) const override;
  std::vector<DeathRow> deaths() const override;
  /// A file keeps those by which its own arms differ: between files it is not known.
  std::optional<std::vector<ProbeRow>> probes() const override { return {}; }
  /// The figures of all files; of two with one name the first.
  std::vector<Figure> figures() const override;
  /// Where the files differ, what each says behind its name; settings a line each.
  std::string text(const std::string& attribute) const override;
  /// Of the first file; of replications requested the most.
  std::int64_t integer(const std::string& attribute) const override;

 private:
  std::string arm_name(std::size_t file, const std::string& arm) const { return names_[file] + ':' + arm; }

  std::filesystem::path path_;
  std::vector<ResultsReader> files_;
  std::vector<std::string> names_;  ///< what each file is called in names of arms
  std::vector<std::string> arms_;
  std::vector<Membership> members_;
};

/// The shortest ends of paths, without .h5, that tell the files apart: "base", "low"; "2018/base",
/// "2019/base". Requires that no path stands there twice.
std::vector<std::string> short_names(std::span<const std::filesystem::path> paths);

}  // namespace darah
