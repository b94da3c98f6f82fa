// yizhan-code-bench: 1280×720 pictures of codes in every trouble, and halls without a code; hits and
// milliseconds, ours beside the references on the same pictures. Ends with 1 if a bound is broken.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <functional>
#include <vector>

#include "base/system_clock.h"
#include "hal/codes.h"
#include "tests/bench/code_reading.h"
#include "tests/hal/codes/code_pictures.h"

namespace {

using namespace yz;
using hal::CodeFormat;
using hal::Effort;

constexpr std::array formats{CodeFormat::qr, CodeFormat::data_matrix, CodeFormat::code_128,
                             CodeFormat::ean_13, CodeFormat::pdf_417};
constexpr int levels = 5;
constexpr double hardest = 0.9;
constexpr int halls = 40;
constexpr double quick_ms_max = 25;

/// Of this thread alone: other work on the machine does not count.
double cpu_ms() {
  return static_cast<double>(std::clock()) * 1'000.0 / CLOCKS_PER_SEC;
}

struct Way {
  const char* name;
  std::function<std::string(const hal::GreyPicture&)> read;
  std::vector<int> hits;  // for each trouble
  int wrong{};
  double code_ms{};
  double hall_ms{};
  double hall_ms_worst{};
  int false_codes{};
};

std::string ours(const hal::GreyPicture& picture, Effort effort) {
  const SystemClock clock;
  const auto code = hal::read_code(hal::view_of(picture), effort, clock);
  return code ? code->text : std::string();
}

void read_codes(std::vector<Way>& ways) {
  std::uint64_t seed = 20'000;
  for (std::size_t which = 0; which < test::troubles().size(); ++which) {
    for (const CodeFormat format : formats) {
      for (int level = 0; level < levels; ++level) {
        const std::string text = test::text_for(format, ++seed);
        const auto scene = test::troubles()[which].scene(hardest * level / (levels - 1), seed);
        const auto picture = test::draw_scene(format, text, scene);
        for (Way& way : ways) {
          const double begin = cpu_ms();
          const std::string read = way.read(picture);
          way.code_ms += cpu_ms() - begin;
          way.hits[which] += read == text ? 1 : 0;
          way.wrong += !read.empty() && read != text ? 1 : 0;
        }
      }
    }
  }
}

void read_halls(std::vector<Way>& ways) {
  for (int i = 0; i < halls; ++i) {
    const auto hall = test::draw_hall({.blur = 0.7 * (i % 3),
                                       .noise = 3.0 + 12 * (i % 4),
                                       .has_clutter = i % 5 != 0,
                                       .seed = static_cast<std::uint64_t>(i)});
    for (Way& way : ways) {
      const double begin = cpu_ms();
      way.false_codes += way.read(hall).empty() ? 0 : 1;
      const double time = cpu_ms() - begin;
      way.hall_ms += time;
      way.hall_ms_worst = std::max(way.hall_ms_worst, time);
    }
  }
}

int total(const Way& way) {
  int sum = 0;
  for (const int hits : way.hits) sum += hits;
  return sum;
}

void print(const std::vector<Way>& ways) {
  constexpr int each = static_cast<int>(formats.size()) * levels;
  std::printf("%-16s", "read of each 25");
  for (const Way& way : ways) std::printf(" %14s", way.name);
  for (std::size_t i = 0; i < test::troubles().size(); ++i) {
    std::printf("\n%-16s", std::string(test::troubles()[i].name).c_str());
    for (const Way& way : ways) std::printf(" %14d", way.hits[i]);
  }
  const auto row = [&](const char* what, const std::function<double(const Way&)>& figure) {
    std::printf("\n%-16s", what);
    for (const Way& way : ways) std::printf(" %14.2f", figure(way));
  };
  const double pictures = static_cast<double>(each) * static_cast<double>(test::troubles().size());
  row("all", [](const Way& way) { return total(way); });
  row("of ours thorough", [&](const Way& way) { return static_cast<double>(total(way)) / total(ways[1]); });
  row("read wrongly", [](const Way& way) { return way.wrong; });
  row("ms a code", [&](const Way& way) { return way.code_ms / pictures; });
  row("ms a hall", [](const Way& way) { return way.hall_ms / halls; });
  row("ms, worst hall", [](const Way& way) { return way.hall_ms_worst; });
  row("codes in halls", [](const Way& way) { return way.false_codes; });
  std::printf("\n");
}

int run() {
  const std::vector<int> none(test::troubles().size());
  std::vector<Way> ways{{"ours, quick", [](const auto& p) { return ours(p, Effort::quick); }, none},
                        {"ours, thorough", [](const auto& p) { return ours(p, Effort::thorough); }, none},
                        {"ZXing", bench::read_with_zxing, none},
                        {"ZBar", bench::read_with_zbar, none}};
  read_codes(ways);
  read_halls(ways);
  print(ways);
  const Way& quick = ways[0];
  const Way& thorough = ways[1];
  const bool holds = quick.hall_ms_worst < quick_ms_max && total(thorough) > total(ways[2]) &&
                     total(thorough) > total(ways[3]) && thorough.false_codes == 0 && thorough.wrong == 0;
  std::printf("%s: thorough reads more than either reference, nothing wrongly; quick stays below %.0f ms\n",
              holds ? "ok" : "BROKEN", quick_ms_max);
  return holds ? 0 : 1;
}

}  // namespace

int main() {
  try {
    return run();
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "yizhan-code-bench: %s\n", problem.what());
    return 1;
  }
}
