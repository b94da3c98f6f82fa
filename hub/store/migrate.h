// Brings a database to this program's form, step by step, and keeps the hub's own few values.
#pragma once

#include <string>

#include "hub/store/database.h"

namespace yz::hub::store {

/// Runs what is missing of store/migrations/, all in one transaction. `unsupported` for a database of a newer
/// program.
[[nodiscard]] Status migrate(Database& database);

/// Empty where it was never set.
[[nodiscard]] Result<std::string> setting(Database& database, std::string_view name);
[[nodiscard]] Status set_setting(Database& database, std::string_view name, std::string_view value);

}  // namespace yz::hub::store
