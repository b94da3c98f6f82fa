#include "hub/upload_files.h"

#include <system_error>
#include <vector>

namespace yz::hub {

namespace {

namespace fs = std::filesystem;

constexpr const char* part_ending = ".part";

fs::path folder_of(const fs::path& data) {
  return data / "uploads";
}

fs::path part_path(const Hub& hub, const store::UploadRow& upload) {
  return folder_of(hub.folder()) / (upload.id + part_ending);
}

/// Removes it if it is an upload's and the upload is gone; a crash came between the two.
Status sweep(Hub& hub, const fs::path& file) {
  if (file.extension() != part_ending) {
    const std::string name = file.filename().string();
    return hash_from_hex(name) ? remove_upload_file(hub, name) : Status{};
  }
  const auto row = store::find_upload(hub.database(), file.stem().string());
  if (!row) return fail(row.error());
  return *row ? Status{} : remove_file(file);
}

}  // namespace

fs::path upload_path(const fs::path& data, std::string_view sha256) {
  return folder_of(data) / sha256;
}

Status add_bytes(Hub& hub, const store::UploadRow& upload, std::string_view bytes) {
  const auto offset = static_cast<std::size_t>(upload.received);
  if (auto written = write_from(part_path(hub, upload), offset, bytes); !written) return written;
  return store::set_received(hub.database(), upload.id,
                             upload.received + static_cast<std::int64_t>(bytes.size()));
}

Status finish_upload(Hub& hub, const store::UploadRow& upload) {
  const auto part = part_path(hub, upload);
  const auto whole = upload_path(hub.folder(), upload.sha256);
  std::error_code error;
  if (fs::exists(whole, error)) {  // a crash came between the name and the row
    if (auto removed = remove_file(part); !removed) return removed;
    return store::set_done(hub.database(), upload.id);
  }
  const auto bytes = read_whole(part, static_cast<std::size_t>(upload.length));
  const bool is_there = bytes || bytes.error().code == Code::not_found || bytes.error().code == Code::invalid;
  if (!is_there) return fail(bytes.error());
  if (!bytes || to_hex(sha256(*bytes)) != upload.sha256) {
    if (auto dropped = drop_upload(hub, upload); !dropped) return dropped;
    return fail(Code::corrupt, "upload " + upload.id + " has another hash");
  }
  if (auto moved = rename_durably(part, whole); !moved) return moved;
  return store::set_done(hub.database(), upload.id);
}

Status drop_upload(Hub& hub, const store::UploadRow& upload) {
  if (auto removed = store::remove_upload(hub.database(), upload.id); !removed) return removed;
  if (upload.is_done) return remove_upload_file(hub, upload.sha256);
  return remove_file(part_path(hub, upload));
}

Status remove_upload_file(Hub& hub, const std::string& sha256) {
  const auto is_kept = store::is_uploaded(hub.database(), sha256);
  if (!is_kept) return fail(is_kept.error());
  return *is_kept ? Status{} : remove_file(upload_path(hub.folder(), sha256));
}

Status tidy_uploads(Hub& hub) {
  const auto old = store::uploads_begun_before(hub.database(), hub.clock().now() - upload_life);
  if (!old) return fail(old.error());
  for (const store::UploadRow& upload : *old) {
    if (auto dropped = drop_upload(hub, upload); !dropped) return dropped;
  }
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(folder_of(hub.folder()), error))
    files.push_back(file.path());
  for (const fs::path& file : files) {
    if (auto swept = sweep(hub, file); !swept) return swept;
  }
  return {};
}

}  // namespace yz::hub
