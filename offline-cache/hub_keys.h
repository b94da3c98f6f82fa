// What the hub gives an enrolled kiosk so that it can seal and name without asking again
// (docs/formats/device-api.md, "Keys"): kept in hub-keys.json, mode 0600, and used offline ever after. The
// sync thread fetches and keeps them, the station thread uses them.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/sensitive.h"

namespace yz::cache {

using KeyBytes = std::array<std::uint8_t, 32>;

/// Whoever has its other half, the hub alone, opens what is sealed for it.
struct SealKey {
  std::string id;  // "seal-1"
  KeyBytes public_key{};
};

struct HubKeys {
  SealKey seal;
  Sensitive<KeyBytes> station_secret;  // the same at every kiosk of a station
};

/// The hub's answer, or the file. `corrupt` for anything else.
[[nodiscard]] Result<HubKeys> parse_hub_keys(std::string_view json);

/// `not_found` before the first answer.
[[nodiscard]] Result<HubKeys> load_hub_keys(const std::filesystem::path& folder);
[[nodiscard]] Status keep_hub_keys(const std::filesystem::path& folder, const HubKeys& keys);

}  // namespace yz::cache
