// Publishing a system image: a RAUC bundle that was signed elsewhere (docs/formats/app-update.md). The hub
// holds no key that a kiosk would take an image from; it passes on what the release people signed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "hub/hub.h"
#include "hub/store/releases.h"

namespace yz::hub {

/// Puts the bundle among the blobs; its hash and length. `invalid` says what is wrong and what to do. Takes
/// as long as reading and writing the file does.
[[nodiscard]] Result<store::Release> keep_bundle(const std::filesystem::path& bundle,
                                                 const std::filesystem::path& data);

/// Offers what keep_bundle kept to its station or to all, and tells their kiosks.
[[nodiscard]] Status publish_release(Hub& hub, const store::Release& release);

}  // namespace yz::hub
