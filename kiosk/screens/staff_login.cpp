#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t pin_chars_max = 12;

/// 工作人员: the PIN; five wrong ones and it rests.
class StaffLogin final : public Screen {
 public:
  explicit StaffLogin(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.login"; }

  void draw(ui::Ui& ui) override {
    ui.title("staff.login.title");
    ui.words("staff.login.words");
    ui.field("staff.login.pin", std::string(pin_.size(), '*'), {});
    look(ui);
    const std::array choices{ui::Choice{.id = "staff.login.next", .main = true}};
    const bool sent = ui.choices(choices).has_value();
    if (const auto typed = ui.typed("staff.login.pin")) {
      for (const char c : *typed) append(c);
    }
    if (const auto key = ui.keypad("staff.login", false)) append(*key);
    if (sent && ask_ == 0 && !pin_.empty()) {
      ask_ = services_.staff.check_pin(Sensitive<std::string>(pin_));
      pin_.clear();
    }
  }

 private:
  void append(char c) {
    if (c == '<') {
      if (!pin_.empty()) pin_.pop_back();
    } else if (pin_.size() < pin_chars_max) {
      pin_ += c;
    }
  }

  void look(ui::Ui& ui) {
    const PinAnswered* answer = ask_ == 0 ? nullptr : services_.staff.pin_answer(ask_);
    if (answer != nullptr) {
      ask_ = 0;
      if (answer->right) {
        services_.navigation.replace("staff.home");
        return;
      }
      const auto minutes = std::chrono::ceil<std::chrono::minutes>(answer->wait).count();
      problem_ = minutes > 0 ? ui.word("staff.login.pause", {{"minutes", std::to_string(minutes)}})
                             : ui.word("staff.login.wrong");
    }
    if (!problem_.empty()) ui.banner("staff.login.problem", ui::Tone::trouble, problem_);
  }

  Services& services_;
  std::string pin_;
  std::string problem_;
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_staff_login(Services& services, const Params&) {
  return std::make_unique<StaffLogin>(services);
}

}  // namespace yz::kiosk
