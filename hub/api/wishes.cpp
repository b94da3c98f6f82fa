// GET …/wishes and one of them: what is open, and what a resident told, which is opened for one wish at a
// time and written down before it is shown.
#include <spdlog/spdlog.h>

#include <array>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/opened_box.h"
#include "hub/api/queue_view.h"
#include "hub/api/station_scope.h"
#include "hub/api/wish_scope.h"
#include "hub/api/wish_view.h"
#include "hub/store/times.h"
#include "hub/store/wishes.h"
#include "hub/terms.h"

namespace yz::hub {

Outcome get_wishes(Hub& hub, const Session& session, const Request& request);
Outcome get_wish(Hub& hub, const Session& session, const Request& request);
Outcome get_wish_told(Hub& hub, const Session& session, const Request& request);

namespace {

using nlohmann::json;

constexpr std::size_t wishes_shown_max = 500;
/// What a box may hold for staff to read (docs/formats/events.md, "Sealed"). Keys of files are not among it.
constexpr std::array<const char*, 4> told_fields{"words", "name", "phone", "id_number"};

/// The filters of the list; an empty one lets everything through.
struct Filter {
  std::string state;
  std::string unit;
  std::string level;

  [[nodiscard]] bool admits(const domain::Wish& wish) const {
    return (state.empty() || state == domain::to_string(wish.state)) &&
           (unit.empty() || unit == wish.unit.value) &&
           (level.empty() || level == domain::to_string(wish.level));
  }
};

/// What staff may read of one box.
Result<json> read_told(Hub& hub, const domain::Wish& wish, const store::WishBoxRow& row) {
  auto opened = open_box(hub, row.line, told_fields);
  if (!opened) return fail(opened.error());
  json told = std::move(opened->fields);
  told["type"] = opened->line.type;
  json files = json::array();
  const bool are_gone = files_are_past(wish, hub.clock().now());
  for (const AttachmentMark& mark : opened->line.attachments) {
    if (are_gone) break;
    files.push_back({{"sha256", mark.sha256}, {"len", mark.bytes}, {"mime", mark.mime}});
  }
  told["files"] = std::move(files);
  return told;
}

}  // namespace

Outcome get_wishes(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto book = hub.books().wishes().find(*station);
  const auto tickets = hub.books().find(*station);
  if (!book) return scope_reply(book.error());
  if (!tickets) return scope_reply(tickets.error());
  const domain::WishContent& content = (*book)->content();
  const Filter filter{request.query_value("state"), request.query_value("unit"),
                      request.query_value("level")};
  const Instant now = hub.clock().now();
  json rows = json::array();
  std::size_t total = 0;
  for (const domain::Wish* wish : (*book)->open()) {
    if (!may_see(session, *wish) || !filter.admits(*wish)) continue;
    if (++total <= wishes_shown_max) rows.push_back(wish_row(content, *wish, now));
  }
  return json_reply({{"station", *station},
                     {"station_name", both((*tickets)->station().name)},
                     {"utc_offset_minutes", (*tickets)->station().utc_offset.count()},
                     {"now", store::to_ms(now)},
                     {"role", to_string(session.role)},
                     {"unit", session.unit},
                     {"units", units_json(content)},
                     {"total", total},
                     {"wishes", std::move(rows)}});
}

Outcome get_wish(Hub& hub, const Session& session, const Request& request) {
  const auto scope = wish_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  json detail = wish_detail(scope->book->content(), scope->wish(), hub.clock().now());
  detail["may_read_words"] = may_read_words(session, scope->wish());
  return json_reply(detail);
}

Outcome get_wish_told(Hub& hub, const Session& session, const Request& request) {
  const auto scope = wish_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  if (!may_read_words(session, scope->wish())) return error_reply(403, "role");
  if (!hub.boxes_opened.take(session.account, hub.clock().mono())) return too_many_opened();
  const auto boxes = store::wish_boxes(hub.database(), scope->id.value);
  if (!boxes) return failed_reply(boxes.error());
  const auto noted =
      store::add_wish_audit(hub.database(), {scope->id.value, session.account, "words"}, hub.clock().now());
  if (!noted) return failed_reply(noted.error());
  spdlog::info("wish {}: opened by {}", scope->wish().number, session.account);
  json told = json::array();
  for (const store::WishBoxRow& box : *boxes) {
    auto read = read_told(hub, scope->wish(), box);
    if (!read) return failed_reply(read.error());
    told.push_back(*std::move(read));
  }
  return json_reply({{"id", scope->id.value}, {"told", std::move(told)}});
}

}  // namespace yz::hub
