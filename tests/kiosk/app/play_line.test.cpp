#include "kiosk/app/play_line.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;

TEST_CASE("play line: each kind is read with its default time", "[kiosk]") {
  const auto tap = parse_play_line(R"({"tap":"home.tickets"})");
  REQUIRE(tap);
  CHECK(std::get<PlayTap>(tap->act).widget == "home.tickets");
  CHECK(tap->timeout == play_timeout);
  const auto wait = parse_play_line(R"({"wait":"tickets.done","timeout_ms":250})");
  REQUIRE(wait);
  CHECK(std::get<PlayWait>(wait->act).what == "tickets.done");
  CHECK(wait->timeout == yz::Milliseconds{250});
  CHECK(std::get<PlayShot>(parse_play_line(R"({"shot":"01-home"})")->act).name == "01-home");
  CHECK(std::get<PlayType>(parse_play_line(R"({"type":"文字"})")->act).text == "文字");
  CHECK(std::get<PlaySleep>(parse_play_line(R"({"sleep_ms":100})")->act).time == yz::Milliseconds{100});
  CHECK(std::get<PlayExpect>(parse_play_line(R"({"expect_text":"A001"})")->act).text == "A001");
  CHECK(std::get<PlayExpect>(parse_play_line(R"({"wait_text":"A001"})")->act).text == "A001");
  CHECK(std::get<PlayTap>(parse_play_line(R"({"hold":"bar.help"})")->act).hold > yz::Milliseconds{2'000});
  const auto write =
      parse_play_line(R"({"write":{"pad":"wishes.words.ink","strokes":"100,200 300,210.5|5,6"}})");
  REQUIRE(write);
  const auto& written = std::get<PlayWrite>(write->act);
  CHECK(written.pad == "wishes.words.ink");
  CHECK(written.strokes == std::vector<InkStroke>{{{100, 200}, {300, 210.5F}}, {{5, 6}}});
  CHECK(std::get<PlayAccess>(parse_play_line(R"({"lang":"en"})")->act).access.language == Language::en);
  CHECK(std::get<PlayAccess>(parse_play_line(R"({"size":"1.5"})")->act).access.text_size ==
        TextSize::largest);
}

TEST_CASE("play line: what cannot be played is refused in words", "[kiosk]") {
  for (const char* text : {"",
                           "7",
                           "[]",
                           "{",
                           "{}",
                           R"({"timeout_ms":5})",
                           R"({"jump":"x"})",
                           R"({"tap":7})",
                           R"({"tap":""})",
                           R"({"tap":"a","wait":"b"})",
                           R"({"sleep_ms":-1})",
                           R"({"sleep_ms":1.5})",
                           R"({"sleep_ms":99999999999})",
                           R"({"tap":"a","timeout_ms":"5"})",
                           R"({"shot":"../up"})",
                           R"({"shot":"a/b"})",
                           R"({"lang":"fr"})",
                           R"({"size":"3"})",
                           R"({"write":"x"})",
                           R"({"write":{"pad":"a"}})",
                           R"({"write":{"pad":"a","strokes":"1,2 "}})",
                           R"({"write":{"pad":"a","strokes":"1,2|"}})",
                           R"({"write":{"pad":"a","strokes":"1 2"}})",
                           R"({"write":{"pad":"a","strokes":"1,2000"}})",
                           R"({"write":{"pad":"a","strokes":"-1,2"}})",
                           R"({"write":{"strokes":"1,2"}})"}) {
    INFO(text);
    const auto line = parse_play_line(text);
    REQUIRE_FALSE(line);
    CHECK_FALSE(line.error().what.empty());
  }
  CHECK_FALSE(parse_play_line(std::string(play_line_bytes_max + 1, ' ')));
}
