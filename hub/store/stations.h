// Stations and what was published for them.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct StationRow {
  std::string id;
  std::string name;
  std::string content;  // station.json of the newest content; empty before the first
  std::int64_t content_version{};
  std::string wish_content{};    // its wishes.json; empty where the station has no wish wall
  std::string lesson_content{};  // its lessons.json; empty where the station has no classes
};

/// `conflict` when the id is taken.
[[nodiscard]] Status add_station(Database& database, std::string_view id, std::string_view name, Instant now);
[[nodiscard]] Result<std::vector<StationRow>> stations(Database& database);
[[nodiscard]] Result<std::optional<StationRow>> find_station(Database& database, std::string_view id);

/// The next number for content of any station.
[[nodiscard]] Result<std::int64_t> next_content_version(Database& database);
[[nodiscard]] Status add_content(Database& database, const StationRow& station, std::string_view manifest,
                                 Instant now);
struct ContentRow {
  std::string manifest;  // the signed envelope
  Instant made_at;
};
/// Nothing if that version is not this station's.
[[nodiscard]] Result<std::optional<ContentRow>> find_content(Database& database, std::string_view station,
                                                             std::int64_t version);

}  // namespace yz::hub::store
