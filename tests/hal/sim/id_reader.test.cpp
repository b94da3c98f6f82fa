#include <array>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "hal/sim/card_file.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

const std::filesystem::path demo_cards = std::filesystem::path(YZ_SOURCE_DIR) / "assets" / "tour" / "cards";

struct ReaderSim : SimDevice {
  ReaderSim() : SimDevice("id-reader", {"--link", "@/tty", "--cards", demo_cards.string(), "--seed", "7"}) {}
};

/// Sends a request and gives the answer without the noise before it.
std::string ask(Wire& wire, const std::string& request) {
  REQUIRE(wire.send(bytes_of_hex(request)));
  (void)wire.receive_until("\x96\x69");
  const std::string length = wire.receive(2);
  if (length.size() < 2) return {};
  const std::size_t bytes =
      static_cast<unsigned char>(length[0]) * 256U + static_cast<unsigned char>(length[1]);
  return length + wire.receive(bytes);
}

const std::string find = "AAAAAA96690003200122", select = "AAAAAA96690003200221",
                  read = "AAAAAA96690003300132";

char check_character(const std::string& number) {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (number[i] - '0') * weights[i];
  return std::string("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

TEST_CASE("id reader: a card placed on it is found, selected and read over the port", "[hal]") {
  ReaderSim reader;
  Wire wire = Wire::serial(reader.where());
  REQUIRE(wire.is_open());
  CHECK(hex_of(ask(wire, find)) == "000400008084");
  reader.tell("place li");
  CHECK(hex_of(ask(wire, find)).substr(0, 18) == "000800009F1A2B3C4D");  // its IIN, not zeros
  CHECK(hex_of(ask(wire, select)).substr(0, 26) == "000C0000900102030405060708");
  CHECK(ask(wire, read).size() == 1'290);
  reader.tell("lift");
  CHECK(hex_of(ask(wire, find)) == "000400008084");
  CHECK(reader.refuses("place nobody").find("nobody.json") != std::string::npos);
  CHECK(reader.refuses("place ../secret").find("name") != std::string::npos);
}

TEST_CASE("id reader: silence, late answers and half answers come as ordered", "[hal]") {
  ReaderSim reader;
  Wire wire = Wire::serial(reader.where());
  reader.tell("silent on");
  REQUIRE(wire.send(bytes_of_hex(find)));
  CHECK(wire.stays_silent(Milliseconds{100}));
  reader.tell("silent off");
  reader.tell("late 200");
  REQUIRE(wire.send(bytes_of_hex(find)));
  CHECK(wire.stays_silent(Milliseconds{100}));
  CHECK(hex_of(wire.receive_until("\x84")).ends_with("AAAAAA9669000400008084"));
  reader.tell("fail 60");
  CHECK(hex_of(ask(wire, find)) == "000400006064");
}

TEST_CASE("id reader: unplugging hangs up and takes the port away, plugging in brings it back", "[hal]") {
  ReaderSim reader;
  Wire wire = Wire::serial(reader.where());
  REQUIRE(wire.is_open());
  reader.tell("unplug");
  CHECK(wire.hangs_up());
  CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(reader.where())));
  reader.tell("plug");
  Wire again = Wire::serial(reader.where());
  REQUIRE(again.is_open());
  CHECK(hex_of(ask(again, find)) == "000400008084");
  SECTION("a host that closes and opens again is served") {
    again.close();
    Wire third = Wire::serial(reader.where());
    CHECK(hex_of(ask(third, find)) == "000400008084");
  }
}

TEST_CASE("demo cards: numbers have their check character and the birth date of the card", "[assets]") {
  for (const char* name : {"wang", "li", "hkmt", "unknown"}) {
    const auto card = sim::parse_card(read_file(demo_cards / (std::string(name) + ".json")));
    INFO(name);
    REQUIRE(card);
    std::string number;
    std::string born;
    for (std::size_t i = 0; i < 18; ++i) number += static_cast<char>(card->text[122 + 2 * i]);
    for (std::size_t i = 0; i < 8; ++i) born += static_cast<char>(card->text[36 + 2 * i]);
    CHECK(number.back() == check_character(number));
    CHECK(number.substr(6, 8) == born);
  }
  CHECK(sim::parse_card(read_file(demo_cards / "foreign.json")));
}

}  // namespace yz::test
