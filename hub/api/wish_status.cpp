// GET /api/public/v1/wishes/{code}: where a wish stands, for who holds its receipt. Never a word of it, nor
// where it is about.
#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "hub/api/dispatch.h"
#include "hub/api/queue_view.h"
#include "hub/api/wish_view.h"
#include "hub/hub.h"
#include "hub/store/wishes.h"

namespace yz::hub {

Outcome get_wish_status(Hub& hub, const Session&, const Request& request);

namespace {

/// The wish whose receipt carries this code. The number alone opens nothing; which of the two was wrong is
/// not said.
Result<std::optional<domain::Wish>> find_by_code(Hub& hub, std::string_view text) {
  const auto code = domain::parse_wish_code(text);
  if (!code) return std::nullopt;
  const auto row = store::find_wish_by_number(hub.database(), code->number);
  if (!row) return fail(row.error());
  if (!*row) return std::nullopt;
  auto wish = domain::parse_wish((*row)->content);
  if (!wish) return fail(Code::corrupt, "stored wish " + (*row)->id + ": " + wish.error().what);
  if (sha256(wish->secret) != sha256(code->secret)) return std::nullopt;
  return *std::move(wish);
}

Reply too_many() {
  Reply reply = error_reply(429, "too many tries");
  reply.headers.emplace_back("Retry-After", "60");
  return reply;
}

}  // namespace

Outcome get_wish_status(Hub& hub, const Session&, const Request& request) {
  const Milliseconds now = hub.clock().mono();
  if (hub.wrong_wish_codes.is_used_up(request.address, now)) return too_many();
  const auto wish = find_by_code(hub, request.parameter("code"));
  if (!wish) return failed_reply(wish.error());
  if (!*wish) {
    // Only wrong ones count: who holds a receipt may look as often as they like, and wins a guesser nothing.
    if (!hub.wrong_wish_codes.take(request.address, now)) return too_many();
    return error_reply(404, "no_wish");
  }
  const auto book = hub.books().wishes().find((*wish)->station.value);
  const auto tickets = hub.books().find((*wish)->station.value);
  if (!book || !tickets) return error_reply(404, "no_wish");
  return json_reply({{"number", domain::format_wish_number((*wish)->number)},
                     {"station", both((*tickets)->station().name)},
                     {"utc_offset_minutes", (*tickets)->station().utc_offset.count()},
                     {"state", domain::to_string((*wish)->state)},
                     {"level", domain::to_string((*wish)->level)},
                     {"way", way_json((*book)->content(), **wish)}});
}

}  // namespace yz::hub
