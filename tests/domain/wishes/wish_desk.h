// A small wish wall and short ways to take a wish from one state to the next.
#pragma once

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "tests/domain/fixture.h"

namespace yz::test {

inline const UnitId property("property");
inline const UnitId mediators("mediators");
inline const UnitId alliance("alliance");
inline const UnitId anyone("anyone");  // takes every matter
inline const WishCategoryId lighting("lighting");
inline const PlaceId building("b3");
inline const WishReasonId too_slow("too-slow");

inline WishContent small_wall() {
  WishContent content;
  content.categories = {{lighting, "lightbulb", {.zh = "照明", .en = "Light"}, false},
                        {WishCategoryId("lift"), "elevator", {.zh = "电梯", .en = "Lift"}, true}};
  content.lesson_category = {WishCategoryId("learning"), "cellphone", {.zh = "手机", .en = "Phone"}, false};
  content.grids = {{.id = PlaceId("g1"),
                    .name = {.zh = "一网格", .en = "Grid 1"},
                    .buildings = {{building, {.zh = "三号楼", .en = "Building 3"}}}}};
  content.phrases = {"灯不亮"};
  content.units = {{property, {.zh = "红色物业", .en = ""}, {Matter::small}, Level::community},
                   {mediators, {.zh = "和事佬", .en = ""}, {Matter::private_matter}, Level::community},
                   {alliance, {.zh = "联席会", .en = ""}, {Matter::big}, Level::street},
                   {anyone,
                    {.zh = "谁都行", .en = ""},
                    {Matter::private_matter, Matter::small, Matter::big},
                    Level::grid}};
  content.reasons = {{too_slow, {.zh = "太慢", .en = "Too slow"}}};
  return content;
}

/// A book with a clock that moves one second with each command.
class WishDesk {
 public:
  explicit WishDesk(WishContent content = small_wall()) : book(std::move(content)) {}

  WishDecision ask(const WishCommand& command) {
    auto decision = decide(book, command);
    if (const auto* events = std::get_if<WishEvents>(&decision)) {
      for (const WishEvent& event : *events) {
        all_applied = book.fold(event) == Folded::applied && all_applied;
        log.push_back(event);
      }
    }
    return decision;
  }
  /// For commands that must be taken.
  void must(const WishCommand& command) {
    const auto decision = ask(command);
    INFO((std::holds_alternative<WishRefusal>(decision) ? to_string(std::get<WishRefusal>(decision)) : ""));
    REQUIRE(std::holds_alternative<WishEvents>(decision));
    REQUIRE(all_applied);
  }
  SubmitWish new_wish() {
    SubmitWish command;
    command.wish = WishId("W" + std::to_string(1000 + ++wishes_));
    command.secret = "7K3M9PQ2XW4T";
    command.station = StationId("taiping");
    command.year = 2026;
    command.blocks = {0, 7};
    command.category = lighting;
    command.place = building;
    command.words = 12;
    command.at = tick();
    return command;
  }
  WishId submit(bool is_urgent = false) {
    SubmitWish command = new_wish();
    command.is_urgent = is_urgent;
    must(command);
    return command.wish;
  }
  /// A wish taken as far as that state by `unit`; small unless said otherwise.
  WishId at_state(WishState state, Matter matter = Matter::small, const UnitId& unit = anyone) {
    const WishId id = submit();
    if (state >= WishState::triaged) must(TriageWish{id, matter, tick()});
    if (state >= WishState::dispatched) must(DispatchWish{id, unit, tick()});
    if (state >= WishState::accepted) must(AcceptWish{id, unit, tick()});
    if (state >= WishState::in_progress) must(ProgressWish{id, unit, "看过了", tick()});
    if (state >= WishState::resolved) must(ResolveWish{id, unit, "换了灯泡", monday, tick()});
    if (state == WishState::closed) must(RateWish{id, 5, {}, tick()});
    REQUIRE(wish(id).state == state);
    return id;
  }
  /// A wish on the wall.
  WishId published() {
    const WishId id = submit();
    must(PublishWish{id, "想要一辆轮椅", tick()});
    return id;
  }
  Instant tick(Milliseconds by = std::chrono::seconds(1)) { return now += by; }
  const Wish& wish(const WishId& id) {
    const Wish* found = book.find(id);
    REQUIRE(found != nullptr);
    return *found;
  }
  WishDuty duty(const WishId& id) {
    const auto found = owner_and_deadline(wish(id), book.content().rules);
    REQUIRE(found.has_value());
    return *found;
  }

  WishBook book;
  WishEvents log;
  Instant now = morning;
  bool all_applied = true;

 private:
  int wishes_{};
};

inline WishRefusal refusal(const WishDecision& decision) {
  REQUIRE(std::holds_alternative<WishRefusal>(decision));
  return std::get<WishRefusal>(decision);
}
inline const WishEvents& events_of(const WishDecision& decision) {
  REQUIRE(std::holds_alternative<WishEvents>(decision));
  return std::get<WishEvents>(decision);
}

/// The whole book as text, notes included.
inline std::string picture(const WishBook& book) {
  std::string text;
  for (const Wish* wish : book.all()) text += to_json(*wish) + '\n';
  return text;
}

}  // namespace yz::test
