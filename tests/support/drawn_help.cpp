// Calling for help, and the notices: every state of their screens.
#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using domain::HelpKind;
using domain::HelpState;
using kiosk::NetLink;

kiosk::HelpView call(HelpKind kind = HelpKind::illness) {
  kiosk::HelpView view;
  view.id = domain::HelpId("01KAQZ5V00000000000000H001");
  view.kind = kind;
  view.is_at_hub = true;
  return view;
}

/// The kind was touched, and the station answered with this.
void sent(DrawnScreen& drawn, const kiosk::HelpAnswer& answer) {
  drawn.open("help.sent", {{"kind", "illness"}});
  drawn.answer_help(answer);
}

void staff(DrawnScreen& drawn, const std::function<void(kiosk::HelpView&)>& change) {
  drawn.open("help.staff", {{"call", "now"}});
  kiosk::HelpView view = call(HelpKind::guidance);
  change(view);
  drawn.answer_help(view);
}

void add_help(std::vector<Situation>& all) {
  all.push_back({"help.ask", "help.ask", [](DrawnScreen& d) { d.open("help.ask"); }});
  all.push_back({"help.kind", "help.kind", [](DrawnScreen& d) { d.open("help.kind"); }});
  all.push_back({"help.kind.later", "help.kind", [](DrawnScreen& d) {
                   d.open("help.kind", {{"help", call().id.value}});
                 }});
  all.push_back({"help.staff", "help.staff", [](DrawnScreen& d) { staff(d, [](kiosk::HelpView&) {}); }});
  all.push_back({"help.staff.wait", "help.staff",
                 [](DrawnScreen& d) { staff(d, [](kiosk::HelpView& view) { view.is_at_hub = false; }); }});
  all.push_back({"help.staff.away", "help.staff", [](DrawnScreen& d) {
                   d.system().link = NetLink::offline;
                   staff(d, [](kiosk::HelpView& view) { view.is_at_hub = false; });
                 }});
  all.push_back({"help.staff.accepted", "help.staff", [](DrawnScreen& d) {
                   staff(d, [](kiosk::HelpView& view) {
                     view.state = HelpState::accepted;
                     view.is_unanswered = false;
                     view.accepted_by = "欧阳**";
                   });
                 }});
}

void add_sent(std::vector<Situation>& all) {
  const auto with = [](const std::function<void(kiosk::HelpView&)>& change) {
    return [change](DrawnScreen& d) {
      kiosk::HelpView view = call();
      change(view);
      sent(d, view);
    };
  };
  all.push_back({"help.sent", "help.sent", with([](kiosk::HelpView&) {})});
  all.push_back({"help.sent.calling", "help.sent", with([](kiosk::HelpView& v) { v.is_at_hub = false; })});
  all.push_back(
      {"help.sent.no_kind", "help.sent", with([](kiosk::HelpView& v) { v.kind = HelpKind::other; })});
  all.push_back({"help.sent.accepted", "help.sent", with([](kiosk::HelpView& v) {
                   v.state = HelpState::accepted;
                   v.is_unanswered = false;
                   v.accepted_by = "王*";
                   v.role = "counter";
                   v.age = Milliseconds{125'000};
                 })});
  all.push_back({"help.sent.again", "help.sent", [](DrawnScreen& d) {
                   kiosk::HelpView view = call();
                   view.age = Milliseconds{125'000};
                   sent(d, view);
                   d.draw();
                   d.tap("help.sent.again");
                   d.answer_help(view);
                 }});
  all.push_back({"help.sent.late_mistake", "help.sent", [](DrawnScreen& d) {
                   kiosk::HelpView view = call();
                   view.age = Milliseconds{15'000};
                   sent(d, view);
                   d.draw();
                   d.tap("help.sent.mistake");
                 }});
  all.push_back(
      {"help.sent.mistake", "help.sent", with([](kiosk::HelpView& v) { v.state = HelpState::cancelled; })});
  all.push_back(
      {"help.sent.ended", "help.sent", with([](kiosk::HelpView& v) { v.state = HelpState::ended; })});
}

void add_offline(std::vector<Situation>& all) {
  all.push_back({"help.offline", "help.offline", [](DrawnScreen& d) {
                   d.system().link = NetLink::offline;
                   kiosk::HelpView view = call();
                   view.is_at_hub = false;
                   sent(d, view);
                 }});
  all.push_back({"help.offline.silent", "help.offline", [](DrawnScreen& d) {
                   kiosk::HelpView view = call();
                   view.is_at_hub = false;
                   sent(d, view);
                   d.draw();
                   d.clock().advance(kiosk::reach_time);
                 }});
  all.push_back({"help.offline.unsaved", "help.offline", [](DrawnScreen& d) {
                   sent(d, Error{Code::full, "the disk is full"});
                 }});
  all.push_back({"help.offline.late", "help.offline", [](DrawnScreen& d) {
                   kiosk::HelpView view = call();
                   view.age = domain::help_time;
                   sent(d, view);
                 }});
}

/// An emergency that is on just now; words as long as a pack may have them.
domain::Notice emergency() {
  domain::Notice notice;
  notice.id = domain::NoticeId("gas");
  notice.title = {"燃气泄漏，请从东门离开", "Gas leak: use the east gate"};
  notice.date = std::chrono::year{2026} / 11 / 23;
  notice.from = {notice.date, domain::Minutes{0}};
  notice.until = {notice.date, domain::Minutes{1'200}};
  notice.is_emergency = true;
  notice.body = {
      "三号楼一带有燃气味。请不要开灯、不要打电话、不要坐电梯，马上从东门走到广场上等候，听工作人员的话。\n\n"
      "走不动的请按本机的“求助”，有人来接。",
      "It smells of gas near house 3. No lights, no phones, no lift: leave by the east gate and wait at "
      "the square.\n\nIf you cannot walk, touch Help here and somebody comes."};
  return notice;
}

void add_notices(std::vector<Situation>& all) {
  all.push_back({"notices", "notices", [](DrawnScreen& d) { d.open("notices"); }});
  all.push_back({"notices.next", "notices", [](DrawnScreen& d) {
                   std::vector<domain::Notice> many;
                   for (const domain::Notice* one : d.notices().current()) many.push_back(*one);
                   const std::size_t count = many.size();
                   for (std::size_t i = 0; i < 2 * count; ++i) {
                     many.push_back(many.at(i % count));
                     many.back().id.value += std::to_string(i);
                   }
                   d.notices().set(std::move(many));
                   d.open("notices");
                   d.tap("page.next");
                 }});
  all.push_back({"notices.none", "notices", [](DrawnScreen& d) {
                   d.notices().set({});
                   d.open("notices");
                 }});
  for (const char* id : {"fraud", "talk", "water", "clinic", "heating"}) {
    all.push_back({std::string("notices.one.") + id, "notices.one", [id](DrawnScreen& d) {
                     d.open("notices.one", {{"notice", id}});
                   }});
  }
  all.push_back({"notices.one.reading", "notices.one", [](DrawnScreen& d) {
                   d.open("notices.one", {{"notice", "fraud"}});
                   d.tap("notices.one.read");
                   d.speaks(true);
                 }});
  all.push_back({"notices.emergency", "notices.emergency", [](DrawnScreen& d) {
                   d.notices().set({emergency()});
                   d.draw();
                 }});
  all.push_back({"attract.notice", "attract", [](DrawnScreen& d) {
                   d.station().notices.clear();
                   d.open("attract");
                 }});
}

}  // namespace

std::vector<Situation> help_situations() {
  std::vector<Situation> all;
  add_help(all);
  add_sent(all);
  add_offline(all);
  add_notices(all);
  return all;
}

}  // namespace yz::test
