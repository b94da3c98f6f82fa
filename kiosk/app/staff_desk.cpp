#include "kiosk/app/staff_desk.h"

namespace yz::kiosk {

AskId StaffDesk::check_pin(const Sensitive<std::string>& pin) {
  to_station_(PinAsk{++last_ask_, pin});
  return last_ask_;
}

const PinAnswered* StaffDesk::pin_answer(AskId ask) const {
  const auto found = pins_.find(ask);
  return found == pins_.end() ? nullptr : &found->second;
}

AskId StaffDesk::counter(CounterAction action, const domain::CounterId& counter) {
  to_station_(CounterAsk{++last_ask_, action, counter});
  return last_ask_;
}

AskId StaffDesk::transfer(const domain::CounterId& counter, const domain::ServiceId& to) {
  to_station_(TransferAsk{++last_ask_, counter, to});
  return last_ask_;
}

AskId StaffDesk::reprint(const std::string& label) {
  to_station_(ReprintLabelAsk{++last_ask_, label});
  return last_ask_;
}

AskId StaffDesk::test_page(std::optional<hal::DeviceId> printer) {
  to_station_(TestPageAsk{++last_ask_, std::move(printer)});
  return last_ask_;
}

const StaffAnswered* StaffDesk::answer(AskId ask) const {
  const auto found = answers_.find(ask);
  return found == answers_.end() ? nullptr : &found->second;
}

void StaffDesk::take(const PinAnswered& message) {
  if (message.ask <= forgotten_) return;
  pins_[message.ask] = message;
  if (message.right) unlocked_ = true;
}

void StaffDesk::take(StaffAnswered message) {
  if (message.ask <= forgotten_) return;
  const AskId ask = message.ask;
  answers_.insert_or_assign(ask, std::move(message));
}

void StaffDesk::wipe() {
  pins_.clear();
  answers_.clear();
  forgotten_ = last_ask_;
  unlocked_ = false;
}

}  // namespace yz::kiosk
