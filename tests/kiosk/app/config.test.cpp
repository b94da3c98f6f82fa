#include "kiosk/app/config.h"

#include <catch2/catch_test_macros.hpp>

#include "hal/ports/port_config.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/staff_pin.h"

using namespace yz::kiosk;

namespace {

yz::Result<Config> parse(const std::string& toml) {
  return parse_config(toml, "kiosk.toml", "/assets");
}

std::string wrong(const std::string& toml) {
  const auto config = parse(toml);
  REQUIRE_FALSE(config);
  CHECK(config.error().code == yz::Code::invalid);
  return config.error().what;
}
bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr const char* printer = R"(
[[device]]
id = "slip-printer"
class = "printer"
driver = "escpos"
port = "tcp:127.0.0.1:9100"
)";

}  // namespace

TEST_CASE("config: a hub and a device are all that has to be named", "[kiosk]") {
  const auto config =
      parse(std::string("[hub]\nurl = \"http://127.0.0.1:8080\"\nenrol_code = \"ABCDE-FGHJK\"\n") + printer);
  REQUIRE(config);
  CHECK(config->hub_url == "http://127.0.0.1:8080");
  CHECK(config->content == "/assets/content");
  CHECK(config->language == Language::zh);
  REQUIRE(config->devices.size() == 1);
  CHECK(config->devices[0].device_class == yz::hal::DeviceClass::printer);
  CHECK(config->devices[0].port == yz::hal::PortConfig{yz::hal::PortConfig::Kind::tcp, "127.0.0.1", 9100});
}

TEST_CASE("config: an empty file is a kiosk without hub and devices", "[kiosk]") {
  const auto config = parse("");
  REQUIRE(config);
  CHECK(config->hub_url.empty());
  CHECK(config->devices.empty());
}

TEST_CASE("config: another handwriting model can be named; without one it is the program's", "[kiosk]") {
  const auto config = parse("[input]\nhandwriting = \"/srv/models/handwriting.model\"\n");
  REQUIRE(config);
  CHECK(config->handwriting == "/srv/models/handwriting.model");
  CHECK(parse("[input]\n")->handwriting.empty());
  CHECK(has(wrong("[input]\nhandwriting = 7\n"), "[input] handwriting: not allowed; allowed: a text"));
}

TEST_CASE("config: what is wrong is said with its line and what is allowed", "[kiosk]") {
  SECTION("no TOML") {
    CHECK(has(wrong("[hub]\nurl = \n"), "kiosk.toml:2:"));
    CHECK(has(wrong("[`hub]\n"), "kiosk.toml:1:"));
    CHECK(has(wrong("# 驿站\n[hub]\nurl = “http://127.0.0.1”\n"), "kiosk.toml:3: only English letters"));
    CHECK(has(wrong("[hub]\nurl = \"\"\"\\\n§\"\"\"\n"), "kiosk.toml:2: only English letters"));
  }
  SECTION("an unknown key") {
    const auto what = wrong("[screen]\n\ndiagonal = 21.5\n");
    CHECK(has(what, "kiosk.toml:3:1: [screen] diagonal: unknown; allowed: "));
    CHECK(has(what, "diagonal_in"));
  }
  SECTION("an unknown table") {
    CHECK(has(wrong("[hubb]\nurl = \"x\"\n"), "hubb: unknown; allowed: [hub]"));
  }
  SECTION("a text that is none") {
    CHECK(has(wrong("[hub]\nurl = 7\n"), "kiosk.toml:2:7: [hub] url: not allowed; allowed: a text"));
  }
  SECTION("a number out of range") {
    CHECK(has(wrong("[screen]\nbottom_mm = 9000\n"),
              "kiosk.toml:2:13: [screen] bottom_mm: not allowed; allowed: a whole number from 0 to 2000"));
  }
  SECTION("not a number at all") {
    CHECK(has(wrong("[screen]\ndiagonal_in = nan\n"), "a number from 7 to 100"));
  }
  SECTION("a language") {
    CHECK(has(wrong("[screen]\nlanguage = \"fr\"\n"), "\"zh-CN\" or \"en\""));
  }
  SECTION("a PIN in the clear") {
    CHECK(has(wrong("[staff]\npin_hash = \"1234\"\n"), "--hash-pin"));
  }
  SECTION("a class of devices") {
    CHECK(has(wrong("[[device]]\nid = \"a\"\nclass = \"fax\"\nport = \"tcp:h:1\"\n"),
              "printer, id_reader, card_reader, scanner, camera"));
  }
  SECTION("a port") {
    CHECK(has(wrong("[[device]]\nid = \"a\"\nclass = \"printer\"\nport = \"lpt1\"\n"), "tcp:HOST:PORT"));
  }
  SECTION("two of a name") {
    CHECK(has(wrong(std::string(printer) + printer), "a name that no other device has"));
  }
  SECTION("a device that is no table") {
    CHECK(has(wrong("device = 3\n"), "[[device]]"));
  }
  SECTION("a table that is none") {
    CHECK(has(wrong("hub = 3\n"), "a table [hub]"));
  }
  SECTION("too long") {
    CHECK(has(wrong(std::string(config_bytes_max + 1, '#')), "longer than 1 MiB"));
  }
}

namespace {

/// One device; its driver stands in line 4, its port in line 5, its profile in line 6.
std::string device(const std::string& device_class, const std::string& driver, const std::string& port,
                   const std::string& profile = "") {
  return "[[device]]\nid = \"a\"\nclass = \"" + device_class + "\"\ndriver = \"" + driver + "\"\nport = \"" +
         port + "\"\n" + (profile.empty() ? "" : "profile = \"" + profile + "\"\n");
}

}  // namespace

TEST_CASE("config: every driver is taken with every kind of port it works over", "[kiosk]") {
  for (const auto& toml : {device("printer", "escpos", "tcp:10.0.0.5:9100", "58mm"),
                           device("printer", "escpos", "serial:/dev/ttyS0@19200", "80mm-presenter"),
                           device("printer", "escpos", "usb-printer:/dev/usb/lp0"),
                           device("printer", "escpos", "usb-printer:usb:0483:5743:A1", "58mm-plain"),
                           device("printer", "ipp", "ipp:ipp://10.0.0.6:631/ipp/print", "a5"),
                           device("printer", "ipp", "ipp:office"),
                           device("id_reader", "sam-id-reader", "serial:usb:1A86:7523@115200"),
                           device("id_reader", "sam-id-reader", "tcp:10.0.0.7:10001"),
                           device("id_reader", "sam-id-reader", "hidraw:usb:10C4:0007"),
                           device("id_reader", "sam-id-reader", "hidraw:/dev/hidraw1", "miaxis-hid"),
                           device("id_reader", "sam-id-reader", "usb:0400:C35A", "usb-c35a"),
                           device("id_reader", "sam-id-reader", "usb:0400:C35A:A1", "usb-module"),
                           device("card_reader", "pcsc-card-reader", "pcsc:*"),
                           device("card_reader", "pcsc-card-reader", "pcsc:ACS ACR122U"),
                           device("scanner", "serial-scanner", "serial:/dev/ttyACM0@9600"),
                           device("scanner", "hid-keyboard-scanner", "input:usb:05E0:1200"),
                           device("scanner", "hid-pos-scanner", "hidraw:/dev/hidraw0"),
                           device("camera", "v4l2-camera", "video:usb:046D:0825"),
                           device("camera", "camera", "frames:/tmp/frames")}) {
    INFO(toml);
    const auto config = parse(toml);
    REQUIRE(config);
    CHECK(toml.find('"' + yz::hal::to_text(config->devices.at(0).port) + '"') != std::string::npos);
  }
}

TEST_CASE("config: a device that cannot be is said with its line and what is allowed", "[kiosk]") {
  SECTION("a driver of another class, or of none") {
    const std::string printers =
        "kiosk.toml:4:10: [[device]] driver: not allowed; allowed: for class printer: escpos, ipp";
    CHECK(wrong(device("printer", "camera", "tcp:h:1")) == printers);
    CHECK(wrong(device("printer", "", "tcp:h:1")) == printers);
    CHECK(has(wrong(device("scanner", "hid", "hidraw:/dev/hidraw0")),
              "serial-scanner, hid-keyboard-scanner, hid-pos-scanner"));
  }
  SECTION("no driver at all: the line of its table") {
    CHECK(has(
        wrong("\n[[device]]\nid = \"a\"\nclass = \"camera\"\nport = \"video:/dev/video0\"\n"),
        "kiosk.toml:2:1: [[device]] driver: not allowed; allowed: for class camera: camera, v4l2-camera"));
  }
  SECTION("a port that its driver does not work over") {
    struct Row {
      const char *device_class, *driver, *port, *allowed;
    };
    for (const Row& row : {Row{"printer", "escpos", "ipp:office", "tcp, serial, usb-printer"},
                           Row{"printer", "ipp", "tcp:h:1", "ipp"},
                           Row{"printer", "escpos", "usb:0483:5743", "tcp, serial, usb-printer"},
                           Row{"id_reader", "sam-id-reader", "pcsc:*", "serial, tcp, hidraw, usb"},
                           Row{"card_reader", "pcsc-card-reader", "tcp:h:1", "pcsc"},
                           Row{"scanner", "serial-scanner", "input:/dev/input/event1", "serial, tcp"},
                           Row{"scanner", "hid-keyboard-scanner", "hidraw:/dev/hidraw0", "input"},
                           Row{"scanner", "hid-pos-scanner", "input:/dev/input/event1", "hidraw"},
                           Row{"camera", "v4l2-camera", "frames:/tmp", "video"},
                           Row{"camera", "camera", "video:/dev/video0", "frames"}}) {
      CHECK(wrong(device(row.device_class, row.driver, row.port)) ==
            std::string("kiosk.toml:5:8: [[device]] port: not allowed; allowed: for driver ") + row.driver +
                ": " + row.allowed);
    }
  }
  SECTION("a port that is written wrong") {
    for (const char* port :
         {"", "serial:/dev/ttyS0", "serial:/dev/ttyS0@0", "serial:usb:1A86@9600", "usb-printer:usb:483:5743",
          "usb-printer:usb:0483:5743:", "input:", "hidraw:usb:ZZZZ:0001", "video:usb:", "pcsc:", "ipp:",
          "frames:", "tcp:h:70000", "usb:0483", "usb:", "usb:/dev/bus/usb/001/002", "usb:usb:0483:5743"}) {
      const auto what = wrong(device("printer", "escpos", port));
      INFO(what);
      CHECK(has(what, "kiosk.toml:5:8: [[device]] port: not allowed; allowed: tcp:HOST:PORT, serial:"));
      for (const char* form : {"usb-printer:", "usb:0400:C35A", "input:", "hidraw:", "video:", "pcsc:*",
                               "ipp:QUEUE", "frames:FOLDER", "usb:VENDOR:PRODUCT"})
        CHECK(has(what, form));
    }
  }
  SECTION("a profile") {
    CHECK(has(wrong(device("printer", "escpos", "tcp:h:1", "90mm")),
              "kiosk.toml:6:11: [[device]] profile: not allowed; allowed: for driver escpos: 80mm, 58mm, "));
    CHECK(wrong(device("printer", "ipp", "ipp:office", "80mm")) ==
          "kiosk.toml:6:11: [[device]] profile: not allowed; allowed: for driver ipp: a4, a5");
    CHECK(wrong(device("scanner", "serial-scanner", "tcp:h:1", "80mm")) ==
          "kiosk.toml:6:11: [[device]] profile: not allowed; allowed: none, driver serial-scanner has no "
          "profiles");
    CHECK(wrong(device("id_reader", "sam-id-reader", "tcp:h:1", "miaxis-hid")) ==
          "kiosk.toml:6:11: [[device]] profile: not allowed; allowed: none, driver sam-id-reader has no "
          "profiles over this kind of port");
    CHECK(wrong(device("id_reader", "sam-id-reader", "usb:0400:C35A", "miaxis-hid")) ==
          "kiosk.toml:6:11: [[device]] profile: not allowed; allowed: for driver sam-id-reader: usb-c35a, "
          "usb-module");
  }
}

TEST_CASE("config: the hash of a PIN is taken", "[kiosk]") {
  REQUIRE(start_randomness());
  const auto hash = hash_pin(yz::Sensitive<std::string>("2468"));
  REQUIRE(hash);
  const auto config = parse("[staff]\npin_hash = \"" + *hash + "\"\n");
  REQUIRE(config);
  CHECK(config->pin_hash == *hash);
}

TEST_CASE("config: how the panel is mounted, and what its touch layer gets wrong", "[kiosk]") {
  const auto config = parse("[screen]\nrotation = 270\ntouch_matrix = [-1, 0, 1, 0, 1.05, 0]\n");
  REQUIRE(config);
  CHECK(config->panel_mapping.rotation == 270);
  CHECK(config->panel_mapping.touch == TouchMatrix{-1, 0, 1, 0, 1.05F, 0});
  CHECK(has(wrong("[screen]\nrotation = 45\n"), "0, 90, 180 or 270"));
  for (const char* matrix : {"1", "[1, 0, 0]", "[1, 0, 0, 0, 1, \"0\"]", "[1, 0, 0, 0, 11, 0]"}) {
    CAPTURE(matrix);
    CHECK(has(wrong(std::string("[screen]\ntouch_matrix = ") + matrix + "\n"), "6 numbers from -10 to 10"));
  }
}
