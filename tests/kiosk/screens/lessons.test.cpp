// Classes on the screen: touches to a seat, what is asked of the station, what is said and what is left of
// it.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"
#include "tests/support/planted_words.h"

namespace yz::test {
namespace {

using kiosk::LessonRefused;
using kiosk::SignUpView;

const hal::IdCard wang{hal::CardKind::resident,
                       Sensitive<std::string>("王建明"),
                       Sensitive<std::string>("210904194903070010"),
                       {},
                       '1'};

template <class Ask>
const Ask* last(const DrawnScreen& drawn) {
  for (auto command = drawn.commands().rbegin(); command != drawn.commands().rend(); ++command) {
    if (const auto* ask = std::get_if<Ask>(&*command)) return ask;
  }
  return nullptr;
}

void touch(DrawnScreen& drawn, const std::string& widget) {
  drawn.tap(widget);
  drawn.draw();
}

void open_class(DrawnScreen& drawn) {
  drawn.lessons().take(kiosk::SessionsShown{five_classes()});
  drawn.open("lessons.list");
  touch(drawn, "lessons.list.wechat-wed");
}

void type_phone(DrawnScreen& drawn) {
  touch(drawn, "lessons.session.phone");
  drawn.ui().type(planted::phone);
  drawn.draw();
}

}  // namespace

TEST_CASE("lessons: from home to a seat by card in five touches") {
  DrawnScreen drawn;
  drawn.show_queue(busy_morning());
  drawn.lessons().take(kiosk::SessionsShown{five_classes()});
  drawn.open("home");
  int touches = 0;
  for (const char* widget : {"home.lessons", "lessons.home.sign_up", "lessons.list.wechat-wed",
                             "lessons.session.card", "identity.consent.agree"}) {
    touch(drawn, widget);
    ++touches;
  }
  CHECK(touches == 5);
  drawn.card(wang);
  drawn.draw();
  REQUIRE(last<kiosk::MySignUpsAsk>(drawn) != nullptr);  // for the reminder
  drawn.clock().advance(Milliseconds{6'000});            // nobody has to touch anything
  drawn.draw();
  CHECK(drawn.screen() == "lessons.done");
  const auto* ask = last<kiosk::SignUpAsk>(drawn);
  REQUIRE(ask != nullptr);
  CHECK(ask->session == five_classes()[0].id);
  REQUIRE(ask->person);
  CHECK(ask->phone.reveal().empty());
}

TEST_CASE("lessons: a phone number goes with the sign-up and is gone from the visit then") {
  DrawnScreen drawn;
  open_class(drawn);
  type_phone(drawn);
  CHECK(drawn.services().session.has_unsent);
  touch(drawn, "lessons.phone.next");
  REQUIRE(drawn.screen() == "lessons.done");
  const auto* ask = last<kiosk::SignUpAsk>(drawn);
  REQUIRE(ask != nullptr);
  CHECK(ask->phone.reveal() == planted::phone);
  CHECK_FALSE(ask->person);
  drawn.answer_lesson(sign_up_of_wang());
  CHECK(drawn.services().session.entries.empty());
  CHECK_FALSE(drawn.services().session.has_unsent);
}

TEST_CASE("lessons: what failed is tried again as the same operation, what was refused is said") {
  DrawnScreen drawn;
  open_class(drawn);
  type_phone(drawn);
  touch(drawn, "lessons.phone.next");
  const std::string op = last<kiosk::SignUpAsk>(drawn)->op;
  SECTION("failed") {
    drawn.answer_lesson(Error{Code::unavailable, "no keys of the hub yet"});
    touch(drawn, "lessons.done.retry");
    CHECK(last<kiosk::SignUpAsk>(drawn)->op == op);
    CHECK(last<kiosk::SignUpAsk>(drawn)->phone.reveal() == planted::phone);
  }
  SECTION("made, and then another one") {
    drawn.answer_lesson(sign_up_of_wang());
    open_class(drawn);
    touch(drawn, "lessons.session.phone");
    drawn.ui().type(planted::phone);
    drawn.draw();
    touch(drawn, "lessons.phone.next");
    CHECK(last<kiosk::SignUpAsk>(drawn)->op != op);
  }
  SECTION("refused") {
    drawn.answer_lesson(LessonRefused{domain::LessonRefusal::waiting_list_full, {}});
    CHECK(drawn.shows("候补也满了"));
    touch(drawn, "lessons.done.others");
    CHECK(drawn.screen() == "lessons.list");
  }
}

TEST_CASE("lessons: the hub's word changes what stands there, and a full class offers the list") {
  DrawnScreen drawn;
  drawn.lessons().take(kiosk::SessionsShown{five_classes()});
  drawn.open("lessons.session", {{"session", five_classes()[2].id.value}});
  CHECK(drawn.shows("排候补"));
  drawn.open("lessons.done", {{"session", five_classes()[2].id.value}, {"by", "phone"}});
  SignUpView view = sign_up_of_wang();
  view.state = domain::SignUpState::asked;
  drawn.answer_lesson(view);
  CHECK(drawn.shows("记下了"));
  view.state = domain::SignUpState::seated;
  drawn.lessons().take(kiosk::SignUpShown{view});
  drawn.draw();
  CHECK(drawn.shows("报上了"));
}

TEST_CASE("lessons: giving up a seat asks once, and only a yes is sent") {
  DrawnScreen drawn;
  drawn.open("lessons.find");
  drawn.scanned(sign_up_of_wang().qr);
  drawn.draw();
  drawn.answer_lesson(sign_up_of_wang());
  REQUIRE(drawn.screen() == "lessons.one");
  touch(drawn, "lessons.one.cancel");
  touch(drawn, "lessons.one.cancel.no");
  CHECK(last<kiosk::CancelSignUpAsk>(drawn) == nullptr);
  touch(drawn, "lessons.one.cancel");
  touch(drawn, "lessons.one.cancel.yes");
  REQUIRE(last<kiosk::CancelSignUpAsk>(drawn) != nullptr);
  CHECK(last<kiosk::CancelSignUpAsk>(drawn)->sign_up == sign_up_of_wang().id);
  drawn.answer_lesson(LessonRefused{domain::LessonRefusal::already_begun, {}});
  CHECK(drawn.find("lessons.one.problem") != nullptr);
}

TEST_CASE("lessons: the slip of a class is known to the scan screen too") {
  DrawnScreen drawn;
  drawn.open("scan");
  drawn.scanned(sign_up_of_wang().qr);
  drawn.draw();
  drawn.answer_lesson(sign_up_of_wang());
  CHECK(drawn.screen() == "lessons.one");
}

TEST_CASE("lessons: whoever puts down a card is told the most pressing thing of their classes") {
  DrawnScreen drawn;
  drawn.show_queue(busy_morning());
  drawn.open("tickets.priority", {{"service", "social"}});
  drawn.open("identity.read", {{"service", "social"}});
  drawn.card(wang);
  drawn.draw();
  SignUpView off = sign_up_of_wang();
  off.id = domain::SignUpId{"01KAQZ5V00000000000000000Y"};
  off.state = domain::SignUpState::cancelled;
  off.end = domain::SignUpEnd::session;
  SignUpView over = sign_up_of_wang();
  over.has_begun = true;
  SECTION("a class that does not take place, before all others") {
    drawn.answer_lesson(kiosk::SignUpList{sign_up_of_wang(), off});
    CHECK(drawn.shows("停课了"));
    CHECK(drawn.shows("另外还有 1 个班"));
  }
  SECTION("nothing of what is over") {
    drawn.answer_lesson(kiosk::SignUpList{over});
    CHECK(drawn.find("identity.read.lesson") == nullptr);
  }
}

TEST_CASE("lessons: nothing of a visit is left for the next one") {
  DrawnScreen drawn;
  open_class(drawn);
  type_phone(drawn);
  touch(drawn, "lessons.phone.next");
  drawn.leave();
  drawn.draw();
  drawn.answer_lesson(sign_up_of_wang());  // comes too late
  CHECK(drawn.lessons().sign_up(sign_up_of_wang().id) == nullptr);
  for (const char* screen : {"home", "lessons.phone", "lessons.one", "lessons.find"}) {
    drawn.open(screen, {{"session", five_classes()[0].id.value}});
    CHECK_FALSE(drawn.shows(planted::phone));
    CHECK_FALSE(drawn.shows("王*明"));
  }
}

}  // namespace yz::test
