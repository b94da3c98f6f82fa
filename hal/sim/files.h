// Files that appear whole or not at all: written under a temporary name, then renamed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::sim {

Status write_whole(const std::filesystem::path& path, std::string_view bytes);
/// Bounded: a file larger than `bytes_max` is an error.
Result<std::string> read_whole(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace yz::sim
