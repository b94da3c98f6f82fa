// What the sync thread does next, and when: pure, it knows no socket, no thread and no clock, so that a test
// drives weeks of outages in milliseconds. Time is the clock's mono().
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <variant>

#include "base/clock.h"
#include "offline-cache/journal.h"
#include "offline-cache/sync_worker.h"

namespace yz::cache {

inline constexpr std::size_t lines_at_once_max = 500;
inline constexpr Milliseconds retry_wait_first{1'000}, retry_wait_max{300'000}, urgent_wait_max{10'000};
inline constexpr Milliseconds retry_after_max{3'600'000}, content_every{3'600'000}, pending_every{5'000};
static_assert(retry_wait_first < urgent_wait_max && urgent_wait_max < retry_wait_max);

/// The first three are the streams, in the order of Stream.
enum class Task : std::uint8_t { urgent, live, bulk, feed, content, keys, upload, hello, enrol };
inline constexpr std::size_t task_count = 9;
[[nodiscard]] constexpr Task task_of(Stream stream) {
  return static_cast<Task>(stream);
}

/// What became of it.
enum class Outcome : std::uint8_t {
  done,          // as it should be
  done_empty,    // a feed answer without lines
  rewound,       // a receipt, but not up to the last line sent: ask for what is unsent now
  no_link,       // no connection, silence, or cut off: says nothing about what was sent
  portal,        // somebody else answered
  no_answer,     // the hub answered, but with nothing that counts (500, rubbish)
  later,         // 429, 503
  too_large,     // 413
  line_refused,  // 413 for a single line
  new_nonce,     // 401: sign again
  refused,       // 403
  pending,       // enrolment waits for an administrator
};

struct Wait {
  Milliseconds until{};
};
/// Ask the station thread for a batch.
struct AskBatch {
  Stream stream{};
  std::size_t lines_max{};
};
/// Ask the station thread for a file to upload.
struct AskUpload {};
/// Begin this; done() follows.
struct Run {
  Task task{};
};
using Step = std::variant<Wait, AskBatch, AskUpload, Run>;

class SyncPlan {
 public:
  /// `dice`: a fresh number in [0, 1).
  SyncPlan(bool is_enrolled, bool has_code, std::function<double()> dice);

  /// What to do now; it counts as begun. Call until it says Wait.
  [[nodiscard]] Step next(Milliseconds now);
  /// `retry_after`: what the hub asked for, with Outcome::later.
  void done(Task task, Outcome outcome, Milliseconds now, Milliseconds retry_after = Milliseconds{});

  /// False: nobody waits for it any more, forget it.
  [[nodiscard]] bool batch_given(Stream stream, std::size_t lines);
  void wake(Stream stream, Milliseconds now);
  /// False: nobody waits for it. Runs of Task::upload follow until upload_over().
  [[nodiscard]] bool upload_given(bool has_one);
  void upload_over();
  void wake_upload();
  /// Feed lines are kept, the next may be asked for.
  void feed_kept();
  void content_wanted();
  /// The journal began a new epoch: batches at hand are of the old one.
  void drop_batches();
  void retry_now(Milliseconds now);

  [[nodiscard]] Link link() const;

 private:
  struct Job {
    bool busy{};
    int failures{};
    int nonces{};  // 401s in a row
    Milliseconds not_before{};
    Milliseconds begun{};
  };
  enum class Hold : std::uint8_t { unknown, asked, nothing, batch };
  struct StreamJob {
    Hold hold{Hold::unknown};
    bool woken{};  // while asked or sending
    std::size_t lines{};
    std::size_t lines_max{lines_at_once_max};
  };

  [[nodiscard]] Job& job(Task task) { return jobs_.at(static_cast<std::size_t>(task)); }
  [[nodiscard]] const Job& job(Task task) const { return jobs_.at(static_cast<std::size_t>(task)); }
  [[nodiscard]] StreamJob& stream(Task task) { return streams_.at(static_cast<std::size_t>(task)); }
  [[nodiscard]] bool may_run(Task task, Milliseconds now) const;
  [[nodiscard]] bool side_is_busy() const;
  [[nodiscard]] bool people_wait(Milliseconds now) const;
  [[nodiscard]] bool bulk_has_turn() const;
  [[nodiscard]] Step begin(Task task, Milliseconds now);
  [[nodiscard]] bool next_stream(Task task, Milliseconds now, Step& step);
  [[nodiscard]] Step wait(Milliseconds now) const;
  void succeeded(Task task, Outcome outcome, Milliseconds now);
  void link_lost(Task task, Outcome outcome, Milliseconds now);
  void back_off(Task task, Milliseconds now);
  [[nodiscard]] Milliseconds wait_max(Task task) const;

  std::array<Job, task_count> jobs_;
  std::array<StreamJob, 3> streams_;
  Hold upload_{Hold::unknown};
  bool upload_woken_{};  // while asked
  std::function<double()> dice_;
  bool enrolled_;
  bool has_code_;
  bool greeted_{};
  bool feed_ready_{};
  bool content_due_{true};
  bool content_again_{};  // wanted once more while it is under way
  bool keys_due_{true};
  bool has_met_hub_{};
  int live_since_bulk_{};
  int refusals_{};
  Outcome trouble_{Outcome::done};  // why the link is not up
};

}  // namespace yz::cache
