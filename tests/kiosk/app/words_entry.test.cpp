#include "kiosk/app/words_entry.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;

TEST_CASE("words entry: what can be written is kept as it is", "[kiosk]") {
  const std::string words = "3号楼2单元楼道灯坏了，请修。《驿站》：20%、A-1、￥5、℃、㎡、𠮷";
  const Entered entered = enter_words("", words, 200);
  CHECK(entered.words == words);
  CHECK_FALSE(entered.left_out);
  CHECK_FALSE(entered.was_too_long);
}

TEST_CASE("words entry: pictures, controls and direction marks are left out, the rest stays", "[kiosk]") {
  for (const char* sign : {"😀", "👨‍👩‍👧", "\x01", "\x1b[2J", "\u202e", "\u200f", "\u2066",
                           "\u200b", "\ufeff", "\ue000", "\ufe0f", "\xff", "\xe6\xa5", "\u2028"}) {
    INFO(sign);
    const Entered entered = enter_words("灯", std::string(sign) + "坏了", 200);
    CHECK(entered.left_out);
    CHECK(entered.words.starts_with("灯"));
    CHECK(entered.words.ends_with("坏了"));
    CHECK(entered.words.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("words entry: no more characters than there may be, and it says so", "[kiosk]") {
  std::string five_thousand;
  for (int i = 0; i < 5'000; ++i) five_thousand += "楼";
  const Entered entered = enter_words("", five_thousand, 200);
  CHECK(entered.was_too_long);
  CHECK(count_characters(entered.words) == 200);
  const Entered full = enter_words(entered.words, "灯", 200);
  CHECK(full.was_too_long);
  CHECK(full.words == entered.words);
  CHECK_FALSE(enter_words("", five_thousand.substr(0, 200 * 3), 200).was_too_long);
}

TEST_CASE("words entry: blanks and line ends are one blank, none at the beginning", "[kiosk]") {
  CHECK(enter_words("", " \n 灯 \r\n\t 坏了\u3000\u3000了", 200).words == "灯 坏了 了");
  CHECK(enter_words("灯 ", "  坏", 200).words == "灯 坏");
}

TEST_CASE("words entry: the last character goes whole", "[kiosk]") {
  CHECK(without_last("灯坏了") == "灯坏");
  CHECK(without_last("A1") == "A");
  CHECK(without_last("𠮷") == "");
  CHECK(without_last("") == "");
}
