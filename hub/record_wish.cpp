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
  const auto save = [&]() -> Status {
    const domain::Wish* wish = (*book)->find(id);
    return wish == nullptr ? Status{}
                           : store::save_wish(hub.database(), row_of(*wish, (*book)->content().rules));
  };
  return record_in(hub, **book, event, entity_of(event.event), save,
                   [&] { return domain::to_json(domain::without_notes(event.event)); });
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
