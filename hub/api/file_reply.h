// A file of the blob store as an answer, whole or the part that was asked for.
#pragma once

#include <filesystem>

#include "hub/api/exchange.h"

namespace yz::hub {

/// 200 with all of it, 206 with what `Range` asks for and at most 8 MiB at a time, 416 for a range that it
/// has not, 404 where there is no such file.
[[nodiscard]] Outcome file_reply(Hub& hub, const std::filesystem::path& path, const Request& request);

}  // namespace yz::hub
