// The session a staff request is about: of the account's station, whole. For everybody else it is not there.
#pragma once

#include <string>

#include "domain/lessons/lessons.h"
#include "hub/api/exchange.h"
#include "hub/hub.h"

namespace yz::hub {

struct LessonInScope {
  std::string station;
  domain::LessonBook* book;
  domain::LessonSession lesson;
};
/// `not_found` for a session that nobody knows, or what station_in_scope() says. What the book has forgotten
/// is fetched, so that lists of long ago are whole.
[[nodiscard]] Result<LessonInScope> lesson_in_scope(Hub& hub, const Session& session, const Request& request);
/// The request's, of that session; another's id is as good as none.
[[nodiscard]] const domain::SignUp* sign_up_in(const LessonInScope& scope, const Request& request);

/// What an account does with a session or a sign-up of it, written down. `reason`: of opening what is sealed.
[[nodiscard]] Status note_lesson_work(Hub& hub, const Session& session, const LessonInScope& scope,
                                      const std::string& sign_up, const std::string& what,
                                      const std::string& reason = "");

}  // namespace yz::hub
