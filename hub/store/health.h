// What doctor asks the database about itself.
#pragma once

#include <string>
#include <vector>

#include "hub/store/database.h"

namespace yz::hub::store {

/// Its name and version.
[[nodiscard]] std::string engine();
/// "ok", or the engine's first complaint.
[[nodiscard]] Result<std::string> integrity(Database& database);

struct Orphans {
  const char* what;
  std::int64_t count{};
};
/// Rows that point at nothing.
[[nodiscard]] Result<std::vector<Orphans>> orphans(Database& database);

}  // namespace yz::hub::store
