// The points of docs/accessibility.md, "Twenty points", that are not of one picture: touches, time, speech,
// words of trouble, modes, what stays hidden, what moves.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "kiosk/app/spoken.h"
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::Language;
using kiosk::WidgetInfo;

/// A resident who counts her touches.
class Touches {
 public:
  explicit Touches(DrawnScreen& drawn) : drawn_(drawn) {}
  Touches& operator()(const std::string& widget) {
    drawn_.tap(widget);
    drawn_.draw();
    ++count_;
    return *this;
  }
  [[nodiscard]] int count() const { return count_; }

 private:
  DrawnScreen& drawn_;
  int count_{};
};

bool is_resident(const Situation& situation) {
  return !situation.screen.starts_with("staff.") && !situation.screen.starts_with("gallery");
}

/// As a voice is given it.
std::string spoken(const DrawnScreen& drawn, const std::string& words) {
  const kiosk::Texts& texts = const_cast<DrawnScreen&>(drawn).services().texts;
  return kiosk::as_spoken(words, kiosk::spoken_words(texts));
}

/// Each of its sentences stands in one of the texts, as that is spoken.
bool all_shown(const DrawnScreen& drawn, const std::string& said, const std::vector<std::string>& texts) {
  constexpr std::string_view stop = "。";
  for (std::size_t from = 0; from < said.size();) {
    const std::size_t end = std::min(said.find(stop, from), said.size());
    const std::string sentence = said.substr(from, end - from);
    from = end + stop.size();
    const auto shows = [&](const std::string& text) {
      return spoken(drawn, text).find(sentence) != std::string::npos;
    };
    if (std::ranges::none_of(texts, shows)) return false;
  }
  return true;
}

TEST_CASE("twenty points, 7: a number in two or three touches, four with the card; help in two") {
  DrawnScreen plain;
  plain.show_queue(busy_morning());
  plain.open("home");
  Touches to_number(plain);
  to_number("home.tickets")("tickets.choose.social")("tickets.priority.plain");
  CHECK(plain.screen() == "tickets.done");
  CHECK(to_number.count() == 3);

  DrawnScreen card;
  card.show_queue(busy_morning());
  card.open("home");
  Touches with_card(card);
  with_card("home.tickets")("tickets.choose.social")("tickets.priority.card")("identity.consent.agree");
  CHECK(card.screen() == "identity.read");
  CHECK(with_card.count() == 4);

  DrawnScreen help;
  help.open("home");
  Touches for_help(help);
  for_help("bar.help")("help.ask.now");
  CHECK(help.screen() == "help.kind");
  CHECK(for_help.count() == 2);
}

TEST_CASE("twenty points, 7: a wish by each of four ways is at most nine screens") {
  for (const char* way : {"hand", "speak", "pinyin", "paper"}) {
    INFO(way);
    DrawnScreen drawn;
    drawn.open("wishes.home");
    std::set<std::string> seen{drawn.screen()};
    const auto step = [&](const std::string& widget) {
      drawn.tap(widget);
      drawn.draw();
      seen.insert(drawn.screen());
    };
    step("wishes.home.tell");
    step("wishes.kind.appeal");
    step("wishes.category.lighting");
    step(std::string("wishes.how.") + way);
    auto& wish = drawn.services().session.wish;
    wish.words = Sensitive<std::string>("楼道灯坏了");  // however it was told
    drawn.open("wishes.place");
    seen.insert(drawn.screen());
    step("wishes.place.unsure");
    step("wishes.contact.anonymous");
    CHECK(drawn.screen() == "wishes.check");
    step("wishes.check.send");
    CHECK(drawn.screen() == "wishes.done");
    CHECK(seen.size() <= 9);
  }
}

TEST_CASE(
    "twenty points, 13: after sixty seconds the question, after eighty home, and nothing of her is left") {
  const std::string planted = "老赵家漏水";
  for (const char* screen : {"wishes.words", "wishes.check", "wishes.home", "wishes.contact"}) {
    INFO(screen);
    DrawnScreen drawn;
    auto& session = drawn.services().session;
    session.wish.kind = "appeal";
    session.wish.category = "lighting";
    session.wish.place = "?";
    session.wish.contact = kiosk::WishContact::anonymous;
    session.wish.words = Sensitive<std::string>(planted);
    session.has_unsent = true;
    drawn.open(screen);
    for (int times = 0; times < 10; ++times) {
      drawn.clock().advance(Milliseconds{120'000});
      drawn.idle();
      REQUIRE(drawn.screen() == "idle.ask");
      drawn.tap("idle.ask.stay");
      drawn.draw();
      REQUIRE(drawn.screen() == screen);
      CHECK(session.wish.words.reveal() == planted);
    }
    drawn.clock().advance(Milliseconds{120'000});
    drawn.idle();
    drawn.clock().advance(Milliseconds{20'000});
    drawn.idle();
    CHECK(drawn.screen() == "home");
    CHECK(session.is_pristine());
    for (const char* after : {"home", "wishes.home", "wishes.words", "wishes.check"}) {
      drawn.open(after);
      CHECK_FALSE(drawn.shows(planted));
    }
  }
}

TEST_CASE("twenty points, 14: what is said is what is shown then, and nothing of a person is in it") {
  std::size_t looked_at = 0;
  for (const Situation& situation : situations()) {
    if (!is_resident(situation)) continue;
    INFO(situation.name);
    DrawnScreen drawn;
    situation.prepare(drawn);
    drawn.draw();
    for (std::size_t i = 0; i < drawn.spoken().size(); ++i) {
      const kiosk::Utterance& one = drawn.spoken()[i];
      // Numbers have a sentence of their own to be heard in; what is urgent is the answer to a touch.
      if (one.urgent || one.key.ends_with(".say") || one.key.starts_with("power.back")) continue;
      INFO(one.text);
      CHECK(all_shown(drawn, one.text, drawn.shown_with(i)));
      for (const char* planted : {"王建明", "210904194903070010", "13812341234", "138****1234"})
        CHECK(one.text.find(planted) == std::string::npos);
      ++looked_at;
    }
  }
  CHECK(looked_at > 100);
}

TEST_CASE("twenty points, 15: the words for each trouble stand on a screen that its fault leads to") {
  const std::vector<std::string> ids{
      "net.off",      "print.paper_out", "print.cover", "print.jam",      "print.unsure",    "read.none",
      "read.away",    "read.broken",     "write.none",  "voice.short",    "voice.mic",       "photo.dark",
      "store.orange", "store.black",     "power.back",  "id.wrong_check", "id.old_15_digits"};
  std::set<std::string> missing(ids.begin(), ids.end());
  for (const Situation& situation : situations()) {
    DrawnScreen drawn;
    situation.prepare(drawn);
    const auto& widgets = drawn.draw();
    for (auto id = missing.begin(); id != missing.end();) {
      std::string words = drawn.services().texts.words(*id);
      // What stands in the place of a name is another matter.
      if (const auto open = words.find('{'); open != std::string::npos) words = words.substr(0, open);
      const bool is_shown = std::ranges::any_of(
          widgets, [&](const WidgetInfo& widget) { return widget.text.find(words) != std::string::npos; });
      id = is_shown ? missing.erase(id) : std::next(id);
    }
  }
  std::string left;
  for (const auto& id : missing) left += id + ' ';
  INFO(left);
  CHECK(missing.empty());
}

TEST_CASE("twenty points, 18: every mode leads to a number, and is gone with the visit") {
  std::vector<kiosk::AccessSettings> modes(4);
  modes[0].high_contrast = true;
  modes[1].low_reach = true;
  modes[2].slow = true;
  modes[3].listen_first = true;
  for (const auto& mode : modes) {
    DrawnScreen drawn;
    drawn.show_queue(busy_morning());
    drawn.set_access(mode);
    drawn.open("home");
    for (const char* widget : {"home.tickets", "tickets.choose.social", "tickets.priority.plain"}) {
      INFO(widget);
      drawn.tap(widget);
      drawn.draw();
      if (!mode.listen_first) continue;
      REQUIRE(drawn.find(widget) != nullptr);  // the first touch only says its name
      CHECK_FALSE(drawn.spoken().back().text.empty());
      drawn.tap(widget);
      drawn.draw();
    }
    CHECK(drawn.screen() == "tickets.done");
    drawn.leave();
    CHECK(drawn.services().session.is_pristine());
    CHECK_FALSE(drawn.services().session.access == mode);
  }
}

TEST_CASE(
    "twenty points, 18: who listens first hears a name with the first touch, another name with another") {
  DrawnScreen drawn;
  kiosk::AccessSettings access;
  access.listen_first = true;
  drawn.set_access(access);
  drawn.open("wishes.how");
  drawn.tap("wishes.how.hand");
  drawn.draw();
  CHECK(drawn.spoken().back().text.find("手写") != std::string::npos);
  drawn.tap("wishes.how.speak");
  drawn.draw();
  CHECK(drawn.spoken().back().text.find("说出来") != std::string::npos);
  CHECK(drawn.screen() == "wishes.how");
  drawn.tap("wishes.how.hand");  // the one before is forgotten: it says its name again
  drawn.draw();
  CHECK(drawn.screen() == "wishes.how");
  drawn.tap("wishes.how.hand");
  drawn.draw();
  CHECK(drawn.screen() == "wishes.words");
}

/// These show something that goes on: a call that rings, a voice, a camera, a countdown, the time of day.
bool moves(const std::string& situation) {
  static const std::set<std::string> all{"idle.ask",
                                         "identity.read.person",
                                         "tickets.done.leaving",
                                         "help.kind",
                                         "help.kind.later",
                                         "help.sent",
                                         "help.sent.calling",
                                         "help.sent.no_kind",
                                         "help.sent.accepted",
                                         "help.sent.again",
                                         "help.sent.late_mistake",
                                         "help.offline",
                                         "help.offline.silent",
                                         "practice.done.leaving"};
  return all.contains(situation);
}

TEST_CASE("twenty points, 20: nothing changes by itself on a screen that waits for a finger") {
  for (const Situation& situation : situations()) {
    if (!is_resident(situation) || moves(situation.name)) continue;
    INFO(situation.name);
    DrawnScreen drawn({540, 960}, {});
    situation.prepare(drawn);
    drawn.draw();
    drawn.clock().advance(ui::toast_time + Milliseconds{100});
    drawn.draw();
    drawn.draw();
    const auto before = drawn.picture().rgba;
    const std::string screen = drawn.screen();
    // Uneven steps: nothing that blinks has all of them as multiples of its period. Results go home later.
    bool is_same = true;
    for (const int step : {130, 270, 410, 590, 730, 970, 1'130, 1'370}) {
      drawn.clock().advance(Milliseconds{step});
      drawn.draw();
      is_same = is_same && drawn.picture().rgba == before;
    }
    INFO("now on " << drawn.screen() << ", before on " << screen);
    CHECK(is_same);
  }
}

}  // namespace
}  // namespace yz::test
