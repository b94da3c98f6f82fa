// /api/device/v1/uploads: a kiosk's photos and voice messages, sealed, by tus 1.0.0
// (docs/formats/device-api.md, "Uploads"): creation, checksum, expiration, termination.
#include <fmt/chrono.h>
#include <spdlog/spdlog.h>

#include "base/ids.h"
#include "hub/api/dispatch.h"
#include "hub/hub.h"
#include "hub/store/uploads.h"
#include "hub/upload_files.h"
#include "hub/upload_metadata.h"

namespace yz::hub {

Outcome post_upload(Hub& hub, const Session& session, const Request& request);
Outcome head_upload(Hub& hub, const Session& session, const Request& request);
Outcome patch_upload(Hub& hub, const Session& session, const Request& request);
Outcome delete_upload(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr const char* tus_version = "1.0.0";
constexpr std::size_t chunk_bytes_max = 1U << 20U;
constexpr std::int64_t unfinished_max = 200;
constexpr int checksum_mismatch = 460;

Reply refusal(Hub& hub, int status, const char* why) {
  Reply reply = with_nonce(hub, {{"error", why}}, status);
  reply.headers.emplace_back("Tus-Resumable", tus_version);
  if (status == 412) reply.headers.emplace_back("Tus-Version", tus_version);
  return reply;
}

/// How far it has come; the body is empty.
Reply state_reply(Hub& hub, const store::UploadRow& upload, int status) {
  Reply reply{.status = status, .body = {}};
  reply.headers = {{"Tus-Resumable", tus_version},
                   {"Yz-Nonce", hub.make_nonce()},
                   {"Upload-Offset", std::to_string(upload.received)},
                   {"Upload-Length", std::to_string(upload.length)}};
  if (!upload.is_done) {
    const auto until = std::chrono::floor<std::chrono::seconds>(upload.made_at + upload_life);
    reply.headers.emplace_back("Upload-Expires", fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", until));
  }
  return reply;
}

bool speaks_tus(const Request& request) {
  return request.header("tus-resumable") == tus_version;
}

bool is_expired(const Hub& hub, const store::UploadRow& upload) {
  return !upload.is_done && upload.made_at + upload_life < hub.clock().now();
}

/// The upload an address names, if it is that kiosk's; else the answer that says what is wrong.
using Found = std::variant<store::UploadRow, Reply>;
Found find(Hub& hub, const Session& session, const Request& request) {
  if (!speaks_tus(request)) return refusal(hub, 412, "tus");
  const auto upload = store::find_upload(hub.database(), request.parameter("upload"));
  if (!upload) return failed_reply(upload.error());
  if (!*upload || (*upload)->device != session.device) return refusal(hub, 404, "not_found");
  if (is_expired(hub, **upload)) return refusal(hub, 410, "expired");
  return **upload;
}

/// A row that is as far as its file: after the last byte, its hash is looked at.
Outcome taken(Hub& hub, store::UploadRow upload, int status) {
  if (upload.received < upload.length || upload.is_done) return state_reply(hub, upload, status);
  const auto finished = finish_upload(hub, upload);
  if (finished) {
    upload.is_done = true;
    return state_reply(hub, upload, status);
  }
  if (finished.error().code != Code::corrupt) return failed_reply(finished.error());
  spdlog::warn("upload of {}: {}", upload.device, finished.error().what);
  return refusal(hub, 422, "sha256");
}

}  // namespace

Outcome post_upload(Hub& hub, const Session& session, const Request& request) {
  if (!speaks_tus(request)) return refusal(hub, 412, "tus");
  const auto metadata = parse_upload_metadata(request.header("upload-metadata"));
  const auto length = read_number(request.header("upload-length"));
  if (!metadata || !length || *length <= static_cast<std::int64_t>(sealed_overhead_bytes))
    return refusal(hub, 400, "metadata");
  if (metadata->device != session.device) return refusal(hub, 400, "dev");
  const auto bytes_max = attachment_bytes_max(metadata->mime);
  if (!bytes_max) return refusal(hub, 415, "mime");
  if (static_cast<std::size_t>(*length) > *bytes_max + sealed_overhead_bytes)
    return refusal(hub, 413, "length");

  const auto known = store::find_upload_of(hub.database(), session.device, metadata->sha256);
  if (!known) return failed_reply(known.error());
  store::UploadRow upload{.id = new_ulid(hub.clock()),
                          .device = session.device,
                          .sha256 = metadata->sha256,
                          .mime = metadata->mime,
                          .op = metadata->op,
                          .length = *length,
                          .received = 0,
                          .is_done = false,
                          .made_at = hub.clock().now()};
  // A kiosk that started anew, or lost the answer, goes on where it was.
  const bool goes_on = *known && (*known)->length == *length && !is_expired(hub, **known);
  if (goes_on) {
    upload = **known;
  } else {
    if (*known && (*known)->is_done) return refusal(hub, 400, "length");
    const auto unfinished = store::unfinished_uploads(hub.database(), session.device);
    if (!unfinished) return failed_reply(unfinished.error());
    if (*known) {
      if (auto dropped = drop_upload(hub, **known); !dropped) return failed_reply(dropped.error());
    } else if (*unfinished >= unfinished_max) {
      Reply reply = refusal(hub, 429, "uploads");
      reply.headers.emplace_back("Retry-After", "60");
      return reply;
    }
    if (auto added = store::add_upload(hub.database(), upload); !added) return failed_reply(added.error());
  }
  Reply reply = state_reply(hub, upload, 201);
  reply.headers.emplace_back("Location", "/api/device/v1/uploads/" + upload.id);
  return reply;
}

Outcome head_upload(Hub& hub, const Session& session, const Request& request) {
  auto found = find(hub, session, request);
  if (auto* wrong = std::get_if<Reply>(&found)) return std::move(*wrong);
  return taken(hub, std::get<store::UploadRow>(std::move(found)), 200);
}

Outcome patch_upload(Hub& hub, const Session& session, const Request& request) {
  auto found = find(hub, session, request);
  if (auto* wrong = std::get_if<Reply>(&found)) return std::move(*wrong);
  auto upload = std::get<store::UploadRow>(std::move(found));
  if (request.header("content-type") != "application/offset+octet-stream")
    return refusal(hub, 415, "content-type");
  const auto offset = read_number(request.header("upload-offset"));
  const auto checksum = parse_upload_checksum(request.header("upload-checksum"));
  if (!offset || !checksum) return refusal(hub, 400, "offset or checksum");
  if (*offset != upload.received) return refusal(hub, 409, "offset");
  const auto bytes = static_cast<std::int64_t>(request.body.size());
  if (request.body.size() > chunk_bytes_max || upload.received + bytes > upload.length)
    return refusal(hub, 413, "chunk");
  if (sha256(request.body) != *checksum) return refusal(hub, checksum_mismatch, "checksum");
  if (auto added = add_bytes(hub, upload, request.body); !added) return failed_reply(added.error());
  upload.received += bytes;
  return taken(hub, std::move(upload), 204);
}

Outcome delete_upload(Hub& hub, const Session& session, const Request& request) {
  auto found = find(hub, session, request);
  if (auto* wrong = std::get_if<Reply>(&found)) return std::move(*wrong);
  const auto& upload = std::get<store::UploadRow>(found);
  if (upload.is_done) return refusal(hub, 403, "done");  // an event names it
  if (auto dropped = drop_upload(hub, upload); !dropped) return failed_reply(dropped.error());
  Reply reply{.status = 204, .body = {}};
  reply.headers = {{"Tus-Resumable", tus_version}, {"Yz-Nonce", hub.make_nonce()}};
  return reply;
}

}  // namespace yz::hub
