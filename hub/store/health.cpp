#include "hub/store/health.h"

#include <array>

namespace yz::hub::store {

namespace {

struct Check {
  const char* what;
  const char* sql;
};
constexpr std::array checks{
    Check{"lines_without_stream",
          "SELECT COUNT(*) FROM line WHERE NOT EXISTS (SELECT 1 FROM stream WHERE stream.device = "
          "line.device AND "
          "stream.epoch = line.epoch AND stream.name = line.stream AND line.seq <= stream.acked)"},
    Check{"streams_without_device",
          "SELECT COUNT(*) FROM stream WHERE NOT EXISTS (SELECT 1 FROM device WHERE device.id = "
          "stream.device)"},
    Check{"dead_letters_without_line",
          "SELECT COUNT(*) FROM dead_letter WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.device = "
          "dead_letter.device AND line.epoch = dead_letter.epoch AND line.stream = dead_letter.stream AND "
          "line.seq = dead_letter.seq)"},
    Check{"tickets_without_station",
          "SELECT COUNT(*) FROM ticket WHERE NOT EXISTS (SELECT 1 FROM station WHERE station.id = "
          "ticket.station)"},
    Check{"wishes_without_station",
          "SELECT COUNT(*) FROM wish WHERE NOT EXISTS (SELECT 1 FROM station WHERE station.id = "
          "wish.station)"},
    Check{
        "wish_lines_without_line",
        "SELECT COUNT(*) FROM wish_line WHERE NOT EXISTS (SELECT 1 FROM line WHERE line.device = "
        "wish_line.device AND line.epoch = wish_line.epoch AND line.stream = wish_line.stream AND line.seq = "
        "wish_line.seq)"},
    Check{"wish_blocks_without_device",
          "SELECT COUNT(*) FROM wish_block WHERE NOT EXISTS (SELECT 1 FROM device WHERE device.id = "
          "wish_block.device)"},
    Check{"applied_beyond_received", "SELECT COUNT(*) FROM stream WHERE applied > acked"},
};

}  // namespace

std::string engine() {
  return std::string("SQLite ") + sqlite3_libversion();
}

Result<std::string> integrity(Database& database) {
  return database.setting("integrity_check");
}

Result<std::vector<Orphans>> orphans(Database& database) {
  std::vector<Orphans> all;
  for (const Check& check : checks) {
    const auto count = database.number(check.sql);
    if (!count) return fail(count.error());
    all.push_back({check.what, *count});
  }
  return all;
}

}  // namespace yz::hub::store
