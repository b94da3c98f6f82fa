// Whatever happens at any of a wish's questions: 返回, 首页, nobody there any more, too much written. What
// was told is offered again while she is there, and is nowhere after.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "kiosk/app/words_entry.h"
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

constexpr const char* planted = "老赵家漏水";
constexpr const char* phone = "13812341234";

void type(DrawnScreen& drawn, const std::string& text) {
  drawn.draw();  // so that a field waits for it
  REQUIRE(drawn.ui().type(text));
  drawn.draw();
}

/// A question, and what answers it; the last one waits for its answer.
struct Step {
  const char* screen;
  std::function<void(DrawnScreen&)> answer;
};
Step touched(const char* screen, const char* widget) {
  return {screen, [widget](DrawnScreen& drawn) { drawn.tap(widget); }};
}
const std::vector<Step>& steps() {
  static const std::vector<Step> all{touched("wishes.home", "wishes.home.tell"),
                                     touched("wishes.kind", "wishes.kind.appeal"),
                                     touched("wishes.category", "wishes.category.lighting"),
                                     touched("wishes.how", "wishes.how.hand"),
                                     {"wishes.words",
                                      [](DrawnScreen& drawn) {
                                        type(drawn, planted);
                                        drawn.tap("wishes.words.done");
                                      }},
                                     touched("wishes.place", "wishes.place.unsure"),
                                     touched("wishes.contact", "wishes.contact.phone"),
                                     {"wishes.phone",
                                      [](DrawnScreen& drawn) {
                                        type(drawn, phone);
                                        drawn.tap("wishes.phone.next");
                                      }},
                                     {"wishes.check", {}}};
  return all;
}

/// Up to the question of that index; words and digits already stand in its field.
void walk_to(DrawnScreen& drawn, std::size_t index) {
  drawn.open("home");
  drawn.tap("home.wishes");
  drawn.draw();
  for (std::size_t i = 0; i < index; ++i) {
    INFO(steps()[i].screen);
    REQUIRE(drawn.screen() == steps()[i].screen);
    steps()[i].answer(drawn);
    drawn.draw();
  }
  REQUIRE(drawn.screen() == steps()[index].screen);
  if (drawn.screen() == "wishes.words") type(drawn, planted);
  if (drawn.screen() == "wishes.phone") type(drawn, phone);
}

/// Nothing of her on any screen that the next one can open.
void check_forgotten(DrawnScreen& drawn) {
  CHECK(drawn.services().session.is_pristine());
  for (const Step& step : steps()) {
    INFO(step.screen);
    drawn.open(step.screen);
    for (const char* personal : {planted, phone, "138"}) CHECK_FALSE(drawn.shows(personal));
  }
  for (const kiosk::Utterance& one : drawn.spoken()) {
    for (const char* personal : {planted, phone}) CHECK(one.text.find(personal) == std::string::npos);
  }
}

bool has_words(std::size_t index) {
  return index >= 4;
}

}  // namespace

TEST_CASE("a wish, step by step: 返回 loses nothing, and what was told is gone on with") {
  for (std::size_t index = 1; index < steps().size(); ++index) {
    INFO(steps()[index].screen);
    DrawnScreen drawn;
    walk_to(drawn, index);
    for (std::size_t back = index; back > 0; --back) {
      REQUIRE(drawn.screen() == steps()[back].screen);
      drawn.tap("bar.back");
      drawn.draw();
    }
    REQUIRE(drawn.screen() == "wishes.home");
    CHECK(drawn.services().session.wish.words.reveal() == (has_words(index) ? planted : ""));
    CHECK(drawn.shows(drawn.services().texts.words("wishes.home.go_on")) == has_words(index));
    drawn.tap("wishes.home.tell");
    drawn.draw();
    // The first question without an answer: of a wish that says nothing yet, the first of all.
    constexpr std::array next{"",
                              "wishes.kind",
                              "wishes.kind",
                              "wishes.kind",
                              "wishes.place",
                              "wishes.place",
                              "wishes.contact",
                              "wishes.contact",
                              "wishes.check"};
    CHECK(drawn.screen() == next.at(index));
    if (index != 7) continue;
    drawn.tap("wishes.contact.phone");
    drawn.draw();
    CHECK(drawn.shows("138 1234 1234"));
  }
}

TEST_CASE("a wish, step by step: 首页 asks, and goes on or forgets as she says") {
  for (std::size_t index = 1; index < steps().size(); ++index) {
    for (const bool goes_on : {true, false}) {
      INFO(steps()[index].screen << (goes_on ? ", goes on" : ", leaves"));
      DrawnScreen drawn;
      walk_to(drawn, index);
      drawn.tap("bar.home");
      drawn.draw();
      if (!has_words(index)) {  // nothing to lose yet
        CHECK(drawn.screen() == "home");
        continue;
      }
      REQUIRE(drawn.screen() == "leave.ask");
      CHECK_FALSE(drawn.shows(planted));
      drawn.tap(goes_on ? "leave.ask.go_on" : "leave.ask.discard");
      drawn.draw();
      if (goes_on) {
        CHECK(drawn.screen() == steps()[index].screen);
        CHECK(drawn.services().session.wish.words.reveal() == planted);
      } else {
        CHECK(drawn.screen() == "home");
        check_forgotten(drawn);
      }
    }
  }
}

TEST_CASE("a wish, step by step: who stays finds all of it, who has gone leaves nothing") {
  for (std::size_t index = 0; index < steps().size(); ++index) {
    INFO(steps()[index].screen);
    DrawnScreen drawn;
    walk_to(drawn, index);
    drawn.clock().advance(Milliseconds{120'000});
    drawn.idle();
    REQUIRE(drawn.screen() == "idle.ask");
    CHECK_FALSE(drawn.shows(planted));
    drawn.tap("idle.ask.stay");
    drawn.draw();
    REQUIRE(drawn.screen() == steps()[index].screen);
    CHECK(drawn.services().session.wish.words.reveal() == (has_words(index) ? planted : ""));
    drawn.clock().advance(Milliseconds{120'000});
    drawn.idle();
    drawn.clock().advance(Milliseconds{20'000});
    drawn.idle();
    CHECK(drawn.screen() == "home");
    check_forgotten(drawn);
  }
}

TEST_CASE(
    "wishes.words: 5,000 characters fill the field to its bound, with a sentence, and the words can be "
    "sent") {
  DrawnScreen drawn;
  walk_to(drawn, 3);
  drawn.tap("wishes.how.hand");
  std::string many;
  for (int i = 0; i < 1'000; ++i) many += planted;
  REQUIRE(kiosk::count_characters(many) == 5'000);
  type(drawn, many);
  CHECK(drawn.screen() == "wishes.words");
  const std::string words = drawn.services().session.wish.words.reveal();
  CHECK(kiosk::count_characters(words) == kiosk::wish_words_max);
  CHECK(many.starts_with(words));
  CHECK(drawn.shows(
      drawn.services().texts.words("pad.full", {{"count", std::to_string(kiosk::wish_words_max)}})));
  type(drawn, planted);  // once more: nothing more goes in, nothing is lost
  CHECK(drawn.services().session.wish.words.reveal() == words);
  drawn.tap("wishes.words.done");
  drawn.draw();
  CHECK(drawn.screen() == "wishes.place");
}

TEST_CASE("wishes.words: signs that cannot be written are left out, with a sentence, and nothing else is") {
  DrawnScreen drawn;
  walk_to(drawn, 3);
  drawn.tap("wishes.how.hand");
  type(drawn, "楼道\U0001F4A1灯\x07坏\u202E了");
  CHECK(drawn.services().session.wish.words.reveal() == "楼道灯坏了");
  CHECK(drawn.shows(drawn.services().texts.words("pad.left_out")));
}

TEST_CASE("wishes.words: without a word it does not go on, and says why") {
  DrawnScreen drawn;
  walk_to(drawn, 3);
  drawn.tap("wishes.how.hand");
  type(drawn, "   ");
  drawn.tap("wishes.words.done");
  drawn.draw();
  CHECK(drawn.screen() == "wishes.words");
  CHECK(drawn.shows(drawn.services().texts.words("wishes.words.empty")));
}

}  // namespace yz::test
