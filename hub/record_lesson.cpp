#include "hub/record_lesson.h"

#include "hub/store/lessons.h"

namespace yz::hub {

namespace {

/// Whatever of it the event is about, as the book has it now.
Status save(Hub& hub, const domain::LessonBook& book, const NewLessonEvent& event) {
  const std::string entity = domain::entity_of(event.event);
  const std::string id = entity.substr(entity.find(':') + 1);
  const domain::SignUp* sign_up = entity.starts_with("signup:") ? book.find(domain::SignUpId(id)) : nullptr;
  if (sign_up != nullptr) {
    return store::save_sign_up(hub.database(), {.id = id,
                                                .station = event.station,
                                                .session = sign_up->session.value,
                                                .starts = sign_up->starts,
                                                .content = domain::to_json(*sign_up)});
  }
  const domain::SeatGrant* grant =
      entity.starts_with("seats:") ? book.find(domain::SeatGrantId(id)) : nullptr;
  if (grant != nullptr) {
    return store::save_seat_grant(hub.database(), {.id = id,
                                                   .station = event.station,
                                                   .ends = grant->until,
                                                   .is_returned = grant->returned.has_value(),
                                                   .content = domain::to_json(*grant)});
  }
  if (const auto* session = book.called_off(domain::LessonSessionId(id)); session != nullptr) {
    return store::save_called_off(
        hub.database(),
        {.station = event.station, .session = id, .at = session->at, .content = domain::to_json(*session)});
  }
  return {};
}

}  // namespace

Result<domain::Folded> record(Hub& hub, const NewLessonEvent& event) {
  const auto book = hub.books().lessons().find(event.station);
  if (!book) return fail(book.error());
  if (auto fetched = hub.books().lessons().fetch(**book, event.station, event.event); !fetched)
    return fail(fetched.error());
  return record_in(
      hub, **book, event, domain::entity_of(event.event), [&] { return save(hub, **book, event); },
      [&] { return domain::to_json(event.event); });
}

}  // namespace yz::hub
