// Random commands against a wish desk: what people, units, the clock and a wrong hand may do in any order.
#pragma once

#include <random>

#include "tests/domain/wishes/wish_desk.h"

namespace yz::test {

class RandomDays {
 public:
  explicit RandomDays(unsigned seed) : dice_(seed) {}

  WishCommand command(WishDesk& desk) {
    const auto all = desk.book.all();
    const WishId id = all.empty() ? WishId("none") : all[roll(all.size())]->id;
    // Mostly seconds, now and then days: so that deadlines pass and also do not.
    const std::chrono::minutes step(roll(8) == 0 ? roll(6'000) : roll(20));
    const Instant at = desk.tick(step);
    const UnitId unit = unit_of(desk, id);
    const std::string who = "v" + std::to_string(roll(4));
    switch (roll(22)) {
      case 0:
      case 1:
        // Few wishes, so that much happens to each.
        return all.size() < 3 || roll(8) == 0 ? submit(desk) : next_for(desk, id, at);
      case 2:
        return TriageWish{id, static_cast<Matter>(roll(4)), at};
      case 3:
        return DispatchWish{id, roll(2) == 0 ? anyone : property, at};
      case 4:
      case 5:
        return AcceptWish{id, unit, at};
      case 6:
        return DeclineWish{id, unit, "忙不过来", at};
      case 7:
        return ProgressWish{id, unit, "在办", at};
      case 8:
      case 9:
        return ResolveWish{id, unit, "办好了", roll(2) == 0 ? std::optional<Day>{} : monday, at};
      case 10:
        return RateWish{id, static_cast<int>(roll(7)), roll(2) == 0 ? too_slow : WishReasonId{}, at};
      case 11:
        return EscalateOverdue{at};
      case 12:
        return CloseSilent{at};
      case 13:
        return roll(4) == 0 ? WishCommand(UnpublishWish{id, at})
                            : WishCommand(PublishWish{id, "大家的心愿", at});
      case 14:
        return SupportWish{id, who, at};
      case 15:
        return ClaimWish{id, who, "李*", at};
      case 16:
        return roll(2) == 0 ? WishCommand(ReleaseClaim{id, who, at}) : WishCommand(SettleClaims{id, "", at});
      default:
        return next_for(desk, id, at);
    }
  }
  std::size_t roll(std::size_t sides) { return dice_() % sides; }
  std::mt19937& dice() { return dice_; }

  /// Everything that was done in that many commands.
  WishEvents days(std::size_t commands) {
    WishDesk desk;
    for (std::size_t i = 0; i < commands; ++i) desk.ask(command(desk));
    return desk.log;
  }

 private:
  /// What its state asks for.
  WishCommand next_for(const WishDesk& desk, const WishId& id, Instant at) {
    const Wish* wish = desk.book.find(id);
    if (wish == nullptr || wish->state == WishState::submitted) return TriageWish{id, Matter::small, at};
    if (wish->state == WishState::triaged) return DispatchWish{id, anyone, at};
    if (wish->state == WishState::dispatched) return AcceptWish{id, wish->unit, at};
    if (wish->state == WishState::resolved) return RateWish{id, 1 + static_cast<int>(roll(5)), {}, at};
    return ResolveWish{id, wish->unit, "办好了", monday, at};
  }
  UnitId unit_of(const WishDesk& desk, const WishId& id) {
    const Wish* wish = desk.book.find(id);
    return wish == nullptr || roll(5) == 0 || wish->unit.empty() ? anyone : wish->unit;
  }
  SubmitWish submit(WishDesk& desk) {
    SubmitWish command = desk.new_wish();
    command.is_urgent = roll(3) == 0;
    command.kind = static_cast<WishKind>(roll(3));
    return command;
  }

  std::mt19937 dice_;
};

}  // namespace yz::test
