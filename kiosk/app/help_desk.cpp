#include "kiosk/app/help_desk.h"

namespace yz::kiosk {

AskId HelpDesk::send(HelpAsk ask) {
  ask.ask = ++last_ask_;
  to_station_(std::move(ask));
  return last_ask_;
}

AskId HelpDesk::call(domain::HelpKind kind) {
  return send({.act = HelpAct::call, .help = domain::HelpId(make_id_()), .kind = kind});
}

AskId HelpDesk::choose_kind(const domain::HelpId& help, domain::HelpKind kind) {
  return send({.act = HelpAct::choose_kind, .help = help, .kind = kind});
}

AskId HelpDesk::call_again(const domain::HelpId& help) {
  return send({.act = HelpAct::call_again, .help = help});
}

AskId HelpDesk::take_back(const domain::HelpId& help) {
  return send({.act = HelpAct::take_back, .help = help});
}

const HelpAnswer* HelpDesk::answer(AskId ask) const {
  const auto found = answers_.find(ask);
  return found == answers_.end() ? nullptr : &found->second;
}

const ShownHelp* HelpDesk::find(const domain::HelpId& help) const {
  const auto found = calls_.find(help);
  return found == calls_.end() ? nullptr : &found->second;
}

void HelpDesk::wipe() {
  answers_.clear();
  std::erase_if(calls_, [](const auto& one) { return !one.second.view.is_open(); });
  forgotten_ = last_ask_;
}

void HelpDesk::keep(const HelpView& view) {
  const auto [at, is_new] = calls_.try_emplace(view.id, ShownHelp{view, clock_.mono() - view.age});
  if (!is_new) at->second.view = view;
}

void HelpDesk::take(HelpAnswered message) {
  if (const auto* view = std::get_if<HelpView>(&message.answer)) keep(*view);
  // An answer to someone who has left is for nobody; their call goes on.
  if (message.ask > forgotten_) answers_.insert_or_assign(message.ask, std::move(message.answer));
}

void HelpDesk::take(const HelpShown& message) {
  if (find(message.call.id) == nullptr && message.call.is_open()) resumed_ = message.call.id;
  keep(message.call);
}

}  // namespace yz::kiosk
