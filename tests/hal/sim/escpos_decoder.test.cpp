#include "hal/sim/escpos_decoder.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

std::vector<sim::Step> decode(const std::string& bytes) {
  sim::EscposDecoder decoder;
  std::vector<sim::Step> steps;
  for (const char byte : bytes) decoder.feed(static_cast<std::uint8_t>(byte), steps);
  return steps;
}

template <class Order>
std::size_t count(const std::vector<sim::Step>& steps) {
  std::size_t found = 0;
  for (const sim::Step& step : steps) found += std::holds_alternative<Order>(step.op) ? 1U : 0U;
  return found;
}

}  // namespace

namespace op = sim::op;

TEST_CASE("escpos decoder: a real-time request between and inside of orders is carried out on arrival",
          "[hal]") {
  CHECK(count<op::RealtimeStatus>(decode(bytes_of_hex("100401"))) == 1);
  CHECK(count<op::RealtimeRecover>(decode(bytes_of_hex("100502"))) == 1);
  const auto in_qr = decode(bytes_of_hex("1D286B0600315030100401"));
  REQUIRE(in_qr.size() == 2);
  CHECK(std::holds_alternative<op::RealtimeStatus>(in_qr[0].op));
  CHECK(std::get<op::StoreQr>(in_qr[1].op).bytes == bytes_of_hex("100401"));
}

TEST_CASE("escpos decoder: raster data is dots, even where it looks like a request", "[hal]") {
  const auto steps = decode(bytes_of_hex("1D76300003000200 100401 100404 41"));
  CHECK(count<op::RealtimeStatus>(steps) == 0);
  CHECK(count<op::RasterRow>(steps) == 2);
  CHECK(count<op::Letter>(steps) == 1);
}

TEST_CASE("escpos decoder: Chinese mode pairs bytes, and code pages come back with FS .", "[hal]") {
  const auto steps = decode(bytes_of_hex("1C26 C9E7 41 1C2E 82"));
  std::u32string text;
  for (const auto& step : steps) {
    if (const auto* letter = std::get_if<op::Letter>(&step.op)) text += letter->code;
  }
  CHECK(text == U"社Aé");
  CHECK(count<op::Unprintable>(decode(bytes_of_hex("1C26 9534B235"))) == 1);
}

TEST_CASE("escpos decoder: all ways to cut are cuts", "[hal]") {
  CHECK(count<op::Cut>(decode(bytes_of_hex("1D5600 1D5601 1D564205 1D564105 1B69 1B6D"))) == 6);
  CHECK(std::get<op::Cut>(decode(bytes_of_hex("1D564205"))[0].op).feed_dots == 5);
}

TEST_CASE("escpos decoder: unknown short orders are passed over and too long ones skipped whole", "[hal]") {
  CHECK(count<op::Letter>(decode(bytes_of_hex("1B5A 1D7A 1C7A 1C284102003000 1D284503003141 41 41"))) == 1);
  sim::EscposDecoder decoder;
  std::vector<sim::Step> steps;
  for (const char byte : bytes_of_hex("1D384C 00002000"))
    decoder.feed(static_cast<std::uint8_t>(byte), steps);
  for (int i = 0; i < 0x200000; ++i) decoder.feed('A', steps);
  CHECK(decoder.unfinished_bytes() == 0);
  CHECK(count<op::Letter>(steps) == 0);
  decoder.feed('A', steps);
  CHECK(count<op::Letter>(steps) == 1);
}

TEST_CASE("escpos decoder: stored pictures keep their size and are refused when they lie about it", "[hal]") {
  const auto picture = decode(bytes_of_hex("1D284C0C003070300101310800 0200 AA55"));
  REQUIRE(picture.size() == 1);
  CHECK(std::get<op::StorePicture>(picture[0].op).rows.size() == 2);
  CHECK(count<op::StorePicture>(decode(bytes_of_hex("1D284C0C003070300101310800 FF00 AA55"))) == 0);
}

}  // namespace yz::test
