// Scanner and camera against their virtual devices.
#include <catch2/catch_test_macros.hpp>

#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

using hal::CodeScanned;
using hal::DeviceClass;
using hal::DeviceState;

TEST_CASE("scanner: a code arrives once, as it was sent", "[hal]") {
  SimDevice sim("scanner", {"--link", "@/tty"});
  OneDevice scanner(DeviceClass::scanner, "serial-scanner", "serial:" + sim.where() + "@9600");
  REQUIRE(scanner.becomes(DeviceState::ready));
  sim.tell("scan nobody asked");
  CHECK_FALSE(
      scanner.reports([](const auto& events) { return std::holds_alternative<CodeScanned>(events.back()); },
                      Milliseconds{500}));
  scanner.devices().arm(DeviceClass::scanner);
  sim.tell("scan YZ1T.20261123.A012.x7Kq");
  CHECK(scanner.nth<CodeScanned>(1).text == "YZ1T.20261123.A012.x7Kq");
  scanner.devices().arm(DeviceClass::scanner);
  sim.tell("scan YZ1T.20261123.A012.x7Kq");  // the beam still rests on the same slip
  sim.tell("scan another");
  CHECK(scanner.nth<CodeScanned>(2).text == "another");
}

TEST_CASE("scanner: 10 MB without an end is no code, and the next one is read", "[hal]") {
  SimDevice sim("scanner", {"--link", "@/tty"});
  OneDevice scanner(DeviceClass::scanner, "serial-scanner", "serial:" + sim.where() + "@115200");
  REQUIRE(scanner.becomes(DeviceState::ready));
  scanner.devices().arm(DeviceClass::scanner);
  sim.tell("flood 10000000");
  CHECK_FALSE(scanner.reports(
      [](const std::vector<hal::DeviceEvent>& events) {
        return std::holds_alternative<CodeScanned>(events.back());
      },
      Milliseconds{1'500}));
  // Without a line end the flood runs into the next code; what is beyond 4 KiB is no code.
  sim.tell("scan first");
  sim.tell("scan second");
  const auto first = scanner.nth<CodeScanned>(1);
  scanner.devices().arm(DeviceClass::scanner);
  CHECK((first.too_long || first.text == "first" || first.text == "second"));
  sim.tell("scan third");
  CHECK(scanner.nth<CodeScanned>(2).text.size() < 16);
}

TEST_CASE("scanner: unplugged and plugged in again", "[hal]") {
  SimDevice sim("scanner", {"--link", "@/tty"});
  OneDevice scanner(DeviceClass::scanner, "serial-scanner", "serial:" + sim.where() + "@9600");
  REQUIRE(scanner.becomes(DeviceState::ready));
  sim.tell("unplug");
  REQUIRE(scanner.becomes(DeviceState::absent));
  sim.tell("plug");
  REQUIRE(scanner.becomes(DeviceState::ready, Milliseconds{15'000}));
  scanner.devices().arm(DeviceClass::scanner);
  sim.tell("scan hello");
  CHECK(scanner.nth<CodeScanned>(1).text == "hello");
}

TEST_CASE("camera: a code held into the picture is read; a camera that goes is absent", "[hal]") {
  SimDevice sim("camera", {"--frames", "@/frames", "--seed", "3"});
  OneDevice camera(DeviceClass::camera, "camera", "frames:" + (sim.folder() / "frames").string());
  REQUIRE(camera.becomes(DeviceState::ready));
  camera.devices().arm(DeviceClass::camera);
  sim.tell("show YZ1T.20261123.A012.x7Kq");
  CHECK(camera.nth<CodeScanned>(1).text == "YZ1T.20261123.A012.x7Kq");
}

}  // namespace yz::test
