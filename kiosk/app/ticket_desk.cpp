#include "kiosk/app/ticket_desk.h"

#include <algorithm>

namespace yz::kiosk {

const ServiceView* TicketDesk::find_service(const domain::ServiceId& id) const {
  const auto found = std::ranges::find(queue_.services, id, &ServiceView::id);
  return found == queue_.services.end() ? nullptr : &*found;
}

AskId TicketDesk::send(const std::function<StationCommand(AskId)>& command) {
  const AskId ask = ++last_ask_;
  to_station_(command(ask));
  return ask;
}

AskId TicketDesk::issue(const domain::ServiceId& service, domain::Priority priority) {
  if (issued_in_visit_ != 0) return issued_in_visit_;
  issued_in_visit_ = send([&](AskId ask) { return IssueAsk{ask, make_op_(), service, priority}; });
  return issued_in_visit_;
}

AskId TicketDesk::find(const std::string& code) {
  return send([&](AskId ask) { return FindAsk{ask, code}; });
}

AskId TicketDesk::cancel(const domain::TicketId& ticket) {
  return send([&](AskId ask) { return CancelAsk{ask, ticket}; });
}

AskId TicketDesk::rate(const domain::TicketId& ticket, int stars) {
  return send([&](AskId ask) { return RateAsk{ask, ticket, stars}; });
}

AskId TicketDesk::reprint(const domain::TicketId& ticket) {
  return send([&](AskId ask) { return ReprintAsk{ask, ticket}; });
}

const TicketAnswer* TicketDesk::answer(AskId ask) const {
  const auto found = answers_.find(ask);
  return found == answers_.end() ? nullptr : &found->second;
}

const TicketView* TicketDesk::ticket(const domain::TicketId& id) const {
  const auto found = tickets_.find(id);
  return found == tickets_.end() ? nullptr : &found->second;
}

void TicketDesk::close_power_back() {
  power_back_.reset();
  to_station_(PowerBackAnswered{});
}

void TicketDesk::wipe() {
  answers_.clear();
  tickets_.clear();
  forgotten_ = last_ask_;
  issued_in_visit_ = 0;
}

void TicketDesk::take(TicketAnswered message) {
  // An answer to someone who has left is for nobody.
  if (message.ask <= forgotten_) return;
  if (const auto* ticket = std::get_if<TicketView>(&message.answer)) tickets_[ticket->id] = *ticket;
  answers_.insert_or_assign(message.ask, std::move(message.answer));
}

void TicketDesk::take(const TicketShown& message) {
  const auto found = tickets_.find(message.ticket.id);
  if (found != tickets_.end()) found->second = message.ticket;
}

}  // namespace yz::kiosk
