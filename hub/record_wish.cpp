#include "hub/record_wish.h"

#include "domain/wishes/wishes_json.h"
#include "hub/store/wishes.h"

namespace yz::hub {

std::string entity_of(const domain::WishEvent& event) {
  return "wish:" + domain::wish_of(event).value;
}

Result<domain::Folded> record(Hub& hub, const NewWishEvent& event) {
  const auto book = hub.books().wishes().find(event.station);
  if (!book) return fail(book.error());
  const domain::WishId& id = domain::wish_of(event.event);
  if (auto fetched = hub.books().wishes().fetch(**book, event.station, id); !fetched)
    return fail(fetched.error());
  const domain::Folded folded = (*book)->fold(event.event);
  if (folded == domain::Folded::ignored) return folded;
  if (auto added = add_event_row(hub, event, entity_of(event.event)); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  if (const domain::Wish* wish = (*book)->find(id); wish != nullptr) {
    auto saved = store::save_wish(hub.database(), row_of(*wish, (*book)->content().rules));
    if (!saved) return fail(saved.error());
  }
  if (auto told = tell_kiosks(hub, event, domain::to_json(domain::without_notes(event.event))); !told)
    return fail(told.error());
  return folded;
}

Status record_all(Hub& hub, const std::string& station, const std::string& who,
                  const domain::WishEvents& events) {
  for (const domain::WishEvent& event : events) {
    const auto folded = record(hub, NewWishEvent{.id = new_ulid(hub.clock()),
                                                 .station = station,
                                                 .source = "hub",
                                                 .who = who,
                                                 .at = hub.clock().now(),
                                                 .event = event});
    if (!folded) return fail(folded.error());
  }
  return {};
}

Status renew_deadlines(Hub& hub, const std::string& station, const domain::WishRules& rules) {
  const auto book = hub.books().wishes().find(station);
  if (!book) return fail(book.error());
  for (const domain::Wish* wish : (*book)->open()) {
    const Instant due = due_of(*wish, rules);
    if (due == due_of(*wish, (*book)->content().rules)) continue;
    if (auto set = store::set_wish_due(hub.database(), wish->id.value, due); !set) return set;
  }
  return {};
}

}  // namespace yz::hub
