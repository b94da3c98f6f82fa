#include "kiosk/app/lesson_desk.h"

#include <algorithm>
#include <utility>

namespace yz::kiosk {

const SessionView* LessonDesk::session(const domain::LessonSessionId& id) const {
  const auto found = std::ranges::find(sessions_, id, &SessionView::id);
  return found == sessions_.end() ? nullptr : &*found;
}

AskId LessonDesk::sign_up(const domain::LessonSessionId& session, std::optional<domain::Person> person,
                          Sensitive<std::string> phone) {
  if (op_.empty()) op_ = make_op_();
  const AskId ask = next();
  to_station_(SignUpAsk{ask, op_, session, std::move(person), std::move(phone)});
  return ask;
}

AskId LessonDesk::find(const std::string& code) {
  const AskId ask = next();
  to_station_(FindSignUpAsk{ask, code});
  return ask;
}

AskId LessonDesk::mine(const domain::Person& person) {
  const AskId ask = next();
  to_station_(MySignUpsAsk{ask, person.id_number});
  return ask;
}

AskId LessonDesk::cancel(const domain::SignUpId& id) {
  const AskId ask = next();
  to_station_(CancelSignUpAsk{ask, id});
  return ask;
}

AskId LessonDesk::check_in(const std::string& code) {
  const AskId ask = next();
  to_station_(CheckInAsk{ask, code, {}});
  return ask;
}

AskId LessonDesk::check_in(const domain::Person& person) {
  const AskId ask = next();
  to_station_(CheckInAsk{ask, {}, person.id_number});
  return ask;
}

AskId LessonDesk::reprint(const domain::SignUpId& id) {
  const AskId ask = next();
  to_station_(ReprintSignUpAsk{ask, id});
  return ask;
}

const LessonAnswer* LessonDesk::answer(AskId ask) const {
  const auto found = answers_.find(ask);
  return found == answers_.end() ? nullptr : &found->second;
}

const SignUpView* LessonDesk::sign_up(const domain::SignUpId& id) const {
  const auto found = sign_ups_.find(id);
  return found == sign_ups_.end() ? nullptr : &found->second;
}

void LessonDesk::close_power_back() {
  power_back_.reset();
  to_station_(PowerBackAnswered{});
}

void LessonDesk::wipe() {
  forgotten_ = last_ask_;
  answers_.clear();
  sign_ups_.clear();
  settled();
}

void LessonDesk::take(LessonAnswered message) {
  if (message.ask <= forgotten_) return;  // whoever asked has left
  if (const auto* one = std::get_if<SignUpView>(&message.answer)) sign_ups_[one->id] = *one;
  if (const auto* list = std::get_if<SignUpList>(&message.answer)) {
    for (const SignUpView& one : *list) sign_ups_[one.id] = one;
  }
  answers_[message.ask] = std::move(message.answer);
}

void LessonDesk::take(const SignUpShown& message) {
  if (const auto found = sign_ups_.find(message.sign_up.id); found != sign_ups_.end())
    found->second = message.sign_up;
}

}  // namespace yz::kiosk
