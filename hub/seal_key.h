// The key that opens what kiosks seal, and each station's secret for pseudonyms: files of mode 0600 in
// <data>/keys, made when they are first wanted. Read by the hub's work thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hub {

using KeyBytes = std::array<std::uint8_t, 32>;

/// An X25519 key that stays in its file.
class SealKey {
 public:
  static Result<SealKey> load_or_make(const std::filesystem::path& keys);
  /// By which a box names it.
  [[nodiscard]] static std::string id() { return "seal-1"; }
  [[nodiscard]] std::string public_hex() const;
  /// What a kiosk sealed; `corrupt` for anything else, also for what was sealed for another key.
  [[nodiscard]] Result<Sensitive<std::string>> open(std::string_view sealed) const;

 private:
  SealKey() = default;
  Sensitive<KeyBytes> secret_;
};

/// Known to the station's kiosks and to this hub only.
[[nodiscard]] Result<Sensitive<KeyBytes>> station_secret(const std::filesystem::path& keys,
                                                         std::string_view station);

}  // namespace yz::hub
