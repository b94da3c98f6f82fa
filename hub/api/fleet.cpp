// For admins: the kiosks and how they are, and letters that could not be applied.
#include "hub/api/dispatch.h"
#include "hub/apply.h"
#include "hub/store/devices.h"
#include "hub/store/feed.h"
#include "hub/store/lines.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_kiosks(Hub& hub, const Session& session, const Request&);
Outcome post_kiosk_state(Hub& hub, const Session& session, const Request& request);
Outcome get_dead_letters(Hub& hub, const Session& session, const Request&);
Outcome post_retry(Hub& hub, const Session&, const Request&);

namespace {

bool is_in_scope(const Session& session, const std::string& station) {
  return session.station.empty() || session.station == station;
}

/// What its streams hold: lines received, and lines not yet applied.
nlohmann::json streams_of(const std::vector<store::StreamState>& streams, const std::string& device) {
  std::int64_t received = 0;
  std::int64_t unapplied = 0;
  for (const store::StreamState& stream : streams) {
    if (stream.name.device != device) continue;
    received += stream.acked;
    unapplied += stream.acked - stream.applied;
  }
  return {{"received", received}, {"unapplied", unapplied}};
}

}  // namespace

Outcome get_kiosks(Hub& hub, const Session& session, const Request&) {
  const auto devices = store::devices(hub.database());
  const auto streams = store::streams(hub.database());
  const auto stations = store::stations(hub.database());
  if (!devices) return failed_reply(devices.error());
  if (!streams) return failed_reply(streams.error());
  if (!stations) return failed_reply(stations.error());
  nlohmann::json all = nlohmann::json::array();
  for (const store::Device& device : *devices) {
    if (!is_in_scope(session, device.station)) continue;
    std::int64_t newest = 0;
    for (const store::StationRow& station : *stations) {
      if (station.id == device.station) newest = station.content_version;
    }
    all.push_back({{"id", device.id},
                   {"station", device.station},
                   {"kiosk_digit", device.kiosk_digit},
                   {"state", device.state},
                   {"digits", device.digits},
                   {"enrolled_at", store::to_ms(device.enrolled_at)},
                   {"last_seen", store::to_ms(device.last_seen)},
                   {"content_version", device.content_version},
                   {"newest_content", newest},
                   {"app_version", device.app_version},
                   {"app_next", device.app_next},
                   {"app_news", device.app_news},
                   {"queue", streams_of(*streams, device.id)}});
  }
  return json_reply({{"kiosks", std::move(all)}, {"now", store::to_ms(hub.clock().now())}});
}

Outcome post_kiosk_state(Hub& hub, const Session& session, const Request& request) {
  const std::string asked = request.parameter("state");
  const std::string state = asked == "confirm"   ? "live"
                            : asked == "revoke"  ? "revoked"
                            : asked == "suspend" ? "suspended"
                                                 : "";
  if (state.empty()) return error_reply(404, "not_found");
  const auto device = store::find_device(hub.database(), request.parameter("device"));
  if (!device) return failed_reply(device.error());
  if (!*device || !is_in_scope(session, (*device)->station)) return error_reply(404, "not_found");
  if ((*device)->state == "revoked") return error_reply(409, "revoked");  // for good: it enrols anew
  if (auto set = store::set_state(hub.database(), (*device)->id, state); !set)
    return failed_reply(set.error());
  return json_reply({{"id", (*device)->id}, {"state", state}});
}

Outcome get_dead_letters(Hub& hub, const Session& session, const Request&) {
  const auto letters = store::dead_letters(hub.database());
  if (!letters) return failed_reply(letters.error());
  nlohmann::json all = nlohmann::json::array();
  for (const store::DeadLetter& letter : *letters) {
    if (!is_in_scope(session, letter.station)) continue;
    all.push_back({{"device", letter.stream.device},
                   {"epoch", letter.stream.epoch},
                   {"stream", letter.stream.stream},
                   {"seq", letter.sequence},
                   {"station", letter.station},
                   {"code", letter.code},
                   {"detail", letter.detail},
                   {"event", letter.event_id},
                   {"type", letter.type},
                   {"entity", letter.entity},
                   {"made_at", store::to_ms(letter.made_at)}});
  }
  return json_reply({{"dead_letters", std::move(all)}});
}

Outcome post_retry(Hub& hub, const Session&, const Request&) {
  Applier applier(hub);
  const auto applied = applier.retry_dead_letters();
  if (applied) return json_reply({{"applied", *applied}});
  if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return failed_reply(loaded.error());
  return failed_reply(applied.error());
}

}  // namespace yz::hub
