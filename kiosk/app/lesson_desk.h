// Classes, for screens: passes on what is asked and shows what the station thread last said. Every ask gives
// an id; answer(id) has the outcome as soon as it came. UI thread.
#pragma once

#include <map>
#include <vector>

#include "kiosk/app/ticket_desk.h"

namespace yz::kiosk {

class LessonDesk {
 public:
  LessonDesk(ToStation to_station, MakeOp make_op)
      : to_station_(std::move(to_station)), make_op_(std::move(make_op)) {}

  /// All that one can sign up for, by start. Holds until the next frame.
  [[nodiscard]] const std::vector<SessionView>& sessions() const { return sessions_; }
  /// nullptr: it is not among them (any more).
  [[nodiscard]] const SessionView* session(const domain::LessonSessionId& id) const;

  /// By the card of `person`, else by telephone. What failed keeps its operation until settled(): if it
  /// became durable all the same, it is the same sign-up.
  AskId sign_up(const domain::LessonSessionId& session, std::optional<domain::Person> person,
                Sensitive<std::string> phone);
  /// What became of it was shown: the next one is another sign-up.
  void settled() { op_.clear(); }
  AskId find(const std::string& code);
  AskId mine(const domain::Person& person);
  AskId cancel(const domain::SignUpId& id);
  AskId check_in(const std::string& code);
  AskId check_in(const domain::Person& person);
  AskId reprint(const domain::SignUpId& id);
  /// nullptr while it is under way.
  [[nodiscard]] const LessonAnswer* answer(AskId ask) const;
  /// A sign-up of this visit as it stands now; nullptr if it is not known here.
  [[nodiscard]] const SignUpView* sign_up(const domain::SignUpId& id) const;
  /// "Power was lost. You are in. Print the slip again?"; nullptr if there is nothing to offer.
  [[nodiscard]] const SignUpView* power_back() const { return power_back_ ? &*power_back_ : nullptr; }
  void close_power_back();

  // ── the loop's part ──
  void wipe();
  void take(LessonAnswered message);
  void take(const SignUpShown& message);
  void take(SessionsShown message) { sessions_ = std::move(message.sessions); }
  void take(const PowerBack& message) { power_back_ = message.sign_up; }

 private:
  AskId next() { return ++last_ask_; }
  ToStation to_station_;
  MakeOp make_op_;
  std::vector<SessionView> sessions_;
  std::map<AskId, LessonAnswer> answers_;
  std::map<domain::SignUpId, SignUpView> sign_ups_;
  std::optional<SignUpView> power_back_;
  AskId last_ask_{};
  AskId forgotten_{};  // answers up to here are for nobody any more
  std::string op_;
};

}  // namespace yz::kiosk
