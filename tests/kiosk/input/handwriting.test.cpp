// What the recogniser must read. The strokes come from tests/support/handwriting_samples.h, with seeds and
// shaking of their own; tests/bench has the same over all 3,500 characters.
#include "kiosk/input/handwriting.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <map>

#include "tests/support/handwriting_samples.h"

using namespace yz::kiosk;
using yz::test::BookCharacter;
using yz::test::Hand;
using yz::test::Order;
using yz::test::written;

namespace {

constexpr std::size_t common = 3'500;
constexpr std::size_t every = 12;  // of the common characters: some three hundred

const Handwriting& handwriting() {
  static const auto opened = Handwriting::open(yz::test::handwriting_model());
  REQUIRE(opened);
  return **opened;
}

const std::vector<BookCharacter>& book() {
  static const auto read = yz::test::read_book(common);
  REQUIRE(read.size() == common);
  return read;
}

std::vector<std::string> read(std::span<const Stroke> strokes, std::size_t most = candidates_shown) {
  std::vector<std::string> characters;
  for (const auto& candidate : handwriting().recognise(strokes, most))
    characters.push_back(candidate.character);
  return characters;
}

struct Score {
  double first{};
  double among{};
};

/// Every twelfth character by each of the hands in turn; a change of the hand comes before.
template <class Change>
Score score(Order order, std::uint64_t seed, Change change) {
  int first = 0;
  int among = 0;
  int all = 0;
  const auto hands = yz::test::moderate_hands();
  for (std::size_t i = 0; i < book().size(); i += every, ++all) {
    Hand hand = hands[static_cast<std::size_t>(all) % hands.size()];
    change(hand);
    const auto characters = read(written(book()[i], hand, order, seed + i));
    REQUIRE(characters.size() == candidates_shown);
    first += characters.front() == book()[i].label ? 1 : 0;
    among += std::ranges::find(characters, book()[i].label) != characters.end() ? 1 : 0;
  }
  return {first / static_cast<double>(all), among / static_cast<double>(all)};
}

const BookCharacter& in_book(const std::string& label) {
  const auto found = std::ranges::find(book(), label, &BookCharacter::label);
  REQUIRE(found != book().end());
  return *found;
}

}  // namespace

TEST_CASE("handwriting: six moderately shaking hands are read", "[kiosk]") {
  const auto scored = score(Order::book, 71'000, [](Hand&) {});
  CHECK(scored.first >= 0.97);
  CHECK(scored.among >= 0.99);
}

TEST_CASE("handwriting: strokes in any order are read as well", "[kiosk]") {
  const auto scored = score(Order::shuffled, 72'000, [](Hand&) {});
  CHECK(scored.first >= 0.97);
  CHECK(scored.among >= 0.99);
}

TEST_CASE("handwriting: joined strokes are read", "[kiosk]") {
  const auto half = score(Order::book, 73'000, [](Hand& hand) { hand.joins = 0.5F; });
  CHECK(half.first >= 0.95);
  CHECK(half.among >= 0.99);
  const auto all = score(Order::book, 74'000, [](Hand& hand) { hand.joins = 1; });
  CHECK(all.first >= 0.9);
  CHECK(all.among >= 0.97);
}

TEST_CASE("handwriting: characters whose parts went adrift are read", "[kiosk]") {
  const auto scored = score(Order::book, 75'000, [](Hand& hand) { hand = yz::test::loose_hand(); });
  CHECK(scored.first >= 0.94);
  CHECK(scored.among >= 0.98);
}

TEST_CASE("handwriting: a wish is read character by character, in each hand", "[kiosk]") {
  std::uint64_t seed = 76'000;
  for (const Hand& hand : yz::test::moderate_hands()) {
    for (const char* label : {"楼", "道", "灯", "坏", "了"}) {
      for (const Order order : {Order::book, Order::shuffled}) {
        const auto characters = read(written(in_book(label), hand, order, ++seed));
        CAPTURE(label, seed);
        CHECK(characters.front() == label);
      }
    }
  }
}

TEST_CASE("handwriting: digits are read", "[kiosk]") {
  const std::map<std::string, std::vector<Stroke>> digits{
      {"0",
       {{{500, 150},
         {380, 220},
         {330, 420},
         {340, 640},
         {430, 830},
         {560, 840},
         {660, 700},
         {690, 460},
         {640, 250},
         {520, 150}}}},
      {"1", {{{520, 170}, {505, 860}}}},
      {"2",
       {{{350, 300}, {400, 190}, {520, 150}, {640, 220}, {660, 350}, {560, 540}, {340, 830}, {700, 820}}}},
      {"3",
       {{{360, 200},
         {500, 150},
         {640, 230},
         {630, 380},
         {500, 470},
         {640, 540},
         {690, 690},
         {600, 830},
         {440, 860},
         {340, 780}}}},
      {"4", {{{540, 160}, {320, 600}, {730, 610}}, {{600, 400}, {590, 880}}}},
      {"5",
       {{{390, 170}, {370, 460}, {540, 420}, {680, 540}, {670, 740}, {520, 860}, {360, 800}},
        {{400, 170}, {680, 160}}}},
      {"6",
       {{{600, 150},
         {430, 330},
         {360, 560},
         {370, 760},
         {490, 860},
         {630, 800},
         {650, 640},
         {530, 550},
         {390, 640}}}},
      {"7", {{{330, 180}, {690, 170}, {560, 480}, {490, 860}}}},
      {"8",
       {{{640, 260},
         {510, 150},
         {390, 260},
         {470, 430},
         {640, 580},
         {660, 760},
         {520, 860},
         {380, 760},
         {400, 600},
         {560, 440},
         {650, 280}}}},
      {"9",
       {{{640, 300},
         {520, 170},
         {380, 260},
         {390, 430},
         {520, 470},
         {640, 330},
         {650, 300},
         {640, 600},
         {610, 870}}}},
  };
  for (const auto& [label, strokes] : digits) {
    const auto characters = read(strokes);
    CAPTURE(label, characters);
    CHECK(characters.front() == label);
  }
}

TEST_CASE("handwriting: the nearest comes first, each character once, no more than asked for", "[kiosk]") {
  const auto candidates = handwriting().recognise(in_book("坏").strokes, 50);
  REQUIRE(candidates.size() == 50);
  CHECK(std::ranges::is_sorted(candidates, {}, &Candidate::distance));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    CHECK(std::ranges::count(candidates, candidates[i].character, &Candidate::character) == 1);
  }
  // A stroke that several shapes of one digit are near to.
  const auto ones = read(std::vector<Stroke>{{{512, 130}, {512, 890}}}, 20);
  CHECK(ones.size() == 20);
  CHECK(std::ranges::count(ones, "1") == 1);
  CHECK(handwriting().recognise(in_book("坏").strokes, 0).empty());
  CHECK(handwriting().recognise(in_book("坏").strokes, 1'000'000).size() > 6'000);
}

TEST_CASE("handwriting: a character is near, a scribble is far", "[kiosk]") {
  int near = 0;
  int all = 0;
  for (std::size_t i = 0; i < book().size(); i += 50, ++all) {
    const auto strokes = written(book()[i], yz::test::moderate_hands()[1], Order::book, 77'000 + i);
    near += handwriting().recognise(strokes).front().distance < likely_max / 2 ? 1 : 0;
  }
  CHECK(near == all);
  Stroke scribble;
  for (int i = 0; i < 400; ++i) {
    scribble.push_back({512.0F + static_cast<float>((i * 197) % 601) - 300.0F,
                        512.0F + static_cast<float>((i * 271) % 547) - 270.0F});
  }
  CHECK(handwriting().recognise(std::vector<Stroke>{scribble}).front().distance > likely_max);
}

TEST_CASE("handwriting: whatever is written gives eight candidates, or none without a stroke", "[kiosk]") {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  constexpr float infinite = std::numeric_limits<float>::infinity();
  CHECK(read({}).empty());
  CHECK(read(std::vector<Stroke>(3)).empty());
  CHECK(read(std::vector<Stroke>{{{nan, 3}}, {{4, infinite}}}).empty());
  const auto eight = [](const std::vector<Stroke>& strokes) {
    return read(strokes).size() == candidates_shown;
  };
  CHECK(eight({{{512, 512}}}));
  CHECK(eight({{{512, 512}, {512, 512}}}));
  CHECK(eight({{{nan, nan}, {1e30F, -1e30F}, {-1e30F, 1e30F}}}));
  Stroke ten_thousand;
  for (int i = 0; i < 10'000; ++i)
    ten_thousand.push_back({static_cast<float>(i * 7 % 1'024), static_cast<float>(i * 13 % 1'024)});
  CHECK(eight({ten_thousand}));
  CHECK(eight(std::vector<Stroke>(200, Stroke{{100, 100}, {900, 500}, {100, 900}})));
}

TEST_CASE("handwriting: after each stroke of a character there are candidates, at its end it is the first",
          "[kiosk]") {
  const auto strokes = written(in_book("楼"), yz::test::moderate_hands()[0], Order::book, 78'000);
  for (std::size_t count = 1; count <= strokes.size(); ++count) {
    CAPTURE(count);
    CHECK(read(std::span(strokes).first(count)).size() == candidates_shown);
  }
  CHECK(read(strokes).front() == "楼");
}
