// 怎么告诉您？: by the card, by telephone, or not at all; 输入手机号.
#include <array>

#include "kiosk/screens/phone_entry.h"
#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

class WishesContact final : public Screen {
 public:
  WishesContact(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.contact"; }

  void shown_again() override {
    // Back from the card: whoever was read is whom we answer.
    if (!std::exchange(asked_card_, false) || !services_.session.person) return;
    services_.session.wish.contact = WishContact::card;
    next_wish_step(services_, params_);
  }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.contact.title");
    ui.words("wishes.contact.words");
    ui.say("wishes.contact.title");
    const std::array choices{
        ui::Choice{.id = "wishes.contact.anonymous",
                   .second = ui.word("wishes.contact.anonymous.second"),
                   .icon = "ticket",
                   .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.contact.phone", .icon = "phone", .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.contact.card", .icon = "account-card-details", .ink = ui::Ink::violet}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    switch (*chosen) {
      case 0:
        services_.session.wish.contact = WishContact::anonymous;
        next_wish_step(services_, params_);
        return;
      case 1:
        services_.navigation.open("wishes.phone", params_);
        return;
      default:
        if (services_.session.person) {
          services_.session.wish.contact = WishContact::card;
          next_wish_step(services_, params_);
          return;
        }
        asked_card_ = true;
        services_.navigation.open(services_.session.has_consented ? "identity.read" : "identity.consent",
                                  {{"then", "back"}});
    }
  }

 private:
  Services& services_;
  Params params_;
  bool asked_card_{};
};

class WishesPhone final : public Screen {
 public:
  WishesPhone(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.phone"; }

  void draw(ui::Ui& ui) override {
    std::string number = services_.session.wish.phone.reveal();
    const PhoneEntry::Outcome outcome = entry_.draw(ui, number);
    if (outcome.changed) {
      services_.session.wish.phone = Sensitive<std::string>(number);
      services_.session.has_unsent = true;
    }
    if (!outcome.confirmed) return;
    services_.session.wish.contact = WishContact::phone;
    if (params_.contains("edit")) {  // over the question that led here
      services_.navigation.back();
      services_.navigation.back();
    } else {
      next_wish_step(services_, params_);
    }
  }

 private:
  Services& services_;
  Params params_;
  PhoneEntry entry_{"wishes.phone"};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_contact(Services& services, const Params& params) {
  return std::make_unique<WishesContact>(services, params);
}
std::unique_ptr<Screen> make_wishes_phone(Services& services, const Params& params) {
  return std::make_unique<WishesPhone>(services, params);
}

}  // namespace yz::kiosk
