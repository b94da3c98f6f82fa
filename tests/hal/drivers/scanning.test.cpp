// Scanner and camera against their virtual devices.
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "hal/code_delivery.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

using hal::CodeScanned;
using hal::DeviceClass;
using hal::DeviceState;

namespace {

/// Of this process, the device's thread included.
std::size_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

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

TEST_CASE("scanner: 10 MB without an end are refused once, at 4 KiB, and the next code is read", "[hal]") {
  const Port listener;
  OneDevice scanner(DeviceClass::scanner, "serial-scanner", "tcp:" + listener.address());
  Wire wire = listener.accept();
  REQUIRE(wire.is_open());
  REQUIRE(scanner.becomes(DeviceState::ready));
  scanner.devices().arm(DeviceClass::scanner);
  REQUIRE(wire.send(std::string(hal::code_bytes_max + 1, '7')));
  const auto refused = scanner.nth<CodeScanned>(1);
  CHECK(refused.too_long);
  CHECK(refused.text.empty());
  const std::size_t before = resident_bytes();
  const std::string part(1'000'000, '7');
  for (int i = 0; i < 10; ++i) REQUIRE(wire.send(part));
  scanner.devices().arm(DeviceClass::scanner);
  REQUIRE(wire.send("\r\nnext\r\n"));
  CHECK(scanner.nth<CodeScanned>(2).text == "next");
  CHECK(resident_bytes() <= before + (1U << 20U) + part.size());  // the part is the test's own
  const auto health = scanner.devices().health();
  REQUIRE(health.size() == 1);
  CHECK(health[0].statistics.at(hal::Counter::codes_refused) == 1);
  CHECK(health[0].statistics.at(hal::Counter::codes_read) == 1);
}

TEST_CASE("scanner and camera: the same code seen by both is one code", "[hal]") {
  const Port one;
  const Port other;
  OneDevice scanners(DeviceClass::scanner, "serial-scanner",
                     {"tcp:" + one.address(), "tcp:" + other.address()});
  Wire first = one.accept();
  Wire second = other.accept();
  REQUIRE((first.is_open() && second.is_open()));
  scanners.devices().arm(DeviceClass::scanner);
  REQUIRE(first.send("A012\n"));
  CHECK(scanners.nth<CodeScanned>(1).text == "A012");
  scanners.devices().arm(DeviceClass::scanner);
  REQUIRE(second.send("A012\nA013\n"));
  CHECK(scanners.nth<CodeScanned>(2).text == "A013");
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
