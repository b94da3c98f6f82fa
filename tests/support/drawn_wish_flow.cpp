// The wish wall's screens in every state: what is asked, what is written, what becomes of it.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::PrintState;
using kiosk::WishView;

domain::StationTime at(unsigned day, int minutes) {
  return {std::chrono::year{2026} / 11 / std::chrono::day{day}, domain::Minutes{minutes}};
}

domain::WishOwner unit(const char* id) {
  return {domain::WishOwnerKind::unit, domain::Level::community, domain::UnitId{id}};
}
const domain::WishOwner dispatcher{domain::WishOwnerKind::dispatcher, domain::Level::community, {}};
const domain::WishOwner resident{domain::WishOwnerKind::resident, domain::Level::community, {}};

/// How far a wish is: the stop that it is at now.
WishView wish_at(const DrawnScreen& drawn, std::size_t here) {
  WishView wish;
  wish.id = domain::WishId{"01JWISH"};
  wish.number = "W2026 000123 4";
  wish.qr = "http://192.168.1.10:8080/w/YZ1W.W20260001234.7K3M9PQ2XW4T";
  wish.kind = domain::WishKind::appeal;
  wish.category = domain::WishCategoryId{"lighting"};
  wish.submitted = at(23, 545);
  wish.answer_by = at(25, 600);
  const auto& units = const_cast<DrawnScreen&>(drawn).wish_content().units;
  const domain::WishOwner property = units.empty() ? dispatcher : unit(units.front().id.value.c_str());
  const std::array owners{resident, dispatcher, property, property, property, resident};
  constexpr std::array kinds{"submitted", "dispatched", "accepted", "in_progress", "resolved", "rated"};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    kiosk::WayStopView stop;
    stop.kind = kinds.at(i);
    stop.mark = i < here ? domain::WayMark::done : i == here ? domain::WayMark::here : domain::WayMark::next;
    if (i <= here) stop.owner = owners.at(i);
    if (i < here) stop.at = at(23, 545 + static_cast<int>(i) * 40);
    if (i == here) stop.due = at(25, 600);
    wish.way.push_back(std::move(stop));
  }
  wish.state = here >= 5 ? domain::WishState::resolved : domain::WishState::in_progress;
  return wish;
}

/// Everything answered, ready to be sent.
void filled_draft(DrawnScreen& drawn) {
  auto& wish = drawn.services().session.wish;
  wish.kind = "appeal";
  wish.category = "lighting";
  wish.words = Sensitive<std::string>("三号楼二单元的楼道灯坏了，晚上看不见台阶，请来修一修");
  wish.place = drawn.wish_content().grids.front().buildings.front().id.value;
  wish.contact = kiosk::WishContact::phone;
  wish.phone = Sensitive<std::string>("13812341234");
  drawn.services().session.has_unsent = true;
}

void writing(DrawnScreen& drawn, const char* way) {
  drawn.open("wishes.words", {{"way", way}});
}

void some_ink(DrawnScreen& drawn) {
  writing(drawn, "hand");
  drawn.stroke("wishes.words.ink", {{0.2F, 0.3F}, {0.5F, 0.28F}, {0.8F, 0.25F}});
  drawn.stroke("wishes.words.ink", {{0.5F, 0.1F}, {0.5F, 0.5F}, {0.48F, 0.9F}});
  drawn.stroke("wishes.words.ink", {{0.48F, 0.3F}, {0.35F, 0.55F}, {0.15F, 0.75F}});
  drawn.stroke("wishes.words.ink", {{0.52F, 0.3F}, {0.7F, 0.55F}, {0.9F, 0.72F}});
}

void candidates(DrawnScreen& drawn) {
  some_ink(drawn);
  kiosk::InkRead read{.serial = drawn.input_serial(), .characters = {}};
  for (const char* text : {"木", "本", "术", "禾", "未", "末", "米", "大"})
    read.characters.push_back({text, true});
  drawn.input(read);
  drawn.draw();
}

void typed_pinyin(DrawnScreen& drawn, std::vector<std::string> words) {
  drawn.tap("wishes.words.key.5");
  drawn.input(kiosk::PinyinShown{.serial = drawn.input_serial(),
                                 .view = {.syllables = "lou dao deng",
                                          .readings = {"lou", "jou", "kou", "luo", "kuo"},
                                          .words = std::move(words)},
                                 .chosen = {}});
  drawn.draw();
}

void done(DrawnScreen& drawn, PrintState print) {
  filled_draft(drawn);
  drawn.open("wishes.done");
  WishView wish = wish_at(drawn, 1);
  wish.print = print;
  drawn.answer_wish(wish);
}

void found(DrawnScreen& drawn, const kiosk::WishAnswer& answer) {
  drawn.open("wishes.find");
  drawn.scanned("YZ1W.W20260001234.7K3M9PQ2XW4T");
  drawn.draw();
  drawn.answer_wish(answer);
}

std::vector<kiosk::WallView> some_wall() {
  std::vector<kiosk::WallView> wall;
  const std::array texts{"想有人陪老人下一盘象棋", "三号楼前的路灯早点亮", "给独居老人送一次年夜饺子",
                         "孩子放学后有人看一小时", "健身器材旁加一把长椅", "请教一教怎么用手机挂号"};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    wall.push_back({.id = domain::WishId{"wish-" + std::to_string(i)},
                    .category = domain::WishCategoryId{i % 2 == 0 ? "elders" : "lighting"},
                    .text = texts.at(i),
                    .supporters = static_cast<int>(3 * i),
                    .is_claimed = i == 2,
                    .is_claimable = i != 2 && i % 2 == 0});
  }
  return wall;
}

void add_questions(std::vector<Situation>& all) {
  for (const char* screen : {"wishes.home", "wishes.kind", "wishes.category", "wishes.how", "wishes.place",
                             "wishes.contact", "wishes.phone", "wishes.type", "wishes.find"}) {
    all.push_back({screen, screen, [screen](DrawnScreen& d) { d.open(screen); }});
  }
  all.push_back({"wishes.home.kept", "wishes.home", [](DrawnScreen& d) {
                   filled_draft(d);
                   d.open("wishes.home");
                 }});
  all.push_back({"wishes.category.danger", "wishes.category", [](DrawnScreen& d) {
                   d.open("wishes.category");
                   d.tap("wishes.category.lift");
                 }});
  all.push_back({"wishes.place.next", "wishes.place", [](DrawnScreen& d) {
                   d.open("wishes.place");
                   if (d.find("page.next") != nullptr) d.tap("page.next");
                 }});
  all.push_back({"wishes.phone.wrong", "wishes.phone", [](DrawnScreen& d) {
                   d.open("wishes.phone");
                   d.ui().type("2381234");
                   d.draw();
                   d.tap("wishes.phone.next");
                 }});
  all.push_back({"wishes.check", "wishes.check", [](DrawnScreen& d) {
                   filled_draft(d);
                   d.open("wishes.check");
                 }});
}

void add_words(std::vector<Situation>& all) {
  all.push_back({"wishes.words", "wishes.words", [](DrawnScreen& d) { writing(d, "hand"); }});
  all.push_back({"wishes.words.ink", "wishes.words", some_ink});
  all.push_back({"wishes.words.candidates", "wishes.words", candidates});
  all.push_back({"wishes.words.next", "wishes.words", [](DrawnScreen& d) {
                   candidates(d);
                   d.clock().advance(Milliseconds{3'000});
                 }});
  all.push_back({"wishes.words.none", "wishes.words", [](DrawnScreen& d) {
                   some_ink(d);
                   d.input(kiosk::InkRead{.serial = d.input_serial(), .characters = {}});
                 }});
  all.push_back({"wishes.words.marks", "wishes.words", [](DrawnScreen& d) {
                   writing(d, "hand");
                   d.tap("wishes.words.marks");
                 }});
  all.push_back({"wishes.words.long", "wishes.words", [](DrawnScreen& d) {
                   filled_draft(d);
                   d.services().session.wish.words = Sensitive<std::string>(
                       "三号楼二单元的楼道灯坏了半个月，晚上看不见台阶，老人孩子都不敢下楼，请早一点来修一修"
                       "，谢谢你们。"
                       "另外楼门口的坡道也坏了一块，轮椅上不去，最好一起看看。");
                   writing(d, "hand");
                 }});
  all.push_back({"wishes.words.missing", "wishes.words", [](DrawnScreen& d) {
                   d.input(kiosk::InputMissing{kiosk::InputWay::ink});
                   writing(d, "hand");
                 }});
  all.push_back({"wishes.words.pinyin", "wishes.words", [](DrawnScreen& d) { writing(d, "pinyin"); }});
  all.push_back({"wishes.words.pinyin.words", "wishes.words", [](DrawnScreen& d) {
                   writing(d, "pinyin");
                   typed_pinyin(d, {"楼道灯", "楼道", "楼", "漏到", "漏", "搂", "娄", "露", "陋", "喽"});
                 }});
  all.push_back({"wishes.words.pinyin.long", "wishes.words", [](DrawnScreen& d) {
                   writing(d, "pinyin");
                   typed_pinyin(d, {"楼道灯坏了请来修一修吧", "楼道灯坏了", "楼道灯", "楼道", "楼"});
                 }});
  all.push_back({"wishes.words.letters", "wishes.words", [](DrawnScreen& d) {
                   writing(d, "pinyin");
                   d.tap("wishes.words.letters");
                 }});
  all.push_back({"wishes.words.pinyin.missing", "wishes.words", [](DrawnScreen& d) {
                   d.input(kiosk::InputMissing{kiosk::InputWay::pinyin});
                   writing(d, "pinyin");
                 }});
  all.push_back({"wishes.words.phrases", "wishes.words", [](DrawnScreen& d) {
                   writing(d, "hand");
                   if (d.find("wishes.words.phrases") != nullptr) d.tap("wishes.words.phrases");
                 }});
}

void add_answers(std::vector<Situation>& all) {
  all.push_back({"wishes.done.wait", "wishes.done", [](DrawnScreen& d) {
                   filled_draft(d);
                   d.open("wishes.done");
                 }});
  for (const PrintState print :
       {PrintState::printing, PrintState::printed, PrintState::paper_out, PrintState::unsure})
    all.push_back({std::string("wishes.done.") + kiosk::to_string(print), "wishes.done",
                   [print](DrawnScreen& d) { done(d, print); }});
  all.push_back({"wishes.unsent", "wishes.unsent", [](DrawnScreen& d) {
                   filled_draft(d);
                   d.open("wishes.done");
                   d.answer_wish(kiosk::WishFilesRefused{});
                 }});
  all.push_back({"wishes.find.unknown", "wishes.find",
                 [](DrawnScreen& d) { found(d, kiosk::WishCodeRefused{kiosk::WishCodeProblem::unknown}); }});
  all.push_back({"wishes.mine", "wishes.mine", [](DrawnScreen& d) {
                   WishView other = wish_at(d, 5);
                   other.id = domain::WishId{"01JOTHER"};
                   found(d, kiosk::WishList{wish_at(d, 3), other});
                 }});
  all.push_back({"wishes.mine.lost", "wishes.mine", [](DrawnScreen& d) {
                   d.open("wishes.find");
                   d.scanned("YZ1W.W20260001234.7K3M9PQ2XW4T");
                   d.draw();
                   d.answer_wish(kiosk::WishList{wish_at(d, 3)},
                                 {"给独居老人送一次年夜饺子，再陪着说说话", "请教一教怎么用手机挂号"});
                 }});
  for (std::size_t here = 1; here < 6; here += 2)
    all.push_back({"wishes.way." + std::to_string(here), "wishes.way",
                   [here](DrawnScreen& d) { found(d, wish_at(d, here)); }});
  all.push_back({"wishes.way.passed_up", "wishes.way", [](DrawnScreen& d) {
                   WishView wish = wish_at(d, 2);
                   wish.was_passed_up = true;
                   wish.level = domain::Level::street;
                   found(d, wish);
                 }});
  all.push_back({"wishes.rate", "wishes.rate", [](DrawnScreen& d) {
                   found(d, wish_at(d, 5));
                   d.open("wishes.rate");
                 }});
  all.push_back({"wishes.rate.why", "wishes.rate", [](DrawnScreen& d) {
                   found(d, wish_at(d, 5));
                   d.open("wishes.rate");
                   d.tap("wishes.rate.2");
                 }});
  all.push_back({"wishes.rate.passed_up", "wishes.rate", [](DrawnScreen& d) {
                   found(d, wish_at(d, 5));
                   d.open("wishes.rate");
                   d.tap("wishes.rate.1");
                   d.tap("wishes.rate.why." + d.wish_content().reasons.front().id.value);
                   WishView wish = wish_at(d, 1);
                   wish.level = domain::Level::street;
                   d.answer_wish(wish);
                 }});
}

void add_wall(std::vector<Situation>& all) {
  for (const char* screen : {"wishes.wall", "wishes.claim"}) {
    all.push_back({screen, screen, [screen](DrawnScreen& d) {
                     d.show_wall(some_wall());
                     d.open(screen);
                   }});
    all.push_back({std::string(screen) + ".empty", screen, [screen](DrawnScreen& d) { d.open(screen); }});
  }
  all.push_back({"wishes.one", "wishes.one", [](DrawnScreen& d) {
                   d.show_wall(some_wall());
                   d.open("wishes.one", {{"wish", "wish-0"}});
                 }});
  all.push_back({"wishes.one.claimed", "wishes.one", [](DrawnScreen& d) {
                   d.show_wall(some_wall());
                   d.open("wishes.one", {{"wish", "wish-2"}});
                   d.tap("wishes.one.claim");
                 }});
  all.push_back({"wishes.one.lost", "wishes.one", [](DrawnScreen& d) {
                   d.services().session.card_number = Sensitive<std::string>("6217000000000001");
                   d.show_wall(some_wall());
                   d.open("wishes.one", {{"wish", "wish-0"}});
                   d.tap("wishes.one.claim");
                   d.answer_wish(wish_at(d, 3), {"给独居老人送一次年夜饺子，再陪着说说话"});
                 }});
}

}  // namespace

std::vector<Situation> wish_flow_situations() {
  std::vector<Situation> all;
  add_questions(all);
  add_words(all);
  add_answers(all);
  add_wall(all);
  return all;
}

}  // namespace yz::test
