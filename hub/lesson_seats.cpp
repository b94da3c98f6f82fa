#include "hub/lesson_seats.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "hub/record_lesson.h"
#include "hub/store/devices.h"
#include "hub/store/lessons.h"

namespace yz::hub {

namespace {

/// What a quartz may be off, in parts of a million of the time since it was last compared.
constexpr std::int64_t drift_ppm = 100;

/// When it was made. Without a comparison of clocks that is when it came here.
store::TurnRow corrected(const EventLine& line, const std::string& sign_up, Instant now) {
  if (!line.clock) return {.sign_up = sign_up, .at = now, .uncertainty = Milliseconds{0}};
  const Milliseconds drift{line.clock->age.count() * drift_ppm / 1'000};
  return {.sign_up = sign_up,
          .at = std::min(now, line.wall + line.clock->offset),
          .uncertainty = line.clock->uncertainty + drift};
}

const domain::LessonEvents& events_in(const domain::LessonDecision& decision) {
  static const domain::LessonEvents none;
  const auto* events = std::get_if<domain::LessonEvents>(&decision);
  return events == nullptr ? none : *events;
}

/// Kiosks of the station that can hear of it now.
Result<std::vector<std::string>> kiosks_in_touch(Hub& hub, const std::string& station) {
  const auto all = store::devices(hub.database());
  if (!all) return fail(all.error());
  std::vector<std::string> ids;
  for (const store::Device& device : *all) {
    const bool is_near = hub.clock().now() - device.last_seen <= kiosk_silence_max;
    if (device.station == station && device.state == "live" && is_near) ids.push_back(device.id);
  }
  return ids;
}

Status grant_seats(Hub& hub, const std::string& station, const domain::LessonBook& book) {
  const auto kiosks = kiosks_in_touch(hub, station);
  if (!kiosks) return fail(kiosks.error());
  const Instant now = hub.clock().now();
  for (const domain::WantedGrant& wanted : book.wanted_grants(*kiosks, now)) {
    const auto decision =
        domain::decide(book, domain::GrantSeats{.grant = domain::SeatGrantId(new_ulid(hub.clock())),
                                                .session = wanted.session,
                                                .device = wanted.device,
                                                .seats = wanted.seats,
                                                .until = wanted.until,
                                                .at = now});
    if (auto done = record_all(hub, station, "hub", events_in(decision)); !done) return done;
  }
  return {};
}

Status run_station(Hub& hub, const std::string& station) {
  const auto book = hub.books().lessons().find(station);
  if (!book) return fail(book.error());
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  const auto ended = domain::decide(**book, domain::EndSilentGrants{.at = hub.clock().now()});
  if (auto done = record_all(hub, station, "hub", events_in(ended)); !done) return done;
  for (const domain::LessonSessionId& session : (*book)->busy_sessions()) {
    if (auto settled = settle_session(hub, station, session); !settled) return settled;
  }
  if (auto granted = grant_seats(hub, station, **book); !granted) return granted;
  return transaction->commit();
}

}  // namespace

Status note_turn(Hub& hub, const std::string& station, const EventLine& line,
                 const domain::LessonSignedUp& sign_up) {
  store::TurnRow turn = corrected(line, sign_up.sign_up.value, hub.clock().now());
  const auto others = store::turns_of(hub.database(), station, sign_up.session.value);
  if (!others) return fail(others.error());
  for (const store::TurnRow& other : *others) {
    const bool is_earlier = turn.at <= other.at;
    const bool is_sure = other.at - turn.at > turn.uncertainty + other.uncertainty;
    if (is_earlier && !is_sure) turn.at = other.at + Milliseconds{1};
  }
  return store::set_turn(hub.database(), turn);
}

Status settle_session(Hub& hub, const std::string& station, const domain::LessonSessionId& session) {
  const auto book = hub.books().lessons().find(station);
  if (!book) return fail(book.error());
  domain::SettleSession ask{.session = session, .turns = {}, .at = hub.clock().now()};
  const auto turns = store::turns_of(hub.database(), station, session.value);
  if (!turns) return fail(turns.error());
  for (const store::TurnRow& turn : *turns) ask.turns.emplace(domain::SignUpId(turn.sign_up), turn.at);
  return record_all(hub, station, "hub", events_in(domain::decide(**book, ask)));
}

Status run_lesson_clock(Hub& hub) {
  Status trouble;
  for (const std::string& station : hub.books().lessons().stations()) {
    auto done = run_station(hub, station);
    if (done) continue;  // one station's trouble is not the others'
    spdlog::error("lessons of {} by time: {}", station, done.error().what);
    if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return loaded;
    trouble = std::move(done);
  }
  return trouble;
}

}  // namespace yz::hub
