// Who is here, for the question of priority: asked first, then by card or by typed number. It is never
// needed.
#include <array>

#include "kiosk/screens/lesson_words.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t number_chars = 18;
constexpr Milliseconds person_shown{5'000};
constexpr Milliseconds reminder_shown{10'000};

/// Asked for by another screen, which looks at the session when it is shown again.
bool was_asked_for(const Params& params) {
  return params.contains("then");
}

/// Where it goes on without a card.
void go_on_without(Services& services, const Params& params) {
  if (was_asked_for(params)) {
    services.navigation.back();
  } else {
    services.navigation.replace("tickets.done", params);
  }
}

/// The service of the flow, and where it goes on: with priority if the age allows it, else with a simple
/// number.
void go_on(Services& services, Params params) {
  if (was_asked_for(params)) {
    services.navigation.back();
    return;
  }
  const auto age = services.identity.age();
  if (age && *age >= services.station.ticket_rules.priority_age) params["priority"] = "age";
  services.navigation.replace("tickets.done", params);
}

/// 刷身份证: what it is for and that it is not required, once a visit.
class IdentityConsent final : public Screen {
 public:
  IdentityConsent(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "identity.consent"; }

  void draw(ui::Ui& ui) override {
    ui.title("identity.consent.title");
    ui.words(explained_ ? "identity.consent.how" : "identity.consent.words");
    ui.say("identity.consent.words");
    std::vector<ui::Choice> choices{{.id = "identity.consent.without"},
                                    {.id = "identity.consent.agree", .main = true}};
    if (!explained_) choices.insert(choices.begin(), {.id = "identity.consent.explain"});
    const auto chosen = ui.choices(choices);
    ui.illustration("identity.consent.picture", ui::Illustration::card);
    if (!chosen) return;
    const std::string& id = choices[*chosen].id;
    if (id == "identity.consent.explain") {
      explained_ = true;
    } else if (id == "identity.consent.without") {
      go_on_without(services_, params_);
    } else {
      services_.session.has_consented = true;
      services_.navigation.replace("identity.read", params_);
    }
  }

 private:
  Services& services_;
  Params params_;
  bool explained_{};
};

/// 请放身份证, then who was read, masked, and the card to be taken back.
class IdentityRead final : public Screen {
 public:
  IdentityRead(Services& services, Params params) : services_(services), params_(std::move(params)) {
    rearm();
  }
  ~IdentityRead() override { services_.identity.disarm(); }
  IdentityRead(const IdentityRead&) = delete;
  IdentityRead& operator=(const IdentityRead&) = delete;

  [[nodiscard]] std::string_view name() const override { return "identity.read"; }
  void shown_again() override { rearm(); }

  void draw(ui::Ui& ui) override {
    if (services_.session.person) {
      draw_person(ui);
      return;
    }
    if (takes_any_card() && services_.session.card_number) {
      services_.navigation.back();
      return;
    }
    ui.title(takes_any_card() ? "identity.read.any" : "identity.read.title");
    ui.words(takes_any_card() ? "identity.read.any.words" : "identity.read.words");
    ui.say(takes_any_card() ? "identity.read.any.words" : "identity.read.words");
    const std::string trouble = trouble_id();
    if (!trouble.empty()) {
      ui.banner(trouble, ui::Tone::trouble, ui.word(trouble));
      // The reader waits for the next card while the words stand there.
      if (!services_.identity.is_armed()) rearm();
    }
    const std::array choices{ui::Choice{.id = "identity.read.type"},
                             ui::Choice{.id = "identity.read.without"}};
    const auto chosen = ui.choices(choices);
    // How to lay it, also when it was not read; not where nothing reads.
    if (trouble.empty()) ui.illustration("identity.read.picture", ui::Illustration::card);
    if (trouble == shown_ && !shown_.empty()) ui.illustration("identity.read.again", ui::Illustration::card);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.open("identity.type", params_);
    } else {
      go_on_without(services_, params_);
    }
  }

 private:
  [[nodiscard]] std::string trouble_id() {
    if (services_.identity.refusal())
      shown_ = std::string("id.") + domain::to_string(*services_.identity.refusal());
    if (const auto trouble = services_.identity.trouble()) shown_ = words_of(*trouble);
    const bool reads_ids = services_.devices.is_usable(hal::DeviceClass::id_reader);
    const bool reads_smart_cards = services_.devices.is_usable(hal::DeviceClass::card_reader);
    if (!reads_ids && !reads_smart_cards) return "read.broken";
    const bool has_id_reader = services_.devices.first(hal::DeviceClass::id_reader) != nullptr;
    // Words that send her to the ID reader, or none yet: it is the one that does not work.
    const auto problem = services_.identity.trouble();
    const bool needs_id =
        shown_.empty() || problem == hal::CardProblem::unsupported || problem == hal::CardProblem::locked;
    if (has_id_reader && !reads_ids && needs_id) return "read.id_broken";
    return shown_;
  }
  [[nodiscard]] bool takes_any_card() const { return params_.contains("cards"); }
  void rearm() {
    services_.identity.arm(takes_any_card() ? IdentityDesk::Accepts::any_card
                                            : IdentityDesk::Accepts::people);
  }

  void draw_person(ui::Ui& ui) {
    const domain::Person& person = *services_.session.person;
    const auto age = services_.identity.age();
    const bool is_priority = age && *age >= services_.station.ticket_rules.priority_age;
    ui.title("identity.read.done");
    ui.banner("identity.read.who", ui::Tone::done,
              ui.word("identity.read.who", {{"name", person.masked_name}, {"number", person.masked_number}}));
    if (!was_asked_for(params_)) ui.words(is_priority ? "identity.read.priority" : "identity.read.ordinary");
    ui.say("identity.read.take");
    ui.words("identity.read.take");
    const bool is_reminded = remind(ui, person);
    const std::array choices{ui::Choice{.id = "identity.read.next", .main = true}};
    const Milliseconds now = services_.clock.mono();
    if (!read_at_) read_at_ = now;
    const Milliseconds left = *read_at_ + (is_reminded ? reminder_shown : person_shown) - now;
    // Nobody has to touch anything: whoever only watches gets the number too.
    if (ui.choices(choices) || left <= Milliseconds{0}) {
      go_on(services_, params_);
    } else {
      ui.again_in(left);
    }
  }

  /// Of the classes that they signed up for; true: something is said.
  bool remind(ui::Ui& ui, const domain::Person& person) {
    if (services_.classes.is_empty()) return false;
    if (classes_ == 0) classes_ = services_.lessons.mine(person);
    const LessonAnswer* answer = services_.lessons.answer(classes_);
    const auto* list = answer == nullptr ? nullptr : std::get_if<SignUpList>(answer);
    const std::string words = list == nullptr ? std::string() : reminder_words(services_, *list);
    if (!words.empty()) ui.banner("identity.read.lesson", ui::Tone::notice, words);
    return !words.empty();
  }

  Services& services_;
  Params params_;
  std::string shown_;
  std::optional<Milliseconds> read_at_;
  AskId classes_{};
};

/// 输入身份证号.
class IdentityType final : public Screen {
 public:
  IdentityType(Services& services, Params params) : services_(services), params_(std::move(params)) {}

  [[nodiscard]] std::string_view name() const override { return "identity.type"; }

  void draw(ui::Ui& ui) override {
    std::string number = entry();
    ui.title("identity.type.title");
    ui.field("identity.type.number", grouped(number), ui.word("identity.type.hint"));
    ui.words("identity.type.count", {{"count", std::to_string(number.size())}}, ui::Role::small);
    ui.say("identity.type.title");
    if (refusal_) {
      const std::string id = std::string("id.") + domain::to_string(*refusal_);
      ui.banner(id, ui::Tone::trouble, ui.word(id));
    }
    const std::array choices{ui::Choice{.id = "identity.type.next", .main = true}};
    const bool sent = ui.choices(choices).has_value();
    if (const auto typed = ui.typed("identity.type.number")) append(number, *typed);
    if (const auto key = ui.keypad("identity.type", true)) append(number, std::string(1, *key));
    if (sent) send(number);
  }

 private:
  [[nodiscard]] std::string entry() const {
    const auto found = services_.session.entries.find("identity.number");
    return found == services_.session.entries.end() ? std::string() : found->second.reveal();
  }

  void append(std::string& number, const std::string& typed) {
    for (const char c : typed) {
      if (c == '<') {
        if (!number.empty()) number.pop_back();
      } else if (number.size() < number_chars) {
        number += c;
      }
    }
    refusal_.reset();
    services_.session.entries["identity.number"] = Sensitive<std::string>(number);
  }

  /// 6-8-4. All but the last two typed are covered: someone may look over a shoulder.
  [[nodiscard]] static std::string grouped(const std::string& number) {
    std::string shown;
    constexpr std::size_t plain = 2;
    for (std::size_t i = 0; i < number.size(); ++i) {
      if (i == 6 || i == 14) shown += ' ';
      shown += i + plain < number.size() ? '*' : number[i];
    }
    return shown;
  }

  void send(const std::string& number) {
    refusal_ = services_.identity.type_number(Sensitive<std::string>(number));
    if (!refusal_) go_on(services_, params_);
  }

  Services& services_;
  Params params_;
  std::optional<domain::IdRefusal> refusal_;
};

}  // namespace

std::unique_ptr<Screen> make_identity_consent(Services& services, const Params& params) {
  return std::make_unique<IdentityConsent>(services, params);
}
std::unique_ptr<Screen> make_identity_read(Services& services, const Params& params) {
  return std::make_unique<IdentityRead>(services, params);
}
std::unique_ptr<Screen> make_identity_type(Services& services, const Params& params) {
  return std::make_unique<IdentityType>(services, params);
}

}  // namespace yz::kiosk
