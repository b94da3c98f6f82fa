#include "kiosk/app/config.h"

#include <catch2/catch_test_macros.hpp>

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

TEST_CASE("config: the hash of a PIN is taken", "[kiosk]") {
  REQUIRE(start_randomness());
  const auto hash = hash_pin(yz::Sensitive<std::string>("2468"));
  REQUIRE(hash);
  const auto config = parse("[staff]\npin_hash = \"" + *hash + "\"\n");
  REQUIRE(config);
  CHECK(config->pin_hash == *hash);
}
