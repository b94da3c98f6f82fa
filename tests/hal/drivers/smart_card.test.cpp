// What smart cards say, without a card: answers as scripts.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <map>

#include "hal/drivers/card_uid.h"
#include "hal/drivers/social_card.h"
#include "hal/gb18030.h"
#include "hal/sim/chip_card.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

using hal::CardProblem;

namespace {

std::vector<std::uint8_t> bytes(const std::string& hex) {
  const std::string text = bytes_of_hex(hex);
  return {text.begin(), text.end()};
}

std::string hex(std::span<const std::uint8_t> data) {
  return hex_of({data.begin(), data.end()});
}

/// A card that knows these commands and these answers, hex both; anything else is "no such file".
struct ScriptedCard {
  std::map<std::string, std::string> answers;
  std::vector<std::string> asked{};

  hal::Transmit transmit() {
    return [this](std::span<const std::uint8_t> command) -> Result<hal::CardBytes> {
      asked.push_back(hex(command));
      const auto known = answers.find(asked.back());
      const std::string answer = known == answers.end() ? "6A82" : known->second;
      if (answer == "gone") return fail(Code::not_found, "lifted");
      return hal::CardBytes(bytes(answer));
    };
  }
};

const std::string select_environment = "00A404000F7378312E73682EC9E7BBE1B1A3D5CF";
const std::string select_holder = "00A4020002EF06";
const std::string read_number = "00B2080014";
const std::string read_name = "00B2090020";
const std::string number_record = "0812323130393034313934393033303730303130";
/// The name in GBK, padded to 30 bytes, in its record.
std::string name_record(const std::string& utf8) {
  const auto encoded = hal::to_gb18030(utf8);
  REQUIRE(encoded);
  std::string value = *encoded;
  value.resize(30, '\0');
  return "091E" + hex_of(value);
}

ScriptedCard social_card() {
  return {{{select_environment, "9000"},
           {select_holder, "9000"},
           {read_number, number_record + "9000"},
           {read_name, name_record("王建明") + "9000"}}};
}

}  // namespace

TEST_CASE("apdu: a command is its head, its data with their length, and what is wanted", "[hal]") {
  CHECK(hex(hal::to_bytes({.ins = 0xB2, .p1 = 8, .answer = 0x14})) == "00B2080014");
  CHECK(hex(hal::to_bytes({.ins = 0xA4, .p1 = 2, .data = {0xEF, 0x06}})) == "00A4020002EF06");
  CHECK(hex(hal::to_bytes({.cla = 0xFF, .ins = 0xCA, .answer = 0})) == "FFCA000000");
}

TEST_CASE("apdu: an answer without a status, or longer than one can be, is refused", "[hal]") {
  CHECK_FALSE(hal::parse_answer(bytes("")));
  CHECK_FALSE(hal::parse_answer(bytes("90")));
  CHECK_FALSE(hal::parse_answer(std::vector<std::uint8_t>(259, 0x90)));
  const auto longest = hal::parse_answer(std::vector<std::uint8_t>(258, 0x61));
  REQUIRE(longest);
  CHECK(longest->data.reveal().size() == 256);
  CHECK(longest->status == 0x6161);
}

TEST_CASE("apdu: what waits is fetched, a wrong length is asked for again", "[hal]") {
  ScriptedCard card{{{"00B2080000", "6C03"}, {"00B2080003", "AA6102"}, {"00C0000002", "BBCC9000"}}};
  const auto answer = hal::exchange(card.transmit(), {.ins = 0xB2, .p1 = 8, .answer = 0});
  REQUIRE(answer);
  CHECK(answer->is_ok());
  CHECK(hex(answer->data.reveal()) == "AABBCC");
  CHECK(card.asked == std::vector<std::string>{"00B2080000", "00B2080003", "00C0000002"});
}

TEST_CASE("apdu: a card that never comes to an end is left after eight rounds", "[hal]") {
  const std::string more = GENERATE("6100", "6C07");
  ScriptedCard card{{{"00B2080000", more}, {"00C0000000", "6100"}, {"00B2080007", "6C00"}}};
  const auto answer = hal::exchange(card.transmit(), {.ins = 0xB2, .p1 = 8, .answer = 0});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Code::corrupt);
  CHECK(card.asked.size() == 8);
}

TEST_CASE("social card: name and number come from the holder's file, by tag", "[hal]") {
  ScriptedCard card = social_card();
  const auto look = hal::read_social_card(card.transmit());
  REQUIRE((look && *look && std::holds_alternative<hal::SmartCard>(**look)));
  const auto& read = std::get<hal::SmartCard>(**look);
  CHECK(read.name.reveal() == "王建明");
  CHECK(read.number.reveal() == "210904194903070010");
  CHECK(card.asked == std::vector<std::string>{select_environment, select_holder, read_number, read_name});
}

TEST_CASE("social card: without reading by tag, records are read by number", "[hal]") {
  ScriptedCard card{{{select_environment, "9000"},
                     {"00A4000002EF06", "9000"},
                     {"00B2010400", number_record + "9000"},
                     {"00B2020400", name_record("欧阳淑芬") + "9000"}}};
  const auto look = hal::read_social_card(card.transmit());
  REQUIRE((look && *look && std::holds_alternative<hal::SmartCard>(**look)));
  CHECK(std::get<hal::SmartCard>(**look).name.reveal() == "欧阳淑芬");
}

TEST_CASE("social card: what the card refuses is told apart", "[hal]") {
  struct Row {
    std::string command, answer;
    CardProblem problem;
  };
  const Row row = GENERATE(
      Row{select_environment, "6283", CardProblem::locked},
      Row{select_environment, "6285", CardProblem::locked},
      Row{select_holder, "6982", CardProblem::unsupported}, Row{select_holder, "6983", CardProblem::locked},
      Row{select_holder, "6A82", CardProblem::unsupported},
      Row{read_number, "6982", CardProblem::unsupported}, Row{read_name, "6983", CardProblem::locked});
  INFO(row.command << " " << row.answer);
  ScriptedCard card = social_card();
  card.answers[row.command] = row.answer;
  const auto look = hal::read_social_card(card.transmit());
  REQUIRE((look && *look && std::holds_alternative<CardProblem>(**look)));
  CHECK(std::get<CardProblem>(**look) == row.problem);
  const bool has_pin = std::ranges::any_of(card.asked, [](const auto& asked) { return asked[2] == '2'; });
  CHECK_FALSE(has_pin);
}

TEST_CASE("social card: another card is none, and a lifted one is an error", "[hal]") {
  ScriptedCard other{{{select_environment, "6A82"}}};
  const auto look = hal::read_social_card(other.transmit());
  REQUIRE(look);
  CHECK_FALSE(look->has_value());
  ScriptedCard lifted = social_card();
  lifted.answers[read_name] = "gone";
  const auto broken = hal::read_social_card(lifted.transmit());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == Code::not_found);
}

TEST_CASE("social card: records with wrong lengths or wrong characters are refused", "[hal]") {
  struct Row {
    std::string command, answer;
  };
  const Row row = GENERATE(Row{read_number, "08FF3231309000"},
                           Row{read_number,
                               "0800"
                               "9000"},
                           Row{read_number,
                               "08113231303930343139343930333037303031"
                               "9000"},
                           Row{read_number,
                               "081232313039303431393439303330373058"
                               "313"
                               "09000"},
                           Row{read_name, "09029000"}, Row{read_name, "090200009000"},
                           Row{read_name, "0902810A9000"}, Row{read_name, "0903410A429000"});
  INFO(row.command << " " << row.answer);
  ScriptedCard card = social_card();
  card.answers[row.command] = row.answer;
  const auto look = hal::read_social_card(card.transmit());
  REQUIRE_FALSE(look);
  CHECK(look.error().code == Code::corrupt);
}

TEST_CASE("social card: one answer may hold several records and padding", "[hal]") {
  hal::CardRecords records;
  REQUIRE(hal::add_records(bytes("0801410902B0A1FFFF"), records));
  CHECK(records.size() == 2);
  CHECK(hex(records.at(9).reveal()) == "B0A1");
  REQUIRE(hal::add_records(bytes("080142"), records));
  CHECK(hex(records.at(8).reveal()) == "41");  // the first of a tag stays
  CHECK_FALSE(hal::add_records(bytes("08"), records));
}

TEST_CASE("card uid: 4, 7 or 10 bytes, but none that is made up each time", "[hal]") {
  struct Row {
    std::string answer, uid;  // empty: unsupported
  };
  const Row row = GENERATE(Row{"DEADBEEF9000", "DEADBEEF"}, Row{"04A1B2C3D4E5F69000", "04A1B2C3D4E5F6"},
                           Row{"0102030405060708090A9000", "0102030405060708090A"},
                           Row{"08A1B2C3D4E5F69000", "08A1B2C3D4E5F6"}, Row{"081122339000", ""},
                           Row{"01029000", ""}, Row{"9000", ""});
  INFO(row.answer);
  ScriptedCard card{{{"FFCA000000", row.answer}}};
  const auto look = hal::read_uid(card.transmit());
  REQUIRE((look && *look));
  if (row.uid.empty()) {
    CHECK(std::get<CardProblem>(**look) == CardProblem::unsupported);
  } else {
    CHECK(std::get<hal::SmartCard>(**look).uid.reveal() == row.uid);
  }
}

TEST_CASE("card uid: a reader that knows none says so", "[hal]") {
  ScriptedCard card{{{"FFCA000000", GENERATE("6300", "6A81")}}};
  const auto look = hal::read_uid(card.transmit());
  REQUIRE(look);
  CHECK_FALSE(look->has_value());
}

TEST_CASE("gb18030: there and back, GBK included; what has no place is refused", "[hal]") {
  const std::string text = GENERATE("王建明", "㑇", "A·b", "𠮷");
  const auto encoded = hal::to_gb18030(text);
  REQUIRE(encoded);
  CHECK(hal::from_gb18030(*encoded) == text);
  CHECK_FALSE(hal::to_gb18030("\xFF"));
  CHECK_FALSE(hal::from_gb18030("\x81"));
  CHECK(hal::from_gb18030("") == "");
}

TEST_CASE("chip card: the check byte of an ATR is computed, one with T=0 only has none", "[hal]") {
  const auto ultralight = sim::ChipCard::parse(R"({"kind":"uid","uid":"04","storage":"ultralight"})");
  REQUIRE(ultralight);
  CHECK(hex_of(ultralight->atr()) == "3B8F8001804F0CA0000003060300030000000068");
  const auto social = sim::ChipCard::parse(R"({"kind":"social","name":"","number":""})");
  REQUIRE(social);
  CHECK(social->atr().size() == 17);
  CHECK(hex_of(social->atr()).starts_with("3B6D0000"));
}

TEST_CASE("chip card: files with unknown kinds and fields that do not fit are refused", "[hal]") {
  const std::string file =
      GENERATE(R"({"kind":"credit"})", R"({"kind":"uid","uid":"4"})", "[", R"({"kind":7})",
               R"({"kind":"social","number":"2109041949030700101"})",
               R"({"kind":"social","born":"194903071"})", R"({"kind":"uid","storage":"tape"})");
  CHECK_FALSE(sim::ChipCard::parse(file));
}

}  // namespace yz::test
