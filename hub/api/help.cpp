// GET …/help, …/help/stream, POST …/help/{help}/accept and /end: the calls for help of a station, and who
// goes.
#include <spdlog/spdlog.h>

#include <array>

#include "domain/help/help_json.h"
#include "domain/identity/identity.h"
#include "hub/api/dispatch.h"
#include "hub/api/queue_view.h"
#include "hub/api/station_scope.h"
#include "hub/help_calls.h"
#include "hub/store/accounts.h"
#include "hub/store/help.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_help(Hub& hub, const Session& session, const Request& request);
Outcome get_help_stream(Hub& hub, const Session& session, const Request& request);
Outcome post_help_accept(Hub& hub, const Session& session, const Request& request);
Outcome post_help_end(Hub& hub, const Session& session, const Request& request);

namespace {

using nlohmann::json;

constexpr std::int64_t open_shown_max = 100;
constexpr std::int64_t past_shown_max = 10;
constexpr std::size_t masked_bytes_max = 60;

json call_json(const domain::HelpCall& call) {
  return {{"id", call.id.value},
          {"kind", domain::to_string(call.kind)},
          {"is_emergency", domain::is_emergency(call.kind)},
          {"place", call.place},
          {"state", domain::to_string(call.state)},
          {"is_unanswered", call.is_unanswered()},
          {"times", call.times},
          {"called_at", store::to_ms(call.called_at)},
          {"again_at", store::to_ms(call.again_at)},
          {"due_at", store::to_ms(call.called_at + domain::help_time)},
          {"accepted_by", call.accepted_by},
          {"role", call.role},
          {"accepted_at", store::to_ms(call.accepted_at)},
          {"ended_at", store::to_ms(call.ended_at)}};
}

Result<json> calls_json(const Result<std::vector<store::HelpRow>>& rows) {
  if (!rows) return fail(rows.error());
  json all = json::array();
  for (const store::HelpRow& row : *rows) {
    const auto call = domain::parse_help_call(row.content);
    if (!call) return fail(Code::corrupt, "stored call " + row.id + ": " + call.error().what);
    all.push_back(call_json(*call));
  }
  return all;
}

Result<json> help_view(Hub& hub, const std::string& station) {
  const auto book = hub.books().find(station);
  if (!book) return fail(book.error());
  auto open = calls_json(store::open_help(hub.database(), station, open_shown_max));
  if (!open) return fail(open.error());
  auto past = calls_json(store::past_help(hub.database(), station, past_shown_max));
  if (!past) return fail(past.error());
  return json{{"station", station},
              {"station_name", both((*book)->station().name)},
              {"time", store::to_ms(hub.clock().now())},
              {"calls", *std::move(open)},
              {"past", *std::move(past)}};
}

/// What the kiosk shows of whoever is logged in: never the whole name.
Result<std::string> masked_name(Hub& hub, const Session& session) {
  const auto account = store::find_account(hub.database(), session.account);
  if (!account) return fail(account.error());
  std::string name = session.account;
  if (*account && !(*account)->display_name.empty()) name = (*account)->display_name;
  std::string masked = domain::mask_name(name);
  if (masked.size() > masked_bytes_max) {
    std::size_t end = masked_bytes_max;
    while ((static_cast<unsigned char>(masked[end]) & 0xC0U) == 0x80U) --end;  // no half a character
    masked.resize(end);
  }
  return masked.empty() ? std::string("*") : masked;
}

Reply carry_out(Hub& hub, const std::string& station, const domain::HelpId& help,
                const domain::HelpCommand& command) {
  auto book = help_book(hub, station, help);
  if (!book) return failed_reply(book.error());
  const auto decision = domain::decide(*book, command);
  if (const auto* refusal = std::get_if<domain::HelpRefusal>(&decision))
    return json_reply({{"refusal", domain::to_string(*refusal)}}, 409);
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return failed_reply(transaction.error());
  for (const domain::HelpEvent& event : std::get<domain::HelpEvents>(decision)) {
    const auto folded = record_help(hub, {.id = new_ulid(hub.clock()),
                                          .station = station,
                                          .source = "hub",
                                          .who = "counter",
                                          .at = hub.clock().now(),
                                          .event = event});
    if (!folded) return failed_reply(folded.error());
  }
  if (auto done = transaction->commit(); !done) return failed_reply(done.error());
  book = help_book(hub, station, help);
  if (!book) return failed_reply(book.error());
  const domain::HelpCall* call = book->find(help);
  return call == nullptr ? error_reply(404, "not_found") : json_reply({{"call", call_json(*call)}});
}

}  // namespace

Outcome get_help(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto view = help_view(hub, *station);
  if (!view) return scope_reply(view.error());
  return json_reply(*view);
}

Outcome get_help_stream(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto view = help_view(hub, *station);
  if (!view) return scope_reply(view.error());
  return Listen{*station, [station = *station](Hub& later) { return help_view(later, station); }};
}

Outcome post_help_accept(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const auto name = masked_name(hub, session);
  if (!name) return failed_reply(name.error());
  const domain::HelpId help(request.parameter("help"));
  spdlog::info("help {} of {} taken by {}", help.value, *station, session.account);
  return carry_out(hub, *station, help,
                   domain::AcceptHelp{
                       .help = help, .by = *name, .role = to_string(session.role), .at = hub.clock().now()});
}

Outcome post_help_end(Hub& hub, const Session& session, const Request& request) {
  const auto station = station_in_scope(hub, session, request);
  if (!station) return scope_reply(station.error());
  const domain::HelpId help(request.parameter("help"));
  return carry_out(hub, *station, help, domain::EndHelp{.help = help, .at = hub.clock().now()});
}

}  // namespace yz::hub
