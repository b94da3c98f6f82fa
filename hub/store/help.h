// Calls for help as they are now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct HelpRow {
  std::string id;
  std::string station;
  bool is_open{};
  Instant called_at;
  std::string content;  // domain's JSON
};
[[nodiscard]] Status save_help(Database& database, const HelpRow& call);
[[nodiscard]] Result<std::optional<HelpRow>> find_help(Database& database, std::string_view id);
/// Those that are open, the first call first; or those that are over, the last one first. At most `most`.
[[nodiscard]] Result<std::vector<HelpRow>> open_help(Database& database, std::string_view station,
                                                     std::int64_t most);
[[nodiscard]] Result<std::vector<HelpRow>> past_help(Database& database, std::string_view station,
                                                     std::int64_t most);

/// Calls that are over and were first made before `time`; at most `most`.
[[nodiscard]] Result<std::vector<std::string>> help_over_before(Database& database, Instant time,
                                                                std::int64_t most);
[[nodiscard]] Status remove_help(Database& database, std::string_view id);

}  // namespace yz::hub::store
