// Cameras: pictures in a folder, and what can be tried of Video4Linux without one.
#include <catch2/catch_test_macros.hpp>

#include "tests/hal/codes/code_pictures.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

using hal::CodeScanned;
using hal::DeviceClass;
using hal::DeviceState;
using hal::FrameSeen;

namespace {

/// What a camera's program does: a whole frame appears under its name at once.
void put_frame(const TempDir& folder, const std::string& name, const hal::GreyPicture& picture) {
  const std::string bytes = "P5\n" + std::to_string(picture.width) + ' ' + std::to_string(picture.height) +
                            "\n255\n" + std::string(picture.dots.begin(), picture.dots.end());
  REQUIRE(write_file(folder.path() / "frame.part", bytes));
  std::filesystem::rename(folder.path() / "frame.part", folder.path() / (name + ".pgm"));
}

}  // namespace

TEST_CASE("camera: a code is read only while somebody wants it, and once", "[hal]") {
  const TempDir folder;
  OneDevice camera(DeviceClass::camera, "camera", "frames:" + folder.path().string());
  REQUIRE(camera.becomes(DeviceState::ready));
  camera.devices().arm(DeviceClass::camera);
  put_frame(folder, "1", draw_scene(hal::CodeFormat::qr, "A012", {.width = 320, .height = 240}));
  CHECK(camera.nth<CodeScanned>(1).text == "A012");
  camera.devices().arm(DeviceClass::camera);
  put_frame(folder, "2", draw_scene(hal::CodeFormat::qr, "A012", {.width = 320, .height = 240, .seed = 2}));
  put_frame(folder, "3", draw_scene(hal::CodeFormat::qr, "A013", {.width = 320, .height = 240, .seed = 3}));
  CHECK(camera.nth<CodeScanned>(2).text == "A013");
}

TEST_CASE("camera: staff who watch see small pictures, until they look away", "[hal]") {
  const TempDir folder;
  OneDevice camera(DeviceClass::camera, "camera", "frames:" + folder.path().string());
  REQUIRE(camera.becomes(DeviceState::ready));
  put_frame(folder, "1", draw_hall({.width = 1'280, .height = 720}));
  camera.devices().watch(hal::DeviceId{"device"}, true);
  const auto seen = camera.nth<FrameSeen>(1);
  REQUIRE(seen.picture);
  CHECK(seen.picture->width == 640);
  CHECK(seen.picture->height == 360);
  camera.devices().watch(hal::DeviceId{"device"}, false);
  CHECK(camera.count<CodeScanned>() == 0);
}

TEST_CASE("camera: a folder that goes is absent, and back when it comes back", "[hal]") {
  const TempDir folder;
  const auto frames = folder.path() / "frames";
  std::filesystem::create_directory(frames);
  OneDevice camera(DeviceClass::camera, "camera", "frames:" + frames.string());
  REQUIRE(camera.becomes(DeviceState::ready));
  camera.devices().arm(DeviceClass::camera);
  std::filesystem::remove(frames);
  REQUIRE(camera.becomes(DeviceState::absent));
  std::filesystem::create_directory(frames);
  CHECK(camera.becomes(DeviceState::ready));
}

TEST_CASE("v4l2 camera: what is not plugged in is absent, what is no camera is offline", "[hal]") {
  OneDevice absent(DeviceClass::camera, "v4l2-camera", "video:/dev/video-none");
  CHECK(absent.becomes(DeviceState::absent));
  OneDevice other(DeviceClass::camera, "v4l2-camera", "video:/dev/null");
  CHECK(other.becomes(DeviceState::offline));
}

}  // namespace yz::test
