#include "domain/lessons/settle.h"

#include <algorithm>
#include <tuple>

namespace yz::domain {

namespace {

/// One run over a session: what is free and what grants have left goes down as it is given out.
class Settling {
 public:
  Settling(const LessonBook& book, const SettleSession& ask)
      : book_(book), ask_(ask), session_(*book.session(ask.session)), free_(book.count(ask.session).free()) {
    for (const SeatGrant* grant : book.grants_of(ask.session)) left_[grant->id] = book.left_to_keep(*grant);
    for (const SignUp* sign_up : book.of_session(ask.session)) {
      if (!sign_up->ended) open_.push_back(sign_up);
    }
    std::ranges::sort(open_, [this](const SignUp* a, const SignUp* b) {
      return std::pair(turn_of(*a), a->id) < std::pair(turn_of(*b), b->id);
    });
  }

  LessonEvents run() {
    end_doubles();
    give_granted();
    give_free();
    tell_the_rest();
    return std::move(events_);
  }

 private:
  [[nodiscard]] Instant turn_of(const SignUp& sign_up) const {
    const auto corrected = ask_.turns.find(sign_up.id);
    return sign_up.listed || corrected == ask_.turns.end() ? sign_up.turn() : corrected->second;
  }
  [[nodiscard]] bool has_begun() const { return ask_.at >= session_.starts; }
  /// A kiosk told them that the seat is theirs.
  static bool was_promised(const SignUp& sign_up) { return !sign_up.is_decided() && !sign_up.grant.empty(); }

  /// Of one person's sign-ups the one that has a seat stays, else the one that was promised one, else the
  /// first.
  void end_doubles() {
    const auto rank = [this](const SignUp* one) {
      return std::tuple(!one->holds_seat(), !one->checked_in.has_value(), !was_promised(*one), turn_of(*one),
                        one->id);
    };
    std::map<std::string_view, const SignUp*> stays;
    for (const SignUp* sign_up : open_) {
      const auto [row, is_first] = stays.emplace(sign_up->person, sign_up);
      if (!is_first && rank(sign_up) < rank(row->second)) row->second = sign_up;
    }
    std::erase_if(open_, [&](const SignUp* sign_up) {
      if (sign_up->holds_seat() || stays.at(sign_up->person) == sign_up) return false;
      events_.emplace_back(LessonCancelled{.sign_up = sign_up->id, .by = SignUpEnd::twice, .at = ask_.at});
      if (was_promised(*sign_up)) give_back(*sign_up);
      return true;
    });
  }

  /// Its grant has one seat less, which is nobody's now.
  void give_back(const SignUp& sign_up) {
    if (take_of_grant(sign_up)) ++free_;
  }
  bool take_of_grant(const SignUp& sign_up) {
    const SeatGrant* grant = book_.find(sign_up.grant);
    const bool is_its = grant != nullptr && grant->device == sign_up.device &&
                        grant->session == sign_up.session && left_[grant->id] > 0;
    if (is_its) --left_[grant->id];
    return is_its;
  }

  /// What kiosks gave out of their grants is confirmed, whatever is free.
  void give_granted() {
    std::erase_if(open_, [&](const SignUp* sign_up) {
      if (sign_up->holds_seat()) return true;
      if (!was_promised(*sign_up) || !take_of_grant(*sign_up)) return false;
      events_.emplace_back(LessonConfirmed{.sign_up = sign_up->id, .grant = sign_up->grant, .at = ask_.at});
      return true;
    });
  }

  /// In the order of the list. Once it has begun, only who was promised a seat comes in.
  void give_free() {
    std::erase_if(open_, [&](const SignUp* sign_up) {
      if (free_ <= 0 || (has_begun() && !was_promised(*sign_up))) return false;
      --free_;
      if (sign_up->listed) {
        events_.emplace_back(LessonMovedUp{.sign_up = sign_up->id, .at = ask_.at});
      } else {
        events_.emplace_back(LessonConfirmed{.sign_up = sign_up->id, .grant = {}, .at = ask_.at});
      }
      return true;
    });
  }

  void tell_the_rest() {
    int place = 0;
    for (const SignUp* sign_up : open_) {
      ++place;
      if (has_begun()) {
        events_.emplace_back(
            LessonCancelled{.sign_up = sign_up->id, .by = SignUpEnd::no_seat, .at = ask_.at});
      } else if (!sign_up->listed) {
        events_.push_back(listing(*sign_up, place));
      }
    }
    if (!has_begun()) recall(place);
  }

  [[nodiscard]] LessonEvent listing(const SignUp& sign_up, int place) const {
    const Instant turn = turn_of(sign_up);
    if (sign_up.was_shown_seats || was_promised(sign_up))
      return LessonRefused{.sign_up = sign_up.id, .place = place, .turn = turn, .at = ask_.at};
    return LessonWaiting{.sign_up = sign_up.id, .place = place, .turn = turn, .at = ask_.at};
  }

  /// As many granted seats as people wait.
  void recall(int people) {
    const auto grants = book_.grants_of(ask_.session);
    for (const SeatGrant* grant : grants) {
      if (grant->recalled) people -= left_[grant->id];
    }
    for (const SeatGrant* grant : grants) {
      const bool is_out = !grant->recalled && !grant->returned && left_[grant->id] > 0;
      if (people <= 0 || !is_out) continue;
      people -= left_[grant->id];
      events_.emplace_back(LessonSeatsRecalled{.grant = grant->id, .at = ask_.at});
    }
  }

  const LessonBook& book_;
  const SettleSession& ask_;
  LessonSession session_;
  int free_;
  std::map<SeatGrantId, int> left_;
  std::vector<const SignUp*> open_;  // in the order of the list
  LessonEvents events_;
};

}  // namespace

LessonEvents settle(const LessonBook& book, const SettleSession& ask) {
  if (book.called_off(ask.session) != nullptr) return send_everybody_home(book, ask.session, ask.at);
  return Settling(book, ask).run();
}

LessonEvents send_everybody_home(const LessonBook& book, const LessonSessionId& session, Instant at) {
  LessonEvents events;
  for (const SignUp* sign_up : book.of_session(session)) {
    if (sign_up->ended || sign_up->checked_in) continue;
    events.emplace_back(LessonCancelled{.sign_up = sign_up->id, .by = SignUpEnd::session, .at = at});
  }
  return events;
}

}  // namespace yz::domain
