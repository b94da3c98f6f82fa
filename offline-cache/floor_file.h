// The floor file (docs/formats/journal.md): a ceiling for every (day, series) that no used number ever
// exceeded, and the mark of a clean end. Two copies written in turn, so that a torn write leaves the other.
// And the witness, a note without sync of where the journal stood. Owned by the journal.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"
#include "offline-cache/journal.h"

namespace yz::cache {

inline constexpr int floor_block = 20;
inline constexpr std::size_t floor_days_max = 400;
inline constexpr std::size_t floor_bytes_max = 4U << 20U;
inline constexpr std::size_t stream_count = 3;

/// Where a stream stands: its last line and that line's chain hash.
struct StreamMark {
  std::uint64_t sequence{};
  Hash head{};
  bool operator==(const StreamMark&) const = default;
};

/// Where a journal stands.
struct JournalMark {
  std::string epoch;
  std::array<StreamMark, stream_count> streams;
  bool operator==(const JournalMark&) const = default;
};

struct FloorTable {
  using Key = std::pair<std::string, std::string>;  // day, series
  struct Day {
    std::uint64_t
        touched{};  // order of last change: the days longest untouched go first, whatever the calendar says
    std::map<std::string, int> ceilings;
    bool operator==(const Day&) const = default;
  };
  std::uint64_t sequence{};
  std::optional<JournalMark> clean;
  std::map<std::string, Day> days;
  bool operator==(const FloorTable&) const = default;

  [[nodiscard]] int ceiling(const std::string& day, const std::string& series) const;
  void raise(const std::string& day, const std::string& series, int ceiling);
};

[[nodiscard]] std::string encode_floor(const FloorTable& table);
/// `corrupt` for anything that encode_floor did not write.
[[nodiscard]] Result<FloorTable> parse_floor(std::string_view bytes);

struct Witness {
  std::string boot;
  JournalMark mark;
  bool operator==(const Witness&) const = default;
};
[[nodiscard]] std::string encode_witness(const Witness& witness);
[[nodiscard]] Result<Witness> parse_witness(std::string_view bytes);

class FloorFile {
 public:
  /// Reads the newer good copy; none is no error (`lost()`).
  static Result<FloorFile> open(const std::filesystem::path& folder);

  [[nodiscard]] const FloorTable& table() const { return table_; }
  /// No copy could be read, though at least one was there or a journal says that there should be.
  [[nodiscard]] bool lost() const { return table_.sequence == 0; }
  /// Names of copies whose bytes are damaged, for the report to the hub.
  [[nodiscard]] const std::vector<std::string>& damaged() const { return damaged_; }

  /// Durable when it returns: a number up to each one named may be used.
  [[nodiscard]] Status cover(const std::vector<NumberTaken>& numbers);
  [[nodiscard]] bool covers(const NumberTaken& number) const;
  /// Durable when it returns. Nothing: not (or no longer) clean.
  [[nodiscard]] Status set_clean(std::optional<JournalMark> mark);

 private:
  explicit FloorFile(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Status write(FloorTable table);

  std::filesystem::path folder_;
  FloorTable table_;
  std::vector<std::string> damaged_;
};

/// Written after every commit, without sync.
class WitnessFile {
 public:
  static Result<WitnessFile> open(const std::filesystem::path& folder);
  /// What the process before left; nothing when it is missing or damaged.
  [[nodiscard]] const std::optional<Witness>& found() const { return found_; }
  void write(const Witness& witness);

 private:
  explicit WitnessFile(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
  FileHandle file_;
  std::optional<Witness> found_;
};

}  // namespace yz::cache
