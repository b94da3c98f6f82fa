// What a kiosk says of a file before it sends it: tus's Upload-Metadata and Upload-Checksum headers
// (docs/formats/device-api.md, "Uploads"), and what is taken. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "hub/crypto.h"

namespace yz::hub {

/// What a sealed file has more than its clear bytes.
inline constexpr std::size_t sealed_overhead_bytes = 41;
/// Clear bytes at most; nothing for a type that is not taken.
[[nodiscard]] std::optional<std::size_t> attachment_bytes_max(std::string_view mime);

struct UploadMetadata {
  std::string sha256;
  std::string device;
  std::string op;
  std::string mime;
};
/// "sha256 <base64>,dev <base64>,op <base64>,mime <base64>" in any order, others passed over. `invalid` when
/// one is missing, twice there, or not what it should be.
[[nodiscard]] Result<UploadMetadata> parse_upload_metadata(std::string_view header);
/// "sha256 <base64 of 32 bytes>"; nothing for anything else.
[[nodiscard]] std::optional<Hash> parse_upload_checksum(std::string_view header);

}  // namespace yz::hub
