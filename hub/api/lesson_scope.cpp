#include "hub/api/lesson_scope.h"

#include "hub/api/station_scope.h"
#include "hub/store/lesson_parts.h"

namespace yz::hub {

Result<LessonInScope> lesson_in_scope(Hub& hub, const Session& session, const Request& request) {
  auto station = station_in_scope(hub, session, request);
  if (!station) return fail(station.error());
  const auto book = hub.books().lessons().find(*station);
  if (!book) return fail(book.error());
  const domain::LessonSessionId id(request.parameter("session"));
  if (auto fetched = hub.books().lessons().fetch_session(**book, *station, id); !fetched)
    return fail(fetched.error());
  auto lesson = (*book)->session(id);
  if (!lesson) return fail(Code::not_found, "session");
  return LessonInScope{*std::move(station), *book, *std::move(lesson)};
}

const domain::SignUp* sign_up_in(const LessonInScope& scope, const Request& request) {
  const domain::SignUp* sign_up = scope.book->find(domain::SignUpId(request.parameter("sign_up")));
  return sign_up != nullptr && sign_up->session == scope.lesson.id ? sign_up : nullptr;
}

Status note_lesson_work(Hub& hub, const Session& session, const LessonInScope& scope,
                        const std::string& sign_up, const std::string& what, const std::string& reason) {
  return store::add_lesson_audit(hub.database(),
                                 {.station = scope.station,
                                  .session = scope.lesson.id.value,
                                  .sign_up = sign_up,
                                  .account = session.account,
                                  .what = what,
                                  .reason = reason},
                                 hub.clock().now());
}

}  // namespace yz::hub
