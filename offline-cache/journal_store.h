// The journal's tables: every SQL statement of the offline cache, and nothing that decides. Owned by
// SqliteJournal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "offline-cache/floor_file.h"
#include "offline-cache/hash.h"
#include "offline-cache/journal.h"
#include "offline-cache/sqlite.h"

namespace yz::cache {

/// How the database is opened. Only tests choose anything else than the defaults.
struct StoreTuning {
  const char* vfs{nullptr};
  bool synchronous_full{true};
};

struct LineRow {
  std::int64_t position{};  // order of folding, over own lines and feed lines
  std::int64_t epoch{};     // number of the epoch, in order of birth
  Stream stream{};
  std::uint64_t sequence{};
  std::int64_t wall{};
  Hash hash{};
  std::string_view bytes;  // empty: no longer kept, only its hash
};

struct EpochRow {
  std::int64_t number{};
  std::string id;
};

class JournalStore {
 public:
  /// `denied`: a PRAGMA does not hold. `corrupt`: no database that can be read. `unsupported`: written by a
  /// later program.
  static Result<std::unique_ptr<JournalStore>> open(const std::filesystem::path& path,
                                                    const StoreTuning& tuning);

  [[nodiscard]] Status begin();
  [[nodiscard]] Status commit();
  /// No error if nothing is under way: SQLite may have rolled back by itself.
  void rollback();
  /// After a commit: moves the log into the database when it has grown long enough.
  [[nodiscard]] Status checkpoint_if_due();
  [[nodiscard]] Status checkpoint_all();

  [[nodiscard]] Result<std::string> note(std::string_view name);
  [[nodiscard]] Status set_note(std::string_view name, std::string_view value);

  [[nodiscard]] Result<std::optional<EpochRow>> last_epoch();
  [[nodiscard]] Status add_epoch(const EpochRow& epoch);

  [[nodiscard]] Result<std::optional<std::string>> find_operation(std::string_view op);
  [[nodiscard]] Status add_operation(std::string_view op, std::string_view event_ids, std::int64_t wall);

  [[nodiscard]] Status add_line(const LineRow& line);
  [[nodiscard]] Result<std::optional<StreamMark>> last_line(std::int64_t epoch, Stream stream);
  [[nodiscard]] Result<std::optional<Hash>> hash_at(std::int64_t epoch, Stream stream,
                                                    std::uint64_t sequence);
  /// Lines after `after` in order, until `take` says false.
  using TakeLine = std::function<Result<bool>(const LineRow&)>;
  [[nodiscard]] Status lines_after(std::int64_t epoch, Stream stream, std::uint64_t after,
                                   const TakeLine& take);
  [[nodiscard]] Result<std::uint64_t> acked(std::int64_t epoch, Stream stream);
  [[nodiscard]] Status set_acked(std::int64_t epoch, Stream stream, std::uint64_t sequence);

  /// `conflict` when it was taken before.
  [[nodiscard]] Status add_number(const NumberTaken& number);
  [[nodiscard]] Result<std::vector<Floor>> highest_numbers();
  [[nodiscard]] Result<std::vector<Floor>> raised_floors();
  [[nodiscard]] Status set_raised_floor(const Floor& floor);

  [[nodiscard]] Status put_row(const ModelRow& row);
  [[nodiscard]] Result<std::vector<ModelRow>> rows(std::string_view area, std::string_view from_day);
  [[nodiscard]] Status each_row(const std::function<Status(const ModelRow&)>& take);
  [[nodiscard]] Status delete_rows(std::string_view area);

  [[nodiscard]] Status add_feed_line(const FeedLine& line, std::int64_t position, std::int64_t wall);
  [[nodiscard]] Result<std::int64_t> last_position();

  /// Own lines and feed lines in the order of folding. `own`: a line of this kiosk, else a feed line's JSON.
  using TakeFolded = std::function<Status(bool own, std::string_view kind, std::string_view bytes)>;
  [[nodiscard]] Status in_order(const TakeFolded& take);
  /// Own lines of earlier epochs whose bytes are kept.
  [[nodiscard]] Status lines_of_earlier_epochs(std::int64_t current, const TakeLine& take);

  /// Drops bytes of old lines, old feed lines and operations: written before `wall`, own ones also
  /// acknowledged or of an earlier epoch. A bounded piece of work at each call.
  [[nodiscard]] Status prune(std::int64_t current_epoch, std::int64_t wall);

 private:
  explicit JournalStore(Database database);
  [[nodiscard]] Status set_up(bool synchronous_full);
  [[nodiscard]] Status prepare_all();

  Database database_;
  struct Statements {
    Statement begin, commit, rollback, note, set_note, last_epoch, add_epoch, find_operation, add_operation,
        add_line, last_line, hash_at, lines_after, acked, set_acked, add_number, next_series, highest_number,
        raised, set_raised, put_row, delete_row, rows, each_row, delete_rows, add_feed_line, last_position,
        own_in_order, feed_in_order, earlier_lines, prune_lines, prune_feed, prune_operations;
  } statements_;
};

}  // namespace yz::cache
