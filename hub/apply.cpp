#include "hub/apply.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "domain/help/help_json.h"
#include "domain/tickets/tickets_json.h"
#include "hub/apply_app.h"
#include "hub/apply_lesson.h"
#include "hub/apply_practice.h"
#include "hub/apply_progress.h"
#include "hub/apply_wish.h"
#include "hub/attempt.h"
#include "hub/help_calls.h"
#include "hub/record.h"
#include "hub/store/devices.h"
#include "hub/store/feed.h"
#include "hub/store/help.h"
#include "hub/unseal.h"

namespace yz::hub {

namespace {

/// Events that change no table but are known; docs/formats/events.md has what they say.
constexpr std::array<std::string_view, 13> plain_types{
    "print.ended",       "print.copy_asked",  "print.receipt_ended", "print.receipt_copy_asked",
    "attachment.failed", "content.activated", "content.refused",     "journal.damaged",
    "journal.replaced",  "journal.unsure",    "journal.refused",     "journal.gap",
    "device.health"};
constexpr std::string_view again_type = "journal.again";

bool is_plain(const EventLine& event) {
  return event.version == 1 &&
         std::find(plain_types.begin(), plain_types.end(), event.type) != plain_types.end();
}

/// What later events wait behind if this one fails: its ticket, wish or call for help, where it names one.
std::string likely_entity(const EventLine& event) {
  for (const std::string kind : {"ticket", "wish", "help"}) {
    if (!event.type.starts_with(kind + ".")) continue;
    const auto body = nlohmann::json::parse(event.body_json, nullptr, /*allow_exceptions=*/false);
    const auto named = body.find(kind);
    if (named != body.end() && named->is_string()) return kind + ":" + named->get<std::string>();
  }
  if (event.type.starts_with("lesson.")) {
    const auto body = nlohmann::json::parse(event.body_json, nullptr, /*allow_exceptions=*/false);
    for (const auto& [kind, field] : {std::pair("signup:", "sign_up"), std::pair("seats:", "grant")}) {
      const auto named = body.find(field);
      if (named != body.end() && named->is_string()) return kind + named->get<std::string>();
    }
  }
  return "event:" + event.id;
}

/// The event that a line stands for: its own, or for journal.again the one inside.
Verdict read(Attempt& attempt, std::string_view bytes) {
  auto line = read_event_line(bytes);
  if (!line) return Refused{line.error().code, line.error().detail};
  attempt.event = *std::move(line);
  attempt.line = bytes;
  const EventLine& event = attempt.event;
  if (event.device != attempt.stream.device || event.epoch != attempt.stream.epoch ||
      event.stream != attempt.stream.stream || event.sequence != attempt.sequence) {
    return Refused{"envelope", "dev, ep, st or seq are not those of the batch"};
  }
  if (event.type != again_type) return std::nullopt;
  const auto inside = line_inside(event);
  if (!inside) return Refused{"again", inside.error().what};
  auto inner = read_event_line(*inside);
  if (!inner) return Refused{inner.error().code, "inside journal.again: " + inner.error().detail};
  if (inner->device != attempt.stream.device) return Refused{"again", "the line inside is another device's"};
  if (inner->type == again_type) return Refused{"again", "journal.again inside journal.again"};
  attempt.event = *std::move(inner);
  attempt.line = *inside;
  return std::nullopt;
}

Result<Verdict> apply_ticket(Hub& hub, Attempt& attempt) {
  const EventLine& event = attempt.event;
  auto parsed = domain::parse_ticket_event({event.type, event.version}, event.body_json);
  if (!parsed) return unreadable(parsed.error());
  attempt.entity = entity_of(*parsed);
  const auto ticket = store::find_ticket(hub.database(), ticket_of(*parsed).value);
  if (!ticket) return fail(ticket.error());
  if (*ticket && (*ticket)->station != attempt.station) {
    spdlog::warn("kiosk {} wrote for a ticket of station {}", attempt.stream.device, (*ticket)->station);
    return Refused{"foreign_entity", "the ticket belongs to another station"};
  }
  const bool begins = std::holds_alternative<domain::TicketIssued>(*parsed);
  if (auto waits = wait_behind_others(hub, attempt, begins); !waits || *waits) return waits;
  const auto folded = record(hub, {.id = event.id,
                                   .station = attempt.station,
                                   .source = attempt.stream.device,
                                   .who = event.who,
                                   .at = event.wall,
                                   .event = *std::move(parsed)});
  if (!folded) return fail(folded.error());
  if (*folded == domain::Folded::ignored) return Refused{"rule", "it no longer fits the ticket's state"};
  return Verdict{};
}

Result<Verdict> apply_help(Hub& hub, Attempt& attempt) {
  const EventLine& event = attempt.event;
  auto parsed = domain::parse_help_event({event.type, event.version}, event.body_json);
  if (!parsed) return unreadable(parsed.error());
  attempt.entity = "help:" + domain::help_of(*parsed).value;
  if (std::holds_alternative<domain::HelpAccepted>(*parsed) ||
      std::holds_alternative<domain::HelpEnded>(*parsed))
    return Verdict(not_a_kiosks(event));
  const auto known = store::find_help(hub.database(), domain::help_of(*parsed).value);
  if (!known) return fail(known.error());
  if (*known && (*known)->station != attempt.station) {
    spdlog::warn("kiosk {} wrote for a call of station {}", attempt.stream.device, (*known)->station);
    return Refused{"foreign_entity", "the call belongs to another station"};
  }
  auto* called = std::get_if<domain::HelpCalled>(&*parsed);
  if (auto waits = wait_behind_others(hub, attempt, called != nullptr); !waits || *waits) return waits;
  // A kiosk that still shows the factory's pack may name another station; the call is of where it stands.
  if (called != nullptr) called->station = domain::StationId(attempt.station);
  const auto folded = record_help(hub, {.id = event.id,
                                        .station = attempt.station,
                                        .source = attempt.stream.device,
                                        .who = event.who,
                                        .at = event.wall,
                                        .event = *std::move(parsed)});
  if (!folded) return fail(folded.error());
  if (*folded == domain::Folded::ignored) return Refused{"rule", "it no longer fits the call's state"};
  return Verdict{};
}

/// An error is the store's; a refusal makes a dead letter.
Result<Verdict> apply_line(Hub& hub, Attempt& attempt, std::string_view bytes) {
  if (auto refused = read(attempt, bytes)) return Verdict(refused);
  const EventLine& event = attempt.event;
  attempt.entity = likely_entity(event);
  const auto is_known = store::is_applied(hub.database(), event.id);
  if (!is_known) return fail(is_known.error());
  if (*is_known) {
    if (auto noted = note_wish_again(hub, attempt); !noted) return fail(noted.error());
    if (auto noted = note_lesson_again(hub, attempt); !noted) return fail(noted.error());
    return Verdict{};
  }
  if (event.box) {
    // Whatever the event is, a box that was pasted into it or that nobody can open is found here.
    const auto inside = unseal(hub.seal_key(), event);
    if (!inside) return Verdict(Refused{inside.error().code, inside.error().detail});
  }
  if (event.type.starts_with("ticket.")) return apply_ticket(hub, attempt);
  if (event.type.starts_with("help.")) return apply_help(hub, attempt);
  if (event.type.starts_with("wish.")) return apply_wish(hub, attempt);
  if (event.type.starts_with("lesson.")) return apply_lesson(hub, attempt);
  if (event.type.starts_with("progress.")) return apply_progress(hub, attempt);
  if (event.type.starts_with("app.")) return apply_app(hub, attempt);
  if (event.type.starts_with("practice.")) return apply_practice(hub, attempt);
  if (!is_plain(event))
    return Verdict(Refused{"unknown_type", event.type + " " + std::to_string(event.version)});
  if (event.type == "content.activated") {
    const auto body = nlohmann::json::parse(event.body_json, nullptr, /*allow_exceptions=*/false);
    const auto version = body.find("version");
    if (version == body.end() || !version->is_number_unsigned()) return Verdict(Refused{"body", "version"});
    auto noted = store::note_content(hub.database(), event.device, version->get<std::int64_t>());
    if (!noted) return fail(noted.error());
  }
  const store::EventRow row{event.id, attempt.station, event.type, attempt.entity, attempt.stream.device};
  if (auto added = store::add_event(hub.database(), row, hub.clock().now()); !added)
    return fail(added.error());
  return Verdict{};
}

store::DeadLetter letter_of(const Attempt& attempt, const Refused& refused, Instant now) {
  return {.stream = attempt.stream,
          .sequence = attempt.sequence,
          .station = attempt.station,
          .code = refused.code,
          .detail = refused.detail,
          .event_id = attempt.event.id,
          .type = attempt.event.type,
          .entity = attempt.entity,
          .made_at = now};
}

Result<std::string> station_of(Hub& hub, const std::string& device) {
  const auto found = store::find_device(hub.database(), device);
  if (!found) return fail(found.error());
  return *found ? (*found)->station : std::string();
}

}  // namespace

Result<Verdict> wait_behind_others(Hub& hub, Attempt& attempt, bool begins_entity) {
  if (attempt.is_retry) return Verdict{};
  const auto is_blocked = store::has_dead_letter(hub.database(), attempt.station, attempt.entity);
  if (!is_blocked) return fail(is_blocked.error());
  attempt.frees_others = *is_blocked && begins_entity;
  if (!*is_blocked || begins_entity) return Verdict{};
  return Verdict(Refused{std::string(store::parked), "waits behind another of " + attempt.entity});
}

Result<std::size_t> Applier::step() {
  const auto streams = store::unapplied_streams(hub_.database());
  if (!streams) return fail(streams.error());
  if (streams->empty()) return 0;
  const store::StreamState& stream = streams->front();
  std::size_t count = 0;
  if (auto done = apply_slice(stream, count); !done) {
    // A full disk is nobody's fault: the line waits until there is space again.
    if (done.error().code != Code::full) ++failures_[stream.name];
    if (auto loaded = hub_.books().load(hub_.clock().now()); !loaded) return fail(loaded.error());
    return fail(done.error());
  }
  failures_.erase(stream.name);
  return count;
}

Status Applier::apply_slice(const store::StreamState& stream, std::size_t& count) {
  Database& database = hub_.database();
  const auto station = station_of(hub_, stream.name.device);
  if (!station) return fail(station.error());
  // After a failure one line at a time, so that only the one that fails becomes a dead letter.
  const int failures = failures_[stream.name];
  const auto lines =
      store::lines_from(database, stream.name, stream.applied + 1, failures > 0 ? 1 : apply_slice_lines);
  if (!lines) return fail(lines.error());
  if (lines->empty())
    return fail(Code::corrupt, "stream " + stream.name.device + ": acknowledged lines are missing");
  bool frees_others = false;
  auto transaction = Transaction::begin(database);
  if (!transaction) return fail(transaction.error());
  for (const store::StoredLine& line : *lines) {
    Attempt attempt{.stream = stream.name,
                    .sequence = line.sequence,
                    .station = *station,
                    .event = {},
                    .line = {},
                    .entity = {}};
    Result<Verdict> verdict = failures >= apply_tries_max
                                  ? Result<Verdict>(Refused{"store", "the store refused it three times"})
                                  : apply_line(hub_, attempt, line.bytes);
    if (!verdict) return fail(verdict.error());
    frees_others = frees_others || attempt.frees_others;
    if (!*verdict) continue;
    spdlog::warn("dead letter: {} line {} of {}: {}", attempt.stream.device, line.sequence,
                 attempt.stream.stream, (*verdict)->code);
    auto kept = store::add_dead_letter(database, letter_of(attempt, **verdict, hub_.clock().now()));
    if (!kept) return kept;
  }
  if (auto moved = store::set_applied(database, stream.name, lines->back().sequence); !moved) return moved;
  if (auto done = transaction->commit(); !done) return done;
  count = lines->size();
  if (!frees_others) return {};
  const auto retried = retry_dead_letters();
  if (!retried) return fail(retried.error());
  return {};
}

Result<std::size_t> Applier::retry_dead_letters() {
  Database& database = hub_.database();
  const auto letters = store::dead_letters(database);
  if (!letters) return fail(letters.error());
  std::size_t applied = 0;
  std::set<std::string> blocked;  // entities with a letter that stays, so that those behind it stay too
  for (const store::DeadLetter& letter : *letters) {
    if (!letter.entity.empty() && blocked.contains(letter.station + letter.entity)) continue;
    const auto lines = store::lines_from(database, letter.stream, letter.sequence, 1);
    if (!lines) return fail(lines.error());
    if (lines->empty() || lines->front().sequence != letter.sequence) continue;  // doctor tells of it
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    Attempt attempt{.stream = letter.stream,
                    .sequence = letter.sequence,
                    .station = letter.station,
                    .event = {},
                    .line = {},
                    .entity = {},
                    .is_retry = true};
    const auto verdict = apply_line(hub_, attempt, lines->front().bytes);
    if (!verdict) return fail(verdict.error());
    auto kept = *verdict ? store::add_dead_letter(database, letter_of(attempt, **verdict, letter.made_at))
                         : store::remove_dead_letter(database, letter);
    if (!kept) return fail(kept.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    if (*verdict) {
      blocked.insert(letter.station + attempt.entity);
    } else {
      ++applied;
    }
  }
  return applied;
}

}  // namespace yz::hub
