// 怎么告诉您？: by the card, by telephone, or not at all; 输入手机号.
#include <array>

#include "kiosk/screens/wish_steps.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t phone_digits = 11;

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
    ui.title("wishes.phone.title");
    ui.field("wishes.phone.number", grouped(number), ui.word("wishes.phone.hint"));
    ui.words("wishes.phone.count", {{"count", std::to_string(number.size())}}, ui::Role::small);
    ui.say("wishes.phone.title");
    if (is_wrong_) ui.banner("wishes.phone.wrong", ui::Tone::trouble, ui.word("wishes.phone.wrong"));
    const bool sent = ui.choices(std::array{ui::Choice{.id = "wishes.phone.next", .main = true}}).has_value();
    if (const auto typed = ui.typed("wishes.phone.number")) {
      for (const char c : *typed) append(number, c);
    }
    if (const auto key = ui.keypad("wishes.phone", false)) append(number, *key);
    if (!sent) return;
    is_wrong_ = number.size() != phone_digits || number.front() != '1';
    if (is_wrong_) return;
    services_.session.wish.contact = WishContact::phone;
    if (params_.contains("edit")) {  // over the question that led here
      services_.navigation.back();
      services_.navigation.back();
    } else {
      next_wish_step(services_, params_);
    }
  }

 private:
  void append(std::string& number, char c) {
    is_wrong_ = false;
    if (c == '<') {
      if (!number.empty()) number.pop_back();
    } else if (c >= '0' && c <= '9' && number.size() < phone_digits) {
      number += c;
    }
    services_.session.wish.phone = Sensitive<std::string>(number);
    services_.session.has_unsent = true;
  }

  /// 3-4-4.
  [[nodiscard]] static std::string grouped(const std::string& number) {
    std::string shown;
    for (std::size_t i = 0; i < number.size(); ++i) {
      if (i == 3 || i == 7) shown += ' ';
      shown += number[i];
    }
    return shown;
  }

  Services& services_;
  Params params_;
  bool is_wrong_{};
};

}  // namespace

std::unique_ptr<Screen> make_wishes_contact(Services& services, const Params& params) {
  return std::make_unique<WishesContact>(services, params);
}
std::unique_ptr<Screen> make_wishes_phone(Services& services, const Params& params) {
  return std::make_unique<WishesPhone>(services, params);
}

}  // namespace yz::kiosk
