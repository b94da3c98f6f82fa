#include "offline-cache/upload.h"

#include <algorithm>
#include <string_view>

#include "base/ids.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

constexpr std::string_view uploads_path = "/uploads";
constexpr std::string_view location_prefix = "/api/device/v1/uploads/";

bool is_location(std::string_view text) {
  return text.starts_with(location_prefix) && is_ulid(text.substr(location_prefix.size()));
}

bool is_refusal(int status) {
  return status == 400 || status == 413 || status == 415 || status == 422;
}

std::string metadata(const UploadJob& job, const std::string& device) {
  return "sha256 " + to_base64(job.sha256) + ",dev " + to_base64(device) + ",op " + to_base64(job.op) +
         ",mime " + to_base64(job.mime);
}

std::string checksum(std::string_view chunk) {
  const Hash hash = sha256(chunk);
  return "sha256 " + to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace

Result<Upload> Upload::open(UploadJob job, std::string device, const std::filesystem::path& folder) {
  auto bytes = read_whole(folder / job.sha256, static_cast<std::size_t>(job.bytes));
  if (!bytes && bytes.error().code == Code::invalid) return fail(Code::corrupt, bytes.error().what);
  if (!bytes) return fail(bytes.error());
  if (bytes->size() != job.bytes || to_hex(sha256(*bytes)) != job.sha256)
    return fail(Code::corrupt, "attachment " + job.sha256 + " is not what was kept");
  return Upload(std::move(job), std::move(device), *std::move(bytes));
}

std::size_t Upload::chunk_bytes() const {
  return std::min(chunk_bytes_max, bytes_.size() - offset_.value_or(0));
}

UploadAsk Upload::ask() const {
  UploadAsk ask;
  ask.headers = {{"Tus-Resumable", "1.0.0"}};
  if (location_.empty()) {
    ask.method = "POST";
    ask.path = uploads_path;
    ask.headers.emplace_back("Upload-Length", std::to_string(bytes_.size()));
    ask.headers.emplace_back("Upload-Metadata", metadata(job_, device_));
    return ask;
  }
  ask.path = location_;
  ask.method = offset_ ? "PATCH" : "HEAD";
  if (!offset_) return ask;
  ask.body = bytes_.substr(*offset_, chunk_bytes());
  ask.headers.emplace_back("Upload-Offset", std::to_string(*offset_));
  ask.headers.emplace_back("Content-Type", "application/offset+octet-stream");
  ask.headers.emplace_back("Upload-Checksum", checksum(ask.body));
  return ask;
}

Upload::Took Upload::take(const HttpReply& reply) {
  if (location_.empty()) return take_created(reply);
  if (reply.status == 404 || reply.status == 410) {
    location_.clear();  // the hub has forgotten it: from the beginning
    offset_.reset();
    return Took::again;
  }
  return offset_ ? take_chunk(reply) : take_offset(reply);
}

Upload::Took Upload::refused(const HttpReply& reply) {
  location_.clear();
  offset_.reset();
  reason_ = "status " + std::to_string(reply.status);
  return Took::refused;
}

Upload::Took Upload::take_created(const HttpReply& reply) {
  if (is_refusal(reply.status)) return refused(reply);
  if (reply.status != 201 || !is_location(reply.location)) return Took::again;
  location_ = reply.location.substr(location_prefix.size() - uploads_path.size() - 1);
  // A hub that had some of it before says how much.
  return take_offset(reply);
}

Upload::Took Upload::take_offset(const HttpReply& reply) {
  const bool is_answer = reply.status == 200 || reply.status == 201 || reply.status == 204;
  const auto offset = reply.upload_offset.value_or(reply.status == 201 ? 0 : -1);
  if (!is_answer || offset < 0 || static_cast<std::uint64_t>(offset) > bytes_.size()) return Took::again;
  offset_ = static_cast<std::size_t>(offset);
  return *offset_ == bytes_.size() ? Took::done : Took::more;
}

Upload::Took Upload::take_chunk(const HttpReply& reply) {
  if (is_refusal(reply.status)) return refused(reply);
  if (reply.status == 460) return Took::again;  // it arrived with other bytes: the same once more
  const std::size_t after = *offset_ + chunk_bytes();
  const bool is_taken = reply.status == 204 && reply.upload_offset == static_cast<std::int64_t>(after);
  if (!is_taken) {
    lose_track();
    return Took::again;
  }
  offset_ = after;
  return after == bytes_.size() ? Took::done : Took::more;
}

}  // namespace yz::cache
