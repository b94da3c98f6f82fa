#include "kiosk/app/inbox.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

using namespace yz::kiosk;

namespace {

int number_of(const UiMessage& message) {
  return std::stoi(std::get<StaffAnswered>(std::get<StationReport>(message)).words);
}
StationReport numbered(int number, AskId who) {
  return StaffAnswered{who, true, std::to_string(number), {}};
}

}  // namespace

TEST_CASE("inbox: under load from four threads nothing is lost, doubled or out of order", "[kiosk]") {
  constexpr int senders = 4;
  constexpr int each = 5'000;  // many times what fits in
  std::atomic<int> wakes{};
  Inbox inbox([&] { ++wakes; });
  std::vector<std::thread> threads;
  for (int sender = 0; sender < senders; ++sender) {
    threads.emplace_back([&inbox, sender] {
      for (int number = 0; number < each; ++number) inbox.put(numbered(number, static_cast<AskId>(sender)));
    });
  }
  std::vector<int> next(senders);
  int taken = 0;
  int wrong = 0;
  while (taken < senders * each) {
    inbox.take_all([&](const UiMessage& message) {
      const auto who = std::get<StaffAnswered>(std::get<StationReport>(message)).ask;
      if (number_of(message) != next[who]++) ++wrong;
      ++taken;
    });
    std::this_thread::yield();
  }
  for (auto& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(taken == senders * each);
  CHECK(wakes > 0);
}

TEST_CASE("inbox: wakes once until it was emptied", "[kiosk]") {
  int wakes = 0;
  Inbox inbox([&] { ++wakes; });
  for (int number = 0; number < 10; ++number) inbox.put(numbered(number, 1));
  CHECK(wakes == 1);
  CHECK(inbox.take_all([](const UiMessage&) {}) == 10);
  inbox.put(numbered(0, 1));
  CHECK(wakes == 2);
}

TEST_CASE("inbox: closing lets go whoever waits for room", "[kiosk]") {
  Inbox inbox([] {});
  std::atomic<int> put{};
  std::thread sender([&] {
    while (inbox.put(numbered(put, 1))) ++put;
  });
  while (put < static_cast<int>(inbox_messages_max)) std::this_thread::yield();
  inbox.close();
  sender.join();
  CHECK(put == static_cast<int>(inbox_messages_max));
}

TEST_CASE("queue: the one who may not wait is refused when it is full", "[kiosk]") {
  Queue<int> queue(2);
  CHECK(queue.try_push(1));
  CHECK(queue.try_push(2));
  CHECK_FALSE(queue.try_push(3));
  CHECK(queue.try_pop() == 1);
  CHECK(queue.try_push(3));
  queue.close();
  CHECK_FALSE(queue.try_push(4));
  CHECK(queue.try_pop() == 2);
  CHECK(queue.try_pop() == 3);
  CHECK_FALSE(queue.try_pop());
}
