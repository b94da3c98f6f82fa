// --probe on machines that umockdev makes up, with devices that really answer: each case starts this program
// again inside (tests/support/usb_testbed.h), and that one starts the real yizhan-kiosk.
#include "kiosk/app/probe.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <sstream>

#include "hal/ports/port_config.h"
#include "kiosk/app/config.h"
#include "tests/hal/drivers/hid_pos_bytes.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/cups_queue.h"
#include "tests/support/office_printer.h"
#include "tests/support/pcsc_daemon.h"
#include "tests/support/usb_testbed.h"

namespace yz::test {

namespace {

constexpr Milliseconds probe_time{60'000};
const std::string program = std::string(YZ_BINARY_DIR) + "/bin/yizhan-kiosk";

/// Services of the machine that the case is not about are not there.
const std::string no_cups = "CUPS_SERVER=/nonexistent/cups";
const std::string no_bus = "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent/bus";
const std::string no_pcscd = "PCSCLITE_CSOCK_NAME=/nonexistent/pcscd";

void passes_inside(const std::string& name, std::vector<std::string> environment) {
  const auto ran = run_mocked(name, std::move(environment));
  REQUIRE(ran);
  INFO(ran->output << ran->errors);
  CHECK(ran->ended == Ended{0});
}

std::string probe() {
  const TempDir folder;
  const auto ran =
      run_program({.command = {program, "--probe"}, .output = folder.path() / "probe"}, probe_time);
  REQUIRE(ran);
  INFO(ran->errors);
  REQUIRE(ran->ended == Ended{0});
  return ran->output;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// "id driver port" of each device that the text configures.
std::vector<std::string> configured(const std::string& text) {
  const auto config = kiosk::parse_config(text, "kiosk.toml", "/assets");
  INFO((config ? "" : config.error().what) << '\n' << text);
  REQUIRE(config);
  std::vector<std::string> devices;
  for (const hal::DeviceConfig& one : config->devices)
    devices.push_back(one.id.value + ' ' + one.driver + ' ' + hal::to_text(one.port));
  return devices;
}

/// What a technician makes of it who takes all that is unsure.
std::string taken_all(const std::string& text) {
  std::string out;
  for (const std::string& line : lines_of(text)) {
    const bool is_table = line == "# [[device]]" || line.find(" = \"") != std::string::npos;
    out += (is_table && line.starts_with("# ") ? line.substr(2) : line) + '\n';
  }
  return out;
}

std::string line_with(const std::string& text, const std::string& part) {
  for (const std::string& line : lines_of(text))
    if (line.find(part) != std::string::npos) return line;
  return {};
}

UsbGadget line(const std::string& node, const std::string& vendor, const std::string& leads_to) {
  return {.subsystem = "tty",
          .node = node,
          .vendor = vendor,
          .product = "7523",
          .maker = "Maker",
          .model = "Line",
          .leads_to = leads_to};
}

struct Reader : SimDevice {
  Reader()
      : SimDevice("id-reader",
                  {"--link", "@/line", "--cards", std::string(YZ_SOURCE_DIR) + "/assets/tour/cards"}) {}
};

}  // namespace

TEST_CASE("probe: what is plugged in stands in a kiosk.toml that can be read", "[kiosk]") {
  passes_inside("inside: probe", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: probe", "[.inside]") {
  UsbTestbed machine;
  UsbGadget printer{.subsystem = "usbmisc",
                    .node = "usb/lp0",
                    .vendor = "0483",
                    .product = "5743",
                    .serial = "A\"1",
                    .maker = "Xprinter",
                    .model = "XP-80"};
  REQUIRE(machine.plug(printer));
  printer.node = "usb/lp1";
  printer.serial = "A2";
  REQUIRE(machine.plug(printer));
  Reader reader;
  REQUIRE(machine.plug(line("ttyUSB0", "1a86", reader.where())));
  SimDevice scanner("scanner", {"--link", "@/line"});  // hears the question and says nothing
  REQUIRE(machine.plug(line("ttyACM0", "0c2e", scanner.where())));
  REQUIRE(machine.build_in("ttyS0"));
  REQUIRE(machine.plug({.subsystem = "input",
                        .node = "input/event5",
                        .vendor = "0eef",
                        .product = "0001",
                        .maker = "eGalax",
                        .model = "Touch"}));
  const std::string text = probe();
  const std::vector<std::string> sure{"slip-printer escpos usb-printer:usb:0483:5743:A1",
                                      "slip-printer-2 escpos usb-printer:usb:0483:5743:A2",
                                      "id-reader sam-id-reader serial:usb:1A86:7523@115200"};
  CHECK(configured(text) == sure);
  auto all = sure;
  all.emplace_back("scanner serial-scanner serial:usb:0C2E:7523@9600");
  CHECK(configured(taken_all(text)) == all);
  CHECK(line_with(text, "/dev/ttyUSB0").find("Maker Line; its module is well") != std::string::npos);
  CHECK(line_with(text, "/dev/ttyACM0").starts_with("#  scanner? "));
  CHECK(text.find("no ID-card reader answers") != std::string::npos);
  CHECK(line_with(text, "/dev/input/event5").find("eGalax Touch") != std::string::npos);
  CHECK(text.find("ttyS0") == std::string::npos);  // nothing answers there
  // The columns stand one below the other.
  const auto column = line_with(text, "what it says").find("what it says");
  CHECK(line_with(text, "/dev/usb/lp0").find("Xprinter") == column);
  CHECK(line_with(text, "/dev/input/event5").find("eGalax") == column);
}

TEST_CASE("probe: a scanner that says so is sure, one like a keyboard is not, and a camera gives its name",
          "[kiosk]") {
  passes_inside("inside: scanners", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: scanners", "[.inside]") {
  UsbTestbed machine;
  const TempDir folder;
  const auto calls = folder.path() / "calls";
  REQUIRE(write_file(calls, hid_pos_calls("/dev/hidraw0")));
  REQUIRE(machine.plug({.subsystem = "hidraw",
                        .node = "hidraw0",
                        .vendor = "0c2e",
                        .product = "0b61",
                        .maker = "Honeywell",
                        .model = "POS",
                        .calls = calls.string()}));
  REQUIRE(machine.plug({.subsystem = "hidraw", .node = "hidraw1", .vendor = "046d", .product = "c31c"}));
  REQUIRE(machine.plug({.subsystem = "input",
                        .node = "input/event4",
                        .vendor = "05e0",
                        .product = "1200",
                        .maker = "Symbol",
                        .model = "Scanner",
                        .more = "E: ID_INPUT_KEYBOARD=1\n"}));
  REQUIRE(machine.plug({.subsystem = "video4linux",
                        .node = "video0",
                        .vendor = "046d",
                        .product = "0825",
                        .maker = "Logitech",
                        .more = "A: index=0\n",
                        .camera_name = "Webcam C270"}));
  const std::string text = probe();
  CHECK(configured(text) == std::vector<std::string>{"scanner hid-pos-scanner hidraw:usb:0C2E:0B61",
                                                     "camera v4l2-camera video:usb:046D:0825"});
  CHECK(configured(taken_all(text)).size() == 3);
  CHECK(line_with(text, "/dev/input/event4").starts_with("#  scanner? "));
  CHECK(line_with(text, "/dev/video0").find("Webcam C270") != std::string::npos);
  CHECK(line_with(text, "/dev/hidraw1").starts_with("#  -  "));
}

TEST_CASE("probe: readers on USB that only their numbers tell are not sure, and other devices no reader",
          "[kiosk]") {
  passes_inside("inside: readers on usb", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: readers on usb", "[.inside]") {
  UsbTestbed machine;
  REQUIRE(machine.plug({.subsystem = "hidraw",
                        .node = "hidraw0",
                        .vendor = "10c4",
                        .product = "0007",
                        .maker = "Miaxis",
                        .model = "HID"}));
  REQUIRE(machine.plug({.node = "bus/usb/001/002", .vendor = 0x0400, .product = 0xC35A, .model = "IDR"}));
  REQUIRE(machine.plug({.node = "bus/usb/001/003", .vendor = 0x1D6B, .product = 0x0002, .model = "Hub"}));
  const std::string text = probe();
  CHECK(configured(text).empty());
  CHECK(configured(taken_all(text)) ==
        std::vector<std::string>{"id-reader sam-id-reader hidraw:usb:10C4:0007",
                                 "id-reader-2 sam-id-reader usb:0400:C35A"});
  CHECK(line_with(text, "/dev/bus/usb/001/002").starts_with("#  id_reader? "));
  CHECK(text.find("profile = \"miaxis-hid\"") != std::string::npos);
  CHECK(text.find("Hub") == std::string::npos);
}

TEST_CASE("probe: a reader on a line of the machine itself is found when it answers", "[kiosk]") {
  passes_inside("inside: built in", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: built in", "[.inside]") {
  UsbTestbed machine;
  Reader reader;
  REQUIRE(machine.build_in("ttyS1", reader.where()));
  CHECK(configured(probe()) == std::vector<std::string>{"id-reader sam-id-reader serial:/dev/ttyS1@115200"});
}

TEST_CASE("probe: a device that the kiosk uses is told as in use and not disturbed", "[kiosk]") {
  passes_inside("inside: in use", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: in use", "[.inside]") {
  UsbTestbed machine;
  Reader sim;
  REQUIRE(machine.plug(line("ttyUSB0", "1a86", sim.where())));
  OneDevice reader(hal::DeviceClass::id_reader, "sam-id-reader", "serial:usb:1A86:7523@115200");
  REQUIRE(reader.becomes(hal::DeviceState::ready));
  const auto changes = reader.count<hal::DeviceChanged>();
  const std::string text = probe();
  CHECK(configured(text).empty());
  CHECK(line_with(text, "/dev/ttyUSB0").find("in use by another program") != std::string::npos);
  sim.tell("place wang");
  reader.devices().arm(hal::DeviceClass::id_reader);
  CHECK(reader.nth<hal::CardRead>(1).card.kind == hal::CardKind::resident);
  reader.devices().disarm(hal::DeviceClass::id_reader);
  CHECK(reader.count<hal::DeviceChanged>() == changes + 2);  // busy and ready again: the card
}

TEST_CASE("probe: with nothing there it says what to check", "[kiosk]") {
  passes_inside("inside: nothing", {no_cups, no_bus, no_pcscd});
}

TEST_CASE("inside: nothing", "[.inside]") {
  const UsbTestbed machine;
  const std::string text = probe();
  CHECK(text.find("Nothing found") != std::string::npos);
  CHECK(text.find("pcscd") != std::string::npos);
  CHECK(configured(text).empty());
}

TEST_CASE("probe: the readers of the smart-card service are one device", "[kiosk]") {
  const TempDir folder;
  const auto daemon = PcscDaemon::start(folder.path() / "p");
  if (!daemon) SKIP("no pcscd of its own: " << daemon.error().what);
  passes_inside("inside: card reader", {no_cups, no_bus, (*daemon)->environment()});
}

TEST_CASE("inside: card reader", "[.inside]") {
  const UsbTestbed machine;
  std::string text;
  // pcscd finds its readers after it began to listen.
  const auto sees = [&] {
    text = probe();
    return text.find(PcscDaemon::second_reader) != std::string::npos;
  };
  REQUIRE(wait_until(Milliseconds{20'000}, sees));
  CHECK(line_with(text, "pcsc-card-reader ").find(PcscDaemon::first_reader) != std::string::npos);
  CHECK(configured(text) == std::vector<std::string>{"card-reader pcsc-card-reader pcsc:*"});
}

TEST_CASE("probe: a queue of this machine's CUPS is a printer", "[kiosk]") {
  const Status entered = enter_own_network();
  if (!entered) SKIP("no network of its own: " << entered.error().what);
  const auto names = NameService::start();
  REQUIRE(names);
  const auto printer = OfficePrinter::start(**names, "image/pwg-raster,application/pdf");
  REQUIRE(printer);
  const auto queue = CupsQueue::start(**names, "office", (*printer)->uri());
  if (!queue) SKIP("no CUPS of its own: " << queue.error().what);
  passes_inside("inside: queue", {"CUPS_SERVER=" + (*queue)->socket(), no_bus, no_pcscd});
}

TEST_CASE("inside: queue", "[.inside]") {
  const UsbTestbed machine;
  CHECK(configured(probe()) == std::vector<std::string>{"office-printer ipp ipp:office"});
}

}  // namespace yz::test
