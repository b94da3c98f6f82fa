// What staff are told of a system image: what they can do about it, not the installer's code.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using kiosk::UpdateStep;

bool asks_for_stick(const DrawnScreen& drawn) {
  return !drawn.commands().empty() && std::holds_alternative<kiosk::StickAsk>(drawn.commands().back());
}

}  // namespace

TEST_CASE("staff: each reason of docs/formats/app-update.md is told in words, in both languages") {
  const auto language = GENERATE(kiosk::Language::zh, kiosk::Language::en);
  const auto [code, words] =
      GENERATE(table<std::string, std::string>({{"bad_signature", "bad_signature"},
                                                {"older", "older"},
                                                {"other_machine", "other_machine"},
                                                {"no_bundle", "no_bundle"},
                                                {"other_version", "other_version"},
                                                {"no_hub", "no_hub"},
                                                {"stick_bad_signature", "bad_signature"},
                                                {"stick_failed", "failed"}}));
  CAPTURE(code);
  DrawnScreen drawn({540, 960}, {.language = language});
  show_update(drawn, UpdateStep::refused, code);
  drawn.draw();
  CHECK(drawn.shows("0.9.1795516800"));
  const std::string id = "staff.sync.reason." + words;
  REQUIRE(drawn.services().texts.has(id));
  CHECK(drawn.shows(drawn.services().texts.words(id)));
  CHECK_FALSE(drawn.shows("_"));
}

TEST_CASE("staff: a reason that nobody knows is shown as the installer said it") {
  DrawnScreen drawn({540, 960}, {});
  show_update(drawn, UpdateStep::failed, "Connection timed out");
  drawn.draw();
  CHECK(drawn.shows("Connection timed out"));
}

TEST_CASE("staff: an image off a stick is asked for, and only where there is an installer") {
  DrawnScreen drawn({540, 960}, {});
  show_update(drawn, UpdateStep::none, "");
  drawn.draw();
  SECTION("here") {
    drawn.tap("staff.sync.stick");
    CHECK(asks_for_stick(drawn));
  }
  SECTION("no stick came: it says what to do, not that somebody tries again") {
    drawn.system().update.step = UpdateStep::failed;
    drawn.system().update.reason = "no_stick";
    drawn.draw();
    CHECK(drawn.shows("请插好再点一次"));
    CHECK_FALSE(drawn.shows("十分钟"));
  }
  SECTION("not here") {
    drawn.system().update.running.clear();
    drawn.draw();
    CHECK(drawn.find("staff.sync.stick") == nullptr);
    CHECK(drawn.find("staff.sync.send") != nullptr);
  }
}

}  // namespace yz::test
