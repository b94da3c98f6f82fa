// Photos and voice messages on their way to the hub (docs/formats/journal.md, "Attachments"). A file is
// sealed with a key of its own, lies durable in <state>/attachments before the event that names it is
// written, and is gone from there once the hub has it. Owned by the station thread; calls block for the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "offline-cache/hub_keys.h"
#include "offline-cache/journal.h"
#include "offline-cache/upload.h"

namespace yz::cache {

inline constexpr std::size_t photo_bytes_max = 2U << 20U;
inline constexpr std::size_t voice_bytes_max = 1U << 20U;
inline constexpr std::size_t waiting_files_max = 200;
inline constexpr std::uint64_t waiting_bytes_max = 256U << 20U;
inline constexpr int upload_tries_max = 3;
inline constexpr const char* photo_mime = "image/jpeg";
inline constexpr const char* voice_mime = "audio/ogg";
/// The journal's rows of files that still have to go.
inline constexpr const char* upload_area = "upload";

struct DiskSpace {
  std::uint64_t free{};
  std::uint64_t total{};
};
[[nodiscard]] Result<DiskSpace> disk_space(const std::filesystem::path& folder);

/// A file that lies there, but that no event names yet.
struct KeptFile {
  AttachmentMark mark;      // belongs into EventDraft::attachments
  Sensitive<KeyBytes> key;  // belongs into the event's box
};
/// What the event's sealed fields have under "files": which key opens which file.
[[nodiscard]] Sensitive<std::string> files_json(const std::vector<KeptFile>& files);

struct AttachmentPorts {
  std::function<Status(Operation)> write;  // durable when it returns; an empty `op` is filled in
  std::function<void()> wake;              // there is something to upload
  std::function<Result<DiskSpace>(const std::filesystem::path&)> disk{disk_space};
};

class Attachments {
 public:
  /// `rows`: the journal's of upload_area. Deletes what lies there without a row: files of events that were
  /// never written.
  static Result<std::unique_ptr<Attachments>> open(std::filesystem::path folder,
                                                   const std::vector<ModelRow>& rows, AttachmentPorts ports);

  /// False: the disk is nearly full (below 10 % or 1 GiB), or too many wait; photos and voice are not to be
  /// offered.
  [[nodiscard]] bool accepts() const;
  /// Durable when it returns. `full`: accepts() is false. `invalid`: too long, empty, or of a type that is
  /// not sent.
  [[nodiscard]] Result<KeptFile> keep(const Sensitive<std::vector<std::uint8_t>>& clear,
                                      const std::string& mime);
  /// The row that has to be written in the operation whose event names the file.
  [[nodiscard]] static ModelRow row_of(const KeptFile& file, const std::string& op);
  /// After that operation is durable.
  void written(const KeptFile& file, const std::string& op);
  /// It was not written.
  void drop(const KeptFile& file);

  /// The oldest that is to be uploaded.
  [[nodiscard]] std::optional<UploadJob> next() const;
  /// What became of it. After three refusals a file stays until the next start, and the hub is told by an
  /// attachment.failed event.
  [[nodiscard]] Status ended(const std::string& sha256, UploadEnd end, const std::string& reason);
  [[nodiscard]] std::size_t waiting() const { return jobs_.size(); }

 private:
  struct Waiting {
    UploadJob job;
    int tries{};
    bool is_told{};  // that the hub does not take it
  };
  Attachments(std::filesystem::path folder, AttachmentPorts ports)
      : folder_(std::move(folder)), ports_(std::move(ports)) {}
  void read_rows(const std::vector<ModelRow>& rows);
  [[nodiscard]] Status remove_orphans(const std::vector<ModelRow>& rows) const;
  [[nodiscard]] Status let_go(const std::string& sha256, std::vector<EventDraft> events);

  std::filesystem::path folder_;
  AttachmentPorts ports_;
  std::map<std::string, Waiting> jobs_;       // by sha256
  std::map<std::string, std::uint64_t> new_;  // kept, but not written yet: bytes by sha256
};

[[nodiscard]] inline std::filesystem::path attachments_folder(const std::filesystem::path& state) {
  return state / "attachments";
}

}  // namespace yz::cache
