// Before a call for help: is it wanted, what is it about; and the smaller matter, not knowing how to go on.
#include <array>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

using domain::HelpKind;

/// A tap on 求助: one question more than holding it.
class HelpAskScreen final : public Screen {
 public:
  explicit HelpAskScreen(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "help.ask"; }

  void draw(ui::Ui& ui) override {
    ui.title("help.ask.title");
    ui.words("help.ask.words");
    ui.say("help.ask.title");
    const std::array choices{ui::Choice{.id = "help.ask.no"}, ui::Choice{.id = "help.ask.guidance"},
                             ui::Choice{.id = "help.ask.now", .main = true}};
    const auto chosen = ui.choices(choices);
    ui.illustration("help.picture", ui::Illustration::helper);
    if (!chosen) return;
    if (*chosen == 0) services_.navigation.back();
    if (*chosen == 1) services_.navigation.replace("help.staff", {{"call", "now"}});
    if (*chosen == 2) services_.navigation.leave_for("help.kind");
  }

 private:
  Services& services_;
};

/// What is the matter. Nobody has to answer: the call goes out by itself. With `help` it is about a call that
/// went out so.
class HelpKindScreen final : public Screen {
 public:
  HelpKindScreen(Services& services, std::string help)
      : services_(services),
        help_(std::move(help)),
        until_(services.clock.mono() + (services.session.access.slow ? 2 : 1) * answer_time) {}
  [[nodiscard]] std::string_view name() const override { return "help.kind"; }

  void draw(ui::Ui& ui) override {
    ui.title("help.kind.title");
    ui.say("help.kind.title");
    const Milliseconds left = until_ - services_.clock.mono();
    if (left.count() <= 0) return help_.empty() ? call(HelpKind::other) : services_.navigation.back();
    if (help_.empty()) {
      const auto seconds = static_cast<int>((left.count() + 999) / 1'000);
      ui.words("help.kind.words", {{"seconds", std::to_string(seconds)}});
    }
    ui.again_in(std::min(left, Milliseconds{250}));
    constexpr std::array kinds{HelpKind::illness, HelpKind::danger, HelpKind::damage, HelpKind::other};
    const std::array choices{ui::Choice{.id = "help.kind.illness", .icon = "ambulance"},
                             ui::Choice{.id = "help.kind.danger", .icon = "alert"},
                             ui::Choice{.id = "help.kind.damage", .icon = "wrench"},
                             ui::Choice{.id = "help.kind.other", .icon = "human-handsup"}};
    if (const auto chosen = ui.choices(choices)) call(kinds.at(*chosen));
  }

 private:
  static constexpr Milliseconds answer_time{10'000};

  void call(HelpKind kind) {
    if (help_.empty()) return services_.navigation.replace("help.sent", {{"kind", domain::to_string(kind)}});
    services_.help.choose_kind(domain::HelpId(help_), kind);
    services_.navigation.back();
  }

  Services& services_;
  std::string help_;
  Milliseconds until_;
};

/// 只是不会用: staff are told, nothing that was begun is lost.
class HelpStaff final : public Screen {
 public:
  HelpStaff(Services& services, bool calls) : services_(services), began_(services.clock.mono()) {
    if (calls) ask_ = services_.help.call(HelpKind::guidance);
  }
  [[nodiscard]] std::string_view name() const override { return "help.staff"; }

  void draw(ui::Ui& ui) override {
    const HelpView* call = find();
    const bool waits = services_.clock.mono() - began_ < reach_time;
    const bool is_online = services_.system.link == NetLink::online;
    const char* words = "help.staff.words";
    if (call != nullptr && !call->is_unanswered) {
      words = "help.staff.accepted";
    } else if (call == nullptr || !call->is_at_hub) {
      words = is_online && waits ? "help.staff.wait" : "help.staff.away";
    }
    if (is_online && waits) ui.again_in(Milliseconds{250});
    ui.title("help.staff.title");
    ui.words(words, {{"name", call == nullptr ? std::string() : call->accepted_by}});
    ui.say(std::string(words) + ".say");
    const std::array choices{ui::Choice{.id = "help.staff.back", .main = true}};
    if (ui.choices(choices)) services_.navigation.back();
  }

 private:
  [[nodiscard]] const HelpView* find() const {
    const HelpAnswer* answer = services_.help.answer(ask_);
    const auto* view = answer == nullptr ? nullptr : std::get_if<HelpView>(answer);
    const ShownHelp* shown = view == nullptr ? nullptr : services_.help.find(view->id);
    return shown == nullptr ? nullptr : &shown->view;
  }

  Services& services_;
  Milliseconds began_;
  AskId ask_{};
};

}  // namespace

std::unique_ptr<Screen> make_help_ask(Services& services, const Params&) {
  return std::make_unique<HelpAskScreen>(services);
}
std::unique_ptr<Screen> make_help_kind(Services& services, const Params& params) {
  return std::make_unique<HelpKindScreen>(services, param(params, "help"));
}
std::unique_ptr<Screen> make_help_staff(Services& services, const Params& params) {
  return std::make_unique<HelpStaff>(services, !param(params, "call").empty());
}

}  // namespace yz::kiosk
