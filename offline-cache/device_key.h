// The kiosk's own Ed25519 key, made here and never sent, and the signatures it makes
// (docs/formats/device-api.md).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::cache {

class DeviceKey {
 public:
  /// Reads `device.key` (mode 0600), makes it at the first call.
  static Result<DeviceKey> open(const std::filesystem::path& folder);
  DeviceKey(const DeviceKey&) = delete;
  DeviceKey& operator=(const DeviceKey&) = delete;
  DeviceKey(DeviceKey&&) = default;
  DeviceKey& operator=(DeviceKey&&) = default;
  ~DeviceKey();

  [[nodiscard]] const std::string& public_key() const { return public_key_; }  // hex
  [[nodiscard]] std::string sign(std::string_view bytes) const;                // hex

 private:
  DeviceKey() = default;
  std::array<std::uint8_t, 64> secret_{};
  std::string public_key_;
};

/// What the hub needs to know who asks for what, and that it is asked now.
struct SignedParts {
  std::string_view method;
  std::string_view path_and_query;
  std::string_view body;
  std::string_view nonce;
  std::string_view hub;
};
[[nodiscard]] std::string request_text(const SignedParts& parts);
[[nodiscard]] std::string enrolment_text(std::string_view code, std::string_view device,
                                         std::string_view nonce);

/// Ed25519; false also for a key or signature that is no hex of the right length.
[[nodiscard]] bool verify_signature(std::string_view public_key_hex, std::string_view bytes,
                                    std::string_view signature_hex);

}  // namespace yz::cache
