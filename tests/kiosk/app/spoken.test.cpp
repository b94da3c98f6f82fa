#include "kiosk/app/spoken.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;

namespace {

const SpokenWords chinese{
    {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, "十", "百", "千", "点", "分", "点", "到"};
std::string said(std::string_view text) {
  return as_spoken(text, chinese);
}

}  // namespace

TEST_CASE("spoken: a label is its letter and its digits one by one", "[kiosk]") {
  CHECK(said("A012") == "A 零一二");
  CHECK(said("请A012号，到3号窗口") == "请A 零一二号，到三号窗口");
  CHECK(said("A2-012") == "A 二 零一二");
  CHECK(said("Z999") == "Z 九九九");
}

TEST_CASE("spoken: a number is a number", "[kiosk]") {
  CHECK(said("3号") == "三号");
  CHECK(said("15元") == "十五元");
  CHECK(said("10元") == "十元");
  CHECK(said("0") == "零");
  CHECK(said("20") == "二十");
  CHECK(said("105") == "一百零五");
  CHECK(said("110") == "一百一十");
  CHECK(said("1005") == "一千零五");
  CHECK(said("2000") == "二千");
  CHECK(said("2026") == "二千零二十六");
  CHECK(said("10.5元") == "十点五元");
  CHECK(said("约 10–15 分钟") == "约 十到十五 分钟");
}

TEST_CASE("spoken: a time has hours and minutes", "[kiosk]") {
  CHECK(said("9:05") == "九点零五分");
  CHECK(said("14:30") == "十四点三十分");
  CHECK(said("08:00") == "八点");
}

TEST_CASE("spoken: long numbers and leading zeros are said digit by digit", "[kiosk]") {
  CHECK(said("13812345678") == "一三八一二三四五六七八");
  CHECK(said("007") == "零零七");
  CHECK(said("96110") == "九六一一零");
}

TEST_CASE("spoken: what is no number stays", "[kiosk]") {
  CHECK(said("").empty());
  CHECK(said("请开始") == "请开始");
  CHECK(said("VITAMIN123") == "VITAMIN一百二十三");
  CHECK(said("A01") == "A零一");
}

TEST_CASE("spoken: a language without words for digits keeps them", "[kiosk]") {
  CHECK(as_spoken("A012, counter 3", {}) == "A012, counter 3");
}
