// 查我的心愿: by the receipt's code, by the card, or by the number typed; and 到哪一步了.
#include <array>
#include <charconv>

#include "kiosk/screens/phrases.h"
#include "kiosk/screens/wish_words.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t number_digits = 11;  // year, six digits, check digit

class WishesFind final : public Screen {
 public:
  explicit WishesFind(Services& services) : services_(services) { services_.scan.arm(); }
  ~WishesFind() override { services_.scan.disarm(); }
  WishesFind(const WishesFind&) = delete;
  WishesFind& operator=(const WishesFind&) = delete;

  [[nodiscard]] std::string_view name() const override { return "wishes.find"; }

  void shown_again() override {
    services_.scan.arm();
    if (std::exchange(asked_card_, false) && is_known()) ask_mine();
  }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.find.title");
    ui.words("wishes.find.words");
    ui.say("wishes.find.words");
    if (const auto scanned = services_.scan.take_result()) {
      problem_.clear();
      ask_ = services_.wishes.find(scanned->too_long ? std::string() : scanned->text);
    }
    if (look()) return;
    if (problem_.empty()) {
      ui.picture("wishes.find.picture", "qrcode-scan", ui::Ink::violet);
    } else {
      ui.banner("wishes.find.problem", ui::Tone::trouble, problem_);
      if (!services_.scan.is_armed()) services_.scan.arm();
    }
    const std::array choices{
        ui::Choice{.id = "wishes.find.type", .icon = "backspace", .ink = ui::Ink::violet},
        ui::Choice{.id = "wishes.find.card", .icon = "account-card-details", .ink = ui::Ink::violet}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) {
      leave_for("wishes.type");
    } else if (is_known()) {
      ask_mine();
    } else {
      asked_card_ = true;
      leave_for(services_.session.has_consented ? "identity.read" : "identity.consent",
                {{"then", "back"}, {"cards", "any"}});
    }
  }

 private:
  [[nodiscard]] bool is_known() const { return services_.session.person || services_.session.card_number; }
  void ask_mine() {
    const Session& session = services_.session;
    ask_ = session.person ? services_.wishes.mine(session.person->id_number)
                          : services_.wishes.mine(*session.card_number, /*by_card_number=*/true);
  }
  /// The scanner is for this screen alone.
  void leave_for(const char* screen, const Params& params = {}) {
    services_.scan.disarm();
    services_.navigation.open(screen, params);
  }
  /// True when another screen is opened.
  bool look() {
    const WishAnswer* answer = ask_ == 0 ? nullptr : services_.wishes.answer(ask_);
    if (answer == nullptr) return false;
    const AskId asked = std::exchange(ask_, 0);
    if (const auto* wish = std::get_if<WishView>(answer)) {
      services_.session.wish_shown = wish->id.value;
      leave_for("wishes.way");
      return true;
    }
    const auto* list = std::get_if<WishList>(answer);
    if (list != nullptr && !(list->empty() && services_.wishes.lost_claims(asked).empty())) {
      leave_for("wishes.mine", {{"ask", std::to_string(asked)}});
      return true;
    }
    problem_ =
        list != nullptr ? services_.texts.words("wishes.find.none") : wish_problem_words(services_, *answer);
    return false;
  }

  Services& services_;
  AskId ask_{};
  bool asked_card_{};
  std::string problem_;
};

/// The wishes of a card: what they are about and how far they are, no word of theirs; and which of those that
/// it claimed another holds.
class WishesMine final : public Screen {
 public:
  WishesMine(Services& services, const Params& params) : services_(services) {
    const std::string ask = param(params, "ask");
    (void)std::from_chars(ask.data(), ask.data() + ask.size(), ask_);  // else it shows nothing
  }

  [[nodiscard]] std::string_view name() const override { return "wishes.mine"; }

  void draw(ui::Ui& ui) override {
    ui.title("wishes.mine.title");
    ui.say("wishes.mine.title");
    const WishAnswer* answer = services_.wishes.answer(ask_);
    const auto* list = answer == nullptr ? nullptr : std::get_if<WishList>(answer);
    const std::string lost = lost_claim_words(services_, ask_);
    if (!lost.empty()) ui.banner("wishes.mine.lost", ui::Tone::notice, lost);
    if (list == nullptr || list->empty()) {
      ui.empty("wishes.mine.empty", "heart-outline", ui.word("wishes.find.none"));
      return;
    }
    std::vector<ui::Choice> rows;
    for (const WishView& wish : *list) {
      ui::Choice row;
      row.id = "wishes.mine." + wish.id.value;
      row.words = kind_words(services_, wish);
      row.say = row.words;  // her number is not for the hall
      row.second = ui.word(
          "wishes.mine.state",
          {{"state", ui.word("wish.state." + std::string(state_word(wish)))}, {"number", wish.number}});
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_)) {
      services_.session.wish_shown = (*list)[*chosen].id.value;
      services_.navigation.open("wishes.way");
    }
  }

 private:
  [[nodiscard]] static const char* state_word(const WishView& wish) {
    for (const WayStopView& stop : wish.way) {
      if (stop.mark == domain::WayMark::here) return stop.kind.c_str();
    }
    return "closed";
  }

  Services& services_;
  AskId ask_{};
  ui::Page page_;
};

/// 输入编号: eleven digits; the W stands there already.
class WishesType final : public Screen {
 public:
  explicit WishesType(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.type"; }

  void draw(ui::Ui& ui) override {
    const WishAnswer* answer = ask_ == 0 ? nullptr : services_.wishes.answer(ask_);
    if (answer != nullptr) {
      ask_ = 0;
      if (const auto* wish = std::get_if<WishView>(answer)) {
        services_.session.wish_shown = wish->id.value;
        services_.navigation.replace("wishes.way");
        return;
      }
      problem_ = wish_problem_words(services_, *answer);
    }
    ui.title("wishes.type.title");
    ui.field("wishes.type.number", digits_.empty() ? std::string() : grouped(), ui.word("wishes.type.hint"));
    ui.words("wishes.type.count", {{"count", std::to_string(digits_.size())}}, ui::Role::small);
    ui.say("wishes.type.title");
    if (!problem_.empty()) ui.banner("wishes.type.problem", ui::Tone::trouble, problem_);
    const bool sent = ui.choices(std::array{ui::Choice{.id = "wishes.type.next", .main = true}}).has_value();
    if (const auto typed = ui.typed("wishes.type.number")) {
      for (const char c : *typed) append(c);
    }
    if (const auto key = ui.keypad("wishes.type", false)) append(*key);
    if (sent && ask_ == 0) ask_ = services_.wishes.find(digits_);
  }

 private:
  void append(char c) {
    problem_.clear();
    if (c == '<') {
      if (!digits_.empty()) digits_.pop_back();
    } else if (c >= '0' && c <= '9' && digits_.size() < number_digits) {
      digits_ += c;
    }
  }

  [[nodiscard]] std::string grouped() const {
    std::string shown = "W";
    for (std::size_t i = 0; i < digits_.size(); ++i) {
      if (i == 4 || i == 10) shown += ' ';
      shown += digits_[i];
    }
    return shown;
  }

  Services& services_;
  AskId ask_{};
  std::string digits_;
  std::string problem_;
};

/// 到哪一步了: the stations of one wish; rating when it is done.
class WishesWay final : public Screen {
 public:
  explicit WishesWay(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "wishes.way"; }

  void draw(ui::Ui& ui) override {
    const WishView* wish = services_.wishes.wish(domain::WishId{services_.session.wish_shown});
    ui.title("wishes.way.title");
    if (wish == nullptr) {
      ui.words("wishes.find.unknown");
      return;
    }
    ui.paragraph("wishes.way.number", wish->number + "  " + kind_words(services_, *wish), ui::Role::small);
    const std::string now = now_words(*wish);
    ui.paragraph("wishes.way.now", now, ui::Role::lead);
    services_.speech.say_sentence("wishes.way.now", now);
    if (wish->was_passed_up)
      ui.words("wishes.way.passed_up", {{"level", level_words(*wish)}}, ui::Role::small);
    if (wish->by_number) ui.words("wishes.way.by_number", {}, ui::Role::small);
    const std::optional<std::string> chosen = draw_choices(ui, *wish);
    const std::vector<ui::Stop> stops = way_stops(services_, *wish);
    ui.way("wishes.way.stops", stops, page_);
    if (chosen == "wishes.way.print") {
      services_.wishes.reprint(wish->id);
      ui.toast(ui::Ui::Toast::answer, ui.word("print.waiting"));
    } else if (chosen == "wishes.way.rate") {
      services_.navigation.open("wishes.rate");
    } else if (chosen == "wishes.way.leave") {
      services_.navigation.leave();
    }
  }

 private:
  /// Printing and rating are for whoever has the receipt or the card.
  static std::optional<std::string> draw_choices(ui::Ui& ui, const WishView& wish) {
    std::vector<ui::Choice> choices;
    if (!wish.by_number) choices.push_back({.id = "wishes.way.print"});
    const bool can_rate = wish.state == domain::WishState::resolved && !wish.by_number;
    choices.push_back({.id = can_rate ? "wishes.way.rate" : "wishes.way.leave", .main = true});
    const auto chosen = choices.size() == 2 ? ui.pair(choices[0], choices[1]) : ui.choices(choices);
    if (!chosen) return std::nullopt;
    return choices[*chosen].id;
  }

  [[nodiscard]] std::string level_words(const WishView& wish) const {
    return owner_words(services_, {domain::WishOwnerKind::dispatcher, wish.level, {}});
  }

  /// "现在：红色物业，明天 10:00 前答复".
  [[nodiscard]] std::string now_words(const WishView& wish) const {
    for (const WayStopView& stop : wish.way) {
      if (stop.mark != domain::WayMark::here || !stop.owner) continue;
      if (stop.owner->kind == domain::WishOwnerKind::resident)
        return services_.texts.words("wishes.way.yours");
      const std::string owner = owner_words(services_, *stop.owner);
      if (!stop.due) return services_.texts.words("wishes.way.now", {{"owner", owner}});
      return services_.texts.words("wishes.way.now.due",
                                   {{"owner", owner}, {"time", moment_words(services_, *stop.due)}});
    }
    return services_.texts.words("wishes.way.closed");
  }

  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_wishes_find(Services& services, const Params&) {
  return std::make_unique<WishesFind>(services);
}
std::unique_ptr<Screen> make_wishes_mine(Services& services, const Params& params) {
  return std::make_unique<WishesMine>(services, params);
}
std::unique_ptr<Screen> make_wishes_type(Services& services, const Params&) {
  return std::make_unique<WishesType>(services);
}
std::unique_ptr<Screen> make_wishes_way(Services& services, const Params&) {
  return std::make_unique<WishesWay>(services);
}

}  // namespace yz::kiosk
