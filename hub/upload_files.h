// The bytes of uploads: <data>/uploads/<id>.part while they come, one file named by its SHA-256 when they are
// whole. Work thread only.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"
#include "hub/hub.h"
#include "hub/store/uploads.h"

namespace yz::hub {

inline constexpr std::chrono::days upload_life{7};

/// Where a whole file lies.
[[nodiscard]] std::filesystem::path upload_path(const std::filesystem::path& data, std::string_view sha256);

/// Adds bytes at `upload.received`, durable before it returns.
[[nodiscard]] Status add_bytes(Hub& hub, const store::UploadRow& upload, std::string_view bytes);
/// All bytes are here: looks at their hash and gives the file its name. `corrupt`: it is another's; the bytes
/// and the row are gone.
[[nodiscard]] Status finish_upload(Hub& hub, const store::UploadRow& upload);
/// Row and bytes; of a whole file the bytes stay where another kiosk's upload has the same.
[[nodiscard]] Status drop_upload(Hub& hub, const store::UploadRow& upload);
/// The bytes of a whole file, unless an upload still has them.
[[nodiscard]] Status remove_upload_file(Hub& hub, const std::string& sha256);
/// Unfinished ones older than upload_life, and bytes, whole or not, that belong to none.
[[nodiscard]] Status tidy_uploads(Hub& hub);

}  // namespace yz::hub
