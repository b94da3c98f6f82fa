#include "kiosk/app/lesson_rows.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/lessons/lessons_json.h"
#include "kiosk/app/row_differences.h"

namespace yz::kiosk {
namespace {

cache::ModelRow row_of(const domain::SignUp& sign_up) {
  return {sign_up_area, sign_up.id.value, row_day(sign_up.starts), domain::to_json(sign_up)};
}
/// A grant counts until it is returned, however old it is.
cache::ModelRow row_of(const domain::SeatGrant& grant) {
  return {seat_grant_area, grant.id.value, row_day(grant.until), domain::to_json(grant)};
}
cache::ModelRow row_of(const domain::CalledOffSession& session) {
  return {called_off_area, session.session.value, row_day(session.at), domain::to_json(session)};
}

/// Adds the row of what an event was about; entities as entity_of() names them.
void add_row(const domain::LessonBook& book, const std::string& entity, std::vector<cache::ModelRow>& rows) {
  const std::size_t colon = entity.find(':');
  const std::string kind = entity.substr(0, colon);
  const std::string id = entity.substr(colon + 1);
  if (kind == "signup") {
    if (const auto* sign_up = book.find(domain::SignUpId(id))) rows.push_back(row_of(*sign_up));
  } else if (kind == "seats") {
    if (const auto* grant = book.find(domain::SeatGrantId(id))) rows.push_back(row_of(*grant));
  } else if (const auto* session = book.called_off(domain::LessonSessionId(id))) {
    rows.push_back(row_of(*session));
  }
}

template <class Value>
Status load(domain::LessonBook& book, cache::Journal& journal, const char* area, const std::string& from_day,
            Result<Value> (*parse)(std::string_view)) {
  auto rows = journal.rows(area, from_day);
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows) {
    auto value = parse(row.value);
    if (!value) return fail(Code::corrupt, std::string(area) + " row " + row.key + ": " + value.error().what);
    book.restore(*std::move(value));
  }
  return {};
}

}  // namespace

std::vector<cache::ModelRow> rows_after(const domain::LessonBook& book, const domain::LessonEvents& events) {
  std::vector<cache::ModelRow> rows;
  if (events.empty()) return rows;
  domain::LessonBook scratch = book;  // a station's classes of a fortnight
  std::set<std::string> concerned;
  for (const auto& event : events) {
    // What no longer fits changes nothing.
    if (scratch.fold(event) != domain::Folded::ignored) concerned.insert(domain::entity_of(event));
  }
  rows.reserve(concerned.size());
  for (const std::string& entity : concerned) add_row(scratch, entity, rows);
  return rows;
}

Status load_book(domain::LessonBook& book, cache::Journal& journal, Instant now) {
  const std::string from = row_day(now - lessons_kept);
  if (auto read = load(book, journal, sign_up_area, from, domain::parse_sign_up); !read) return read;
  if (auto read = load(book, journal, seat_grant_area, from, domain::parse_seat_grant); !read) return read;
  return load(book, journal, called_off_area, "", domain::parse_called_off_session);
}

Status rebuild_lesson_rows(const domain::LessonContent& content, domain::Minutes utc_offset,
                           cache::Journal& journal, std::vector<std::string>& differences) {
  auto replayed = journal.replay();
  if (!replayed) return fail(replayed.error());
  domain::LessonBook book(content, utc_offset);
  std::set<std::string> concerned;
  for (const auto& line : *replayed) {
    if (!line.type.starts_with("lesson.")) continue;
    const auto event = domain::parse_lesson_event({line.type, line.version}, line.body_json);
    if (event) {
      if (book.fold(*event) != domain::Folded::ignored) concerned.insert(domain::entity_of(*event));
    } else if (event.error().code != Code::unsupported) {
      differences.push_back("event " + line.type + ": " + event.error().what);
    }
  }
  std::vector<cache::ModelRow> all;
  for (const std::string& entity : concerned) add_row(book, entity, all);
  for (const char* area : {sign_up_area, seat_grant_area, called_off_area}) {
    std::vector<cache::ModelRow> rows;
    std::ranges::copy_if(all, std::back_inserter(rows), [&](const auto& row) { return row.area == area; });
    if (auto replaced = replace_rows(journal, area, rows, differences); !replaced) return replaced;
  }
  return {};
}

SessionView session_view(const LessonViewer& viewer, const domain::LessonSession& session) {
  const domain::SeatCount count = viewer.book.count(session.id);
  return {.id = session.id,
          .course = session.course,
          .teacher = session.teacher,
          .room = session.room,
          .starts = domain::station_time(viewer.station, session.starts),
          .length = std::chrono::duration_cast<domain::Minutes>(session.ends - session.starts),
          .free = viewer.book.seats_to_show(session.id, viewer.device, viewer.now),
          .has_list_room = count.waiting + std::max(0, count.asked - std::max(0, count.free())) <
                           viewer.book.content().rules.waiting_max,
          .is_called_off = viewer.book.called_off(session.id) != nullptr};
}

SignUpView sign_up_view(const LessonViewer& viewer, const domain::SignUp& sign_up, PrintState print) {
  SignUpView view;
  view.id = sign_up.id;
  view.qr = domain::make_lesson_code({sign_up.id, sign_up.secret});
  view.masked = sign_up.masked;
  Instant starts = sign_up.starts;
  if (const auto session = viewer.book.session(sign_up.session)) {
    view.session = session_view(viewer, *session);
    starts = session->starts;
  }
  view.state = sign_up.state();
  view.end = sign_up.ended ? sign_up.ended->by : domain::SignUpEnd::none;
  view.place = viewer.book.place_of(sign_up);
  view.is_apologised = sign_up.listed && sign_up.listed->is_refused;
  view.was_moved_up = sign_up.moved_up.has_value();
  view.has_begun = viewer.now >= starts;
  const domain::LessonRules& rules = viewer.book.content().rules;
  view.can_check_in = view.state == domain::SignUpState::seated &&
                      viewer.now >= starts - rules.check_in_before &&
                      viewer.now <= starts + rules.check_in_after;
  if (const auto* called_off = viewer.book.called_off(sign_up.session)) view.note = called_off->note;
  view.print = print;
  return view;
}

}  // namespace yz::kiosk
