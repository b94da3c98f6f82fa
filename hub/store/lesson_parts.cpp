#include "hub/store/lesson_parts.h"

#include "hub/store/collect.h"
#include "hub/store/times.h"

namespace yz::hub::store {

namespace {

constexpr const char* add_box_sql = "INSERT INTO lesson_box (event, sign_up, line) VALUES ($1, $2, $3)";
constexpr const char* boxes_sql = "SELECT line FROM lesson_box WHERE sign_up = $1 ORDER BY event";
constexpr const char* add_lesson_line_sql =
    "INSERT INTO lesson_line (device, epoch, stream, seq, sign_up) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (device, epoch, stream, seq) DO NOTHING";
constexpr const char* with_contacts_sql =
    "SELECT id, station, session, starts, content FROM lesson_sign_up WHERE starts < $1 AND "
    "(EXISTS (SELECT 1 FROM lesson_box WHERE lesson_box.sign_up = lesson_sign_up.id) OR "
    "EXISTS (SELECT 1 FROM lesson_line WHERE lesson_line.sign_up = lesson_sign_up.id)) "
    "ORDER BY starts, id LIMIT $2";
constexpr const char* lesson_lines_sql =
    "SELECT device, epoch, stream, seq FROM lesson_line WHERE sign_up = $1 "
    "ORDER BY device, epoch, stream, seq";
constexpr const char* forget_lines_sql = "DELETE FROM lesson_line WHERE sign_up = $1";
constexpr const char* forget_boxes_sql = "DELETE FROM lesson_box WHERE sign_up = $1";
constexpr const char* audit_sql =
    "INSERT INTO lesson_audit (station, session, sign_up, account, what, reason, at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";

}  // namespace

Status add_lesson_box(Database& database, std::string_view event, std::string_view sign_up,
                      const std::string& line) {
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(line.data()), line.size());
  return database.run(add_box_sql, event, sign_up, bytes);
}

Result<std::vector<std::string>> lesson_boxes(Database& database, std::string_view sign_up) {
  Query query = database.ask(boxes_sql, sign_up);
  return collect<std::string>(query, [](const Query& row) { return row.text(0); });
}

Status add_lesson_line(Database& database, std::string_view sign_up, const StreamName& name,
                       std::int64_t sequence) {
  return database.run(add_lesson_line_sql, name.device, name.epoch, name.stream, sequence, sign_up);
}

Result<std::vector<SignUpRow>> sign_ups_with_contacts(Database& database, Instant started_before,
                                                      std::int64_t most) {
  Query query = database.ask(with_contacts_sql, to_ms(started_before), most);
  return collect<SignUpRow>(query, sign_up_from);
}

Status erase_lesson_contact(Database& database, std::string_view sign_up) {
  Query query = database.ask(lesson_lines_sql, sign_up);
  if (auto erased = erase_lines(database, query); !erased) return erased;
  if (auto forgotten = database.run(forget_lines_sql, sign_up); !forgotten) return forgotten;
  return database.run(forget_boxes_sql, sign_up);
}

Status add_lesson_audit(Database& database, const LessonAudit& audit, Instant now) {
  return database.run(audit_sql, audit.station, audit.session, audit.sign_up, audit.account, audit.what,
                      audit.reason, to_ms(now));
}

}  // namespace yz::hub::store
