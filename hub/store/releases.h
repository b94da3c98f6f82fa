// System images on offer (docs/formats/app-update.md). Read and written by the hub's work thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct Release {
  std::string version;
  std::string sha256;  // of the bundle
  std::int64_t bytes{};
  std::string station;  // empty: every station's
};

[[nodiscard]] Status add_release(Database& database, const Release& release, Instant now);
/// The one that was published last for this station or for all; nothing if none ever was.
[[nodiscard]] Result<std::optional<Release>> newest_release(Database& database, std::string_view station);
/// Whether this file was ever published as one.
[[nodiscard]] Result<bool> is_release(Database& database, std::string_view sha256);

}  // namespace yz::hub::store
