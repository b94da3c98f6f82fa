#include "kiosk/app/wish_desk.h"

#include <utility>

namespace yz::kiosk {

AskId WishDesk::submit(WishDraft draft, std::optional<domain::Person> person, domain::WishTold told) {
  if (is_sent()) return submitted_;
  // What failed keeps its operation: if it became durable all the same, it is the same wish.
  if (op_.empty()) op_ = make_op_();
  submitted_ = next();
  to_station_(SubmitWishAsk{submitted_, op_, std::move(draft), std::move(person), told});
  return submitted_;
}

bool WishDesk::is_sent() const {
  const WishAnswer* came = answer(submitted_);
  return submitted_ != 0 && (came == nullptr || std::holds_alternative<WishView>(*came));
}

void WishDesk::settled() {
  submitted_ = 0;
  op_.clear();
}

AskId WishDesk::find(const std::string& code) {
  const AskId ask = next();
  to_station_(FindWishAsk{ask, code});
  return ask;
}

AskId WishDesk::mine(const Sensitive<std::string>& number, bool by_card_number) {
  const AskId ask = next();
  to_station_(MyWishesAsk{ask, number, by_card_number});
  return ask;
}

AskId WishDesk::rate(const domain::WishId& wish, int stars, const domain::WishReasonId& reason) {
  const AskId ask = next();
  to_station_(RateWishAsk{ask, wish, stars, reason});
  return ask;
}

AskId WishDesk::on_wall(WallAction action, const domain::WishId& wish, const domain::Person& person) {
  const AskId ask = next();
  to_station_(WallAsk{ask, action, wish, person.id_number, false, person.masked_name});
  return ask;
}

AskId WishDesk::on_wall(WallAction action, const domain::WishId& wish,
                        const Sensitive<std::string>& card_number) {
  const AskId ask = next();
  to_station_(WallAsk{ask, action, wish, card_number, true, {}});
  return ask;
}

AskId WishDesk::reprint(const domain::WishId& wish) {
  const AskId ask = next();
  to_station_(ReprintWishAsk{ask, wish});
  return ask;
}

const WishAnswer* WishDesk::answer(AskId ask) const {
  const auto found = answers_.find(ask);
  return found == answers_.end() ? nullptr : &found->second;
}

const std::vector<std::string>& WishDesk::lost_claims(AskId ask) const {
  static const std::vector<std::string> none;
  const auto found = lost_claims_.find(ask);
  return found == lost_claims_.end() ? none : found->second;
}

const WishView* WishDesk::wish(const domain::WishId& id) const {
  const auto found = wishes_.find(id);
  return found == wishes_.end() ? nullptr : &found->second;
}

void WishDesk::close_power_back() {
  power_back_.reset();
  to_station_(PowerBackAnswered{});
}

void WishDesk::wipe() {
  forgotten_ = last_ask_;
  answers_.clear();
  lost_claims_.clear();
  wishes_.clear();
  settled();
}

void WishDesk::take(WishAnswered message) {
  if (message.ask <= forgotten_) return;  // whoever asked has left
  if (const auto* one = std::get_if<WishView>(&message.answer)) wishes_[one->id] = *one;
  if (const auto* list = std::get_if<WishList>(&message.answer)) {
    for (const WishView& one : *list) wishes_[one.id] = one;
  }
  if (!message.lost_claims.empty()) lost_claims_[message.ask] = std::move(message.lost_claims);
  answers_[message.ask] = std::move(message.answer);
}

void WishDesk::take(const WishShown& message) {
  if (const auto found = wishes_.find(message.wish.id); found != wishes_.end())
    found->second = found->second.by_number ? told_by_number(message.wish) : message.wish;
}

}  // namespace yz::kiosk
