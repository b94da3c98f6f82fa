// After a call for help: who comes and by when; or, when nobody can be reached, whom to telephone.
#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

using domain::HelpState;

constexpr Milliseconds mistake_time{10'000};
constexpr Milliseconds over_time{30'000};

std::optional<domain::HelpKind> kind_named(const std::string& name) {
  using enum domain::HelpKind;
  for (const auto kind : {illness, danger, damage, other}) {
    if (name == domain::to_string(kind)) return kind;
  }
  return std::nullopt;
}

/// 按错了: stays where it is when its time is over, and says why it does nothing.
ui::Choice mistake_button(const Services& services, const char* id, Milliseconds since) {
  const Milliseconds time = (services.session.access.slow ? 2 : 1) * mistake_time;
  ui::Choice choice{.id = id, .words = services.texts.words("help.mistake")};
  if (services.clock.mono() - since > time) choice.off_because = services.texts.words("help.mistake.late");
  return choice;
}

class HelpSent final : public Screen {
 public:
  HelpSent(Services& services, const Params& params)
      : services_(services), help_(param(params, "help")), began_(services.clock.mono()) {
    if (const auto kind = kind_named(param(params, "kind"))) call_ = services_.help.call(*kind);
  }
  [[nodiscard]] std::string_view name() const override { return "help.sent"; }

  void draw(ui::Ui& ui) override {
    if (call_ == 0 && help_.empty()) return services_.navigation.back();  // opened without a call
    if (const HelpAnswer* answer = services_.help.answer(call_); answer != nullptr && help_.empty()) {
      const auto* view = std::get_if<HelpView>(answer);
      if (view == nullptr) return telephone("");  // it could not be written down
      help_ = view->id.value;
    }
    const ShownHelp* call = services_.help.find(domain::HelpId(help_));
    if (call == nullptr) return wait(ui);
    const HelpView& view = call->view;
    if (!view.is_open()) return draw_over(ui, view);
    const Milliseconds left = call->since + domain::help_time - services_.clock.mono();
    if (view.is_unanswered && left.count() <= 0) return telephone("late");
    // Who was told late that somebody comes reads it too.
    const Milliseconds shown = services_.clock.mono() - began_;
    if (left.count() <= 0 && shown >= over_time) return services_.navigation.leave();
    if (left.count() <= 0) ui.again_in(over_time - shown);
    if (!view.is_at_hub) {
      const bool may_come =
          services_.system.link == NetLink::online && services_.clock.mono() - began_ < reach_time;
      if (!may_come) return telephone("");
      ui.again_in(Milliseconds{250});
    }
    draw_open(ui, *call, std::max(left, Milliseconds{0}));
  }

 private:
  void telephone(const char* why) {
    services_.navigation.replace("help.offline", {{"help", help_}, {"why", why}});
  }

  void wait(ui::Ui& ui) {
    if (services_.clock.mono() - began_ >= reach_time) return telephone("");
    ui.title("help.sent.calling");
    ui.again_in(Milliseconds{250});
  }

  void draw_open(ui::Ui& ui, const ShownHelp& call, Milliseconds left) {
    const HelpView& view = call.view;
    ui.title(view.is_at_hub ? "help.sent.title" : "help.sent.calling");
    const bool is_answered = !view.accepted_by.empty() && !view.is_unanswered;
    if (is_answered) {
      ui.banner("help.sent.accepted", ui::Tone::done,
                ui.word("help.sent.accepted",
                        {{"name", view.accepted_by}, {"role", ui.word("help.role." + view.role)}}));
      ui.say("help.sent.accepted.say");
    } else if (view.is_at_hub) {
      ui.say("help.sent.say");
    }
    ui.words("help.sent.words", {}, ui::Role::lead);
    const auto seconds = static_cast<int>((left.count() + 999) / 1'000);
    const int of_seconds = static_cast<int>(domain::help_time.count() / 1'000);
    ui.ring("help.sent.ring", seconds, of_seconds,
            ui.word("help.sent.minutes", {{"minutes", std::to_string((seconds + 59) / 60)}}));
    if (!ui.is_tight()) ui.words("help.sent.by", {}, ui::Role::small);
    tell_again(ui);
    draw_choices(ui, call);
  }

  /// What became of calling once more.
  void tell_again(ui::Ui& ui) {
    const HelpAnswer* answer = services_.help.answer(again_);
    if (answer == nullptr) return;
    const auto* refusal = std::get_if<domain::HelpRefusal>(answer);
    const bool is_done = std::holds_alternative<HelpView>(*answer);
    ui.toast(ui::Ui::Toast::answer,
             ui.word(is_done              ? "help.sent.again.done"
                     : refusal != nullptr ? std::string("refusal.") + domain::to_string(*refusal)
                                          : std::string("error.unavailable")));
    again_ = 0;
  }

  void draw_choices(ui::Ui& ui, const ShownHelp& call) {
    std::vector<ui::Choice> choices{mistake_button(services_, "help.sent.mistake", call.since)};
    const bool has_no_kind = call.view.kind == domain::HelpKind::other;
    if (has_no_kind) choices.push_back({.id = "help.sent.kind"});
    choices.push_back({.id = "help.sent.again", .main = true});
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.help.take_back(call.view.id);
    } else if (*chosen + 1 == choices.size()) {
      again_ = services_.help.call_again(call.view.id);
    } else {
      services_.navigation.open("help.kind", {{"help", help_}});
    }
  }

  void draw_over(ui::Ui& ui, const HelpView& view) {
    const Milliseconds now = services_.clock.mono();
    if (!over_since_) over_since_ = now;
    if (now - *over_since_ >= over_time) return services_.navigation.leave();
    ui.again_in(*over_since_ + over_time - now);
    const bool is_mistake = view.state == HelpState::cancelled;
    ui.title(is_mistake ? "help.over.mistake" : "help.over.ended");
    const char* words = is_mistake ? "help.over.mistake.words" : "help.over.ended.words";
    ui.words(words);
    ui.say(words);
    const std::array choices{ui::Choice{.id = "help.over.leave", .main = true}};
    if (ui.choices(choices)) services_.navigation.leave();
  }

  Services& services_;
  std::string help_;
  Milliseconds began_;
  AskId call_{};
  AskId again_{};
  std::optional<Milliseconds> over_since_;
};

/// Nobody could be told, or nobody answered: the telephone does it. The alarm is for whoever is near.
class HelpOffline final : public Screen {
 public:
  HelpOffline(Services& services, const Params& params)
      : services_(services),
        help_(param(params, "help")),
        is_late_(param(params, "why") == "late"),
        began_(services.clock.mono()),
        alarm_at_(began_) {}
  [[nodiscard]] std::string_view name() const override { return "help.offline"; }

  void draw(ui::Ui& ui) override {
    const ShownHelp* call = services_.help.find(domain::HelpId(help_));
    if (call != nullptr && is_known(call->view))
      return services_.navigation.replace("help.sent", {{"help", help_}});
    if (services_.clock.mono() - began_ >= domain::help_time) return services_.navigation.leave();
    sound(ui);
    const char* title = is_late_ ? "help.late.title" : "help.offline.title";
    ui.title(title);
    ui.say(title);
    ui.words(is_late_ ? "help.late.words" : call == nullptr ? "help.offline.unsaved" : "help.offline.words");
    draw_choice(ui, call);
    draw_numbers(ui);
  }

 private:
  /// It reached somebody after all, or is over.
  [[nodiscard]] bool is_known(const HelpView& view) const {
    return !view.is_open() || (is_late_ ? !view.is_unanswered : view.is_at_hub);
  }

  void sound(ui::Ui& ui) {
    if (alarms_left_ == 0) return;
    if (services_.clock.mono() >= alarm_at_) {
      services_.sound.alarm();
      --alarms_left_;
      alarm_at_ += alarm_every;
    }
    ui.again_in(alarm_at_ - services_.clock.mono());
  }

  void draw_choice(ui::Ui& ui, const ShownHelp* call) {
    if (call == nullptr) {
      const std::array choices{ui::Choice{.id = "help.offline.leave", .main = true}};
      if (ui.choices(choices)) services_.navigation.leave();
      return;
    }
    const std::array choices{mistake_button(services_, "help.offline.mistake", call->since)};
    if (ui.choices(choices)) services_.help.take_back(call->view.id);
  }

  void draw_numbers(ui::Ui& ui) const {
    std::vector<ui::PhoneNumber> numbers;
    for (const char* digits : {"120", "110", "119"})
      numbers.push_back({ui.word(std::string("help.phone.") + digits), digits});
    const auto grid = services_.station.phrases.find("phone.grid");
    if (grid != services_.station.phrases.end())
      numbers.push_back({ui.word("help.phone.grid"), services_.texts.of(grid->second)});
    ui.phone_numbers("help.offline.phone", numbers);
  }

  static constexpr Milliseconds alarm_every{8'000};
  Services& services_;
  std::string help_;
  bool is_late_;
  Milliseconds began_;
  Milliseconds alarm_at_;
  int alarms_left_{5};
};

}  // namespace

std::unique_ptr<Screen> make_help_sent(Services& services, const Params& params) {
  return std::make_unique<HelpSent>(services, params);
}
std::unique_ptr<Screen> make_help_offline(Services& services, const Params& params) {
  return std::make_unique<HelpOffline>(services, params);
}

}  // namespace yz::kiosk
