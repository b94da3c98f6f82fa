// POST …/lessons/{session}/{sign_up}/contact: the phone number of one sign-up, opened for a reason that is
// written down before it is shown.
#include <spdlog/spdlog.h>

#include <array>

#include "domain/wishes/wishes.h"
#include "hub/api/dispatch.h"
#include "hub/api/lesson_scope.h"
#include "hub/api/opened_box.h"
#include "hub/api/station_scope.h"
#include "hub/store/lesson_parts.h"

namespace yz::hub {

Outcome post_lesson_contact(Hub& hub, const Session& session, const Request& request);

namespace {

constexpr std::size_t reason_bytes_max = 4 * domain::staff_text_chars_max;
constexpr std::array<const char*, 1> contact_fields{"phone"};

}  // namespace

Outcome post_lesson_contact(Hub& hub, const Session& session, const Request& request) {
  const auto body = read_json(request.body.empty() ? "{}" : request.body);
  if (!body) return error_reply(400, "body");
  const auto scope = lesson_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  const domain::SignUp* sign_up = sign_up_in(*scope, request);
  if (sign_up == nullptr) return error_reply(404, "not_found");
  const std::string reason = text_of(*body, "reason", reason_bytes_max);
  if (!domain::is_staff_text(reason)) {
    return json_reply({{"refusal", domain::to_string(domain::LessonRefusal::text_not_allowed)}}, 409);
  }
  if (!hub.boxes_opened.take(session.account, hub.clock().mono())) return too_many_opened();
  const auto boxes = store::lesson_boxes(hub.database(), sign_up->id.value);
  if (!boxes) return failed_reply(boxes.error());
  if (auto noted = note_lesson_work(hub, session, *scope, sign_up->id.value, "contact", reason); !noted)
    return failed_reply(noted.error());
  spdlog::info("lesson {}: a contact opened by {}", scope->lesson.id.value, session.account);
  nlohmann::json reply{{"id", sign_up->id.value}, {"phone", nullptr}};
  for (const std::string& line : *boxes) {
    const auto opened = open_box(hub, line, contact_fields);
    if (!opened) return failed_reply(opened.error());
    reply.update(opened->fields);
  }
  return json_reply(reply);
}

}  // namespace yz::hub
