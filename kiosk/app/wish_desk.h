// Wishes, for screens: passes on what is asked and shows what the station thread last said. Every ask gives
// an id; answer(id) has the outcome as soon as it came. UI thread.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "kiosk/app/messages.h"

namespace yz::kiosk {

class WishDesk {
 public:
  WishDesk(std::function<void(StationCommand)> to_station, std::function<std::string()> make_op)
      : to_station_(std::move(to_station)), make_op_(std::move(make_op)) {}

  /// Once for a draft, whatever is touched: the same id until settled(); after a failure it is asked again as
  /// the same operation.
  AskId submit(WishDraft draft, std::optional<domain::Person> person, domain::WishTold told);
  /// Under way, or durable and not yet shown: whatever is changed in the draft now comes too late.
  [[nodiscard]] bool is_sent() const;
  /// What became of it was shown: the next draft is another wish.
  void settled();
  AskId find(const std::string& code);
  AskId mine(const Sensitive<std::string>& number, bool by_card_number = false);
  AskId rate(const domain::WishId& wish, int stars, const domain::WishReasonId& reason);
  /// By the ID card that was put down, or by a volunteer's card, which says only its own number.
  AskId on_wall(WallAction action, const domain::WishId& wish, const domain::Person& person);
  AskId on_wall(WallAction action, const domain::WishId& wish, const Sensitive<std::string>& card_number);
  AskId reprint(const domain::WishId& wish);
  /// nullptr while it is under way.
  [[nodiscard]] const WishAnswer* answer(AskId ask) const;
  /// With the answer to a card: the wishes that it claimed and another holds, as the wall says them. For
  /// whoever put it down, and nobody after.
  [[nodiscard]] const std::vector<std::string>& lost_claims(AskId ask) const;
  /// A wish of this visit as it stands now; nullptr if it is not known here.
  [[nodiscard]] const WishView* wish(const domain::WishId& id) const;
  [[nodiscard]] const std::vector<WallView>& wall() const { return wall_; }
  /// "Power was lost. Your wish is with us. Print the receipt again?"; nullptr if there is nothing to offer.
  [[nodiscard]] const WishView* power_back() const { return power_back_ ? &*power_back_ : nullptr; }
  void close_power_back();

  // ── the loop's part ──
  void wipe();
  void take(WishAnswered message);
  void take(const WishShown& message);
  void take(WallShown message) { wall_ = std::move(message.wishes); }
  void take(const PowerBack& message) { power_back_ = message.wish; }

 private:
  AskId next() { return ++last_ask_; }
  std::function<void(StationCommand)> to_station_;
  std::function<std::string()> make_op_;
  std::map<AskId, WishAnswer> answers_;
  std::map<AskId, std::vector<std::string>> lost_claims_;
  std::map<domain::WishId, WishView> wishes_;
  std::vector<WallView> wall_;
  std::optional<WishView> power_back_;
  AskId last_ask_{};
  AskId forgotten_{};
  AskId submitted_{};
  std::string op_;
};

}  // namespace yz::kiosk
