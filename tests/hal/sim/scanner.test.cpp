#include <catch2/catch_test_macros.hpp>

#include "tests/hal/sim/sim_device.h"

namespace yz::test {

TEST_CASE("scanner: a code comes as one line, bytes as they are, a flood to its last byte", "[hal]") {
  SimDevice scanner("scanner", {"--link", "@/tty"});
  Wire wire = Wire::serial(scanner.where());
  REQUIRE(wire.is_open());
  scanner.tell("scan YZ1T.20261123.A012 二维码");
  CHECK(wire.receive_until("\n") == "YZ1T.20261123.A012 二维码\r\n");
  scanner.tell("scan-hex 1B40ff00");
  CHECK(hex_of(wire.receive(6)) == "1B40FF000D0A");
  scanner.tell("flood 100000");
  CHECK(wire.receive(100'000) == std::string(100'000, '7'));
  CHECK(scanner.refuses("scan-hex 1").find("hex") != std::string::npos);
  scanner.tell("unplug");
  CHECK(wire.hangs_up());
  CHECK(scanner.refuses("scan X") == "scan X: error unplugged");
}

}  // namespace yz::test
