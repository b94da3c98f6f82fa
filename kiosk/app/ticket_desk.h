// Taking, finding and giving up numbers, for screens: shows what the station thread last said and passes on
// what is asked. Every ask gives an id; answer(id) has the outcome as soon as it came, usually in the next
// frame. UI thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "kiosk/app/messages.h"

namespace yz::kiosk {

/// Puts a command into the station thread's queue.
using ToStation = std::function<void(StationCommand)>;
/// Makes the ULID of an operation when the finger goes up.
using MakeOp = std::function<std::string()>;

class TicketDesk {
 public:
  TicketDesk(ToStation to_station, MakeOp make_op)
      : to_station_(std::move(to_station)), make_op_(std::move(make_op)) {}

  /// In the order in which the station shows them.
  [[nodiscard]] const std::vector<ServiceView>& services() const { return queue_.services; }
  [[nodiscard]] const ServiceView* find_service(const domain::ServiceId& id) const;
  [[nodiscard]] const std::vector<CounterView>& counters() const { return queue_.counters; }
  /// Day and time of day at the station, at the last change.
  [[nodiscard]] const domain::StationTime& station_now() const { return queue_.now; }

  /// Once per screen visit, whatever is touched: a second call in the same visit gives the first one's id.
  AskId issue(const domain::ServiceId& service, domain::Priority priority);
  AskId find(const std::string& code);
  AskId cancel(const domain::TicketId& ticket);
  AskId rate(const domain::TicketId& ticket, int stars);
  AskId reprint(const domain::TicketId& ticket);
  /// nullptr while it is under way.
  [[nodiscard]] const TicketAnswer* answer(AskId ask) const;
  /// A ticket of this visit as it stands now (place in line, paper); nullptr if it is not known here.
  [[nodiscard]] const TicketView* ticket(const domain::TicketId& id) const;
  /// "Power was lost. Number A012 is yours. Print it again?"; nullptr if there is nothing to offer.
  [[nodiscard]] const TicketView* power_back() const { return power_back_ ? &*power_back_ : nullptr; }
  /// They answered, with or without a copy.
  void close_power_back();

  // ── the loop's part ──
  void new_visit() { issued_in_visit_ = 0; }
  /// The resident has left: forgets tickets and answers.
  void wipe();
  void take(TicketAnswered message);
  void take(QueueShown message) { queue_ = std::move(message); }
  void take(const TicketShown& message);
  void take(PowerBack message) { power_back_ = std::move(message.ticket); }

 private:
  AskId send(const std::function<StationCommand(AskId)>& command);
  ToStation to_station_;
  MakeOp make_op_;
  QueueShown queue_;
  std::map<AskId, TicketAnswer> answers_;
  std::map<domain::TicketId, TicketView> tickets_;
  std::optional<TicketView> power_back_;
  AskId last_ask_{};
  AskId forgotten_{};  // answers up to here are for nobody any more
  AskId issued_in_visit_{};
};

}  // namespace yz::kiosk
