#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <numeric>

#include "tests/domain/wishes/random_days.h"

using namespace yz::test;

namespace {

/// Watches what is done from outside, by the events alone, and counts what must not be.
class Watch {
 public:
  void see(const WishBook& book, const WishEvent& event) {
    std::visit([&](const auto& e) { look(e); }, event);
    const Wish* wish = book.find(wish_of(event));
    if (wish == nullptr) return complain("an event without its wish");
    if (wish->level < level_[wish->id]) complain("a wish that went down");
    level_[wish->id] = wish->level;
    look_at(*wish, book.content());
  }
  void look_at(const Wish& wish, const WishContent& content) {
    const auto duty = owner_and_deadline(wish, content.rules);
    if (duty.has_value() != wish.is_open())
      return complain("an open wish without duty, or a closed one with");
    if (!duty) return;
    if (duty->due < wish.submitted_at) complain("a deadline before the wish");
    if (duty->owner.kind == WishOwnerKind::unit && content.find_unit(duty->owner.unit) == nullptr) {
      complain("an owner that is not there");
    }
  }
  [[nodiscard]] const std::vector<std::string>& complaints() const { return complaints_; }
  [[nodiscard]] std::size_t closed(WishClosing by) { return closed_[by]; }
  [[nodiscard]] std::size_t escalated() const { return missed_.size(); }

 private:
  void look(const WishRated& e) { stars_[e.wish] = e.stars; }
  void look(const WishResolved& e) {
    stars_[e.wish] = 0;
    resolved_[e.wish] = e.at;
  }
  void look(const WishClosed& e) {
    ++closed_[e.by];
    const bool was_rated = e.by == WishClosing::rating && stars_[e.wish] >= 3;
    const bool was_silent = e.by == WishClosing::silence && stars_[e.wish] == 0 &&
                            resolved_.contains(e.wish) && e.at - resolved_[e.wish] >= std::chrono::days(7);
    if (!was_rated && !was_silent) complain("closed by something else");
  }
  void look(const WishEscalated& e) {
    if (e.at <= e.due) complain("escalated too early");
    if (!missed_.insert({e.wish, e.due}).second) complain("escalated twice for one deadline");
    if (e.to != next_level(e.from)) complain("escalated by more than a level");
  }
  template <class Event>
  void look(const Event&) {}
  void complain(const char* what) { complaints_.emplace_back(what); }

  std::map<WishId, int> stars_;
  std::map<WishId, Instant> resolved_;
  std::map<WishId, Level> level_;
  std::set<std::pair<WishId, Instant>> missed_;
  std::map<WishClosing, std::size_t> closed_;
  std::vector<std::string> complaints_;
};

}  // namespace

TEST_CASE("wishes: 10,000 random sequences of commands hold the rules", "[domain]") {
  RandomDays random(Catch::getSeed());
  std::size_t rated = 0;
  std::size_t silent = 0;
  std::size_t escalated = 0;
  for (int sequence = 0; sequence < 10'000; ++sequence) {
    WishDesk desk;
    Watch watch;
    std::size_t seen = 0;
    for (int i = 0; i < 60; ++i) {
      const WishCommand command = random.command(desk);
      desk.ask(command);
      for (; seen < desk.log.size(); ++seen) watch.see(desk.book, desk.log[seen]);
      if (!std::holds_alternative<EscalateOverdue>(command)) continue;
      // At that moment nobody is late any more, but for those with nobody above.
      const Instant at = std::get<EscalateOverdue>(command).at;
      const auto again = decide(desk.book, EscalateOverdue{at});
      if (!events_of(again).empty()) FAIL("a deadline escalated twice");
    }
    for (const Wish* wish : desk.book.all()) watch.look_at(*wish, desk.book.content());
    INFO((watch.complaints().empty() ? "" : watch.complaints().front()));
    if (!watch.complaints().empty() || !desk.all_applied) FAIL("sequence " << sequence);
    rated += watch.closed(WishClosing::rating);
    silent += watch.closed(WishClosing::silence);
    escalated += watch.escalated();
  }
  // Else nothing was tried.
  CHECK(rated > 5'000);
  CHECK(silent > 100);
  CHECK(escalated > 5'000);
}

TEST_CASE("wish numbers: 50 kiosks with random blocks never give one twice, restarts included", "[domain]") {
  RandomDays random(Catch::getSeed());
  std::vector<int> blocks(wish_blocks_max);
  std::iota(blocks.begin(), blocks.end(), 0);
  std::shuffle(blocks.begin(), blocks.end(), random.dice());
  std::set<std::string> numbers;
  std::size_t submitted = 0;
  auto block = blocks.begin();
  for (int kiosk = 0; kiosk < 50; ++kiosk) {
    std::vector<int> own;
    WishDesk desk;
    for (int year = 2026; year <= 2027; ++year) {
      for (std::size_t wishes = 50 + random.roll(400); wishes > 0; --wishes) {
        SubmitWish command = desk.new_wish();
        command.wish = WishId("K" + std::to_string(kiosk) + '.' + std::to_string(submitted));
        command.year = year;
        command.blocks = own;
        if (std::holds_alternative<WishRefusal>(desk.ask(command))) {
          own.push_back(*block++);  // the hub grants the next one
          command.blocks = own;
          desk.must(command);
        }
        ++submitted;
        numbers.insert(std::get<WishSubmitted>(desk.log.back()).number);
        if (random.roll(20) != 0) continue;
        // The kiosk starts again: from its rows, some of which it had forgotten, and the journal's counter.
        WishBook restarted(desk.book.content());
        for (const Wish* wish : desk.book.all()) {
          const auto place = place_of(wish->number);
          restarted.raise_floor(place->year, place->block, place->offset + 1);
          if (random.roll(2) == 0) restarted.restore(*wish);
        }
        desk.book = std::move(restarted);
      }
    }
  }
  CHECK(submitted > 5'000);
  CHECK(numbers.size() == submitted);
}
