#include "hub/help_calls.h"

#include "base/check.h"
#include "domain/help/help_json.h"
#include "hub/feed_line.h"
#include "hub/store/feed.h"
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
  Database& database = hub.database();
  const domain::EventKind kind = domain::kind_of(event.event);
  const store::EventRow row{event.id, event.station, kind.type, "help:" + id.value, event.source};
  if (auto added = store::add_event(database, row, hub.clock().now()); !added) return fail(added.error());
  if (folded == domain::Folded::repeated) return folded;
  const domain::HelpCall* call = book->find(id);
  check(call != nullptr, "what was folded is there");
  auto saved = store::save_help(database, {.id = id.value,
                                           .station = event.station,
                                           .is_open = call->is_open(),
                                           .called_at = call->called_at,
                                           .content = domain::to_json(*call)});
  if (!saved) return fail(saved.error());
  const std::string body = domain::to_json(event.event);
  const std::string line = feed_line({.id = event.id,
                                      .kind = kind,
                                      .at = event.at,
                                      .who = event.who,
                                      .source = event.source,
                                      .body_json = body});
  if (auto told = store::add_feed(database, event.station, event.source, line); !told)
    return fail(told.error());
  hub.note_change(event.station);
  return folded;
}

}  // namespace yz::hub
