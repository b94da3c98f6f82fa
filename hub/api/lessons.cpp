// …/lessons: the sessions of a station, who signed up, and what staff do with them. The rules are the
// domain's: they are asked, what they decide is stored durably, and only then anyone sees it.
#include <spdlog/spdlog.h>

#include "hub/api/dispatch.h"
#include "hub/api/lesson_scope.h"
#include "hub/api/lesson_view.h"
#include "hub/api/queue_view.h"
#include "hub/api/station_scope.h"
#include "hub/lesson_seats.h"
#include "hub/record_lesson.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_lessons(Hub& hub, const Session& session, const Request& request);
Outcome get_lesson(Hub& hub, const Session& session, const Request& request);
Outcome get_lesson_csv(Hub& hub, const Session& session, const Request& request);
Outcome post_lesson_call_off(Hub& hub, const Session& session, const Request& request);
Outcome post_lesson_check_in(Hub& hub, const Session& session, const Request& request);
Outcome post_lesson_cancel(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::chrono::days shown_max{100};
constexpr std::size_t note_bytes_max = 4 * domain::lesson_note_chars_max;

/// The events, and what follows from them for others of the session, in one transaction.
Status store_all(Hub& hub, const Session& session, const LessonInScope& scope,
                 const domain::LessonEvents& events) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  if (auto recorded = record_all(hub, scope.station, to_string(session.role), events); !recorded)
    return recorded;
  for (const domain::LessonEvent& event : events) {
    const std::string entity = domain::entity_of(event);
    const std::size_t colon = entity.find(':');
    const std::string sign_up = entity.starts_with("signup:") ? entity.substr(colon + 1) : std::string();
    auto noted = note_lesson_work(hub, session, scope, sign_up, domain::kind_of(event).type);
    if (!noted) return noted;
  }
  if (auto settled = settle_session(hub, scope.station, scope.lesson.id); !settled) return settled;
  return transaction->commit();
}

nlohmann::json whole(const LessonInScope& scope) {
  return {{"session", session_row(*scope.book, scope.lesson)},
          {"sign_ups", sign_ups_json(*scope.book, scope.lesson.id)}};
}

Reply carry_out(Hub& hub, const Session& session, const LessonInScope& scope,
                const domain::LessonCommand& command) {
  const domain::LessonDecision decision = domain::decide(*scope.book, command);
  if (const auto* refusal = std::get_if<domain::LessonRefusal>(&decision))
    return json_reply({{"refusal", domain::to_string(*refusal)}}, 409);
  const auto& events = std::get<domain::LessonEvents>(decision);
  if (auto stored = store_all(hub, session, scope, events); !stored) {
    // What was folded is not on disk: begin again from what is.
    if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return failed_reply(loaded.error());
    return failed_reply(stored.error());
  }
  for (const domain::LessonEvent& event : events)
    spdlog::info("lesson {}: {} by {}", scope.lesson.id.value, domain::kind_of(event).type, session.account);
  return json_reply(whole(scope));
}

domain::SignUpId sign_up_id(const LessonInScope& scope, const Request& request) {
  const domain::SignUp* sign_up = sign_up_in(scope, request);
  return sign_up == nullptr ? domain::SignUpId{} : sign_up->id;
}

}  // namespace

Outcome get_lessons(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto book = hub.books().lessons().find(*station);
  const auto tickets = hub.books().find(*station);
  if (!book) return scope_reply(book.error());
  if (!tickets) return scope_reply(tickets.error());
  const domain::Station& place = (*tickets)->station();
  const Instant now = hub.clock().now();
  domain::Day from = domain::station_time(place, now).day;
  domain::Day to(std::chrono::sys_days(from) + (*book)->content().rules.sign_up);
  const bool is_told = !request.query_value("from").empty() || !request.query_value("to").empty();
  if (is_told && (!domain::parse_day(request.query_value("from"), from) ||
                  !domain::parse_day(request.query_value("to"), to))) {
    return error_reply(400, "period");
  }
  const auto length = std::chrono::sys_days(to) - std::chrono::sys_days(from);
  if (length < std::chrono::days{0} || length > shown_max) return error_reply(400, "period");
  const Instant begin = Instant{std::chrono::sys_days(from)} - place.utc_offset;
  nlohmann::json sessions = nlohmann::json::array();
  for (const auto& lesson : (*book)->sessions_between(begin, begin + length + std::chrono::days{1})) {
    if (auto fetched = hub.books().lessons().fetch_session(**book, *station, lesson.id); !fetched)
      return failed_reply(fetched.error());
    sessions.push_back(session_row(**book, lesson));
  }
  return json_reply({{"station", *station},
                     {"station_name", both(place.name)},
                     {"utc_offset_minutes", place.utc_offset.count()},
                     {"now", store::to_ms(now)},
                     {"sessions", std::move(sessions)}});
}

Outcome get_lesson(Hub& hub, const Session& session, const Request& request) {
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  return json_reply(whole(*scope));
}

Outcome get_lesson_csv(Hub& hub, const Session& session, const Request& request) {
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  const auto tickets = hub.books().find(scope->station);
  if (!tickets) return scope_reply(tickets.error());
  if (auto noted = note_lesson_work(hub, session, *scope, "", "list"); !noted)
    return failed_reply(noted.error());
  Reply reply{.type = "text/csv; charset=utf-8",
              .body = sign_ups_csv(*scope->book, scope->lesson, (*tickets)->station().utc_offset)};
  // The id came with the request, but the book knows a session by it: letters, digits, - _ and a dot.
  reply.headers.emplace_back("Content-Disposition",
                             "attachment; filename=\"" + scope->lesson.id.value + ".csv\"");
  spdlog::info("lesson {}: list taken by {}", scope->lesson.id.value, session.account);
  return reply;
}

Outcome post_lesson_call_off(Hub& hub, const Session& session, const Request& request) {
  const auto body = read_json(request.body.empty() ? "{}" : request.body);
  if (!body) return error_reply(400, "body");
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  return carry_out(hub, session, *scope,
                   domain::CallOffSession{.session = scope->lesson.id,
                                          .note = text_of(*body, "note", note_bytes_max),
                                          .at = hub.clock().now()});
}

Outcome post_lesson_check_in(Hub& hub, const Session& session, const Request& request) {
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  return carry_out(
      hub, session, *scope,
      domain::CheckIn{.sign_up = sign_up_id(*scope, request), .is_by_staff = true, .at = hub.clock().now()});
}

Outcome post_lesson_cancel(Hub& hub, const Session& session, const Request& request) {
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  return carry_out(
      hub, session, *scope,
      domain::CancelSignUp{
          .sign_up = sign_up_id(*scope, request), .by = domain::SignUpEnd::staff, .at = hub.clock().now()});
}

}  // namespace yz::hub
