#include "hub/api/lesson_view.h"

#include "domain/lessons/lessons_json.h"
#include "hub/api/queue_view.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

using nlohmann::json;

template <class Row>
json name_of(const Row* row) {
  return row == nullptr ? json(nullptr) : both(row->name);
}

std::string two_digits(std::int64_t value) {
  return std::string(value < 10 ? "0" : "").append(std::to_string(value));
}

/// "2026-11-30 09:00" at the station.
std::string time_text(Instant at, domain::Minutes utc_offset) {
  const auto local = at + utc_offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<domain::Minutes>(local - midnight).count();
  return domain::to_text(domain::Day(midnight)) + ' ' + two_digits(minutes / 60) + ':' +
         two_digits(minutes % 60);
}

/// A spreadsheet takes what begins like a formula for one.
std::string cell(std::string_view text) {
  std::string quoted = "\"";
  const bool is_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  if (is_formula) quoted += '\'';
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

json session_row(const domain::LessonBook& book, const domain::LessonSession& session) {
  const domain::LessonContent& content = book.content();
  const domain::SeatCount count = book.count(session.id);
  const domain::CalledOffSession* called_off = book.called_off(session.id);
  return {{"id", session.id.value},
          {"course", session.course.value},
          {"course_name", name_of(content.find_course(session.course))},
          {"teacher_name", name_of(content.find_teacher(session.teacher))},
          {"room_name", name_of(content.find_room(session.room))},
          {"starts", store::to_ms(session.starts)},
          {"ends", store::to_ms(session.ends)},
          {"seats", count.seats},
          {"held", count.held},
          {"granted", count.granted},
          {"waiting", count.waiting},
          {"asked", count.asked},
          {"attended", count.attended},
          {"called_off", called_off == nullptr ? json(nullptr) : json(called_off->note)}};
}

json sign_ups_json(const domain::LessonBook& book, const domain::LessonSessionId& session) {
  json rows = json::array();
  for (const domain::SignUp* sign_up : book.of_session(session)) {
    rows.push_back(
        {{"id", sign_up->id.value},
         {"masked", sign_up->masked},
         {"contact", domain::to_string(sign_up->contact)},
         {"state", domain::to_string(sign_up->state())},
         {"place", book.place_of(*sign_up)},
         {"at", store::to_ms(sign_up->at)},
         {"checked_in_at", sign_up->checked_in ? json(store::to_ms(*sign_up->checked_in)) : nullptr},
         {"ended_by", sign_up->ended ? json(domain::to_string(sign_up->ended->by)) : nullptr}});
  }
  return rows;
}

std::string sign_ups_csv(const domain::LessonBook& book, const domain::LessonSession& session,
                         domain::Minutes utc_offset) {
  std::string text = "\xEF\xBB\xBFsession,start,person,contact,state,signed_up_at,checked_in_at\r\n";
  for (const domain::SignUp* sign_up : book.of_session(session.id)) {
    const std::string checked_in =
        sign_up->checked_in ? time_text(*sign_up->checked_in, utc_offset) : std::string();
    for (const std::string& value :
         {session.id.value, time_text(session.starts, utc_offset), sign_up->masked,
          std::string(domain::to_string(sign_up->contact)), std::string(domain::to_string(sign_up->state())),
          time_text(sign_up->at, utc_offset)}) {
      text += cell(value);
      text += ',';
    }
    text += cell(checked_in);
    text += "\r\n";
  }
  return text;
}

}  // namespace yz::hub
