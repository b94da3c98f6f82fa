#include "kiosk/app/texts.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;

TEST_CASE("texts: placeholders are filled, unknown ones stay", "[kiosk]") {
  CHECK(fill("请{label}号，到{counter}号窗口", {{"label", "A012"}, {"counter", "3"}}) ==
        "请A012号，到3号窗口");
  CHECK(fill("{a}{b}", {{"a", "{b}"}}) == "{b}{b}");
  CHECK(fill("open { end", {{"a", "x"}}) == "open { end");
  CHECK(fill("", {}).empty());
}

TEST_CASE("texts: a language that lacks a text shows it in Chinese, and an unknown id itself", "[kiosk]") {
  Texts texts(std::make_shared<const TextTables>(TextTables{{{"a", "甲"}, {"b", "乙"}}, {{"a", "one"}}}));
  CHECK(texts.words("a") == "甲");
  texts.set_language(Language::en);
  CHECK(texts.words("a") == "one");
  CHECK(texts.words("b") == "乙");
  CHECK(texts.words("c") == "c");
  CHECK_FALSE(texts.has("c"));
}

TEST_CASE("texts: the content pack's words win", "[kiosk]") {
  const auto both = overlay({{{"a", "甲"}, {"b", "乙"}}, {}}, {{{"a", "丙"}}, {{"b", "two"}}});
  CHECK(both.zh.at("a") == "丙");
  CHECK(both.zh.at("b") == "乙");
  CHECK(both.en.at("b") == "two");
}

TEST_CASE("texts: a file that is no object of strings is refused with the id", "[kiosk]") {
  CHECK(parse_texts("[]").error().code == yz::Code::invalid);
  CHECK(parse_texts("{").error().code == yz::Code::invalid);
  const auto wrong = parse_texts(R"({"a":"x","b":7})");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().what.find("\"b\"") != std::string::npos);
}
