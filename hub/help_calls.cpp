#include "hub/help_calls.h"

#include "base/check.h"
#include "domain/help/help_json.h"
#include "hub/store/help.h"

namespace yz::hub {

Result<domain::HelpBook> help_book(Hub& hub, const std::string& station, const domain::HelpId& help) {
  domain::HelpBook book;
  const auto row = store::find_help(hub.database(), help.value);
  if (!row) return fail(row.error());
  if (!*row || (*row)->station != station) return book;
  auto call = domain::parse_help_call((*row)->content);
  if (!call) return fail(Code::corrupt, "stored call " + help.value + ": " + call.error().what);
  book.restore(*std::move(call));
  return book;
}

Result<domain::Folded> record_help(Hub& hub, const NewHelpEvent& event) {
  const domain::HelpId id = domain::help_of(event.event);
  auto book = help_book(hub, event.station, id);
  if (!book) return fail(book.error());
  const domain::Folded folded = book->fold(event.event);
  if (folded == domain::Folded::ignored) return folded;
  if (auto added = add_event_row(hub, event, "help:" + id.value); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  const domain::HelpCall* call = book->find(id);
  check(call != nullptr, "what was folded is there");
  auto saved = store::save_help(hub.database(), {.id = id.value,
                                                 .station = event.station,
                                                 .is_open = call->is_open(),
                                                 .called_at = call->called_at,
                                                 .content = domain::to_json(*call)});
  if (!saved) return fail(saved.error());
  if (auto told = tell_kiosks(hub, event, domain::to_json(event.event)); !told) return fail(told.error());
  return folded;
}

}  // namespace yz::hub
