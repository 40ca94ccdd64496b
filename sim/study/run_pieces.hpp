#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "file/results.hpp"

namespace darah {

/// The pieces of a run that is under way, in the folder OUTPUT.parts: results files of the replications
/// finished so far. A run that was ended before its time goes on from them; the folder goes when the results
/// are whole and hold all that is in it.
class RunPieces {
 public:
  /// `frame`: what the run leaves but for its replications. Of the folder of an earlier run it takes the
  /// replications if that was the same run and all of it can be read; else the folder is set aside under
  /// another name, or, where `resume` asks for it, FileError is thrown.
  RunPieces(const std::filesystem::path& output, Results frame, bool resume);

  static std::filesystem::path folder_of(const std::filesystem::path& output);
  /// Why the pieces of an earlier run were not taken over; empty if they were, or there were none.
  const std::string& not_taken() const { return not_taken_; }
  /// Where the folder of that run is now; empty if it was not set aside.
  const std::filesystem::path& earlier() const { return earlier_; }
  /// What is wrong with pieces that could not be read and were set aside.
  const std::vector<std::string>& set_aside() const { return set_aside_; }
  /// Replications taken over, by number; the run takes them from here.
  std::map<std::int64_t, Replication>& known() { return known_; }
  /// Writes a piece. Throws FileError.
  void keep(std::vector<Replication> replications) const;
  /// The results are whole elsewhere: the pieces go, unless some of known() were not taken, as where fewer
  /// replications were asked for than were finished.
  void finish() const;

 private:
  void take(const std::filesystem::path& piece);
  void remove() const;
  void set_folder_aside();

  std::filesystem::path folder_;
  Results frame_;
  std::map<std::int64_t, Replication> known_;
  std::string not_taken_;
  std::filesystem::path earlier_;
  std::vector<std::string> set_aside_;
};

}  // namespace darah
