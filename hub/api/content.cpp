// GET /api/device/v1/content/…: what kiosks fetch, signed by the hub's content key.
#include <filesystem>
#include <system_error>

#include "hub/api/dispatch.h"
#include "hub/publish.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_fresh(Hub& hub, const Session& session, const Request& request);
Outcome get_manifest(Hub& hub, const Session& session, const Request& request);
Outcome get_blob(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::chrono::days fresh_life{7};
constexpr std::size_t part_bytes_max = 8U << 20U;

Reply nothing_there(Hub& hub) {
  return with_nonce(hub, {{"error", "not_found"}}, 404);
}

Reply envelope_reply(Hub& hub, std::string envelope) {
  Reply reply{.body = std::move(envelope)};
  reply.headers.emplace_back("Yz-Nonce", hub.make_nonce());
  return reply;
}

/// "bytes=100-" and "bytes=100-199"; false for anything else.
bool read_range(const std::string& text, std::size_t size, std::size_t& first, std::size_t& last) {
  constexpr std::string_view unit = "bytes=";
  if (!text.starts_with(unit)) return false;
  const std::size_t dash = text.find('-');
  if (dash == std::string::npos) return false;
  const auto from = read_number(std::string_view(text).substr(unit.size(), dash - unit.size()));
  if (!from || static_cast<std::size_t>(*from) >= size) return false;
  first = static_cast<std::size_t>(*from);
  last = size - 1;
  if (dash + 1 == text.size()) return true;
  const auto to = read_number(std::string_view(text).substr(dash + 1));
  if (!to || *to < *from) return false;
  last = std::min(last, static_cast<std::size_t>(*to));
  return true;
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
  const nlohmann::json fresh{{"type", "fresh"},
                             {"made", store::to_ms(now)},
                             {"expires", store::to_ms(now + fresh_life)},
                             {"channels",
                              {{"base",
                                {{"version", (*station)->content_version},
                                 {"length", manifest.size()},
                                 {"sha256", to_hex(sha256(manifest))}}}}}};
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
  const auto path = blob_path(hub.folder(), name);
  std::error_code error;
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path, error));
  if (error) return nothing_there(hub);
  Reply reply{.type = "application/octet-stream", .body = {}};
  reply.headers.emplace_back("Accept-Ranges", "bytes");
  reply.headers.emplace_back("Yz-Nonce", hub.make_nonce());
  std::size_t first = 0;
  std::size_t last = size == 0 ? 0 : size - 1;
  const std::string range = request.header("range");
  if (!range.empty()) {
    if (!read_range(range, size, first, last)) {
      reply.status = 416;
      reply.headers.emplace_back("Content-Range", "bytes */" + std::to_string(size));
      return reply;
    }
    // A long rest goes out in parts; the kiosk asks again from where it then stands.
    last = std::min(last, first + part_bytes_max - 1);
    reply.status = 206;
    reply.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + "-" +
                                                    std::to_string(last) + "/" + std::to_string(size));
  }
  if (size == 0) return reply;
  auto bytes = read_part(path, first, last - first + 1);
  if (!bytes) return failed_reply(bytes.error());
  reply.body = *std::move(bytes);
  return reply;
}

}  // namespace yz::hub
