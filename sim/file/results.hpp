#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/measure.hpp"
#include "file/background.hpp"
#include "file/hdf5.hpp"
#include "model/world/detail.hpp"
#include "model/world/figure.hpp"
#include "model/world/world.hpp"

/// Results files, as docs/results-format.md describes them.

namespace darah {

/// Labels of each dimension that measures use.
using Labels = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Which sums a file keeps of each measure, and where they lie in one outcome's block of values.
class Layout {
 public:
  struct Kept {
    Measure measure;
    std::string unit;  ///< in which the file keeps it
    std::vector<std::string> dimensions;
    std::vector<std::size_t> length;
    std::size_t offset = 0, size = 1;
  };

  Layout() = default;
  /// Requires labels for every dimension of every measure.
  Layout(std::span<const Measure> measures, const Labels& labels, Detail detail);

  Detail detail() const { return detail_; }
  /// Whether what became of each probe is kept: a row for each, of which many arms have too many.
  bool keeps_probes() const { return detail_ != Detail::summary; }
  std::span<const Kept> kept() const { return kept_; }
  /// Values kept of one outcome.
  std::size_t size() const { return size_; }
  /// From all values, in the order of the measures, to those kept, times in seconds. Hashes, of unit 1, are
  /// added modulo 2^48, so that what a reader adds up of them fits as well.
  std::vector<std::int64_t> reduce(std::span<const std::int64_t> values) const;

 private:
  enum class Value : std::uint8_t { count, time, hash };
  Detail detail_ = Detail::full;
  std::vector<Kept> kept_;
  std::vector<std::uint32_t> target_;  ///< for each measured value, the place it is added to
  std::vector<Value> kind_;            ///< what each measured value is
  std::size_t size_ = 0;
};

/// The family of arms that an arm belongs to: a family is generated to attribute what an arm does to its
/// mechanisms.
struct Membership {
  std::int64_t family = -1;  ///< place of the attributed arm, itself included; -1 for none
  std::uint32_t subset = 0;  ///< mechanisms in force, bit i for mechanism i; 0 without a family

  bool generated(std::size_t arm) const { return family >= 0 && std::cmp_not_equal(family, arm); }
};

struct ArmLabel {
  std::string name;
  std::string title;
  Membership member = {};
  std::string title_id = {};  ///< title in Indonesian; "" without one
};

class Canvas;
/// The scale of the arms, and what is said of each.
void write_arm_scale(Canvas& canvas, std::span<const ArmLabel> arms);
void write_arm_labels(Canvas& canvas, std::span<const ArmLabel> arms);

/// The generator of random numbers, as files name it.
inline constexpr std::string_view rng_name = "Philox4x64-10 (Random123)";

/// What the attribute `filetype` of results says.
inline constexpr std::string_view results_type = "darah results";

/// The commit of this program's sources, as files name it.
std::string_view this_commit();

/// One finished replication: an outcome for each arm, its values reduced by the layout.
struct Replication {
  std::int64_t number = 0;
  double wall_seconds = 0;
  std::vector<Outcome> arms;
};

/// Everything a results file holds.
struct Results {
  std::string title, scenario_name, scenario_sha256, settings, command_line;
  std::uint64_t seed = 0;
  std::int64_t replications_requested = 0;
  std::string precision;             ///< what was asked of the run's length; empty where -r said it
  std::int64_t measured_days = 365;  ///< length of the window that sums cover
  std::int64_t warm_up_days = 0;     ///< length of what is simulated before the window opens
  Background background;
  std::vector<Figure> figures;
  std::vector<ArmLabel> arms;
  Labels labels;
  Layout layout;
  std::vector<std::string> event_kinds;
  std::vector<Replication> replications;  ///< finished ones, by number

  double wall_seconds = 0;
  std::int64_t threads = 0;
  std::int64_t peak_memory_bytes = 0;
  bool out_of_memory = false;  ///< the run ended before its time, as no memory was left

  bool complete() const { return std::ssize(replications) == replications_requested; }
};

/// Writes a results file whole or not at all, from any process. Throws FileError; then the file is as it was
/// before.
void write_results(const std::filesystem::path& path, const Results& results);

/// The place of an arm in its file. It converts to no place among the arms of a table, which leaves out those
/// generated for an attribution.
enum class ArmPlace : std::size_t {};

/// One measure of a file: values with their dimensions, slowest first, of which the first two are arm and
/// replication.
struct Variable {
  std::string name, unit, long_name, denominator;
  std::vector<std::string> dimensions;
  std::vector<std::size_t> length;
  std::vector<std::int64_t> values;

  /// How many values there are of one arm in one replication.
  std::size_t block_size() const;
  /// Values of one arm in one replication, along the dimensions that follow.
  std::span<const std::int64_t> block(ArmPlace arm, std::size_t replication) const;
};

/// The death of one woman in one arm of one replication.
struct DeathRow {
  ArmPlace arm{};
  std::int64_t replication = 0;
  std::uint64_t woman = 0;
  std::size_t district = 0;
  friend auto operator<=>(const DeathRow&, const DeathRow&) = default;
};

/// A probe by which arms of one replication differ.
struct ProbeRow {
  std::int64_t replication = 0;
  std::uint64_t woman = 0;  ///< whose probe it is
  std::size_t district = 0, cause = 0;
  std::vector<std::int64_t> micro;  ///< by arm: what she adds to `deaths_probed`, in millionths
  friend bool operator==(const ProbeRow&, const ProbeRow&) = default;
};

/// Results of arms that have the same replications, as comparisons read them: one file, or several beside
/// each other. Every failure throws FileError naming the file.
class ResultsView {
 public:
  virtual ~ResultsView() = default;

  virtual const std::filesystem::path& path() const = 0;
  virtual const std::vector<std::string>& arms() const = 0;
  /// Membership of each arm; no family in files without any.
  virtual const std::vector<Membership>& members() const = 0;
  const std::string& arm(ArmPlace place) const { return arms()[static_cast<std::size_t>(place)]; }
  const Membership& member(ArmPlace place) const { return members()[static_cast<std::size_t>(place)]; }
  virtual std::size_t replications() const = 0;
  virtual bool has(std::string_view measure) const = 0;
  virtual Variable measure(const std::string& name) const = 0;
  /// Labels along a dimension; months as "2018-01".
  virtual std::vector<std::string> labels(const std::string& dimension) const = 0;
  virtual std::vector<DeathRow> deaths() const = 0;
  /// Probes by which arms differ; nothing where that is not known.
  virtual std::optional<std::vector<ProbeRow>> probes() const = 0;
  /// Figures that the scenario asked for; none in files without them.
  virtual std::vector<Figure> figures() const = 0;
  virtual std::string text(const std::string& attribute) const = 0;
  virtual std::int64_t integer(const std::string& attribute) const = 0;
};

/// A results file, opened and checked; or a folder with the pieces of a run that is under way, each a results
/// file of some of its replications, read as one.
class ResultsReader final : public ResultsView {
 public:
  explicit ResultsReader(std::filesystem::path path);

  const std::filesystem::path& path() const override { return path_; }
  const std::vector<std::string>& arms() const override { return arms_; }
  const std::vector<Membership>& members() const override { return members_; }
  std::size_t replications() const override { return order_.size(); }
  bool has(std::string_view measure) const override;
  /// Names of the measures, in the order of the file.
  const std::vector<std::string>& measures() const { return measures_; }
  Variable measure(const std::string& name) const override;
  std::vector<std::string> labels(const std::string& dimension) const override;
  std::vector<DeathRow> deaths() const override;
  std::optional<std::vector<ProbeRow>> probes() const override;
  std::vector<Figure> figures() const override;
  std::string text(const std::string& attribute) const override;
  std::int64_t integer(const std::string& attribute) const override;

 private:
  /// One of the files, and the numbers of its replications.
  struct Piece {
    std::filesystem::path path;
    hdf5::Handle file;
    std::vector<std::int64_t> numbers;
  };
  /// Where a replication lies.
  struct Place {
    std::int64_t number = 0;
    std::size_t piece = 0, index = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  template <class Read>
  auto guarded(const Piece& piece, Read&& read) const;
  template <class Read>
  auto guarded(Read&& read) const;
  void open(const std::filesystem::path& path);
  void read_members();
  std::string_view kept_as(std::string_view measure) const;
  hid_t file() const { return pieces_.front().file; }

  std::filesystem::path path_;
  std::vector<Piece> pieces_;
  std::vector<Place> order_;  ///< of the replications, by number
  std::vector<std::string> arms_;
  std::vector<Membership> members_;
  std::vector<std::string> measures_;
};

/// The replications of a results file with all that a run keeps of them: written again, they are the same.
/// `like` is what the run that wrote them would write. Throws FileError, also where the file is of another
/// run: of another scenario, seed, program, or with other arms.
std::vector<Replication> read_replications(const std::filesystem::path& path, const Results& like);

}  // namespace darah
