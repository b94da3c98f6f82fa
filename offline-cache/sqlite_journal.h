// The journal on SQLite. Everybody else knows journal.h; this header is for its own files and for tests that
// break it on purpose.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "offline-cache/event_line.h"
#include "offline-cache/files.h"
#include "offline-cache/floor_file.h"
#include "offline-cache/journal.h"
#include "offline-cache/journal_store.h"

namespace yz::cache {

inline constexpr std::array all_streams{Stream::urgent, Stream::live, Stream::bulk};

inline constexpr std::size_t batch_lines_max = 500;
inline constexpr std::size_t batch_bytes_max = 1U << 20U;
inline constexpr std::chrono::days lines_kept{14};

class SqliteJournal final : public Journal {
 public:
  /// As Journal::open; `tuning` is for tests.
  static Result<std::unique_ptr<SqliteJournal>> open_tuned(const JournalConfig& config, const Clock& clock,
                                                           const StoreTuning& tuning);
  ~SqliteJournal() override = default;

  [[nodiscard]] Opened opened() const override { return opened_; }
  [[nodiscard]] std::string epoch() const override { return state_.epoch.id; }
  [[nodiscard]] Result<Appended> append(const Operation& operation) override;
  Status reserve_ahead() override;
  [[nodiscard]] Result<std::optional<Appended>> find_operation(const std::string& op) override;
  [[nodiscard]] Result<std::vector<Floor>> floors() override;
  [[nodiscard]] Result<std::vector<ModelRow>> rows(const std::string& area,
                                                   const std::string& from_day) override;
  [[nodiscard]] Result<Batch> unsent(Stream stream, std::size_t lines_max) override;
  [[nodiscard]] Result<ReceiptVerdict> take_receipt(const Receipt& receipt) override;
  [[nodiscard]] Result<StreamCount> count(Stream stream) override;
  [[nodiscard]] Status fork_after(Stream stream, std::uint64_t common) override;
  [[nodiscard]] Status refuse_line(Stream stream, std::uint64_t sequence) override;
  [[nodiscard]] Result<bool> note_generation(std::uint64_t generation) override;
  void note_hub_time(Milliseconds offset, Milliseconds uncertainty) override;
  [[nodiscard]] Status take_feed(const std::vector<FeedLine>& lines,
                                 const std::vector<ModelRow>& rows) override;
  [[nodiscard]] Result<std::uint64_t> feed_revision() override;
  [[nodiscard]] Result<std::vector<Replayed>> replay() override;
  [[nodiscard]] Status replace_rows(const std::string& area, const std::vector<ModelRow>& rows) override;
  [[nodiscard]] Status close() override;

 private:
  struct StreamState {
    StreamMark mark;
    std::uint64_t acked{};
  };
  /// What a transaction changes in memory; becomes true only when it is on disk.
  struct State {
    EpochRow epoch;
    std::array<StreamState, stream_count> streams;
    std::int64_t position{};
    std::uint64_t revision{};
    std::uint64_t generation{};
  };
  enum class Trust { exact, unknown, behind };

  SqliteJournal(JournalConfig config, const Clock& clock, FileHandle lock, FloorFile floor,
                WitnessFile witness);

  // journal_open.cpp
  [[nodiscard]] Status start(const StoreTuning& tuning);
  [[nodiscard]] Status open_and_judge(const StoreTuning& tuning);
  [[nodiscard]] Status load();
  [[nodiscard]] Result<Trust> judge();
  [[nodiscard]] Result<bool> has(const JournalMark& mark);
  [[nodiscard]] Status set_aside(const std::string& why);
  [[nodiscard]] Status mend_floor_file();
  [[nodiscard]] Status raise_floors();
  [[nodiscard]] Status tell_hub(State& state);
  [[nodiscard]] Status salvage(State& state, const StoreTuning& tuning);
  void mark_damaged(const std::string& why);

  // journal.cpp
  [[nodiscard]] JournalMark mark() const;
  [[nodiscard]] Envelope envelope(const State& state, Stream stream, const std::string& op) const;
  [[nodiscard]] Status write_own(State& state, const char* type, const std::string& body_json);
  [[nodiscard]] Result<std::string> write_event(State& state, const EventDraft& draft, const std::string& op);
  [[nodiscard]] Status write_line(State& state, Stream stream, const std::string& line);
  [[nodiscard]] Status write_operation(State& state, const Operation& operation, Appended& appended);
  [[nodiscard]] Status take_numbers(const std::vector<NumberTaken>& numbers);
  [[nodiscard]] StreamState& stream_of(State& state, Stream stream) const {
    return state.streams.at(static_cast<std::size_t>(stream));
  }
  /// Runs `work` on a copy of the state inside a transaction; keeps the copy once it is durable.
  template <class Work>
  [[nodiscard]] Status transact(const Work& work);
  [[nodiscard]] Status finish(State state);
  /// An error of a call that changed nothing.
  [[nodiscard]] tl::unexpected<Error> unchanged(const Error& error);
  [[nodiscard]] tl::unexpected<Error> break_off(const Error& error);

  // journal_sync.cpp
  struct NewEpoch {
    std::array<std::uint64_t, stream_count> after{};  // lines after these go again
    std::optional<std::pair<Stream, std::uint64_t>> refused;
  };
  [[nodiscard]] NewEpoch after_acked() const;
  [[nodiscard]] Status begin_epoch(State& state, const NewEpoch& plan);
  [[nodiscard]] Status repeat_line(State& state, const LineRow& row, bool is_whole);
  [[nodiscard]] Status repeat_stream(State& state, const EpochRow& from, Stream stream, const NewEpoch& plan);
  [[nodiscard]] Status note_line(State& state, const char* type, const LineRow& row);
  [[nodiscard]] Result<bool> fill(Batch& batch, std::size_t lines_max);
  [[nodiscard]] Status new_generation(State& state, std::uint64_t generation);
  [[nodiscard]] Status rewind(State& state, Stream stream, std::uint64_t acked);

  JournalConfig config_;
  const Clock& clock_;
  FileHandle lock_;
  FloorFile floor_;
  std::vector<NumberTaken> nearly_;  // what reserve_ahead() raises the floor for
  WitnessFile witness_;
  std::unique_ptr<JournalStore> store_;
  State state_;
  std::vector<Floor> raised_;
  Opened opened_{Opened::as_it_was};
  Trust trust_{Trust::exact};
  std::filesystem::path aside_;  // where a damaged journal lies now
  std::string damage_;           // what was wrong with it
  std::string boot_;
  std::optional<Error> broken_;
  bool closed_{};
  struct HubClock {
    Milliseconds offset{};
    Milliseconds uncertainty{};
    Milliseconds noted_at{};
  };
  std::optional<HubClock> hub_clock_;
  std::optional<Milliseconds> pruned_at_;
};

template <class Work>
Status SqliteJournal::transact(const Work& work) {
  if (broken_) return fail(*broken_);
  if (auto begun = store_->begin(); !begun) return unchanged(begun.error());
  State next = state_;
  if (Status worked = work(next); !worked) {
    store_->rollback();
    return unchanged(worked.error());
  }
  return finish(std::move(next));
}

}  // namespace yz::cache
