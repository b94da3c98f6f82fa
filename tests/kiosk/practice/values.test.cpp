#include "kiosk/practice/values.h"

#include <catch2/catch_test_macros.hpp>

#include "kiosk/practice/nearest.h"

using namespace yz::practice;

namespace {

const Variables variables{{"balance", std::int64_t{20'000}},
                          {"price", std::int64_t{650}},
                          {"debt", std::int64_t{-5}},
                          {"who", LocalText{"女儿", "your daughter"}}};

std::string zh(std::string_view text) {
  return filled(text, variables, Side::zh);
}

}  // namespace

TEST_CASE("values: words and numbers stand where their names stood", "[kiosk]") {
  CHECK(zh("{who}，{price} 分") == "女儿，650 分");
  CHECK(filled("Call {who}", variables, Side::en) == "Call your daughter");
  CHECK(zh("没有") == "没有");
}

TEST_CASE("values: money is in fen and shown in yuan", "[kiosk]") {
  CHECK(zh("{balance|money}") == "200.00");
  CHECK(zh("{balance|yuan}") == "200");
  CHECK(zh("{price|money}") == "6.50");
  CHECK(zh("{price|yuan}") == "6.50");
  CHECK(zh("{debt|money}") == "-0.05");
}

TEST_CASE("values: what is unknown or cut stays as it is", "[kiosk]") {
  CHECK(zh("{what} {who") == "{what} {who");
  CHECK(zh("} {who}") == "} 女儿");
}

TEST_CASE("values: braces that are none are told", "[kiosk]") {
  for (const char* text : {"{who", "who}", "{{who}}", "}{"}) {
    std::string fault;
    static_cast<void>(placeholders_of(text, fault));
    CAPTURE(text);
    CHECK_FALSE(fault.empty());
  }
  std::string fault;
  CHECK(placeholders_of("{who}{price|yuan}", fault).size() == 2);
  CHECK(fault.empty());
}

TEST_CASE("did you mean: the nearest name, and none that is far", "[kiosk]") {
  CHECK(did_you_mean("kod", {"frame", "code"}) == " — did you mean \"code\"?");
  CHECK(did_you_mean("settigns", {"settings", "setting"}) == " — did you mean \"settings\"?");
  CHECK(did_you_mean("camera", {"scan"}).empty());
  CHECK(did_you_mean("a", {"b", "cd"}).empty());
  CHECK(did_you_mean("x", {}).empty());
}

TEST_CASE("in quotes: a long name is cut between characters", "[kiosk]") {
  CHECK(in_quotes("code") == "\"code\"");
  std::string name = "a";
  for (int i = 0; i < 30; ++i) name += "号";
  CHECK(in_quotes(name).size() == 1 + 19 * 3 + 2);
}
