#include "offline-cache/sync_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace yz::cache {

namespace {

constexpr int live_batches_per_bulk = 4;  // bulk gets at most a fifth of the batches while others wait
constexpr int doublings_max = 20;
constexpr Milliseconds idle_wait{60'000};
constexpr Milliseconds empty_feed_min{1'000};  // a hub that does not hold the request open

bool is_stream(Task task) {
  return task <= Task::bulk;
}
/// These speak for the link as a whole.
bool is_signed(Task task) {
  return task < Task::hello;
}

}  // namespace

SyncPlan::SyncPlan(bool is_enrolled, bool has_code, std::function<double()> dice)
    : dice_(std::move(dice)), enrolled_(is_enrolled), has_code_(has_code) {}

Step SyncPlan::next(Milliseconds now) {
  if (!enrolled_ && !has_code_) return wait(now);
  Step step;
  // Asked for also while the link is down: whether something urgent waits decides how often the link is
  // tried.
  if (enrolled_ && streams_[0].hold == Hold::unknown && next_stream(Task::urgent, now, step)) return step;
  if (!greeted_) return may_run(Task::hello, now) ? begin(Task::hello, now) : wait(now);
  if (!enrolled_) return may_run(Task::enrol, now) ? begin(Task::enrol, now) : wait(now);
  if (keys_due_ && !side_is_busy() && may_run(Task::keys, now)) return begin(Task::keys, now);
  for (const Task task : {Task::urgent, Task::live, Task::bulk}) {
    if (next_stream(task, now, step)) return step;
  }
  if (feed_ready_ && may_run(Task::feed, now)) return begin(Task::feed, now);
  if (content_due_ && !side_is_busy() && may_run(Task::content, now)) return begin(Task::content, now);
  if (upload_ == Hold::unknown) {
    upload_ = Hold::asked;
    upload_woken_ = false;
    return AskUpload{};
  }
  if (upload_ == Hold::batch && !people_wait(now) && !side_is_busy() && may_run(Task::upload, now))
    return begin(Task::upload, now);
  return wait(now);
}

bool SyncPlan::may_run(Task task, Milliseconds now) const {
  return !job(task).busy && job(task).not_before <= now;
}

/// These take turns, so that with the other two streams and the feed there are never more than four
/// connections to the hub.
bool SyncPlan::side_is_busy() const {
  return job(Task::bulk).busy || job(Task::content).busy || job(Task::keys).busy || job(Task::upload).busy;
}

/// What somebody did has still to go, and can.
bool SyncPlan::people_wait(Milliseconds now) const {
  const auto waits = [&](Task task) {
    const bool has_batch = streams_.at(static_cast<std::size_t>(task)).hold == Hold::batch;
    return has_batch && (job(task).busy || job(task).not_before <= now);
  };
  return waits(Task::urgent) || waits(Task::live);
}

bool SyncPlan::bulk_has_turn() const {
  if (side_is_busy()) return false;
  const bool others_wait = streams_[0].hold == Hold::batch || streams_[1].hold == Hold::batch;
  return !others_wait || live_since_bulk_ >= live_batches_per_bulk;
}

bool SyncPlan::next_stream(Task task, Milliseconds now, Step& step) {
  StreamJob& at = stream(task);
  if (at.hold == Hold::unknown) {
    at.hold = Hold::asked;
    at.woken = false;
    step = AskBatch{static_cast<Stream>(task), at.lines_max};
    return true;
  }
  if (at.hold != Hold::batch || !may_run(task, now) || (task == Task::bulk && !bulk_has_turn())) return false;
  live_since_bulk_ = task == Task::bulk ? 0 : live_since_bulk_ + 1;
  step = begin(task, now);
  return true;
}

Step SyncPlan::begin(Task task, Milliseconds now) {
  job(task).busy = true;
  job(task).begun = now;
  return Run{task};
}

Step SyncPlan::wait(Milliseconds now) const {
  Milliseconds until = now + idle_wait;
  for (const Job& each : jobs_) {
    if (!each.busy && each.not_before > now) until = std::min(until, each.not_before);
  }
  return Wait{until};
}

void SyncPlan::done(Task task, Outcome outcome, Milliseconds now, Milliseconds retry_after) {
  job(task).busy = false;
  switch (outcome) {
    case Outcome::done:
    case Outcome::done_empty:
      succeeded(task, outcome, now);
      return;
    case Outcome::no_link:
    case Outcome::portal:
      link_lost(task, outcome, now);
      return;
    case Outcome::new_nonce:
      if (job(task).nonces++ == 0) return;
      [[fallthrough]];  // the fresh nonce did not help: it is our signature that is not liked
    case Outcome::refused:
      trouble_ = Outcome::refused;
      greeted_ = false;
      if (task == Task::enrol) has_code_ = false;  // tries are counted: only a new code can help
      back_off(task, now);
      // Each refusal makes the next question later, although `hello` in between is answered.
      job(Task::hello).failures = std::max(job(Task::hello).failures, refusals_++);
      back_off(Task::hello, now);
      return;
    case Outcome::later: {
      const Milliseconds longest = task == Task::urgent ? urgent_wait_max : retry_after_max;
      back_off(task, now);
      if (retry_after > Milliseconds{}) job(task).not_before = now + std::min(retry_after, longest);
      return;
    }
    case Outcome::pending:
      job(task).not_before = now + pending_every;
      return;
    case Outcome::too_large:
      stream(task).lines_max = std::max<std::size_t>(1, stream(task).lines / 2);
      stream(task).hold = Hold::unknown;
      return;
    case Outcome::rewound:
    case Outcome::line_refused:
      stream(task).hold = Hold::unknown;
      back_off(task, now);  // a hub that always says so must not be asked without pause
      return;
    case Outcome::no_answer:
      back_off(task, now);
      return;
  }
}

void SyncPlan::succeeded(Task task, Outcome outcome, Milliseconds now) {
  Job& at = job(task);
  at.failures = 0;
  at.nonces = 0;
  at.not_before = now;
  if (is_signed(task)) {
    refusals_ = 0;
    has_met_hub_ = true;
    trouble_ = Outcome::done;
  }
  if (is_stream(task)) {
    StreamJob& sent = stream(task);
    sent.hold = Hold::unknown;  // there may be more
    sent.lines_max = std::min(lines_at_once_max, sent.lines_max * 2);
  }
  if (task == Task::hello) {
    greeted_ = true;
    keys_due_ = true;  // once each time the link comes up
    if (trouble_ != Outcome::refused) trouble_ = Outcome::done;
    if (enrolled_) has_met_hub_ = true;
  }
  if (task == Task::enrol) enrolled_ = true;
  if (task == Task::feed) {
    feed_ready_ = outcome == Outcome::done_empty;  // else when the lines are kept
    if (outcome == Outcome::done_empty && now - at.begun < empty_feed_min)
      at.not_before = now + empty_feed_min;
  }
  if (task == Task::keys) keys_due_ = false;
  if (task == Task::content) {
    // What was told while it ran may be newer than what it read.
    at.not_before = std::exchange(content_again_, false) ? Milliseconds{} : now + content_every;
  }
}

void SyncPlan::link_lost(Task task, Outcome outcome, Milliseconds now) {
  // One question, `hello`, tries the link for all; what was under way goes on as soon as that is answered.
  trouble_ = outcome;
  greeted_ = false;
  if (task != Task::hello && job(Task::hello).not_before > now) return;
  back_off(Task::hello, now);
}

Milliseconds SyncPlan::wait_max(Task task) const {
  const bool is_urgent = task == Task::urgent || (task == Task::hello && streams_[0].hold == Hold::batch);
  return is_urgent ? urgent_wait_max : retry_wait_max;
}

void SyncPlan::back_off(Task task, Milliseconds now) {
  Job& at = job(task);
  const int doublings = std::min(at.failures++, doublings_max);
  const auto longest = std::min<std::int64_t>(wait_max(task).count(), retry_wait_first.count() << doublings);
  at.not_before = now + Milliseconds{std::llround(dice_() * static_cast<double>(longest))};
}

bool SyncPlan::batch_given(Stream which, std::size_t lines) {
  StreamJob& at = stream(task_of(which));
  if (at.hold != Hold::asked) return false;
  at.lines = lines;
  at.hold = lines > 0 ? Hold::batch : at.woken ? Hold::unknown : Hold::nothing;
  return true;
}

void SyncPlan::wake(Stream which, Milliseconds now) {
  StreamJob& at = stream(task_of(which));
  at.woken = true;
  if (at.hold == Hold::nothing) at.hold = Hold::unknown;
  if (which != Stream::urgent) return;
  job(Task::urgent).not_before = now;
  job(Task::hello).not_before = now;
}

bool SyncPlan::upload_given(bool has_one) {
  if (upload_ != Hold::asked) return false;
  upload_ = has_one ? Hold::batch : upload_woken_ ? Hold::unknown : Hold::nothing;
  return true;
}

void SyncPlan::upload_over() {
  upload_ = Hold::unknown;
}

void SyncPlan::wake_upload() {
  upload_woken_ = true;
  if (upload_ == Hold::nothing) upload_ = Hold::unknown;
}

void SyncPlan::feed_kept() {
  feed_ready_ = true;
}

void SyncPlan::content_wanted() {
  content_due_ = true;
  Job& at = job(Task::content);
  content_again_ = at.busy;
  if (at.failures == 0) at.not_before = Milliseconds{};
}

void SyncPlan::drop_batches() {
  for (const Task task : {Task::urgent, Task::live, Task::bulk}) {
    if (!job(task).busy) stream(task).hold = Hold::unknown;
  }
}

void SyncPlan::retry_now(Milliseconds now) {
  for (Job& each : jobs_) {
    each.failures = 0;
    each.not_before = now;
  }
  refusals_ = 0;
}

Link SyncPlan::link() const {
  if (trouble_ == Outcome::refused) return Link::refused;
  if (trouble_ == Outcome::portal) return Link::portal;
  if (!enrolled_) return Link::not_enrolled;
  if (trouble_ == Outcome::no_link) return Link::offline;
  if (!greeted_) return has_met_hub_ || job(Task::hello).failures > 0 ? Link::offline : Link::connecting;
  const bool fails =
      std::any_of(jobs_.begin(), jobs_.begin() + 3, [](const Job& each) { return each.failures > 0; });
  return fails ? Link::offline : Link::online;
}

}  // namespace yz::cache
