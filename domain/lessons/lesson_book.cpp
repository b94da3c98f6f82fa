// The book itself: finding and counting. What an event does is fold.cpp.
#include <algorithm>
#include <tuple>

#include "domain/lessons/lessons.h"

namespace yz::domain {

namespace {

/// Asks for a seat, and has none.
bool is_in_line(const SignUp& sign_up) {
  const SignUpState state = sign_up.state();
  return state == SignUpState::asked || state == SignUpState::waiting;
}

/// Did the hub hear of this seat of the grant? Then it is a person's, or free again, and no longer the
/// kiosk's.
bool is_used(const SignUp& sign_up, const SeatGrant& grant) {
  if (sign_up.confirmed) return sign_up.confirmed->grant == grant.id;
  const bool was_given_back = sign_up.ended && !sign_up.listed && !sign_up.moved_up;
  return was_given_back && sign_up.grant == grant.id && sign_up.device == grant.device;
}

}  // namespace

SignUpState SignUp::state() const {
  if (ended) return SignUpState::cancelled;
  if (checked_in) return SignUpState::attended;
  if (confirmed || moved_up) return SignUpState::seated;
  if (listed) return SignUpState::waiting;
  return grant.empty() ? SignUpState::asked : SignUpState::seated;
}

void LessonBook::set_content(LessonContent content, Minutes utc_offset) {
  content_ = std::move(content);
  utc_offset_ = utc_offset;
}

void LessonBook::restore(SignUp sign_up) {
  if (sign_up.id.empty()) return;
  if (const SignUp* known = find(sign_up.id)) sign_ups_[known->session].erase(sign_up.id);
  session_of_.insert_or_assign(sign_up.id, sign_up.session);
  auto& others = sign_ups_[sign_up.session];
  const SignUpId id = sign_up.id;
  others.insert_or_assign(id, std::move(sign_up));
}

void LessonBook::restore(SeatGrant grant) {
  if (grant.id.empty()) return;
  const SeatGrantId id = grant.id;
  grants_.insert_or_assign(id, std::move(grant));
}

void LessonBook::restore(CalledOffSession session) {
  if (session.session.empty()) return;
  const LessonSessionId id = session.session;
  called_off_.insert_or_assign(id, std::move(session));
}

void LessonBook::forget_before(Instant time) {
  const auto is_past = [&](const LessonSessionId& id) {
    const auto known = session(id);
    return !known || known->starts < time;
  };
  std::erase_if(called_off_, [&](const auto& row) { return is_past(row.first); });
  std::erase_if(grants_, [&](const auto& row) { return row.second.returned && is_past(row.second.session); });
  for (auto& [id, sign_ups] : sign_ups_) {
    std::erase_if(sign_ups, [&](const auto& row) {
      if (row.second.starts >= time) return false;
      session_of_.erase(row.first);
      return true;
    });
  }
  std::erase_if(sign_ups_, [](const auto& row) { return row.second.empty(); });
}

const SignUp* LessonBook::find(const SignUpId& id) const {
  const auto session = session_of_.find(id);
  return session == session_of_.end() ? nullptr : &sign_ups_.at(session->second).at(id);
}

const SeatGrant* LessonBook::find(const SeatGrantId& id) const {
  const auto found = grants_.find(id);
  return found == grants_.end() ? nullptr : &found->second;
}

const CalledOffSession* LessonBook::called_off(const LessonSessionId& id) const {
  const auto found = called_off_.find(id);
  return found == called_off_.end() ? nullptr : &found->second;
}

std::optional<LessonSession> LessonBook::session(const LessonSessionId& id) const {
  if (auto found = find_session(content_, utc_offset_, id)) return found;
  const auto known = sign_ups_.find(id);
  if (known == sign_ups_.end() || known->second.empty()) return std::nullopt;
  LessonSession gone;
  gone.id = id;
  gone.starts = known->second.begin()->second.starts;
  gone.ends = gone.starts;
  return gone;
}

std::vector<LessonSession> LessonBook::sessions_between(Instant from, Instant until) const {
  return domain::sessions_between(content_, utc_offset_, from, until);
}

std::vector<const SignUp*> LessonBook::of_session(const LessonSessionId& id) const {
  std::vector<const SignUp*> sign_ups;
  const auto known = sign_ups_.find(id);
  if (known == sign_ups_.end()) return sign_ups;
  sign_ups.reserve(known->second.size());
  for (const auto& [sign_up_id, sign_up] : known->second) sign_ups.push_back(&sign_up);
  std::ranges::sort(sign_ups, [](const SignUp* a, const SignUp* b) {
    return std::pair(a->turn(), a->id) < std::pair(b->turn(), b->id);
  });
  return sign_ups;
}

std::vector<const SignUp*> LessonBook::of_person(std::string_view person) const {
  std::vector<const SignUp*> own;
  if (person.empty()) return own;
  for (const auto& [session, sign_ups] : sign_ups_) {
    for (const auto& [id, sign_up] : sign_ups) {
      if (sign_up.person == person) own.push_back(&sign_up);
    }
  }
  std::ranges::sort(own, [](const SignUp* a, const SignUp* b) {
    return std::tie(a->starts, a->id) < std::tie(b->starts, b->id);
  });
  return own;
}

std::vector<const SeatGrant*> LessonBook::grants_of(const LessonSessionId& id) const {
  std::vector<const SeatGrant*> grants;
  for (const auto& [grant_id, grant] : grants_) {
    if (grant.session == id) grants.push_back(&grant);
  }
  return grants;
}

template <class Counts>
int LessonBook::count_if(const LessonSessionId& id, Counts counts) const {
  const auto known = sign_ups_.find(id);
  if (known == sign_ups_.end()) return 0;
  return static_cast<int>(
      std::ranges::count_if(known->second, [&](const auto& row) { return counts(row.second); }));
}

SeatCount LessonBook::count(const LessonSessionId& id) const {
  SeatCount count;
  if (const auto known = find_session(content_, utc_offset_, id)) count.seats = known->seats;
  std::set<std::string_view> attended;
  count.held = count_if(id, [](const SignUp& one) { return one.holds_seat(); });
  count.waiting = count_if(id, [](const SignUp& one) { return one.state() == SignUpState::waiting; });
  count.asked = count_if(id, [](const SignUp& one) { return one.state() == SignUpState::asked; });
  // A person who had signed up twice is there once.
  (void)count_if(id, [&](const SignUp& one) { return one.checked_in && attended.insert(one.person).second; });
  count.attended = static_cast<int>(attended.size());
  for (const SeatGrant* grant : grants_of(id)) count.granted += left_to_keep(*grant);
  return count;
}

int LessonBook::seats_to_show(const LessonSessionId& id, std::string_view device, Instant now) const {
  const SeatCount known = count(id);
  if (known.waiting > 0) return 0;
  int own = 0;
  for (const SeatGrant* grant : grants_of(id)) {
    if (grant->device == device) own += left_to_give(*grant, now);
  }
  return own + std::max(0, known.free() - known.asked);
}

int LessonBook::place_of(const SignUp& sign_up) const {
  int place = 0;
  for (const SignUp* other : of_session(sign_up.session)) {
    if (other->state() == SignUpState::waiting) ++place;
    if (other->id == sign_up.id) return other->state() == SignUpState::waiting ? place : 0;
  }
  return 0;
}

int LessonBook::left_to_give(const SeatGrant& grant, Instant now) const {
  if (grant.recalled || grant.returned || now >= grant.until) return 0;
  return std::max(
      0, grant.seats - count_if(grant.session, [&](const SignUp& one) { return one.grant == grant.id; }));
}

int LessonBook::left_to_keep(const SeatGrant& grant) const {
  if (grant.returned) return 0;
  return std::max(
      0, grant.seats - count_if(grant.session, [&](const SignUp& one) { return is_used(one, grant); }));
}

std::set<LessonSessionId> LessonBook::busy_sessions() const {
  std::set<LessonSessionId> ids;
  for (const auto& [id, sign_ups] : sign_ups_) ids.insert(id);
  for (const auto& [id, grant] : grants_) ids.insert(grant.session);
  return ids;
}

std::vector<WantedGrant> LessonBook::wanted_grants(const std::vector<std::string>& devices,
                                                   Instant now) const {
  std::vector<WantedGrant> wanted;
  for (const LessonSession& session : sessions_between(now, now + content_.rules.sign_up)) {
    const auto sign_ups = of_session(session.id);
    const bool is_in_peace = std::ranges::none_of(
        sign_ups, [](const SignUp* one) { return is_in_line(*one) || !one->is_decided(); });
    if (session.starts <= now || called_off(session.id) != nullptr || !is_in_peace) continue;
    int to_share = count(session.id).free() / 2;
    // A grant that soon ends does not help a kiosk whose line is then away.
    const Instant good_until = std::min(session.starts, now + content_.rules.lease / 2);
    for (const std::string& device : devices) {
      int has = 0;
      for (const SeatGrant* grant : grants_of(session.id)) {
        const bool is_good = grant->device == device && !grant->recalled && grant->until >= good_until;
        if (is_good) has += left_to_keep(*grant);
      }
      const int seats = std::min(content_.rules.lease_seats - has, to_share);
      if (seats < 1) continue;
      to_share -= seats;
      wanted.push_back({.session = session.id,
                        .device = device,
                        .seats = seats,
                        .until = std::min(session.starts, now + content_.rules.lease)});
    }
  }
  return wanted;
}

}  // namespace yz::domain
