// The journal: every event of this kiosk, durable before anyone sees it, and what came down from the hub. One
// SQLite file (WAL, synchronous=FULL) plus the floor file beside it (docs/formats/journal.md). One owner: the
// station thread; every call blocks for the disk and none is thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/sealing.h"

namespace yz::cache {

enum class Stream : std::uint8_t { urgent, live, bulk };
[[nodiscard]] const char* to_string(Stream stream);

/// A file that belongs to an event, as it lies sealed at the hub (attachments.h).
struct AttachmentMark {
  std::string sha256;  // of the sealed bytes
  std::uint64_t bytes{};
  std::string mime;  // "image/jpeg", "audio/ogg"
  bool operator==(const AttachmentMark&) const = default;
};
inline constexpr std::size_t event_attachments_max = 8;

/// One event to be written. `body_json`: one JSON object.
struct EventDraft {
  Stream stream{Stream::live};
  std::string type;  // "ticket.issued"
  int version{1};
  std::string who;      // "resident", "staff", "kiosk"
  std::string subject;  // pseudonym or empty
  std::string body_json;
  std::optional<ToSeal> seal{};  // personal data: in the line only as a box
  std::vector<AttachmentMark> attachments{};
};

/// A row of a read model: what folding gave, kept so that starting needs no full fold. Empty `value` deletes
/// it.
struct ModelRow {
  std::string area;  // "ticket", "print_job", "setting"
  std::string key;
  std::string day;  // "2026-11-23", for loading by day; may be empty
  std::string value;
};

/// A number taken for good: (series, day, number) is unique for ever; the journal refuses a second use with
/// `conflict`.
struct NumberTaken {
  std::string series;  // service id
  std::string day;
  int number{};
};

/// One business operation = one durable transaction. With numbers there must be an event: what takes a number
/// says so.
struct Operation {
  std::string op;  // ULID made when the finger went up; the same op again returns the first outcome
  std::vector<EventDraft> events;
  std::vector<ModelRow> rows;
  std::vector<NumberTaken> numbers;
};

struct Appended {
  bool repeated{};  // this op was already there: nothing was written
  std::vector<std::string> event_ids;
};

/// The highest number known to be taken in a series on a day: by the journal, or by the floor file after a
/// loss.
struct Floor {
  std::string series;
  std::string day;
  int number{};
};

/// A line as it is sent: bytes that never change again.
struct Line {
  std::uint64_t sequence{};
  std::string bytes;
};

/// Lines to send and the chain hash (hex) of the last of them.
struct Batch {
  Stream stream{Stream::live};
  std::string epoch;
  std::uint64_t from{};
  std::vector<Line> lines;
  std::string head;
};

/// The hub's answer to a batch (docs/formats/device-api.md).
struct Receipt {
  std::string device;
  std::string epoch;
  Stream stream{Stream::live};
  std::uint64_t acked{};
  std::string head;
  std::uint64_t generation{};
};
enum class ReceiptVerdict { accepted, rewound, not_ours };

/// One line of the feed. `event_json` is the hub's whole event object for kind "event", else the line's own
/// object.
struct FeedLine {
  std::uint64_t revision{};
  std::string kind;
  std::string json;
};

/// What happened to the journal at opening.
enum class Opened { as_it_was, fresh, was_replaced, was_damaged };

struct JournalConfig {
  std::filesystem::path folder;  // journal.db (and -wal), floor-a, floor-b, witness, lock
  std::string device;            // ULID of this kiosk
};

struct StreamCount {
  std::uint64_t last{};
  std::uint64_t acked{};
};

class Journal {
 public:
  /// Opens or creates. A journal that cannot be read is set aside and a new epoch begins; label numbers stay
  /// unique through the floor file. `denied` when a durability PRAGMA does not hold, `unavailable` when
  /// another process has it.
  static Result<std::unique_ptr<Journal>> open(const JournalConfig& config, const Clock& clock);
  virtual ~Journal() = default;
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  [[nodiscard]] virtual Opened opened() const = 0;
  [[nodiscard]] virtual std::string epoch() const = 0;

  /// Durable when it returns. `full`: the disk is full, nothing was written. `invalid`: not an operation that
  /// can be written. `conflict`: a number was taken before. When outcome_unknown() holds for the error, the
  /// caller must end the process (exit_outcome_unknown) and look the op up after the restart; every later
  /// call fails the same way.
  [[nodiscard]] virtual Result<Appended> append(const Operation& operation) = 0;
  /// Between two operations, when nobody waits: raises the label floor where it is nearly reached, so that
  /// the next number need not wait for a second sync. When it fails append() sees to it.
  [[nodiscard]] virtual Status reserve_ahead() = 0;
  /// Was this operation written? Its event ids, or nothing.
  [[nodiscard]] virtual Result<std::optional<Appended>> find_operation(const std::string& op) = 0;

  [[nodiscard]] virtual Result<std::vector<Floor>> floors() = 0;
  [[nodiscard]] virtual Result<std::vector<ModelRow>> rows(const std::string& area,
                                                           const std::string& from_day) = 0;

  // ── sync ──
  /// The next unsent lines, at most 500 and 1 MiB; no lines when all is acknowledged. Verifies the chain as
  /// it reads.
  [[nodiscard]] virtual Result<Batch> unsent(Stream stream, std::size_t lines_max) = 0;
  [[nodiscard]] virtual Result<ReceiptVerdict> take_receipt(const Receipt& receipt) = 0;
  [[nodiscard]] virtual Result<StreamCount> count(Stream stream) = 0;
  /// The hub has other bytes under our numbers: a new epoch; lines after `common` go again inside
  /// journal.again lines.
  [[nodiscard]] virtual Status fork_after(Stream stream, std::uint64_t common) = 0;
  /// The hub takes this one line in no batch (413): a new epoch in which journal.refused stands in its place.
  [[nodiscard]] virtual Status refuse_line(Stream stream, std::uint64_t sequence) = 0;
  /// The hub's generation as `hello` said. True: it is another than before (the hub came back from a backup),
  /// the streams were set so that each finds out by its next batch what is missing; wake them all.
  [[nodiscard]] virtual Result<bool> note_generation(std::uint64_t generation) = 0;
  /// The trusted clock for `clk` of the lines to come: what to add to our wall clock, and how sure that is.
  virtual void note_hub_time(Milliseconds offset, Milliseconds uncertainty) = 0;
  /// Keeps lines and rows in one transaction with the revision; lines already known are no-ops.
  [[nodiscard]] virtual Status take_feed(const std::vector<FeedLine>& lines,
                                         const std::vector<ModelRow>& rows) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> feed_revision() = 0;

  // ── rebuild ──
  /// All events of this station in the order they were folded here (own lines and feed lines), as (type,
  /// version, body).
  struct Replayed {
    std::string type;
    int version{};
    std::string body_json;
    std::string who;
    bool own{};
  };
  [[nodiscard]] virtual Result<std::vector<Replayed>> replay() = 0;
  /// Replaces all rows of an area by these, in one transaction.
  [[nodiscard]] virtual Status replace_rows(const std::string& area, const std::vector<ModelRow>& rows) = 0;

  /// A clean end: the floor file notes the exact numbers, so that the next start leaves no gap.
  [[nodiscard]] virtual Status close() = 0;

 protected:
  Journal() = default;
};

/// Exit status of a process whose commit had an unknown outcome; the supervisor starts it again at once.
inline constexpr int exit_outcome_unknown = 75;
inline constexpr std::string_view outcome_unknown_mark = "outcome unknown: ";
/// Storage failed in a way that leaves open whether the last operation is on disk.
[[nodiscard]] inline bool outcome_unknown(const Error& error) {
  return error.code == Code::unavailable && error.what.starts_with(outcome_unknown_mark);
}

}  // namespace yz::cache
