// The situations of classes.
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using domain::SignUpEnd;
using domain::SignUpState;
using kiosk::PrintState;
using kiosk::SignUpView;

const hal::IdCard wang{hal::CardKind::resident,
                       Sensitive<std::string>("王建明"),
                       Sensitive<std::string>("210904194903070010"),
                       {},
                       '1'};

constexpr domain::Day monday = std::chrono::year{2026} / 11 / 23;

/// As content and book give it, on a day after today.
kiosk::SessionView class_of(const char* id, const char* course, const char* teacher, const char* room,
                            int ahead, int minutes) {
  const domain::Day day = std::chrono::sys_days{monday} + std::chrono::days{ahead};
  return {.id = domain::LessonSessionId{id},
          .course = domain::CourseId{course},
          .teacher = domain::TeacherId{teacher},
          .room = domain::RoomId{room},
          .starts = {day, domain::Minutes{minutes}},
          .length = domain::Minutes{60},
          .free = 0,
          .has_list_room = true,
          .is_called_off = false};
}

void with_classes(DrawnScreen& drawn) {
  drawn.lessons().take(kiosk::SessionsShown{five_classes()});
}

void session(DrawnScreen& drawn, std::size_t index) {
  with_classes(drawn);
  drawn.open("lessons.session", {{"session", five_classes()[index].id.value}});
}

void done_with(DrawnScreen& drawn, const kiosk::LessonAnswer& answer) {
  with_classes(drawn);
  drawn.open("lessons.done", {{"session", five_classes()[0].id.value}, {"by", "phone"}});
  drawn.answer_lesson(answer);
}

SignUpView changed(const std::function<void(SignUpView&)>& change) {
  SignUpView view = sign_up_of_wang();
  change(view);
  return view;
}

void one_of(DrawnScreen& drawn, const SignUpView& view) {
  with_classes(drawn);
  drawn.open("lessons.find");
  drawn.scanned(view.qr);
  drawn.draw();
  drawn.answer_lesson(view);
}

void mine(DrawnScreen& drawn) {
  with_classes(drawn);
  drawn.services().session.has_consented = true;
  drawn.open("lessons.find");
  drawn.tap("lessons.find.card");
  drawn.draw();
  drawn.card(wang);
  drawn.draw();
  drawn.tap("identity.read.next");
  drawn.draw();
  SignUpView waiting = sign_up_of_wang();
  waiting.id = domain::SignUpId{"01KAQZ5V00000000000000000X"};
  waiting.session = five_classes()[2];
  waiting.state = SignUpState::waiting;
  waiting.place = 2;
  SignUpView off = waiting;
  off.id = domain::SignUpId{"01KAQZ5V00000000000000000Y"};
  off.session = five_classes()[4];
  off.state = SignUpState::cancelled;
  off.end = SignUpEnd::session;
  off.note = "老师有事，改到下周";
  drawn.answer_lesson(kiosk::SignUpList{sign_up_of_wang(), waiting, off});
}

void reminded(DrawnScreen& drawn, const SignUpView& view) {
  drawn.show_queue(busy_morning());
  with_classes(drawn);
  drawn.open("tickets.priority", {{"service", "social"}});
  drawn.open("identity.read", {{"service", "social"}});
  drawn.card(wang);
  drawn.draw();
  drawn.answer_lesson(kiosk::SignUpList{view});
}

void check_in(DrawnScreen& drawn, const kiosk::LessonAnswer& answer) {
  with_classes(drawn);
  drawn.open("lessons.checkin");
  drawn.scanned(sign_up_of_wang().qr);
  drawn.draw();
  drawn.answer_lesson(answer);
}

void add_signing_up(std::vector<Situation>& all) {
  const auto add = [&all](const char* name, const char* screen, std::function<void(DrawnScreen&)> prepare) {
    all.push_back({name, screen, std::move(prepare)});
  };
  add("lessons.list", "lessons.list", [](DrawnScreen& d) {
    with_classes(d);
    d.open("lessons.list");
  });
  add("lessons.list.empty", "lessons.list", [](DrawnScreen& d) { d.open("lessons.list"); });
  add("lessons.session", "lessons.session", [](DrawnScreen& d) { session(d, 0); });
  add("lessons.session.full", "lessons.session", [](DrawnScreen& d) { session(d, 2); });
  add("lessons.session.none", "lessons.session", [](DrawnScreen& d) { session(d, 3); });
  add("lessons.session.called_off", "lessons.session", [](DrawnScreen& d) { session(d, 4); });
  add("lessons.session.gone", "lessons.session", [](DrawnScreen& d) {
    d.open("lessons.session", {{"session", "gone.20261123"}});
  });
  add("lessons.phone", "lessons.phone", [](DrawnScreen& d) {
    d.open("lessons.phone", {{"session", five_classes()[0].id.value}});
    d.ui().type("1380000");
  });
  add("lessons.phone.wrong", "lessons.phone", [](DrawnScreen& d) {
    d.open("lessons.phone", {{"session", five_classes()[0].id.value}});
    d.ui().type("1380000");
    d.draw();
    d.tap("lessons.phone.next");
  });
}

void add_done(std::vector<Situation>& all) {
  const auto add = [&all](const std::string& name, const kiosk::LessonAnswer& answer) {
    all.push_back(
        {"lessons.done." + name, "lessons.done", [answer](DrawnScreen& d) { done_with(d, answer); }});
  };
  all.push_back({"lessons.done.wait", "lessons.done", [](DrawnScreen& d) {
                   with_classes(d);
                   d.open("lessons.done", {{"session", five_classes()[0].id.value}, {"by", "phone"}});
                 }});
  for (const PrintState print : {PrintState::printing, PrintState::printed, PrintState::paper_out,
                                 PrintState::unsure, PrintState::no_printer})
    add(kiosk::to_string(print), changed([print](SignUpView& view) { view.print = print; }));
  add("waiting", changed([](SignUpView& view) {
        view.state = SignUpState::waiting;
        view.place = 2;
      }));
  add("refused", changed([](SignUpView& view) {
        view.state = SignUpState::waiting;
        view.place = 3;
        view.is_apologised = true;
      }));
  add("asked", changed([](SignUpView& view) { view.state = SignUpState::asked; }));
  add("known", kiosk::LessonRefused{domain::LessonRefusal::already_signed_up, {}});
  add("list_full", kiosk::LessonRefused{domain::LessonRefusal::waiting_list_full, {}});
  add("error", Error{Code::unavailable, "no keys of the hub yet"});
}

void add_finding(std::vector<Situation>& all) {
  const auto add = [&all](const char* name, const char* screen, std::function<void(DrawnScreen&)> prepare) {
    all.push_back({name, screen, std::move(prepare)});
  };
  add("lessons.find", "lessons.find", [](DrawnScreen& d) { d.open("lessons.find"); });
  add("lessons.find.unknown", "lessons.find", [](DrawnScreen& d) {
    d.open("lessons.find");
    d.scanned(sign_up_of_wang().qr);
    d.draw();
    d.answer_lesson(kiosk::NoSignUp{});
  });
  add("lessons.mine", "lessons.mine", mine);
  add("lessons.one", "lessons.one", [](DrawnScreen& d) { one_of(d, sign_up_of_wang()); });
  add("lessons.one.cancel", "lessons.one", [](DrawnScreen& d) {
    one_of(d, sign_up_of_wang());
    d.tap("lessons.one.cancel");
    d.draw();
  });
  add("lessons.one.cancelled", "lessons.one", [](DrawnScreen& d) {
    one_of(d, changed([](SignUpView& view) {
             view.state = SignUpState::cancelled;
             view.end = SignUpEnd::session;
             view.note = "老师有事，改到下周";
           }));
  });
  add("lessons.checkin", "lessons.checkin", [](DrawnScreen& d) { d.open("lessons.checkin"); });
  add("lessons.checkin.done", "lessons.checkin", [](DrawnScreen& d) {
    check_in(d, changed([](SignUpView& view) { view.state = SignUpState::attended; }));
  });
  add("lessons.checkin.early", "lessons.checkin", [](DrawnScreen& d) {
    check_in(d, kiosk::LessonRefused{
                    domain::LessonRefusal::check_in_too_soon,
                    domain::StationTime{std::chrono::year{2026} / 11 / 25, domain::Minutes{510}}});
  });
  add("identity.read.class", "identity.read", [](DrawnScreen& d) { reminded(d, sign_up_of_wang()); });
  add("identity.read.moved_up", "identity.read",
      [](DrawnScreen& d) { reminded(d, changed([](SignUpView& view) { view.was_moved_up = true; })); });
}

}  // namespace

std::vector<kiosk::SessionView> five_classes() {
  std::vector<kiosk::SessionView> all{
      class_of("wechat-wed.20261125", "wechat-video", "li", "upstairs", 2, 540),
      class_of("fraud-tue.20261124", "no-fraud", "sun", "hall", 1, 870),
      class_of("pay-fri.20261127", "pay-register", "zhao", "upstairs", 4, 540),
      class_of("wechat-sat.20261128", "wechat-video", "zhao", "upstairs", 5, 840),
      class_of("basics-mon.20261130", "phone-basics", "li", "upstairs", 7, 540)};
  all[0].free = 6;
  all[1].free = 1;
  all[3].has_list_room = false;
  all[4].is_called_off = true;
  return all;
}

SignUpView sign_up_of_wang() {
  SignUpView view;
  view.id = domain::SignUpId{"01KAQZ5V00000000000000000W"};
  view.qr = domain::make_lesson_code({view.id, "7K3M9PQ2XW4T"});
  view.masked = "王*明";
  view.session = five_classes()[0];
  view.state = SignUpState::seated;
  return view;
}

std::vector<Situation> lesson_situations() {
  std::vector<Situation> all;
  add_signing_up(all);
  add_done(all);
  add_finding(all);
  return all;
}

}  // namespace yz::test
