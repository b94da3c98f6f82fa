// Staff mode, for screens: the PIN, calling with the hub away, copies, states. UI thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/app/ticket_desk.h"

namespace yz::kiosk {

class StaffDesk {
 public:
  explicit StaffDesk(ToStation to_station) : to_station_(std::move(to_station)) {}

  AskId check_pin(const Sensitive<std::string>& pin);
  /// nullptr while it is being checked.
  [[nodiscard]] const PinAnswered* pin_answer(AskId ask) const;
  /// Until the session ends or locks.
  [[nodiscard]] bool is_unlocked() const { return unlocked_; }

  AskId counter(CounterAction action, const domain::CounterId& counter);
  AskId transfer(const domain::CounterId& counter, const domain::ServiceId& to);
  AskId reprint(const std::string& label);
  /// `printer`: nothing for the one that slips come from.
  AskId test_page(std::optional<hal::DeviceId> printer);
  void send_now() { to_station_(SendNow{}); }
  void install_from_stick() { to_station_(StickAsk{}); }
  /// nullptr while it is under way.
  [[nodiscard]] const StaffAnswered* answer(AskId ask) const;

  void take(const PinAnswered& message);
  void take(StaffAnswered message);
  void wipe();

 private:
  ToStation to_station_;
  std::map<AskId, PinAnswered> pins_;
  std::map<AskId, StaffAnswered> answers_;
  AskId last_ask_{};
  AskId forgotten_{};
  bool unlocked_{};
};

}  // namespace yz::kiosk
