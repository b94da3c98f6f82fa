#include "hub/store/devices.h"

#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_code_sql =
    "INSERT INTO enrolment_code (name, code_hash, station, kiosk_digit, auto_confirm, expires_at, tries, "
    "device) "
    "VALUES ($1, $2, $3, $4, $5, $6, 0, '')";
constexpr const char* find_code_sql =
    "SELECT name, code_hash, station, kiosk_digit, auto_confirm, expires_at, tries, device FROM "
    "enrolment_code "
    "WHERE name = $1";
constexpr const char* try_sql = "UPDATE enrolment_code SET tries = tries + 1 WHERE name = $1";
constexpr const char* use_sql = "UPDATE enrolment_code SET device = $1 WHERE name = $2";

constexpr const char* add_sql =
    "INSERT INTO device (id, station, kiosk_digit, public_key, state, digits, enrolled_at, last_seen, "
    "content_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
constexpr const char* find_sql =
    "SELECT id, station, kiosk_digit, public_key, state, digits, enrolled_at, last_seen, content_version, "
    "app_version, app_next, app_news FROM device WHERE id = $1";
constexpr const char* all_sql =
    "SELECT id, station, kiosk_digit, public_key, state, digits, enrolled_at, last_seen, content_version, "
    "app_version, app_next, app_news FROM device ORDER BY station, kiosk_digit, id";
constexpr const char* has_sql = "SELECT COUNT(*) FROM device WHERE id = $1";
constexpr const char* state_sql = "UPDATE device SET state = $1 WHERE id = $2";
constexpr const char* seen_sql = "UPDATE device SET last_seen = $1 WHERE id = $2";
constexpr const char* content_sql = "UPDATE device SET content_version = $1 WHERE id = $2";
// Once the next one runs, there is no next one.
constexpr const char* app_version_sql =
    "UPDATE device SET app_version = $1, app_news = CASE WHEN app_next = $1 THEN '' ELSE app_news END, "
    "app_next = CASE WHEN app_next = $1 THEN '' ELSE app_next END WHERE id = $2";
constexpr const char* app_next_sql = "UPDATE device SET app_next = $1, app_news = $2 WHERE id = $3";
constexpr const char* fork_sql = "INSERT INTO fork (device, at) VALUES ($1, $2)";
constexpr const char* forks_sql = "SELECT COUNT(*) FROM fork WHERE device = $1 AND at >= $2";

Device device_from(const Query& row) {
  return {row.text(0),
          row.text(1),
          row.integer(2),
          row.text(3),
          row.text(4),
          row.text(5),
          from_ms(row.integer(6)),
          from_ms(row.integer(7)),
          row.integer(8),
          row.text(9),
          row.text(10),
          row.text(11)};
}

}  // namespace

Status add_code(Database& database, const EnrolmentCode& code) {
  return database.run(add_code_sql, code.name, code.code_hash, code.station, code.kiosk_digit,
                      std::int64_t{code.is_auto_confirmed}, to_ms(code.expires_at));
}

Result<std::optional<EnrolmentCode>> find_code(Database& database, std::string_view name) {
  Query query = database.ask(find_code_sql, name);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return EnrolmentCode{query.text(0),    query.text(1),         query.text(2),
                       query.integer(3), query.integer(4) != 0, from_ms(query.integer(5)),
                       query.integer(6), query.text(7)};
}

Status count_try(Database& database, std::string_view name) {
  return database.run(try_sql, name);
}

Status use_code(Database& database, std::string_view name, std::string_view device) {
  return database.run(use_sql, device, name);
}

Status add_device(Database& database, const Device& device) {
  return database.run(add_sql, device.id, device.station, device.kiosk_digit, device.public_key, device.state,
                      device.digits, to_ms(device.enrolled_at), to_ms(device.last_seen));
}

Result<std::optional<Device>> find_device(Database& database, std::string_view id) {
  Query query = database.ask(find_sql, id);
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  return device_from(query);
}

Result<std::vector<Device>> devices(Database& database) {
  std::vector<Device> all;
  Query query = database.ask(all_sql);
  for (auto row = query.step();; row = query.step()) {
    if (!row) return fail(row.error());
    if (!*row) return all;
    all.push_back(device_from(query));
  }
}

Status set_state(Database& database, std::string_view id, std::string_view state) {
  const auto count = database.number(has_sql, id);
  if (!count) return fail(count.error());
  if (*count == 0) return fail(Code::not_found, "no kiosk " + std::string(id));
  return database.run(state_sql, state, id);
}

Status note_seen(Database& database, std::string_view id, Instant now) {
  return database.run(seen_sql, to_ms(now), id);
}

Status note_content(Database& database, std::string_view id, std::int64_t version) {
  return database.run(content_sql, version, id);
}

Status note_app(Database& database, std::string_view id, const AppNote& note) {
  if (!note.version.empty()) {
    if (auto noted = database.run(app_version_sql, note.version, id); !noted) return noted;
  }
  return note.next.empty() ? Status() : database.run(app_next_sql, note.next, note.news, id);
}

Status add_fork(Database& database, std::string_view device, Instant now) {
  return database.run(fork_sql, device, to_ms(now));
}

Result<std::int64_t> forks_since(Database& database, std::string_view device, Instant since) {
  return database.number(forks_sql, device, to_ms(since));
}

}  // namespace yz::hub::store
