// GET /api/device/v1/feed: what happened at the station that this kiosk does not know yet.
#include "hub/api/feed.h"

#include <algorithm>

#include "hub/api/dispatch.h"
#include "hub/store/feed.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_feed(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::int64_t wait_seconds_max = 25;

}  // namespace

Reply feed_reply(Hub& hub, const WaitForFeed& ask) {
  const auto rows = store::feed_after(hub.database(), ask.station, ask.device, ask.since, feed_lines_max);
  if (!rows) return failed_reply(rows.error());
  Reply reply{.type = "application/x-ndjson", .body = {}};
  for (const store::FeedRow& row : *rows) {
    reply.body += "{\"rev\":" + std::to_string(row.rev) + "," + row.line + "}\n";
  }
  reply.headers.emplace_back("Yz-Nonce", hub.make_nonce());
  reply.headers.emplace_back("Yz-Now", std::to_string(store::to_ms(hub.clock().now())));
  return reply;
}

Outcome get_feed(Hub& hub, const Session& session, const Request& request) {
  const auto since = read_number(request.query_value("since"));
  const auto wait = read_number(request.query_value("wait"));
  if (!since) return with_nonce(hub, {{"error", "since"}}, 400);
  const WaitForFeed ask{session.station, session.device, *since,
                        std::chrono::seconds{wait ? std::min(*wait, wait_seconds_max) : 0}};
  Reply reply = feed_reply(hub, ask);
  if (reply.status != 200 || !reply.body.empty() || ask.wait == Milliseconds{0}) return reply;
  return ask;
}

}  // namespace yz::hub
