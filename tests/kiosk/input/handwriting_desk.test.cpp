#include "kiosk/input/handwriting_desk.h"

#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <deque>

#include "tests/support/handwriting_samples.h"
#include "tests/support/temp_dir.h"

using namespace yz::kiosk;

namespace {

constexpr std::chrono::seconds patience{60};  // only against hanging

/// What a screen hears, and a gate at which the desk's thread can be held.
class Screen {
 public:
  std::function<void(HandwritingAnswer)> report() {
    return [this](HandwritingAnswer answer) {
      std::unique_lock lock(mutex_);
      answers_.push_back(std::move(answer));
      changed_.notify_all();
      changed_.wait_for(lock, patience, [&] { return !held_; });
    };
  }
  HandwritingAnswer next() {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, patience, [&] { return !answers_.empty(); }));
    auto answer = std::move(answers_.front());
    answers_.pop_front();
    return answer;
  }
  void hold(bool held) {
    const std::lock_guard lock(mutex_);
    held_ = held;
    changed_.notify_all();
  }
  std::size_t waiting() {
    const std::lock_guard lock(mutex_);
    return answers_.size();
  }

 private:
  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::deque<HandwritingAnswer> answers_;
  bool held_{};
};

const std::vector<yz::test::BookCharacter>& book() {
  static const auto read = yz::test::read_book(200);
  REQUIRE(read.size() == 200);
  return read;
}

std::string first_of(const HandwritingAnswer& answer) {
  REQUIRE(answer.candidates);
  const auto& list = answer.candidates->reveal().list;
  REQUIRE(list.size() == candidates_shown);
  return list.front().character;
}

}  // namespace

TEST_CASE("handwriting desk: each character that is waited for is answered by its id", "[kiosk]") {
  Screen screen;
  HandwritingDesk desk(yz::test::handwriting_model(), screen.report());
  for (std::size_t i = 0; i < 20; ++i) {
    const auto id = desk.read(book()[i].strokes);
    const auto answer = screen.next();
    CHECK(answer.id == id);
    CHECK(first_of(answer) == book()[i].label);
  }
}

TEST_CASE("handwriting desk: strokes that waited are passed over for newer ones", "[kiosk]") {
  Screen screen;
  HandwritingDesk desk(yz::test::handwriting_model(), screen.report());
  screen.hold(true);
  const auto first = desk.read(book()[0].strokes);
  const auto answered = screen.next();  // its thread now stands at the gate
  CHECK(answered.id == first);
  WritingId last = first;
  for (std::size_t i = 1; i < 50; ++i) {
    const auto id = desk.read(book()[i].strokes);
    CHECK(id > last);
    last = id;
  }
  screen.hold(false);
  const auto newest = screen.next();
  CHECK(newest.id == last);
  CHECK(first_of(newest) == book()[49].label);
  CHECK(screen.waiting() == 0);
}

TEST_CASE("handwriting desk: without a model every character is told so, until there is one", "[kiosk]") {
  const yz::test::TempDir folder;
  const auto file = folder.path() / "handwriting.model";
  Screen screen;
  HandwritingDesk desk(file, screen.report());
  desk.read(book()[0].strokes);
  const auto none = screen.next();
  REQUIRE_FALSE(none.candidates);
  CHECK(none.candidates.error().code == yz::Code::not_found);

  std::filesystem::copy_file(yz::test::handwriting_model(), file);
  desk.read(book()[0].strokes);
  CHECK(first_of(screen.next()) == book()[0].label);
}

TEST_CASE("handwriting desk: ends without anything written, while it reads, and with strokes waiting",
          "[kiosk]") {
  Screen screen;
  { const HandwritingDesk desk(yz::test::handwriting_model(), screen.report()); }
  CHECK(screen.waiting() == 0);
  for (std::size_t i = 0; i < 20; ++i) {
    HandwritingDesk desk(yz::test::handwriting_model(), screen.report());
    desk.read(book()[i].strokes);
    desk.read(book()[i + 1].strokes);
  }
  // What was answered came before its desk was gone: whoever listens may be gone right after it.
  const auto heard = screen.waiting();
  CHECK(heard <= 40);
  CHECK(screen.waiting() == heard);
}
