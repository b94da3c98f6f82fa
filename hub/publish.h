// Publishing content and what is signed about it (docs/formats/content-pack.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "hub/hub.h"

namespace yz::hub {

struct PackFile {
  std::string path;
  std::string sha256;
  std::int64_t bytes{};
};

/// Reads and checks a pack, and puts its files into the blob store (which is by content, so that it does no
/// harm to do it twice or in vain). `invalid` names the file, what is wrong and what to do.
struct Pack {
  std::string station_json;
  std::string wishes_json{};   // empty: no wish wall
  std::string lessons_json{};  // empty: no classes
  std::vector<PackFile> files;
};
[[nodiscard]] Result<Pack> read_pack(const std::filesystem::path& pack, const std::filesystem::path& data);

/// Gives it the next version, signs it, and tells the station's kiosks. The version.
[[nodiscard]] Result<std::int64_t> publish(Hub& hub, const Pack& pack);

/// {"signed":…,"sigs":[…]} over `bytes` for a role.
[[nodiscard]] std::string sign_envelope(const SigningKey& key, std::string_view role, std::string_view bytes);

[[nodiscard]] inline std::filesystem::path blob_path(const std::filesystem::path& data,
                                                     const std::string& sha256) {
  return data / "blob" / sha256.substr(0, 2) / sha256;
}

/// A path inside a pack as kiosks accept it.
[[nodiscard]] bool is_pack_path(std::string_view path);

}  // namespace yz::hub
