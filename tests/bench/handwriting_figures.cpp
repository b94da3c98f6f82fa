#include "tests/bench/handwriting_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/input/handwriting.h"
#include "tests/bench/zinnia_reference.h"
#include "tests/support/handwriting_samples.h"

namespace yz::bench {
namespace {

using kiosk::Stroke;
using test::BookCharacter;
using test::Hand;
using test::Order;

constexpr std::size_t characters = 3'500;
constexpr double p99_ms_max = 30;

/// Of this process alone: other work on the machine does not count.
double cpu_ms() {
  return static_cast<double>(std::clock()) * 1'000.0 / CLOCKS_PER_SEC;
}

struct Score {
  int first{};
  int among{};
  std::vector<double> ms;

  void add(const std::string& label, const std::vector<std::string>& read, double time) {
    const auto found = std::find(read.begin(), read.end(), label);
    first += found == read.begin() && found != read.end() ? 1 : 0;
    among += found != read.end() ? 1 : 0;
    ms.push_back(time);
  }
  [[nodiscard]] double part_first() const { return first / static_cast<double>(ms.size()); }
  [[nodiscard]] double part_among() const { return among / static_cast<double>(ms.size()); }
  [[nodiscard]] double time(double part) const {
    std::vector<double> sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(std::lround(part * static_cast<double>(sorted.size() - 1)))];
  }
};

/// One way of writing, and what of it must be read.
struct Way {
  const char* name;
  double first_min;
  double among_min;
  std::function<std::vector<Stroke>(const BookCharacter&, const Hand&, std::uint64_t)> write;
};

std::vector<Stroke> without_one(std::vector<Stroke> strokes, std::uint64_t seed) {
  if (strokes.size() > 3) strokes.erase(strokes.begin() + static_cast<std::ptrdiff_t>(seed % strokes.size()));
  return strokes;
}

std::vector<Stroke> with_one_backwards(std::vector<Stroke> strokes, std::uint64_t seed) {
  std::ranges::reverse(strokes[seed % strokes.size()]);
  return strokes;
}

const std::array<Way, 8>& ways() {
  static const std::array<Way, 8> table{
      Way{"in the book's order", 0.9, 0.98,
          [](const auto& character, const Hand& hand, auto seed) {
            return written(character, hand, Order::book, seed);
          }},
      Way{"in any order", 0.9, 0.98,
          [](const auto& character, const Hand& hand, auto seed) {
            return written(character, hand, Order::shuffled, seed);
          }},
      Way{"every other stroke joined", 0.9, 0.98,
          [](const auto& character, Hand hand, auto seed) {
            hand.joins = 0.5F;
            return written(character, hand, Order::book, seed);
          }},
      Way{"all near strokes joined", 0, 0.95,
          [](const auto& character, Hand hand, auto seed) {
            hand.joins = 1;
            return written(character, hand, Order::book, seed);
          }},
      Way{"parts adrift", 0, 0.95,
          [](const auto& character, const Hand&, auto seed) {
            return written(character, test::loose_hand(), Order::book, seed);
          }},
      Way{"strongly shaken", 0, 0.95,
          [](const auto& character, Hand hand, auto seed) {
            hand.tremor = 18;
            hand.jitter = 6;
            hand.stroke_shift = 32;
            return written(character, hand, Order::book, seed);
          }},
      Way{"a stroke left out", 0, 0.9,
          [](const auto& character, const Hand& hand, auto seed) {
            return without_one(written(character, hand, Order::book, seed), seed);
          }},
      Way{"a stroke backwards", 0, 0.9,
          [](const auto& character, const Hand& hand, auto seed) {
            return with_one_backwards(written(character, hand, Order::book, seed), seed);
          }},
  };
  return table;
}

void print_score(const char* who, const Score& score) {
  std::printf("  %-6s first %6.2f %%  among 8 %6.2f %%  p50 %5.2f ms  p99 %5.2f ms", who,
              100 * score.part_first(), 100 * score.part_among(), score.time(0.5), score.time(0.99));
}

bool measure(const Way& way, const std::vector<BookCharacter>& book, const kiosk::Handwriting& handwriting,
             const ZinniaReader& zinnia) {
  Score ours;
  Score theirs;
  const auto hands = test::moderate_hands();
  for (std::size_t i = 0; i < book.size(); ++i) {
    const auto strokes = way.write(book[i], hands[i % hands.size()], 1'000'000 + i);
    double begin = cpu_ms();
    const auto candidates = handwriting.recognise(strokes);
    const double time = cpu_ms() - begin;
    std::vector<std::string> read;
    for (const auto& candidate : candidates) read.push_back(candidate.character);
    ours.add(book[i].label, read, time);
    if (!zinnia) continue;
    begin = cpu_ms();
    read = zinnia(strokes);
    theirs.add(book[i].label, read, cpu_ms() - begin);
  }
  const bool holds = ours.part_first() >= way.first_min && ours.part_among() >= way.among_min &&
                     ours.time(0.99) < p99_ms_max &&
                     (theirs.ms.empty() || ours.part_among() > theirs.part_among());
  std::printf("%s handwriting, %-26s", holds ? "ok    " : "BROKEN", way.name);
  print_score("ours", ours);
  if (!theirs.ms.empty()) print_score("zinnia", theirs);
  std::printf("\n");
  std::fflush(stdout);
  return holds;
}

}  // namespace

bool print_handwriting() {
  const auto handwriting = kiosk::Handwriting::open(test::handwriting_model());
  const auto book = test::read_book(characters);
  if (!handwriting || book.size() < characters) {
    std::printf("BROKEN handwriting: no model\n");
    return false;
  }
  const auto zinnia = open_zinnia();
  if (!zinnia)
    std::printf("!!!!!! no reference for handwriting: Zinnia or Tegaki's model is not installed\n");
  bool holds = true;
  for (const Way& way : ways()) holds &= measure(way, book, **handwriting, zinnia);
  return holds;
}

}  // namespace yz::bench
