// The driver against the virtual reader on a pty: cards, and every way a reading goes wrong.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

using hal::CardProblem;
using hal::CardRead;
using hal::CardRemoved;
using hal::CardTrouble;
using hal::DeviceState;

namespace {

const std::string demo_cards = std::string(YZ_SOURCE_DIR) + "/assets/tour/cards";

struct Reading {
  Reading()
      : sim("id-reader", {"--link", "@/tty", "--cards", demo_cards, "--seed", "5"}),
        reader(hal::DeviceClass::id_reader, "sam-id-reader", "serial:" + sim.where() + "@115200") {
    const bool is_ready = reader.becomes(DeviceState::ready);
    ready = is_ready;
  }
  void arm() { reader.devices().arm(hal::DeviceClass::id_reader); }

  SimDevice sim;
  OneDevice reader;
  bool ready{};
};

}  // namespace

TEST_CASE("id reader: each kind of card gives name, number, birth date and sex", "[hal]") {
  struct Row {
    const char* file;
    hal::CardKind kind;
    const char *name, *number;
    char sex;
  };
  const Row row =
      GENERATE(Row{"wang", hal::CardKind::resident, "王建明", "210904194903070010", '1'},
               Row{"hkmt", hal::CardKind::hong_kong_macao_taiwan, "陈嘉欣", "810000197802110029", '2'},
               Row{"foreign", hal::CardKind::foreigner, "安娜", "GBR210085041209", '2'});
  Reading station;
  REQUIRE(station.ready);
  station.arm();
  station.sim.tell(std::string("place ") + row.file);
  const auto read = station.reader.nth<CardRead>(1);
  CHECK(read.card.kind == row.kind);
  CHECK(read.card.name.reveal() == row.name);
  CHECK(read.card.number.reveal() == row.number);
  CHECK(read.card.sex == row.sex);
}

TEST_CASE("id reader: a card is read once, and again only after it was lifted", "[hal]") {
  Reading station;
  REQUIRE(station.ready);
  station.arm();
  station.sim.tell("place wang");
  CHECK(station.reader.nth<CardRead>(1).card.name.reveal() == "王建明");
  station.arm();
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
  CHECK(station.reader.count<CardRead>() == 1);
  station.sim.tell("lift");
  (void)station.reader.nth<CardRemoved>(1);
  station.sim.tell("place li");
  CHECK(station.reader.nth<CardRead>(2).card.name.reveal() == "李秀兰");
}

TEST_CASE("id reader: nobody asked, nothing is read", "[hal]") {
  Reading station;
  REQUIRE(station.ready);
  station.sim.tell("place wang");
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
  CHECK(station.reader.count<CardRead>() == 0);
}

TEST_CASE("id reader: what goes wrong is told, and the next card is read", "[hal]") {
  struct Row {
    const char* command;
    CardProblem problem;
  };
  const Row row =
      GENERATE(Row{"lift-during-read", CardProblem::away}, Row{"place unknown", CardProblem::unsupported});
  INFO(row.command);
  Reading station;
  REQUIRE(station.ready);
  station.sim.tell(row.command);
  if (row.problem == CardProblem::away) station.sim.tell("place wang");
  station.arm();
  CHECK(station.reader.nth<CardTrouble>(1).problem == row.problem);
  station.sim.tell("lift");
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
  station.sim.tell("place li");
  CHECK(station.reader.nth<CardRead>(1).card.name.reveal() == "李秀兰");
}

TEST_CASE("id reader: a wrong answer of the module costs a moment, not the card", "[hal]") {
  const std::string command =
      GENERATE("half", "wrong-checksum", "too-long", "late 1200", "garbage 700", "fail 24");
  INFO(command);
  Reading station;
  REQUIRE(station.ready);
  station.sim.tell(command);
  station.arm();
  station.sim.tell("place wang");
  const bool came = station.reader.reports(
      [](const std::vector<hal::DeviceEvent>& events) {
        for (const auto& event : events) {
          if (std::holds_alternative<CardRead>(event) || std::holds_alternative<CardTrouble>(event))
            return true;
        }
        return false;
      },
      Milliseconds{20'000});
  REQUIRE(came);
  if (station.reader.count<CardRead>() == 0) {  // told to put it down again: she does
    station.sim.tell("lift");
    CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
    station.sim.tell("place wang");
  }
  CHECK(station.reader.nth<CardRead>(1).card.name.reveal() == "王建明");
}

TEST_CASE("id reader: unplugged, also in the middle of an answer, and plugged in again", "[hal]") {
  const std::string command = GENERATE("unplug", "unplug-in-frame");
  INFO(command);
  Reading station;
  REQUIRE(station.ready);
  station.arm();
  station.sim.tell(command);
  REQUIRE(station.reader.becomes(DeviceState::absent, Milliseconds{15'000}));
  station.sim.tell("plug");
  REQUIRE(station.reader.becomes(DeviceState::ready, Milliseconds{20'000}));
  station.sim.tell("place wang");
  CHECK(station.reader.nth<CardRead>(1).card.name.reveal() == "王建明");
}

TEST_CASE("id reader: a card left behind is not read for the next resident when the reader begins anew",
          "[hal]") {
  Reading station;
  REQUIRE(station.ready);
  station.arm();
  station.sim.tell("place wang");
  (void)station.reader.nth<CardRead>(1);
  (void)station.reader.nth<CardRemoved>(1);  // as far as the module can tell
  station.sim.tell("unplug");
  REQUIRE(station.reader.becomes(DeviceState::absent, Milliseconds{15'000}));
  station.sim.tell("plug");
  REQUIRE(station.reader.becomes(DeviceState::ready, Milliseconds{20'000}));
  station.arm();
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
  CHECK(station.reader.count<CardRead>() == 1);
  station.sim.tell("lift");
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{1'500}));
  station.sim.tell("place li");
  CHECK(station.reader.nth<CardRead>(2).card.name.reveal() == "李秀兰");
}

TEST_CASE("id reader: silent, it is offline; a module that is not well is a fault", "[hal]") {
  Reading station;
  REQUIRE(station.ready);
  station.arm();
  SECTION("silent") {
    station.sim.tell("silent on");
    REQUIRE(station.reader.becomes(DeviceState::offline, Milliseconds{30'000}));
    station.sim.tell("silent off");
    REQUIRE(station.reader.becomes(DeviceState::ready, Milliseconds{20'000}));
  }
  SECTION("not authorised") {
    station.sim.tell("fail 66");
    REQUIRE(station.reader.becomes(DeviceState::fault, hal::Reason::hardware));
    CHECK(station.reader.becomes(DeviceState::ready));  // it finds again: it is well
  }
  SECTION("self test: a reset mends it, or it is a fault") {
    station.sim.tell("fail 60");
    CHECK_FALSE(station.reader.becomes(DeviceState::fault, hal::Reason::hardware, Milliseconds{1'500}));
    station.sim.tell("place wang");
    CHECK(station.reader.nth<CardRead>(1).card.kind == hal::CardKind::resident);
  }
}

}  // namespace yz::test
