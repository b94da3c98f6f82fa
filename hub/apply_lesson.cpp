#include "hub/apply_lesson.h"

#include <spdlog/spdlog.h>

#include "hub/lesson_seats.h"
#include "hub/record_lesson.h"
#include "hub/store/lesson_parts.h"
#include "hub/store/lessons.h"

namespace yz::hub {

namespace {

/// What residents do, and a kiosk that gives seats back. No kiosk, whatever became of it, gives out the
/// hub's.
bool may_come_from_kiosk(const domain::LessonEvent& event) {
  if (const auto* ended = std::get_if<domain::LessonCancelled>(&event))
    return ended->by == domain::SignUpEnd::person || ended->by == domain::SignUpEnd::staff;
  return std::holds_alternative<domain::LessonSignedUp>(event) ||
         std::holds_alternative<domain::LessonCheckedIn>(event) ||
         std::holds_alternative<domain::LessonSeatsReturned>(event);
}

Verdict foreign(const Attempt& attempt, const char* whose) {
  spdlog::warn("kiosk {} wrote for {}", attempt.stream.device, whose);
  return Refused{"foreign_entity", std::string("it belongs to ") + whose};
}

/// A sign-up is the kiosk's own when it begins, and its station's ever after; a grant is one kiosk's.
Result<Verdict> check_owner(Hub& hub, const Attempt& attempt, const domain::LessonEvent& event) {
  if (const auto* begun = std::get_if<domain::LessonSignedUp>(&event)) {
    if (begun->device != attempt.stream.device) return foreign(attempt, "another kiosk");
  }
  if (const auto* returned = std::get_if<domain::LessonSeatsReturned>(&event)) {
    const auto book = hub.books().lessons().find(attempt.station);
    if (!book) return fail(book.error());
    if (auto fetched = hub.books().lessons().fetch(**book, attempt.station, event); !fetched)
      return fail(fetched.error());
    const domain::SeatGrant* grant = (*book)->find(returned->grant);
    if (grant != nullptr && grant->device != attempt.stream.device) return foreign(attempt, "another kiosk");
    return Verdict{};
  }
  const std::string entity = domain::entity_of(event);
  const auto stored = store::find_sign_up(hub.database(), entity.substr(entity.find(':') + 1));
  if (!stored) return fail(stored.error());
  if (*stored && (*stored)->station != attempt.station) return foreign(attempt, "another station");
  return Verdict{};
}

Status follow_up(Hub& hub, const Attempt& attempt, const domain::LessonEvent& event) {
  const auto book = hub.books().lessons().find(attempt.station);
  if (!book) return fail(book.error());
  const std::string entity = domain::entity_of(event);
  const std::string id = entity.substr(entity.find(':') + 1);
  const bool is_of_grant = entity.starts_with("seats:");
  const domain::SignUp* sign_up = is_of_grant ? nullptr : (*book)->find(domain::SignUpId(id));
  if (attempt.event.box && sign_up != nullptr) {
    auto kept = store::add_lesson_box(hub.database(), attempt.event.id, id, attempt.line);
    if (!kept) return kept;
    auto noted = store::add_lesson_line(hub.database(), id, attempt.stream, attempt.sequence);
    if (!noted) return noted;
  }
  if (const auto* begun = std::get_if<domain::LessonSignedUp>(&event)) {
    if (auto noted = note_turn(hub, attempt.station, attempt.event, *begun); !noted) return noted;
  }
  const domain::SeatGrant* grant = is_of_grant ? (*book)->find(domain::SeatGrantId(id)) : nullptr;
  if (sign_up == nullptr && grant == nullptr) return {};
  return settle_session(hub, attempt.station, sign_up != nullptr ? sign_up->session : grant->session);
}

}  // namespace

Status note_lesson_again(Hub& hub, const Attempt& attempt) {
  constexpr std::string_view kind = "signup:";
  if (!attempt.event.box || !attempt.entity.starts_with(kind)) return {};
  const std::string sign_up = attempt.entity.substr(kind.size());
  const auto stored = store::find_sign_up(hub.database(), sign_up);
  if (!stored) return fail(stored.error());
  if (!*stored || (*stored)->station != attempt.station) return {};
  return store::add_lesson_line(hub.database(), sign_up, attempt.stream, attempt.sequence);
}

Result<Verdict> apply_lesson(Hub& hub, Attempt& attempt) {
  const EventLine& line = attempt.event;
  auto event = domain::parse_lesson_event({line.type, line.version}, line.body_json);
  if (!event) return Verdict(unreadable(event.error()));
  attempt.entity = domain::entity_of(*event);
  if (!may_come_from_kiosk(*event)) return Verdict(not_a_kiosks(line));
  if (auto refused = check_owner(hub, attempt, *event); !refused || *refused) return refused;
  auto* begun = std::get_if<domain::LessonSignedUp>(&*event);
  // A kiosk that still shows the factory's pack may name another station; the sign-up is of where it stands.
  if (begun != nullptr) begun->station = domain::StationId(attempt.station);
  if (auto parked = wait_behind_others(hub, attempt, begun != nullptr); !parked || *parked) return parked;
  const auto folded = record(hub, NewLessonEvent{.id = line.id,
                                                 .station = attempt.station,
                                                 .source = attempt.stream.device,
                                                 .who = line.who,
                                                 .at = line.wall,
                                                 .event = *event});
  if (!folded) return fail(folded.error());
  if (*folded == domain::Folded::ignored)
    return Verdict(Refused{"rule", "nobody knows what it is about, or it is something else already"});
  if (*folded == domain::Folded::repeated) return Verdict{};
  if (auto done = follow_up(hub, attempt, *event); !done) return fail(done.error());
  return Verdict{};
}

}  // namespace yz::hub
