// The journal's dealings with the hub: batches, receipts, forks, the feed.
#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "offline-cache/sqlite_journal.h"

namespace yz::cache {

namespace {

constexpr std::size_t raw_bytes_max = 32'000;  // of a damaged line, so that base64 of it fits into one line
constexpr Milliseconds prune_every{60'000};

std::string to_text(const nlohmann::json& body) {
  return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Result<Batch> SqliteJournal::unsent(Stream stream, std::size_t lines_max) {
  if (broken_) return fail(*broken_);
  for (int attempt = 0; attempt < 2; ++attempt) {
    Batch batch{.stream = stream,
                .epoch = state_.epoch.id,
                .from = stream_of(state_, stream).acked + 1,
                .lines = {},
                .head = {}};
    const auto whole = fill(batch, std::min(lines_max, batch_lines_max));
    if (!whole) return unchanged(whole.error());
    if (*whole) return batch;
    // A damaged or missing line can never be sent in this chain: the others go on in a new epoch.
    const auto begun = transact([&](State& state) { return begin_epoch(state, after_acked()); });
    if (!begun) return fail(begun.error());
  }
  return fail(Code::corrupt, "lines are damaged as soon as they are written");
}

/// False: a line between is damaged or no longer kept.
Result<bool> SqliteJournal::fill(Batch& batch, std::size_t lines_max) {
  const auto before = store_->hash_at(state_.epoch.number, batch.stream, batch.from - 1);
  if (!before) return fail(before.error());
  if (!*before) return false;
  Hash head = **before;
  std::uint64_t expected = batch.from;
  std::size_t bytes = 0;
  bool is_whole = true;
  const auto take = [&](const LineRow& row) -> Result<bool> {
    bytes += row.bytes.size() + 1;
    if (batch.lines.size() >= lines_max || (bytes > batch_bytes_max && !batch.lines.empty())) return false;
    const Hash next = chain_next(head, row.bytes);
    is_whole = row.sequence == expected && next == row.hash;
    if (!is_whole) return false;
    head = next;
    ++expected;
    batch.lines.push_back({row.sequence, std::string(row.bytes)});
    return true;
  };
  if (auto read = store_->lines_after(state_.epoch.number, batch.stream, batch.from - 1, take); !read) {
    return fail(read.error());
  }
  batch.head = to_hex(head);
  // What stands before a damage still goes as it is; the next batch then begins at it.
  if (!batch.lines.empty()) return true;
  const bool nothing_unsent = stream_of(state_, batch.stream).mark.sequence < batch.from;
  return is_whole && (nothing_unsent || lines_max == 0);
}

Result<ReceiptVerdict> SqliteJournal::take_receipt(const Receipt& receipt) {
  if (broken_) return fail(*broken_);
  const StreamState& known = stream_of(state_, receipt.stream);
  const auto head = hash_from_hex(receipt.head);
  if (receipt.device != config_.device || receipt.epoch != state_.epoch.id || !head ||
      receipt.acked > known.mark.sequence) {
    return ReceiptVerdict::not_ours;
  }
  const auto ours = store_->hash_at(state_.epoch.number, receipt.stream, receipt.acked);
  if (!ours) return unchanged(ours.error());
  if (!*ours || **ours != *head) return ReceiptVerdict::not_ours;

  const bool other_generation = state_.generation != 0 && receipt.generation != state_.generation;
  const bool is_back = receipt.acked < known.acked || other_generation;
  const auto done = transact([&](State& state) -> Status {
    if (other_generation || state.generation == 0) {
      if (auto noted = new_generation(state, receipt.generation); !noted) return noted;
    }
    // Another generation may have begun a new epoch; then this receipt speaks of the one before.
    if (state.epoch.id == receipt.epoch) {
      if (auto set = rewind(state, receipt.stream, receipt.acked); !set) return set;
    }
    if (pruned_at_ && clock_.mono() - *pruned_at_ < prune_every) return {};
    pruned_at_ = clock_.mono();
    const Instant before = clock_.now() - lines_kept;
    return store_->prune(state.epoch.number, before.time_since_epoch().count());
  });
  if (!done) return fail(done.error());
  return is_back ? ReceiptVerdict::rewound : ReceiptVerdict::accepted;
}

Status SqliteJournal::rewind(State& state, Stream stream, std::uint64_t acked) {
  stream_of(state, stream).acked = acked;
  return store_->set_acked(state.epoch.number, stream, acked);
}

Status SqliteJournal::new_generation(State& state, std::uint64_t generation) {
  const bool is_first = state.generation == 0;
  state.generation = generation;
  if (auto noted = store_->set_note("generation", std::to_string(generation)); !noted) return noted;
  if (is_first) return {};
  for (const Stream stream : all_streams) {
    // One line each goes again at least: the answer to it says what the hub still has.
    const StreamState& known = stream_of(state, stream);
    const std::uint64_t probe = known.mark.sequence == 0 ? 0 : known.mark.sequence - 1;
    if (known.acked > probe) {
      if (auto set = rewind(state, stream, probe); !set) return set;
    }
  }
  // What earlier epochs sent cannot be asked for there; the hub drops by id what it has.
  return store_->lines_of_earlier_epochs(state.epoch.number, [&](const LineRow& row) -> Result<bool> {
    if (auto repeated = repeat_line(state, row, /*is_whole=*/true); !repeated) return fail(repeated.error());
    return true;
  });
}

Result<bool> SqliteJournal::note_generation(std::uint64_t generation) {
  if (broken_) return fail(*broken_);
  if (generation == state_.generation) return false;
  const bool is_first = state_.generation == 0;
  const auto done = transact([&](State& state) { return new_generation(state, generation); });
  if (!done) return fail(done.error());
  return !is_first;
}

void SqliteJournal::note_hub_time(Milliseconds offset, Milliseconds uncertainty) {
  hub_clock_ = {offset, uncertainty, clock_.mono()};
}

Result<StreamCount> SqliteJournal::count(Stream stream) {
  if (broken_) return fail(*broken_);
  const StreamState& known = stream_of(state_, stream);
  return StreamCount{known.mark.sequence, known.acked};
}

SqliteJournal::NewEpoch SqliteJournal::after_acked() const {
  NewEpoch plan;
  for (std::size_t i = 0; i < stream_count; ++i) plan.after[i] = state_.streams[i].acked;
  return plan;
}

Status SqliteJournal::fork_after(Stream stream, std::uint64_t common) {
  if (broken_) return fail(*broken_);
  NewEpoch plan = after_acked();
  auto& after = plan.after.at(static_cast<std::size_t>(stream));
  // The hub has it otherwise from here on, so what we took for acknowledged after it was not ours.
  after = std::min(common, stream_of(state_, stream).mark.sequence);
  return transact([&](State& state) { return begin_epoch(state, plan); });
}

Status SqliteJournal::refuse_line(Stream stream, std::uint64_t sequence) {
  if (broken_) return fail(*broken_);
  const StreamState& known = stream_of(state_, stream);
  if (sequence <= known.acked || sequence > known.mark.sequence)
    return {};  // of an epoch before: done already
  NewEpoch plan = after_acked();
  plan.refused = {stream, sequence};
  return transact([&](State& state) { return begin_epoch(state, plan); });
}

Status SqliteJournal::begin_epoch(State& state, const NewEpoch& plan) {
  const EpochRow before = state.epoch;
  state.epoch = {before.number + 1, new_ulid(clock_)};
  state.streams = {};
  if (auto added = store_->add_epoch(state.epoch); !added) return added;
  for (const Stream stream : all_streams) {
    if (auto repeated = repeat_stream(state, before, stream, plan); !repeated) return repeated;
  }
  return {};
}

Status SqliteJournal::repeat_stream(State& state, const EpochRow& from, Stream stream, const NewEpoch& plan) {
  const std::uint64_t after = plan.after.at(static_cast<std::size_t>(stream));
  const auto start = store_->hash_at(from.number, stream, after);
  if (!start) return fail(start.error());
  Hash head = start->value_or(Hash{});
  std::uint64_t expected = after + 1;  // the first line that is neither repeated nor told to be missing
  const auto tell_gap = [&](std::uint64_t to) -> Status {
    if (expected > to) return {};
    const nlohmann::json body{{"ep", from.id}, {"st", to_string(stream)}, {"from", expected}, {"to", to}};
    return write_own(state, "journal.gap", to_text(body));
  };
  std::uint64_t last = after;
  const auto take = [&](const LineRow& row) -> Result<bool> {
    const bool is_whole = chain_next(head, row.bytes) == row.hash;
    const bool is_refused = plan.refused && *plan.refused == std::pair(stream, row.sequence);
    head = row.hash;  // what follows a damaged line is judged by itself
    last = row.sequence;
    if (row.bytes.empty()) return true;  // only its hash is kept
    if (auto told = tell_gap(row.sequence - 1); !told) return fail(told.error());
    expected = row.sequence + 1;
    const auto done =
        is_refused ? note_line(state, "journal.refused", row) : repeat_line(state, row, is_whole);
    if (!done) return fail(done.error());
    return true;
  };
  if (auto read = store_->lines_after(from.number, stream, after, take); !read) return read;
  return tell_gap(last);
}

Status SqliteJournal::repeat_line(State& state, const LineRow& row, bool is_whole) {
  if (!is_whole) return note_line(state, "journal.damaged", row);
  // A line that was already repeated once goes as the one inside it: never two envelopes around one event.
  const std::string inner = line_inside(row.bytes).value_or(std::string(row.bytes));
  const EventDraft draft{.stream = row.stream,
                         .type = "journal.again",
                         .version = 1,
                         .who = "kiosk",
                         .subject = {},
                         .body_json = again_body(inner)};
  if (auto written = write_event(state, draft, new_ulid(clock_)); !written) return fail(written.error());
  return {};
}

/// Tells the hub of a line that cannot go as it is: its raw bytes, as base64.
Status SqliteJournal::note_line(State& state, const char* type, const LineRow& row) {
  const nlohmann::json body{{"st", to_string(row.stream)},
                            {"seq", row.sequence},
                            {"len", row.bytes.size()},
                            {"sha256", to_hex(sha256(row.bytes))},
                            {"raw", to_base64(row.bytes.substr(0, raw_bytes_max))}};
  return write_own(state, type, to_text(body));
}

Status SqliteJournal::take_feed(const std::vector<FeedLine>& lines, const std::vector<ModelRow>& rows) {
  if (broken_) return fail(*broken_);
  constexpr std::uint64_t revision_max = std::numeric_limits<std::int64_t>::max();
  const bool has_new = std::any_of(lines.begin(), lines.end(),
                                   [this](const FeedLine& line) { return line.revision > state_.revision; });
  if (!lines.empty() && !has_new) return {};
  return transact([&](State& state) -> Status {
    for (const FeedLine& line : lines) {
      if (line.revision > revision_max) return fail(Code::invalid, "feed revision");
      if (line.revision <= state.revision) continue;
      state.revision = line.revision;
      const std::int64_t wall = clock_.now().time_since_epoch().count();
      if (auto added = store_->add_feed_line(line, ++state.position, wall); !added) return added;
    }
    for (const ModelRow& row : rows) {
      if (auto put = store_->put_row(row); !put) return put;
    }
    return store_->set_note("revision", std::to_string(state.revision));
  });
}

Result<std::uint64_t> SqliteJournal::feed_revision() {
  if (broken_) return fail(*broken_);
  return state_.revision;
}

}  // namespace yz::cache
