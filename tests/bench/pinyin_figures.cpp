#include "tests/bench/pinyin_figures.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/bench/process_figures.h"
#include "tests/kiosk/input/typing.h"

namespace yz::bench {
namespace {

constexpr double load_ms_max = 1'000;
constexpr double key_ms_max = 30;
constexpr double resident_mib_max = 30;
constexpr double first_percent_min = 90;

using Steady = std::chrono::steady_clock;

double ms_since(Steady::time_point begin) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
}

bool print(const char* what, double figure, const char* unit, bool holds, const std::string& bound) {
  std::printf("%s %-42s %9.2f %-4s  bound %s\n", holds ? "ok    " : "BROKEN", what, figure, unit,
              bound.c_str());
  std::fflush(stdout);
  return holds;
}

struct Typing {
  double first_percent{};
  double ten_percent{};
  std::vector<double> key_ms;  // sorted
};

Typing type_all(kiosk::PinyinEngine& engine, const std::vector<test::TypedLine>& lines,
                kiosk::PinyinMode mode) {
  engine.set_mode(mode);
  Typing figures;
  for (const test::TypedLine& line : lines) {
    kiosk::PinyinState state = engine.clear();
    const bool is_nine = mode == kiosk::PinyinMode::nine_key;
    for (const char key : is_nine ? test::on_nine_keys(line.letters) : line.letters) {
      const auto begin = Steady::now();
      state = engine.press(key);
      figures.key_ms.push_back(ms_since(begin));
    }
    const auto words = test::texts(state);
    const auto found = std::find(words.begin(), words.end(), line.sentence) - words.begin();
    const double share = 100.0 / static_cast<double>(lines.size());
    if (found == 0) figures.first_percent += share;
    if (found < 10 && found < static_cast<std::ptrdiff_t>(words.size())) figures.ten_percent += share;
  }
  std::ranges::sort(figures.key_ms);
  return figures;
}

bool print_typing(const std::string& what, const Typing& typing, double first_min) {
  bool holds = true;
  const std::string at_least =
      first_min > 0 ? "> " + std::to_string(static_cast<int>(first_min)) + " %" : "none";
  holds &= print(("pinyin, " + what + ", first choice").c_str(), typing.first_percent, "%",
                 typing.first_percent >= first_min, at_least);
  holds &= print(("pinyin, " + what + ", among ten").c_str(), typing.ten_percent, "%", true, "none");
  const double p50 = typing.key_ms[typing.key_ms.size() / 2];
  const double p99 = typing.key_ms[typing.key_ms.size() * 99 / 100];
  holds &= print(("pinyin, " + what + ", a key, median").c_str(), p50, "ms", true, "none");
  holds &= print(("pinyin, " + what + ", a key, p99").c_str(), p99, "ms", p99 < key_ms_max, "< 30 ms");
  return holds;
}

}  // namespace

bool print_pinyin(const std::filesystem::path& source) {
  const std::filesystem::path folder = source / "tests" / "kiosk" / "input";
  const auto sentences = test::read_typed_lines(folder / "sentences.txt");
  const auto words = test::read_typed_lines(folder / "words_of_two.txt");
  const double before = resident_mib(getpid());
  const auto begin = Steady::now();
  auto engine = kiosk::PinyinEngine::open({.data = YZ_PINYIN, .user = "/nonexistent/yizhan"});
  const double load_ms = ms_since(begin);
  if (!engine || sentences.empty() || words.empty()) {
    std::printf("BROKEN pinyin: %s\n", engine ? "no sentences" : engine.error().what.c_str());
    return false;
  }
  bool holds = print("pinyin, opening", load_ms, "ms", load_ms < load_ms_max, "< 1000 ms");
  holds &= print_typing("letters", type_all(**engine, sentences, kiosk::PinyinMode::full), first_percent_min);
  holds &= print_typing("nine keys", type_all(**engine, sentences, kiosk::PinyinMode::nine_key), 0);
  holds &= print_typing("nine keys, one word", type_all(**engine, words, kiosk::PinyinMode::nine_key), 0);
  const double resident = resident_mib(getpid()) - before;
  holds &= print("pinyin, resident memory more", resident, "MiB", resident < resident_mib_max, "< 30 MiB");
  return holds;
}

}  // namespace yz::bench
