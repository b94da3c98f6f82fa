#include <array>

#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t digits_max = 4;

/// 补打小票: a copy by the label of today, and a test page.
class StaffPrint final : public Screen {
 public:
  explicit StaffPrint(Services& services) : services_(services), answer_(services) {}

  [[nodiscard]] std::string_view name() const override { return "staff.print"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    ui.title("staff.print.title");
    answer_.draw(ui);
    if (letter_ == 0) {
      draw_letters(ui);
      return;
    }
    ui.field("staff.print.label", label(), {});
    const std::array choices{ui::Choice{.id = "staff.print.next", .main = true}};
    const bool sent = ui.choices(choices).has_value();
    if (const auto typed = ui.typed("staff.print.label")) {
      for (const char c : *typed) append(c);
    }
    if (const auto key = ui.keypad("staff.print", false)) append(*key);
    if (!sent || digits_.empty()) return;
    answer_.wait_for(services_.staff.reprint(label()));
    letter_ = 0;
    digits_.clear();
  }

 private:
  void draw_letters(ui::Ui& ui) {
    std::vector<ui::Choice> rows;
    for (const ServiceView& service : services_.tickets.services()) {
      ui::Choice row;
      row.id = std::string("staff.print.") + service.letter;
      row.words = std::string(1, service.letter) + "  " + services_.texts.of(service.name);
      rows.push_back(std::move(row));
    }
    rows.push_back({.id = "staff.print.test", .icon = "printer"});
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    if (*chosen < services_.tickets.services().size()) {
      letter_ = services_.tickets.services()[*chosen].letter;
    } else {
      answer_.wait_for(services_.staff.test_page({}));
    }
  }

  [[nodiscard]] std::string label() const {
    if (digits_.size() == digits_max) return std::string(1, letter_) + digits_[0] + "-" + digits_.substr(1);
    return std::string(1, letter_) + digits_;
  }

  void append(char c) {
    if (c == '<') {
      if (digits_.empty()) {
        letter_ = 0;
      } else {
        digits_.pop_back();
      }
    } else if (digits_.size() < digits_max) {
      digits_ += c;
    }
  }

  Services& services_;
  StaffAnswer answer_;
  char letter_{};
  std::string digits_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_print(Services& services, const Params&) {
  return std::make_unique<StaffPrint>(services);
}

}  // namespace yz::kiosk
