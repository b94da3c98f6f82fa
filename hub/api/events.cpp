// POST /api/device/v1/events/{stream}: takes a batch of lines. No business rule runs here: what is well
// framed and chained is stored and acknowledged, and applied later.
#include <algorithm>

#include "base/ids.h"
#include "hub/api/dispatch.h"
#include "hub/event_line.h"
#include "hub/hub.h"
#include "hub/store/devices.h"
#include "hub/store/feed.h"
#include "hub/store/lines.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome post_events(Hub& hub, const Session& session, const Request& request);

namespace {

/// The third fork in a day: two machines live with one identity.
constexpr std::int64_t forks_max = 3;
constexpr std::chrono::hours fork_window{24};

struct Batch {
  store::StreamName name;
  std::int64_t from{};
  Hash head{};
  std::vector<std::string_view> lines;
};

Reply receipt(Hub& hub, const store::StreamState& stream) {
  const auto rev = store::newest_rev(hub.database());
  if (!rev) return failed_reply(rev.error());
  return with_nonce(hub, {{"dev", stream.name.device},
                          {"ep", stream.name.epoch},
                          {"st", stream.name.stream},
                          {"acked", stream.acked},
                          {"head", to_hex(stream.head)},
                          {"gen", hub.generation()},
                          {"now", store::to_ms(hub.clock().now())},
                          {"rev", *rev},
                          {"wait_ms", 0}});
}

Reply forked(Hub& hub, const Batch& batch, std::int64_t sequence) {
  const Instant now = hub.clock().now();
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return failed_reply(transaction.error());
  if (auto added = store::add_fork(hub.database(), batch.name.device, now); !added)
    return failed_reply(added.error());
  const auto count = store::forks_since(hub.database(), batch.name.device, now - fork_window);
  if (!count) return failed_reply(count.error());
  if (*count >= forks_max) {
    auto suspended = store::set_state(hub.database(), batch.name.device, "suspended");
    if (!suspended) return failed_reply(suspended.error());
  }
  if (auto done = transaction->commit(); !done) return failed_reply(done.error());
  return with_nonce(hub, {{"fork", sequence}}, 409);
}

Result<Batch> read_batch(const Session& session, const Request& request) {
  Batch batch;
  batch.name = {session.device, request.query_value("ep"), request.parameter("stream")};
  const auto from = read_number(request.query_value("from"));
  const auto head = hash_from_hex(request.header("yz-head"));
  auto lines = split_lines(request.body);
  if (!is_ulid(batch.name.epoch) || !from || *from < 1 || !head || !lines)
    return fail(Code::invalid, "framing");
  batch.from = *from;
  batch.head = *head;
  batch.lines = *std::move(lines);
  return batch;
}

/// The first of the lines already there that has other bytes, 0 if none has. What was erased cannot be
/// compared; the batch's own head still is.
Result<std::int64_t> find_fork(Hub& hub, const Batch& batch, std::int64_t overlap) {
  const auto stored = store::lines_from(hub.database(), batch.name, batch.from, overlap);
  if (!stored) return fail(stored.error());
  for (std::size_t i = 0; i < stored->size(); ++i) {
    const store::StoredLine& line = (*stored)[i];
    if (!line.is_erased() && line.bytes != batch.lines[i]) return line.sequence;
  }
  return 0;
}

Status store_lines(Hub& hub, const Batch& batch, const std::vector<store::StoredLine>& fresh,
                   store::StreamState& stream) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  const Instant now = hub.clock().now();
  for (const store::StoredLine& line : fresh) {
    if (auto added = store::add_line(hub.database(), batch.name, line, now); !added) return added;
  }
  stream.acked = fresh.back().sequence;
  stream.head = fresh.back().head;
  if (auto moved = store::set_acked(hub.database(), stream); !moved) return moved;
  return transaction->commit();
}

}  // namespace

Outcome post_events(Hub& hub, const Session& session, const Request& request) {
  const std::string stream_name = request.parameter("stream");
  if (stream_name != "urgent" && stream_name != "live" && stream_name != "bulk")
    return error_reply(404, "stream");
  if (request.body.size() > batch_bytes_max) return error_reply(413, "batch too large");
  const auto batch = read_batch(session, request);
  if (!batch) return with_nonce(hub, {{"error", "framing"}}, 400);
  auto stream = store::find_stream(hub.database(), batch->name);
  if (!stream) return failed_reply(stream.error());
  if (batch->from > stream->acked + 1) return receipt(hub, *stream);

  const auto count = static_cast<std::int64_t>(batch->lines.size());
  const std::int64_t overlap = std::min(stream->acked - batch->from + 1, count);
  Hash head = stream->head;
  if (overlap > 0) {
    const auto fork = find_fork(hub, *batch, overlap);
    if (!fork) return failed_reply(fork.error());
    if (*fork > 0) return forked(hub, *batch, *fork);
    if (overlap == count) {
      // A repeated batch: its last line's own hash must be the one named.
      const auto last = store::lines_from(hub.database(), batch->name, batch->from + count - 1, 1);
      if (!last) return failed_reply(last.error());
      if (last->empty() || last->front().head != batch->head)
        return with_nonce(hub, {{"error", "chain"}}, 400);
      return receipt(hub, *stream);
    }
  }
  std::vector<store::StoredLine> fresh;
  for (std::int64_t i = overlap; i < count; ++i) {
    const std::string_view line = batch->lines[static_cast<std::size_t>(i)];
    head = chain_next(head, line);
    fresh.push_back({batch->from + i, std::string(line), head});
  }
  if (head != batch->head) return with_nonce(hub, {{"error", "chain"}}, 400);
  if (auto stored = store_lines(hub, *batch, fresh, *stream); !stored) return failed_reply(stored.error());
  return receipt(hub, *stream);
}

}  // namespace yz::hub
