// Files compiled into the program: database migrations and the console's pages (embed.cmake writes the
// tables).
#pragma once

#include <span>
#include <string_view>

namespace yz::hub {

struct EmbeddedFile {
  std::string_view path;  // "store/migrations/0001_first.sql", "console/counter.html"
  std::string_view bytes;
};

/// In the order of their numbers.
[[nodiscard]] std::span<const EmbeddedFile> migration_files();
[[nodiscard]] std::span<const EmbeddedFile> console_files();

}  // namespace yz::hub
