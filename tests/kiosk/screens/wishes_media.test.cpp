// A wish told by voice or on paper: what is open when, and what comes of it.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using hal::Microphone;
using kiosk::WidgetInfo;

bool is_signed(DrawnScreen& drawn) {
  return std::ranges::any_of(drawn.ui().widgets(), [](const WidgetInfo& w) { return w.kind == "sign"; });
}
bool microphone_is_open(const DrawnScreen& drawn) {
  return drawn.sound().shown.microphone == Microphone::opening ||
         drawn.sound().shown.microphone == Microphone::recording;
}

/// As the sound thread would answer.
void say(DrawnScreen& drawn, Milliseconds length) {
  auto recording = std::make_shared<hal::VoiceRecording>();
  recording->file = Sensitive(std::vector<std::uint8_t>{'O', 'g', 'g', 'S'});
  recording->length = length;
  recording->loudest = 0.8F;
  drawn.recorded(recording);
  drawn.microphone({});
  drawn.draw();
}

hal::ColourPicture white(int width, int height) {
  return {width, height,
          Sensitive(std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * hal::colours, 240))};
}

/// The wish is complete but for this: the screen was opened to change it.
void at_check(DrawnScreen& drawn, const char* screen) {
  auto& wish = drawn.services().session.wish;
  wish.kind = "appeal";
  wish.category = "lighting";
  wish.place = "building-3";
  wish.contact = kiosk::WishContact::anonymous;
  drawn.open("wishes.check");
  drawn.open(screen);
}

}  // namespace

TEST_CASE("wishes.voice: the microphone opens by a yes, with its sign, and is closed with it") {
  DrawnScreen drawn;
  drawn.open("wishes.voice");
  CHECK_FALSE(is_signed(drawn));
  CHECK_FALSE(microphone_is_open(drawn));
  CHECK_FALSE(drawn.services().session.may_record);
  drawn.tap("wishes.voice.agree");
  CHECK(drawn.services().session.may_record);
  CHECK_FALSE(drawn.services().session.may_photograph);
  CHECK(is_signed(drawn));
  CHECK(microphone_is_open(drawn));
  const bool goes_back = GENERATE(true, false);
  CAPTURE(goes_back);
  if (goes_back) drawn.tap("bar.back");
  if (!goes_back) drawn.open("help.ask");
  CHECK_FALSE(microphone_is_open(drawn));
  CHECK_FALSE(is_signed(drawn));
}

TEST_CASE("wishes.voice: what was said goes into the wish when it is to be used, not before") {
  DrawnScreen drawn;
  at_check(drawn, "wishes.voice");
  drawn.tap("wishes.voice.agree");
  say(drawn, Milliseconds{12'000});
  CHECK(drawn.services().session.has_unsent);  // leaving asks
  CHECK_FALSE(drawn.services().session.wish.voice);
  SECTION("used") {
    drawn.tap("wishes.voice.use");
    CHECK(drawn.screen() == "wishes.check");  // where it was opened from
    REQUIRE(drawn.services().session.wish.voice);
    CHECK(drawn.services().session.wish.voice->length == Milliseconds{12'000});
    CHECK(drawn.services().session.wish.voice->file.reveal().size() == 4);
    CHECK(drawn.services().session.has_unsent);
    // Changed once more: what is kept can be used as it is.
    drawn.open("wishes.voice");
    REQUIRE(drawn.find("wishes.voice.use") != nullptr);
    drawn.tap("wishes.voice.use");
    CHECK(drawn.services().session.wish.voice->length == Milliseconds{12'000});
    drawn.leave();
    CHECK_FALSE(drawn.services().session.wish.voice);
    CHECK_FALSE(drawn.services().session.may_record);
  }
  SECTION("left, and come back to: nothing is lost, nothing is in the wish") {
    drawn.tap("bar.back");
    CHECK_FALSE(drawn.services().session.wish.voice);
    CHECK(drawn.services().session.has_unsent);
    drawn.open("wishes.voice");
    CHECK(drawn.find("wishes.voice.listen") != nullptr);
  }
}

TEST_CASE("wishes.voice: a microphone that gives nothing for three seconds is told of") {
  DrawnScreen drawn;
  drawn.open("wishes.voice");
  drawn.tap("wishes.voice.agree");
  CHECK(drawn.find("voice.mic") == nullptr);
  drawn.clock().advance(kiosk::voice_silence_max);
  drawn.draw();
  CHECK(drawn.find("voice.mic") != nullptr);
  CHECK_FALSE(is_signed(drawn));
  CHECK(drawn.sound().forgotten == 1);
}

TEST_CASE("wishes.paper: the camera opens by a yes, with its sign, and is closed with it") {
  DrawnScreen drawn;
  drawn.open("wishes.paper");
  CHECK_FALSE(is_signed(drawn));
  CHECK_FALSE(drawn.camera_is_open());
  drawn.tap("wishes.paper.agree");
  CHECK(drawn.services().session.may_photograph);
  CHECK_FALSE(drawn.services().session.may_record);
  CHECK(is_signed(drawn));
  CHECK(drawn.camera_is_open());
  SECTION("back") {
    drawn.tap("bar.back");
    CHECK(drawn.screen() != "wishes.paper");
  }
  SECTION("another screen over it") {
    drawn.open("help.ask");
    CHECK(drawn.screen() == "help.ask");
  }
  SECTION("the still") {
    drawn.tap("wishes.paper.shoot");
    CHECK(drawn.camera_is_open());
    drawn.photo_taken(white(64, 48));
    drawn.draw();
    CHECK(drawn.find("wishes.paper.still") != nullptr);
  }
  SECTION("pulled out") {
    drawn.device(
        hal::DeviceClass::camera,
        {.state = hal::DeviceState::absent, .reasons = {}, .detail = {}, .sequence = 2, .since = {}});
    drawn.draw();
    CHECK(drawn.find("photo.camera") != nullptr);
  }
  CHECK_FALSE(drawn.camera_is_open());
  CHECK_FALSE(is_signed(drawn));
}

TEST_CASE("wishes.paper: up to four are kept, and the wish goes on with them") {
  DrawnScreen drawn;
  at_check(drawn, "wishes.paper");
  drawn.tap("wishes.paper.agree");
  const auto& photos = drawn.services().session.wish.photos;
  for (std::size_t i = 1; i < kiosk::wish_photos_max; ++i) {
    drawn.tap("wishes.paper.shoot");
    drawn.photo_taken(white(64, 48));
    drawn.draw();
    drawn.tap("wishes.paper.more");
    CHECK(photos.size() == i);
    CHECK(drawn.camera_is_open());
  }
  drawn.tap("wishes.paper.shoot");
  drawn.photo_taken(white(80, 60));
  drawn.draw();
  CHECK(drawn.find("wishes.paper.more") == nullptr);
  drawn.tap("wishes.paper.use");
  CHECK(drawn.screen() == "wishes.check");
  REQUIRE(photos.size() == kiosk::wish_photos_max);
  CHECK(photos.back()->width == 80);
  CHECK(photos.back()->jpeg.reveal().size() > 100);
  CHECK(drawn.services().session.has_unsent);
  drawn.open("wishes.paper");
  CHECK(drawn.find("wishes.paper.another") == nullptr);
  drawn.tap("wishes.paper.afresh");
  CHECK(photos.empty());
  CHECK(drawn.camera_is_open());
}

TEST_CASE("wishes.paper: a still is there again after 返回, and gone with the wish or a new one") {
  DrawnScreen drawn;
  at_check(drawn, "wishes.paper");
  drawn.tap("wishes.paper.agree");
  drawn.tap("wishes.paper.shoot");
  drawn.photo_taken(white(64, 48));
  drawn.draw();
  CHECK(drawn.services().session.has_unsent);
  drawn.tap("bar.back");
  CHECK(drawn.services().session.wish.photos.empty());
  drawn.open("wishes.paper");
  CHECK(drawn.find("wishes.paper.still") != nullptr);
  SECTION("another is taken") {
    drawn.tap("wishes.paper.again");
    CHECK(drawn.camera_is_open());
    CHECK(drawn.services().photos.still() == nullptr);
  }
  SECTION("the wish is over") {
    drawn.services().session.wish = {};
    drawn.open("wishes.paper");
    CHECK(drawn.find("wishes.paper.still") == nullptr);
    CHECK(drawn.find("wishes.paper.agree") != nullptr);
  }
}

}  // namespace yz::test
