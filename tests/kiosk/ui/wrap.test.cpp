#include "kiosk/ui/wrap.h"

#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <random>

namespace yz::ui {
namespace {

/// Chinese characters are one em wide, all else half of one; an em is 10.
float width_of(std::string_view text) {
  float width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) width += 5;
    if (byte >= 0xE0) width += 10;
  }
  return width;
}
std::vector<std::string> wrapped(std::string_view text, float ems) {
  return wrap(text, ems * 10, width_of);
}

using Lines = std::vector<std::string>;

TEST_CASE("wrap: Chinese breaks between any two characters", "[kiosk]") {
  CHECK(wrapped("请把身份证放在右下方", 4) == Lines{"请把身份", "证放在右", "下方"});
}

TEST_CASE("wrap: a line never begins with a closing sign", "[kiosk]") {
  CHECK(wrapped("网络断了。照常办", 4) == Lines{"网络断", "了。照常", "办"});
  CHECK(wrapped("没拿到就点“再打一张”。", 10).back() == "张”。");
  for (const char* sign : {"，", "。", "！", "？", "：", "；", "、", "）", "》", "”", "’", "】", "…", "％"}) {
    INFO(sign);
    CHECK(wrapped(std::string("一二三四") + sign + "五六", 4).front() == "一二三");
  }
}

TEST_CASE("wrap: a line never ends with an opening sign", "[kiosk]") {
  for (const char* sign : {"（", "《", "“", "‘", "【"}) {
    INFO(sign);
    CHECK(wrapped(std::string("一二三") + sign + "四五六七", 4).front() == "一二三");
  }
}

TEST_CASE("wrap: a number stays with its unit, a date and a title stay whole", "[kiosk]") {
  CHECK(wrapped("前面有 3 人，约 10–15 分钟", 10) == Lines{"前面有 3 人，约", "10–15 分钟"});
  CHECK(wrapped("小票过期了11月20日", 8) == Lines{"小票过期了", "11月20日"});
  CHECK(wrapped("请看《老年人优待证》", 8) == Lines{"请看", "《老年人优待证》"});
  CHECK(wrapped("打电话 13812345678", 7) == Lines{"打电话", "13812345678"});
}

TEST_CASE("wrap: English breaks at blanks only", "[kiosk]") {
  CHECK(wrapped("Out of paper. Your number A012 is valid.", 10) ==
        Lines{"Out of paper. Your", "number A012 is", "valid."});
}

TEST_CASE("wrap: a piece that is wider than a line stands on one of its own", "[kiosk]") {
  CHECK(wrapped("号 YZ1T20261123A0127K3M 在", 5) == Lines{"号", "YZ1T20261123A0127K3M", "在"});
}

TEST_CASE("wrap: a new line in the text begins a new line, damaged bytes do no harm", "[kiosk]") {
  CHECK(wrapped("王*明\n211*****2X", 20) == Lines{"王*明", "211*****2X"});
  CHECK(wrapped("", 5).empty());
  CHECK_FALSE(wrapped("\xE5\xE5\xFF 字\xE4", 2).empty());
}

TEST_CASE("wrap: no line of any text is wider than asked unless it is one piece, and nothing is lost",
          "[kiosk]") {
  const std::vector<std::string> parts{"办", "事",   "，", "。", "《读》", "（", "）", "12",
                                       "元", "A012", " ",  "to", "“",      "”",  "号"};
  std::mt19937 random(20261123);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    std::string expected;
    for (int i = 0; i < 24; ++i) text += parts[random() % parts.size()];
    for (const char c : text) expected += c == ' ' ? "" : std::string(1, c);
    std::string joined;
    for (const std::string& line : wrapped(text, 6)) {
      for (const char c : line) joined += c == ' ' ? "" : std::string(1, c);
      // What is wider cannot be broken anywhere.
      if (width_of(line) > 60) CHECK(wrapped(line, 0.1F).size() == 1);
    }
    CHECK(joined == expected);
  }
}

}  // namespace
}  // namespace yz::ui
