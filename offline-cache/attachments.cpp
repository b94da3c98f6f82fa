#include "offline-cache/attachments.h"

#include <sodium.h>
#include <spdlog/spdlog.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

using nlohmann::json;

constexpr std::uint64_t free_bytes_min = 1U << 30U;
constexpr std::uint64_t free_share_min = 10;  // a tenth of the disk

std::size_t bytes_max_of(const std::string& mime) {
  if (mime == photo_mime) return photo_bytes_max;
  return mime == voice_mime ? voice_bytes_max : 0;
}

/// header ‖ one message with the tag FINAL; the type is sealed with it, so that nobody can call it another.
std::string sealed(const std::vector<std::uint8_t>& clear, const std::string& mime, const KeyBytes& key) {
  constexpr std::size_t header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
  std::string out(header_bytes + clear.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  crypto_secretstream_xchacha20poly1305_state state;
  crypto_secretstream_xchacha20poly1305_init_push(&state, bytes, key.data());
  crypto_secretstream_xchacha20poly1305_push(&state, bytes + header_bytes, nullptr, clear.data(),
                                             clear.size(),
                                             reinterpret_cast<const unsigned char*>(mime.data()), mime.size(),
                                             crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  sodium_memzero(&state, sizeof state);
  return out;
}

std::string row_value(const UploadJob& job, bool is_told) {
  return json{{"bytes", job.bytes}, {"mime", job.mime}, {"op", job.op}, {"told", is_told}}.dump();
}

EventDraft failed_event(const UploadJob& job, const std::string& reason) {
  EventDraft draft;
  draft.type = "attachment.failed";
  draft.who = "kiosk";
  draft.body_json = json{{"sha256", job.sha256}, {"op", job.op}, {"reason", reason}}.dump();
  return draft;
}

}  // namespace

Result<DiskSpace> disk_space(const std::filesystem::path& folder) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0)
    return fail(Code::unavailable, "how full the disk of " + folder.string() + " is cannot be told");
  return DiskSpace{std::uint64_t{disk.f_bavail} * disk.f_frsize,
                   std::uint64_t{disk.f_blocks} * disk.f_frsize};
}

Sensitive<std::string> files_json(const std::vector<KeptFile>& files) {
  std::string text;
  text.reserve(2 + files.size() * 160);  // a longer one would be moved, and left behind where it was
  text += '[';
  for (const KeptFile& file : files) {
    const Sensitive key(to_hex(file.key.reveal()));
    if (text.size() > 1) text += ',';
    text.append(R"({"sha256":")").append(file.mark.sha256).append(R"(","key":")");
    text.append(key.reveal()).append(R"("})");
  }
  text += ']';
  return Sensitive(std::move(text));
}

Result<std::unique_ptr<Attachments>> Attachments::open(std::filesystem::path folder,
                                                       const std::vector<ModelRow>& rows,
                                                       AttachmentPorts ports) {
  static const bool ready = sodium_init() >= 0;
  check(ready, "libsodium starts");
  if (auto made = make_folder(folder); !made) return fail(made.error());
  std::unique_ptr<Attachments> attachments(new Attachments(std::move(folder), std::move(ports)));
  attachments->read_rows(rows);
  if (auto removed = attachments->remove_orphans(rows); !removed) return fail(removed.error());
  return attachments;
}

void Attachments::read_rows(const std::vector<ModelRow>& rows) {
  for (const ModelRow& row : rows) {
    const json value = json::parse(row.value, nullptr, /*allow_exceptions=*/false);
    const auto text = [&value](const char* name) {
      const auto found = value.find(name);
      return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto bytes = value.find("bytes");
    if (!hash_from_hex(row.key) || bytes == value.end() || !bytes->is_number_unsigned()) {
      spdlog::error("upload row {} cannot be read", row.key);
      continue;
    }
    const auto told = value.find("told");
    jobs_[row.key] = {.job = {.sha256 = row.key,
                              .bytes = bytes->get<std::uint64_t>(),
                              .mime = text("mime"),
                              .op = text("op")},
                      .tries = 0,
                      .is_told = told != value.end() && *told == true};
  }
}

Status Attachments::remove_orphans(const std::vector<ModelRow>& rows) const {
  std::error_code error;
  std::vector<std::filesystem::path> gone;
  for (const auto& file : std::filesystem::directory_iterator(folder_, error)) {
    // By the rows, not the jobs: a row that cannot be read still speaks for somebody's picture.
    const std::string name = file.path().filename().string();
    if (std::ranges::none_of(rows, [&](const ModelRow& row) { return row.key == name; }))
      gone.push_back(file.path());
  }
  if (error) return fail(Code::unavailable, folder_.string() + ": " + error.message());
  for (const auto& path : gone) {
    if (auto removed = remove_tree(path); !removed) return removed;
  }
  return {};
}

bool Attachments::accepts() const {
  std::uint64_t bytes = 0;
  for (const auto& [name, waiting] : jobs_) bytes += waiting.job.bytes;
  for (const auto& [name, size] : new_) bytes += size;
  if (jobs_.size() + new_.size() >= waiting_files_max || bytes + photo_bytes_max > waiting_bytes_max)
    return false;
  const auto disk = ports_.disk(folder_);
  return disk && disk->free >= free_bytes_min && disk->free >= disk->total / free_share_min;
}

Result<KeptFile> Attachments::keep(const Sensitive<std::vector<std::uint8_t>>& clear,
                                   const std::string& mime) {
  const std::size_t size = clear.reveal().size();
  if (size == 0 || size > bytes_max_of(mime))
    return fail(Code::invalid, "an attachment of no type or length");
  if (!accepts()) return fail(Code::full, "no room for attachments");
  KeyBytes key{};
  crypto_secretstream_xchacha20poly1305_keygen(key.data());
  KeptFile file{.mark = {}, .key = Sensitive(key)};
  sodium_memzero(key.data(), key.size());
  const std::string bytes = sealed(clear.reveal(), mime, file.key.reveal());
  file.mark = {.sha256 = to_hex(sha256(bytes)), .bytes = bytes.size(), .mime = mime};
  if (auto written = write_whole(folder_ / file.mark.sha256, bytes, 0600); !written) {
    (void)remove_tree(folder_ / (file.mark.sha256 + ".tmp"));  // the next start removes what stays
    return fail(written.error());
  }
  new_[file.mark.sha256] = bytes.size();
  return file;
}

ModelRow Attachments::row_of(const KeptFile& file, const std::string& op) {
  const UploadJob job{file.mark.sha256, file.mark.bytes, file.mark.mime, op};
  return {upload_area, file.mark.sha256, "", row_value(job, /*is_told=*/false)};
}

void Attachments::written(const KeptFile& file, const std::string& op) {
  new_.erase(file.mark.sha256);
  jobs_[file.mark.sha256] = {
      .job = {file.mark.sha256, file.mark.bytes, file.mark.mime, op}, .tries = 0, .is_told = false};
  ports_.wake();
}

void Attachments::drop(const KeptFile& file) {
  new_.erase(file.mark.sha256);
  // If it stays, the next start finds that nothing names it.
  (void)remove_tree(folder_ / file.mark.sha256);
}

std::optional<UploadJob> Attachments::next() const {
  const UploadJob* oldest = nullptr;
  for (const auto& [name, waiting] : jobs_) {
    if (waiting.tries >= upload_tries_max) continue;
    if (oldest == nullptr || waiting.job.op < oldest->op) oldest = &waiting.job;  // ULIDs begin with the time
  }
  return oldest == nullptr ? std::optional<UploadJob>() : *oldest;
}

Status Attachments::ended(const std::string& sha256, UploadEnd end, const std::string& reason) {
  const auto found = jobs_.find(sha256);
  if (found == jobs_.end()) return {};
  Waiting& waiting = found->second;
  switch (end) {
    case UploadEnd::done:
      return let_go(sha256, {});
    case UploadEnd::damaged:
      spdlog::error("attachment {} is damaged: {}", sha256, reason);
      return let_go(sha256, {failed_event(waiting.job, "damaged")});
    case UploadEnd::refused:
      break;
  }
  spdlog::warn("attachment {} refused by the hub: {}", sha256, reason);
  if (++waiting.tries < upload_tries_max || waiting.is_told) return {};
  // It stays: a later release of the hub may take it. Told once, tried again at each start.
  Operation told{.op = {},
                 .events = {failed_event(waiting.job, reason)},
                 .rows = {{upload_area, sha256, "", row_value(waiting.job, /*is_told=*/true)}},
                 .numbers = {}};
  auto written = ports_.write(std::move(told));
  if (written) waiting.is_told = true;
  return written;
}

/// First the row, then the file: what a crash leaves between is an orphan and never a job without its file.
Status Attachments::let_go(const std::string& sha256, std::vector<EventDraft> events) {
  Operation over{
      .op = {}, .events = std::move(events), .rows = {{upload_area, sha256, "", ""}}, .numbers = {}};
  if (auto written = ports_.write(std::move(over)); !written) {
    // Not offered again, else a full disk would make the same question to the hub without end. The next start
    // asks, and hears at once that the file is there.
    jobs_.at(sha256).tries = upload_tries_max;
    return written;
  }
  jobs_.erase(sha256);
  return remove_tree(folder_ / sha256);
}

}  // namespace yz::cache
