// What the kernel and udev tell of devices that come and go, told by umockdev: each case starts this program
// again inside (tests/support/usb_testbed.h).
#include "hal/hotplug.h"

#include <poll.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <condition_variable>
#include <mutex>

#include "hal/ports/port_config.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/fake_clock.h"
#include "tests/support/usb_testbed.h"

namespace yz::test {

using hal::DeviceState;
using hal::FoundNode;
using Kind = hal::PortConfig::Kind;

namespace {

const UsbGadget printer{.subsystem = "usbmisc",
                        .node = "usb/lp0",
                        .vendor = "0483",
                        .product = "5743",
                        .serial = "A1",
                        .maker = "Xprinter",
                        .model = "XP-80"};

UsbGadget line(const std::string& node, const std::string& leads_to = "") {
  return {.subsystem = "tty",
          .node = node,
          .vendor = "1a86",
          .product = "7523",
          .maker = "QinHeng",
          .model = "USB Serial",
          .leads_to = leads_to};
}

void passes_inside(const std::string& name) {
  const auto ran = run_mocked(name);
  REQUIRE(ran);
  INFO(ran->output << ran->errors);
  CHECK(ran->ended == Ended{0});
}

std::string found_for(const std::string& port) {
  return hal::node_of(*hal::parse_port(port)).value_or("");
}

/// Waits until udev told something.
bool hears(const hal::Hotplug& hotplug) {
  pollfd one{hotplug.fd(), POLLIN, 0};
  return ::poll(&one, 1, static_cast<int>(wire_wait.count())) == 1;
}

}  // namespace

TEST_CASE("hotplug: nodes are told with what is plugged in there", "[hal]") {
  passes_inside("inside: nodes");
}

TEST_CASE("inside: nodes", "[.inside]") {
  UsbTestbed machine;
  CHECK(hal::find_nodes().empty());
  REQUIRE(machine.plug(printer));
  REQUIRE(machine.plug(line("ttyUSB0")));
  REQUIRE(machine.build_in("ttyS0"));
  struct Other {
    const char *subsystem, *node;
    Kind kind;
  };
  const std::vector<Other> others{{"input", "input/event7", Kind::input},
                                  {"hidraw", "hidraw2", Kind::hidraw},
                                  {"video4linux", "video0", Kind::video}};
  for (const Other& other : others)
    REQUIRE(machine.plug(
        {.subsystem = other.subsystem, .node = other.node, .vendor = "0c2e", .product = "0b61"}));
  REQUIRE(machine.plug({.subsystem = "input", .node = "input/mouse0", .vendor = "0c2e", .product = "0b61"}));

  REQUIRE(machine.plug({.subsystem = "video4linux",
                        .node = "video1",
                        .vendor = "0c2e",
                        .product = "0b61",
                        .more = "A: index=1\n"}));

  const auto nodes = hal::find_nodes();
  CHECK(nodes.size() == 6);  // of no use: a mouse's other face, a camera's node without pictures
  const auto at = [&](const std::string& path) {
    const auto found = std::ranges::find(nodes, path, &FoundNode::path);
    REQUIRE(found != nodes.end());
    return *found;
  };
  CHECK(at("/dev/usb/lp0").kind == Kind::usb_printer);
  CHECK(at("/dev/usb/lp0").name == "Xprinter XP-80");
  CHECK(at("/dev/usb/lp0").usb == hal::UsbMatch{0x0483, 0x5743, "A1"});
  CHECK(at("/dev/ttyUSB0").kind == Kind::serial);
  CHECK(at("/dev/ttyUSB0").usb == hal::UsbMatch{0x1A86, 0x7523, ""});
  CHECK_FALSE(at("/dev/ttyS0").usb);
  for (const Other& other : others) CHECK(at(std::string("/dev/") + other.node).kind == other.kind);
}

TEST_CASE("hotplug: a port by what it says on USB is wherever that is plugged in now", "[hal]") {
  passes_inside("inside: matches");
}

TEST_CASE("inside: matches", "[.inside]") {
  UsbTestbed machine;
  const std::string port = "usb-printer:usb:0483:5743";
  CHECK(found_for(port).empty());
  REQUIRE(machine.plug(printer));
  CHECK(found_for(port) == "/dev/usb/lp0");
  CHECK(found_for(port + ":A1") == "/dev/usb/lp0");
  CHECK(found_for(port + ":A2").empty());
  CHECK(found_for("serial:usb:0483:5743@9600").empty());
  CHECK(found_for("usb-printer:/dev/usb/lp7") == "/dev/usb/lp7");  // a path is taken as it is

  UsbGadget other = printer;
  other.node = "usb/lp1";
  other.serial = "A2";
  REQUIRE(machine.plug(other));
  CHECK(found_for(port + ":A2") == "/dev/usb/lp1");
  machine.unplug("usb/lp0");
  CHECK(found_for(port) == "/dev/usb/lp1");
  CHECK(found_for(port + ":A1").empty());
}

TEST_CASE("hotplug: kiosk.toml names by USB what only one is, and by its path what two are", "[hal]") {
  passes_inside("inside: names");
}

TEST_CASE("inside: names", "[.inside]") {
  UsbTestbed machine;
  const auto names = [] {
    std::vector<std::string> texts;
    for (const FoundNode& node : hal::find_nodes()) {
      hal::PortConfig port = hal::port_of(node);
      port.number = 9'600;  // only a serial line shows it
      texts.push_back(hal::to_text(port));
    }
    std::ranges::sort(texts);
    return texts;
  };
  using Texts = std::vector<std::string>;
  REQUIRE(machine.plug(line("ttyUSB0")));
  REQUIRE(machine.plug(printer));
  CHECK(names() == Texts{"serial:usb:1A86:7523@9600", "usb-printer:usb:0483:5743:A1"});
  REQUIRE(machine.plug(line("ttyUSB1")));
  CHECK(names() ==
        Texts{"serial:/dev/ttyUSB0@9600", "serial:/dev/ttyUSB1@9600", "usb-printer:usb:0483:5743:A1"});
}

TEST_CASE("hotplug: what comes is heard of, what goes wakes nobody", "[hal]") {
  passes_inside("inside: messages");
}

TEST_CASE("inside: messages", "[.inside]") {
  UsbTestbed machine;
  hal::Hotplug hotplug;
  REQUIRE(hotplug.fd() >= 0);
  CHECK_FALSE(hotplug.take());
  REQUIRE(machine.plug(printer));
  REQUIRE(hears(hotplug));
  CHECK(hotplug.take());
  CHECK_FALSE(hotplug.take());  // it was one
  machine.unplug("usb/lp0");
  REQUIRE(hears(hotplug));
  CHECK_FALSE(hotplug.take());
  REQUIRE(machine.plug({.subsystem = "block", .node = "sda", .vendor = "0951", .product = "1666"}));
  REQUIRE(machine.plug(line("ttyUSB0")));
  REQUIRE(hears(hotplug));
  CHECK(hotplug.take());
}

TEST_CASE("hotplug: udev's message alone opens what was plugged in", "[hal]") {
  passes_inside("inside: wakes");
}

TEST_CASE("inside: wakes", "[.inside]") {
  UsbTestbed machine;
  const SimDevice sim("scanner", {"--link", "@/line"});
  const FakeClock stands_still;  // so that no look by time ever comes
  std::mutex mutex;
  std::condition_variable changed;
  DeviceState state{};
  hal::DevicesConfig config;
  config.devices.push_back({hal::DeviceId{"scanner"}, hal::DeviceClass::scanner, "serial-scanner",
                            *hal::parse_port("serial:usb:1A86:7523@9600"), ""});
  config.font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  config.font_face = 2;
  const auto devices =
      hal::Devices::open(std::move(config), stands_still, [&](const hal::DeviceEvent& event) {
        const auto* one = std::get_if<hal::DeviceChanged>(&event);
        if (one == nullptr) return;
        const std::lock_guard lock(mutex);
        state = one->status.state;
        changed.notify_all();
      });
  REQUIRE(devices);
  const auto becomes = [&](DeviceState wanted) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, wire_wait, [&] { return state == wanted; });
  };
  REQUIRE(becomes(DeviceState::absent));
  REQUIRE(machine.plug(line("ttyUSB0", sim.where())));
  CHECK(becomes(DeviceState::ready));
}

TEST_CASE("hotplug: a reader is served when it is plugged in, and again on another node", "[hal]") {
  passes_inside("inside: reader");
}

TEST_CASE("inside: reader", "[.inside]") {
  UsbTestbed machine;
  SimDevice sim("id-reader",
                {"--link", "@/line", "--cards", std::string(YZ_SOURCE_DIR) + "/assets/tour/cards"});
  OneDevice reader(hal::DeviceClass::id_reader, "sam-id-reader", "serial:usb:1A86:7523@115200");
  REQUIRE(reader.becomes(DeviceState::absent));
  REQUIRE(machine.plug(line("ttyUSB0", sim.where())));
  REQUIRE(reader.becomes(DeviceState::ready));
  machine.unplug("ttyUSB0");
  sim.tell("unplug");
  REQUIRE(reader.becomes(DeviceState::absent));
  sim.tell("plug");
  REQUIRE(machine.plug(line("ttyUSB1", sim.where())));
  CHECK(reader.becomes(DeviceState::ready));
}

}  // namespace yz::test
