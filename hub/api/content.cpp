// GET /api/device/v1/content/…: what kiosks fetch, signed by the hub's content key.
#include "hub/api/dispatch.h"
#include "hub/api/file_reply.h"
#include "hub/publish.h"
#include "hub/store/releases.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_fresh(Hub& hub, const Session& session, const Request& request);
Outcome get_manifest(Hub& hub, const Session& session, const Request& request);
Outcome get_blob(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::chrono::days fresh_life{7};

Reply nothing_there(Hub& hub) {
  return with_nonce(hub, {{"error", "not_found"}}, 404);
}

Reply envelope_reply(Hub& hub, std::string envelope) {
  Reply reply{.body = std::move(envelope)};
  reply.headers.emplace_back("Yz-Nonce", hub.make_nonce());
  return reply;
}

}  // namespace

Outcome get_fresh(Hub& hub, const Session& session, const Request&) {
  const auto station = store::find_station(hub.database(), session.station);
  if (!station) return failed_reply(station.error());
  if (!*station || (*station)->content_version == 0) return nothing_there(hub);
  const auto content = store::find_content(hub.database(), session.station, (*station)->content_version);
  if (!content) return failed_reply(content.error());
  if (!*content) return nothing_there(hub);
  const std::string& manifest = (*content)->manifest;
  const Instant now = hub.clock().now();
  nlohmann::json channels{{"base",
                           {{"version", (*station)->content_version},
                            {"length", manifest.size()},
                            {"sha256", to_hex(sha256(manifest))}}}};
  const auto release = store::newest_release(hub.database(), session.station);
  if (!release) return failed_reply(release.error());
  if (*release)
    channels["app"] = {
        {"version", (*release)->version}, {"length", (*release)->bytes}, {"sha256", (*release)->sha256}};
  const nlohmann::json fresh{{"type", "fresh"},
                             {"made", store::to_ms(now)},
                             {"expires", store::to_ms(now + fresh_life)},
                             {"channels", std::move(channels)}};
  return envelope_reply(hub, sign_envelope(hub.content_key(), "fresh", fresh.dump()));
}

Outcome get_manifest(Hub& hub, const Session& session, const Request& request) {
  constexpr std::string_view before = "base.";
  constexpr std::string_view after = ".json";
  const std::string file = request.parameter("file");
  if (!file.starts_with(before) || !file.ends_with(after) || file.size() <= before.size() + after.size()) {
    return nothing_there(hub);
  }
  const auto version = read_number(file.substr(before.size(), file.size() - before.size() - after.size()));
  if (!version) return nothing_there(hub);
  const auto content = store::find_content(hub.database(), session.station, *version);
  if (!content) return failed_reply(content.error());
  if (!*content) return nothing_there(hub);
  return envelope_reply(hub, (*content)->manifest);
}

Outcome get_blob(Hub& hub, const Session&, const Request& request) {
  const std::string name = request.parameter("hash");
  if (!hash_from_hex(name) || request.parameter("folder") != name.substr(0, 2)) return nothing_there(hub);
  return file_reply(hub, blob_path(hub.folder(), name), request);
}

}  // namespace yz::hub
