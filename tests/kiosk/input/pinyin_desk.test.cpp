// The desk's thread: answers in order with the serials of their calls, and silence after a visit.
#include "kiosk/input/pinyin_desk.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <mutex>
#include <optional>

#include "base/system_clock.h"
#include "tests/support/process.h"

namespace yz::kiosk {
namespace {

constexpr Milliseconds patience{60'000};

/// Collects what comes back.
class Collected {
 public:
  [[nodiscard]] PinyinReport report() {
    return [this](PinyinAnswer answer) {
      const std::lock_guard lock(mutex_);
      answers_.push_back(std::move(answer));
    };
  }
  [[nodiscard]] std::vector<std::uint64_t> serials() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint64_t> found;
    for (const PinyinAnswer& answer : answers_) found.push_back(answer.serial);
    return found;
  }
  [[nodiscard]] std::optional<PinyinAnswer> wait_for(std::uint64_t serial) const {
    std::optional<PinyinAnswer> found;
    (void)test::wait_until(patience, [&] {
      const std::lock_guard lock(mutex_);
      for (const PinyinAnswer& answer : answers_) {
        if (answer.serial == serial) found = answer;
      }
      return found.has_value();
    });
    return found;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<PinyinAnswer> answers_;
};

std::unique_ptr<PinyinDesk> desk(Collected& collected) {
  return PinyinDesk::start({.data = YZ_PINYIN, .user = "/nonexistent/yizhan"}, collected.report());
}

std::uint64_t type(PinyinDesk& pinyin, const std::string& keys) {
  std::uint64_t last = 0;
  for (const char key : keys) last = pinyin.press(key);
  return last;
}

}  // namespace

TEST_CASE("pinyin desk: every key is answered, in order, by its serial", "[input]") {
  Collected collected;
  const auto pinyin = desk(collected);
  std::vector<std::uint64_t> asked;
  for (const char key : std::string("shequ")) asked.push_back(pinyin->press(key));
  const auto last = collected.wait_for(asked.back());
  REQUIRE(last);
  REQUIRE(last->state);
  CHECK(last->state->syllables.reveal() == "she qu");
  CHECK(last->state->candidates.at(0).reveal() == "社区");
  CHECK(collected.serials() == asked);

  const auto chosen = collected.wait_for(pinyin->choose(0));
  REQUIRE(chosen);
  CHECK(chosen->state->committed.reveal() == "社区");
}

TEST_CASE("pinyin desk: both ways of typing, and taking back", "[input]") {
  Collected collected;
  const auto pinyin = desk(collected);
  (void)pinyin->set_mode(PinyinMode::nine_key);
  const auto typed = collected.wait_for(type(*pinyin, "743"));
  REQUIRE(typed);
  REQUIRE(typed->state->readings.size() > 1);
  const auto fixed = collected.wait_for(pinyin->choose_reading(1));
  REQUIRE(fixed);
  CHECK(fixed->state->syllables.reveal() == typed->state->readings.at(1));
  CHECK(collected.wait_for(pinyin->backspace())->state->candidates.empty());
}

TEST_CASE("pinyin desk: a visit's end leaves nothing, and answers nothing that still waited", "[input]") {
  Collected collected;
  const auto pinyin = desk(collected);
  REQUIRE(collected.wait_for(type(*pinyin, "zhangcui")));
  const std::size_t before = collected.serials().size();
  const std::uint64_t late = type(*pinyin, std::string(100, 'h'));
  pinyin->forget();
  const auto fresh = collected.wait_for(pinyin->press('s'));
  REQUIRE(fresh);
  CHECK(fresh->state->syllables.reveal() == "s");
  const auto serials = collected.serials();
  // At most the one that was under way.
  CHECK(serials.size() <= before + 2);
  CHECK(std::ranges::find(serials, late) == serials.end());
}

TEST_CASE("pinyin desk: without its data every call is answered with the reason", "[input]") {
  Collected collected;
  const auto pinyin =
      PinyinDesk::start({.data = "/nonexistent/data", .user = "/nonexistent/user"}, collected.report());
  for (const char key : {'a', 'b'}) {
    const auto answer = collected.wait_for(pinyin->press(key));
    REQUIRE(answer);
    REQUIRE_FALSE(answer->state);
    CHECK(answer->state.error().code == Code::not_found);
  }
  pinyin->forget();
}

TEST_CASE("pinyin desk: it ends at once, whatever still waits", "[input]") {
  Collected collected;
  for (int time = 0; time < 3; ++time) {
    auto pinyin = desk(collected);
    if (time > 0) (void)type(*pinyin, std::string(200, 'a'));
    if (time > 1) REQUIRE(collected.wait_for(pinyin->press('a')));
    if (time > 1) pinyin->forget();
    (void)type(*pinyin, "laoban");
    pinyin.reset();
    const auto answered = collected.serials().size();
    CHECK(collected.serials().size() == answered);
  }
}

TEST_CASE("pinyin desk: a queue that is full takes no more keys and does not block", "[input]") {
  Collected collected;
  const auto pinyin = desk(collected);
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    if (pinyin->press('a') == 0) ++refused;
  }
  CHECK(refused > 0);
  pinyin->forget();
  const auto fresh = test::wait_until(patience, [&] {
    const std::uint64_t serial = pinyin->press('s');
    return serial != 0 && collected.wait_for(serial)->state->syllables.reveal() == "s";
  });
  CHECK(fresh);
}

}  // namespace yz::kiosk
