// The signed documents of a content pack (docs/formats/content-pack.md): verified first, parsed after, every
// limit checked. Pure. A refusal is the text of its reason code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace yz::cache {

inline constexpr std::size_t fresh_bytes_max = 64U << 10U;
inline constexpr std::size_t manifest_bytes_max = 8U << 20U;
inline constexpr std::size_t pack_files_max = 20'000;
inline constexpr std::uint64_t pack_bytes_max = 2ULL << 30U;
inline constexpr std::uint64_t pack_file_bytes_max = 200ULL << 20U;
inline constexpr std::size_t pack_path_chars_max = 120;

/// Here Error::what is the bare reason code ("bad_signature"); Error::code is `corrupt`.
template <class T>
using Checked = Result<T>;

/// The bytes that were signed.
[[nodiscard]] Checked<std::string> open_envelope(std::string_view envelope, std::string_view role,
                                                 std::string_view public_key_hex);

/// The newest system image, for whoever can install one.
struct AppOffer {
  std::string version;  // numbers between dots
  std::string sha256;   // of the bundle
  std::uint64_t bytes{};
  bool operator==(const AppOffer&) const = default;
};

struct FreshDocument {
  Instant made;
  Instant expires;
  std::uint64_t version{};  // of channel "base"
  std::uint64_t manifest_bytes{};
  std::string manifest_sha256;
  std::optional<AppOffer> app;
};
[[nodiscard]] Checked<FreshDocument> parse_fresh(std::string_view json);

struct PackFile {
  std::string path;
  std::string sha256;
  std::uint64_t bytes{};
};
struct Manifest {
  std::uint64_t version{};
  std::string min_app;
  Instant made;
  Instant expires;
  std::vector<PackFile> files;
  std::vector<std::string> stations;
};
[[nodiscard]] Checked<Manifest> parse_manifest(std::string_view json);

/// "1.4" ≤ "1.10": numbers between dots.
[[nodiscard]] bool app_is_new_enough(std::string_view app, std::string_view needed);
[[nodiscard]] bool is_for_station(const Manifest& manifest, std::string_view station);
[[nodiscard]] bool is_pack_path(std::string_view path);
[[nodiscard]] std::string key_id(std::string_view public_key_hex);

}  // namespace yz::cache
