#include "hal/sim/sam_module.h"

#include <sodium.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

constexpr const char* golden_card =
    R"({"kind":"resident","name":"测试员","sex":"2","nation":"01","born":"19490307",
        "address":"辽宁省阜新市太平区测试街1号","number":"210904194903070002","authority":"阜新市公安局太平分局",
        "from":"20200101","to":"长期"})";

std::string ask(sim::SamModule& module, const std::string& hex) {
  std::string answer;
  for (const std::string& frame : module.receive(bytes_of_hex(hex))) answer += hex_of(frame);
  return answer;
}

// Complete request frames.
const std::string status = "AAAAAA9669000311FFED", module_id = "AAAAAA9669000312FFEE",
                  find = "AAAAAA96690003200122", select = "AAAAAA96690003200221",
                  read = "AAAAAA96690003300132";

sim::SamModule with_card(const std::string& json = golden_card) {
  auto card = sim::parse_card(json);
  REQUIRE(card);
  sim::SamModule module;
  module.place(*std::move(card));
  return module;
}

}  // namespace

TEST_CASE("sam module: answers with the vectors of the protocol", "[hal]") {
  sim::SamModule module;
  CHECK(ask(module, "AAAAAA9669000310FFEC") == "AAAAAA9669000400009094");
  CHECK(ask(module, status) == "AAAAAA9669000400009094");
  CHECK(ask(module, module_id) == "AAAAAA9669001400009005000300D103330187D61200D238FB0D3D");
  CHECK(ask(module, find) == "AAAAAA9669000400008084");
  CHECK(ask(module, select) == "AAAAAA9669000400008185");
}

TEST_CASE("sam module: the golden card reads to the golden bytes", "[hal]") {
  sim::SamModule module = with_card();
  CHECK(ask(module, find) == "AAAAAA9669000800009F0000000097");
  CHECK(ask(module, select) == "AAAAAA9669000C00009000000000000000009C");
  const std::string answer = bytes_of_hex(ask(module, read));
  REQUIRE(answer.size() == 1'295);
  CHECK(hex_of(answer.substr(answer.size() - 1)) == "3F");
  const std::string text = answer.substr(14, 256);
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size());
  CHECK(hex_of(hash) == "888D350A1EA76547F3DC0D572DB323C30D0278E6668A47B30388771667ECE7D2");
}

TEST_CASE("sam module: reads with a fingerprint have the lengths and check bytes of the protocol", "[hal]") {
  const std::array<std::pair<int, std::pair<std::size_t, const char*>>, 3> rows{
      {{0, {1'297, "3D"}}, {512, {1'809, "3D"}}, {1'024, {2'321, "35"}}}};
  for (const auto& [bytes, expected] : rows) {
    std::string json = golden_card;
    json.insert(1, "\"fingerprint_bytes\":" + std::to_string(bytes) + ",");
    sim::SamModule module = with_card(json);
    (void)ask(module, find);
    (void)ask(module, select);
    const std::string answer = bytes_of_hex(ask(module, "AAAAAA96690003301023"));
    CHECK(answer.size() == expected.first);
    CHECK(hex_of(answer.substr(answer.size() - 1)) == expected.second);
  }
}

TEST_CASE("sam module: keeps the order, and a card that was read must be lifted first", "[hal]") {
  sim::SamModule module = with_card();
  CHECK(ask(module, read) == "AAAAAA9669000400002125");
  CHECK(ask(module, select) == "AAAAAA9669000400008185");
  (void)ask(module, find);
  CHECK(ask(module, read) == "AAAAAA9669000400002125");
  (void)ask(module, select);
  CHECK(ask(module, read).size() == std::size_t{2} * 1'295);
  CHECK(ask(module, "AAAAAA96690003300330") == "AAAAAA9669000400009195");  // no appended address
  CHECK(ask(module, find) == "AAAAAA9669000400008084");
  module.lift();
  auto card = sim::parse_card(golden_card);
  REQUIRE(card);
  module.place(*std::move(card));
  CHECK(ask(module, find) == "AAAAAA9669000800009F0000000097");
}

TEST_CASE("sam module: a damaged request is told, and one after noise is understood", "[hal]") {
  sim::SamModule module;
  CHECK(ask(module, "AAAAAA9669000311FFEE") == "AAAAAA9669000400001014");
  CHECK(ask(module, "AAAAAA9669FFFF") == "AAAAAA9669000400001115");
  CHECK(ask(module, "00AAAAAAAAAA9669000311FFED") == "AAAAAA9669000400009094");
  CHECK(ask(module, "AAAAAA9669000399FF65") == "AAAAAA9669000400002125");
  CHECK(ask(module, "AAAAAA96").empty());
  CHECK(ask(module, "69000311FFED") == "AAAAAA9669000400009094");
}

TEST_CASE("sam module: each fault hits one answer and no more", "[hal]") {
  sim::SamModule module = with_card();
  module.set_faults({.status = std::uint8_t{0x66},
                     .is_half = false,
                     .has_wrong_checksum = false,
                     .has_too_long_length = false});
  CHECK(ask(module, status) == "AAAAAA9669000400006662");
  CHECK(ask(module, status) == "AAAAAA9669000400009094");
  sim::AnswerFaults faults;
  faults.is_half = true;
  module.set_faults(faults);
  CHECK(ask(module, status) == "AAAAAA9669");
  faults = {};
  faults.has_wrong_checksum = true;
  module.set_faults(faults);
  CHECK(ask(module, status) == "AAAAAA96690004000090CE");
  faults = {};
  faults.has_too_long_length = true;
  module.set_faults(faults);
  CHECK(ask(module, status) == "AAAAAA96694004000090D4");
  (void)ask(module, find);
  (void)ask(module, select);
  module.lift_during_read();
  CHECK(ask(module, read).size() == std::size_t{2} * (1'295 / 2));
  CHECK_FALSE(module.has_card());
}

TEST_CASE("card file: all kinds have their fields where the protocol says, and nonsense is refused",
          "[hal]") {
  const auto units_at = [](const sim::Card& card, std::size_t at, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += static_cast<char>(card.text[at + 2 * i]);
    return text;
  };
  const auto foreigner = sim::parse_card(
      R"({"kind":"I","name_latin":"SMITH","number":"GBR210085041209",
          "born":"19850412","nationality":"GBR"})");
  REQUIRE(foreigner);
  CHECK(units_at(*foreigner, 122, 15) == "GBR210085041209");
  CHECK(units_at(*foreigner, 152, 3) == "GBR");
  CHECK(units_at(*foreigner, 220, 8) == "19850412");
  CHECK(units_at(*foreigner, 248, 1) == "I");
  const auto newer = sim::parse_card(R"({"kind":"Y","name_latin":"SMITH","number":"911100198504120010"})");
  REQUIRE(newer);
  CHECK(units_at(*newer, 52, 5) == "SMITH");
  CHECK(units_at(*newer, 248, 1) == "Y");
  const auto permit = sim::parse_card(R"({"kind":"J","travel_permit":"H12345678"})");
  REQUIRE(permit);
  CHECK(units_at(*permit, 220, 9) == "H12345678");
  CHECK_FALSE(sim::parse_card("{"));
  CHECK_FALSE(sim::parse_card(R"({"kind":"library"})"));
  CHECK_FALSE(sim::parse_card(R"({"kind":"J","number":"1234567890123456789"})"));
  CHECK_FALSE(sim::parse_card(R"({"kind":"J","iin":"zz"})"));
}

}  // namespace yz::test
