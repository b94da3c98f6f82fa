// 扫码: a slip's or a phone's code in front of scanner or camera, or the label typed.
#include <array>

#include "kiosk/screens/lesson_words.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t label_chars_max = 5;  // A012, A2012

/// "A2012" as it was typed on digit keys is "A2-012".
std::string as_label(std::string typed) {
  if (typed.size() == label_chars_max) typed.insert(2, "-");
  return typed;
}

/// What the station answered to a code: on to the ticket, or the words that say why not.
class CodeAnswer {
 public:
  explicit CodeAnswer(Services& services) : services_(services) {}

  void ask(const std::string& code) {
    problem_.clear();
    ask_ = 0;
    wish_ask_ = 0;
    lesson_ask_ = 0;
    if (domain::parse_wish_code(code)) {
      wish_ask_ = services_.wishes.find(code);
    } else if (domain::parse_lesson_code(code)) {
      lesson_ask_ = services_.lessons.find(code);
    } else {
      ask_ = services_.tickets.find(code);
    }
  }
  void refuse() { problem_ = services_.texts.words("scan.unknown"); }
  [[nodiscard]] bool is_waiting() const { return ask_ != 0 || wish_ask_ != 0 || lesson_ask_ != 0; }
  [[nodiscard]] const std::string& problem() const { return problem_; }

  /// True when the screen of a ticket, a wish or a class is opened.
  bool look() {
    if (look_at_wish() || look_at_class()) return true;
    const TicketAnswer* answer = ask_ == 0 ? nullptr : services_.tickets.answer(ask_);
    if (answer == nullptr) return false;
    ask_ = 0;
    if (const auto* ticket = std::get_if<TicketView>(answer)) {
      services_.session.ticket = ticket->id.value;
      services_.navigation.replace("tickets.status");
      return true;
    }
    if (const auto* refused = std::get_if<CodeRefused>(answer)) {
      problem_ = services_.texts.words("scan.unknown");
      if (refused->why == CodeProblem::expired && refused->day) {
        problem_ = services_.texts.words(
            "scan.expired", {{"month", std::to_string(static_cast<unsigned>(refused->day->month()))},
                             {"day", std::to_string(static_cast<unsigned>(refused->day->day()))}});
      }
      return false;
    }
    problem_ = services_.texts.words("error.unavailable");
    return false;
  }

 private:
  bool look_at_wish() {
    const WishAnswer* answer = wish_ask_ == 0 ? nullptr : services_.wishes.answer(wish_ask_);
    if (answer == nullptr) return false;
    wish_ask_ = 0;
    const auto* wish = std::get_if<WishView>(answer);
    if (wish == nullptr) {
      problem_ = wish_problem_words(services_, *answer);
      return false;
    }
    services_.session.wish_shown = wish->id.value;
    services_.navigation.replace("wishes.way");
    return true;
  }

  bool look_at_class() {
    const LessonAnswer* answer = lesson_ask_ == 0 ? nullptr : services_.lessons.answer(lesson_ask_);
    if (answer == nullptr) return false;
    lesson_ask_ = 0;
    const auto* sign_up = std::get_if<SignUpView>(answer);
    if (sign_up == nullptr) {
      problem_ = lesson_problem_words(services_, *answer);
      return false;
    }
    services_.session.sign_up_shown = sign_up->id.value;
    services_.navigation.replace("lessons.one");
    return true;
  }

  Services& services_;
  AskId ask_{};
  AskId wish_ask_{};
  AskId lesson_ask_{};
  std::string problem_;
};

class Scan final : public Screen {
 public:
  explicit Scan(Services& services) : services_(services), answer_(services) { services_.scan.arm(); }
  ~Scan() override { services_.scan.disarm(); }
  Scan(const Scan&) = delete;
  Scan& operator=(const Scan&) = delete;

  [[nodiscard]] std::string_view name() const override { return "scan"; }
  void shown_again() override { services_.scan.arm(); }

  void draw(ui::Ui& ui) override {
    ui.title("scan.title");
    ui.words("scan.words");
    ui.say("scan.words");
    if (const auto scanned = services_.scan.take_result()) {
      if (scanned->too_long) {
        answer_.refuse();
      } else {
        answer_.ask(scanned->text);
      }
    }
    if (answer_.look()) return;
    if (answer_.problem().empty() && is_broken()) {
      ui.banner("scan.broken", ui::Tone::trouble, ui.word("scan.broken"));
    } else if (!answer_.problem().empty()) {
      ui.banner("scan.problem", ui::Tone::trouble, answer_.problem());
      if (!services_.scan.is_armed()) services_.scan.arm();
    }
    const std::array choices{ui::Choice{.id = "scan.tickets", .icon = "ticket", .ink = ui::Ink::main},
                             ui::Choice{.id = "scan.type", .icon = "keyboard", .ink = ui::Ink::slate}};
    const auto chosen = ui.choices(choices);
    if (!answer_.problem().empty()) {
      ui.illustration("scan.again", ui::Illustration::code);
    } else if (!is_broken()) {
      ui.illustration("scan.picture", ui::Illustration::code);
    }
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.replace("tickets.choose");
    } else {
      services_.navigation.open("scan.type");
    }
  }

 private:
  /// Nothing that reads codes answers; one is enough.
  [[nodiscard]] bool is_broken() const {
    const auto& devices = services_.devices;
    const bool has_any = devices.first(hal::DeviceClass::scanner) != nullptr ||
                         devices.first(hal::DeviceClass::camera) != nullptr;
    return has_any && !devices.is_usable(hal::DeviceClass::scanner) &&
           !devices.is_usable(hal::DeviceClass::camera);
  }

  Services& services_;
  CodeAnswer answer_;
};

/// 输入编号: the letter first, then the digits.
class ScanType final : public Screen {
 public:
  explicit ScanType(Services& services) : services_(services), answer_(services) {}

  [[nodiscard]] std::string_view name() const override { return "scan.type"; }

  void draw(ui::Ui& ui) override {
    if (answer_.look()) return;
    ui.title("scan.type.title");
    if (label_.empty()) {
      draw_letters(ui);
      return;
    }
    ui.field("scan.type.label", label_, {});
    ui.say("scan.type.title");
    if (!answer_.problem().empty()) ui.banner("scan.problem", ui::Tone::trouble, answer_.problem());
    const std::array choices{ui::Choice{.id = "scan.type.next", .main = true}};
    const bool sent = ui.choices(choices).has_value();
    if (const auto typed = ui.typed("scan.type.label")) {
      for (const char c : *typed) append(c);
    }
    if (const auto key = ui.keypad("scan.type", false)) append(*key);
    if (sent && !answer_.is_waiting()) answer_.ask(as_label(label_));
  }

 private:
  void draw_letters(ui::Ui& ui) {
    ui.words("scan.type.letter");
    ui.say("scan.type.letter");
    std::vector<ui::Choice> rows;
    for (const ServiceView& service : services_.tickets.services()) {
      ui::Choice row;
      row.id = std::string("scan.type.") + service.letter;
      row.words = std::string(1, service.letter) + "  " + services_.texts.of(service.name);
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_)) {
      label_ = std::string(1, services_.tickets.services()[*chosen].letter);
    }
  }

  void append(char c) {
    if (c == '<') {
      label_.pop_back();
    } else if (label_.size() < label_chars_max) {
      label_ += c;
    }
  }

  Services& services_;
  CodeAnswer answer_;
  std::string label_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_scan(Services& services, const Params&) {
  return std::make_unique<Scan>(services);
}
std::unique_ptr<Screen> make_scan_type(Services& services, const Params&) {
  return std::make_unique<ScanType>(services);
}

}  // namespace yz::kiosk
