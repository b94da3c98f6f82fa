// The driver against the real pcscd with vpcd's virtual reader, and yizhan-sim's cards in its slots.
#include <winscard.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdlib>

#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/pcsc_daemon.h"

namespace yz::test {

using hal::CardProblem;
using hal::CardRemoved;
using hal::CardTrouble;
using hal::Counter;
using hal::DeviceState;
using hal::SmartCardRead;
using Readers = PcscDaemon::Readers;

namespace {

constexpr Milliseconds long_wait{20'000};

/// One place for all cases of this program: libpcsclite keeps the socket's name for ever.
const TempDir& pcsc_folder() {
  static const TempDir folder;
  return folder;
}

std::unique_ptr<PcscDaemon> start_daemon(Readers readers) {
  auto daemon = PcscDaemon::start(pcsc_folder().path(), readers);
  INFO((daemon ? "" : daemon.error().what));
  REQUIRE(daemon);
  setenv("PCSCLITE_CSOCK_NAME", (*daemon)->socket().c_str(), 1);
  return *std::move(daemon);
}

/// The demo's cards and some that nobody would show.
std::string card_files() {
  static const TempDir folder;
  const std::filesystem::path demo = std::filesystem::path(YZ_SOURCE_DIR) / "assets" / "tour" / "cards";
  for (const char* name : {"wang-social.json", "volunteer.json"}) {
    std::filesystem::copy_file(demo / name, folder.path() / name,
                               std::filesystem::copy_options::overwrite_existing);
  }
  REQUIRE(write_file(folder.path() / "li-contactless.json",
                     R"({"kind":"social","contactless":true,"uid":"01020304","name":"李秀兰",)"
                     R"("number":"21090419520512002X","sex":"2","nation":"01","birthplace":"210904",)"
                     R"("born":"19520512"})"));
  REQUIRE(write_file(folder.path() / "telephone.json", R"({"kind":"uid","uid":"08112233"})"));
  REQUIRE(write_file(folder.path() / "staff.json", R"({"kind":"uid","uid":"DEADBEEF"})"));
  REQUIRE(write_file(folder.path() / "bank.json", R"({"kind":"other"})"));
  return folder.path().string();
}

struct Station {
  explicit Station(Readers readers = Readers::vpcd, const std::string& port = "pcsc:*")
      : daemon(start_daemon(readers)),
        slot("card", {"--connect", PcscDaemon::first_slot, "--cards", card_files(), "--seed", "5"},
             daemon->inside()),
        reader(hal::DeviceClass::card_reader, "pcsc-card-reader", port) {
    const auto state = readers == Readers::vpcd ? DeviceState::ready : DeviceState::absent;
    is_ready = reader.becomes(state, long_wait);
  }
  void arm() { reader.devices().arm(hal::DeviceClass::card_reader); }
  [[nodiscard]] std::uint64_t counted(Counter counter) {
    return reader.devices().health().at(0).statistics[counter];
  }

  std::unique_ptr<PcscDaemon> daemon;
  SimDevice slot;
  OneDevice reader;
  bool is_ready{};
};

/// The service dies with a card half read.
void die_while_reading(Station& station) {
  station.arm();
  station.slot.tell("late 60000");
  station.slot.tell("place wang-social");
  REQUIRE(wait_until(long_wait, [&] { return station.slot.tell("state") == "card=yes commands=1 pins=0"; }));
  station.daemon->kill();
  CHECK(station.reader.nth<CardTrouble>(1).problem == CardProblem::unread);
}

}  // namespace

TEST_CASE("card reader: a social card gives name and number, by all forms that are in use", "[hal]") {
  struct Row {
    const char *condition, *file, *name, *number;
  };
  const Row row = GENERATE(Row{"state", "wang-social", "王建明", "210904194903070010"},
                           Row{"by-number", "wang-social", "王建明", "210904194903070010"},
                           Row{"state", "li-contactless", "李秀兰", "21090419520512002X"});
  INFO(row.condition << " " << row.file);
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell(row.condition);
  station.slot.tell(std::string("place ") + row.file);
  const auto read = station.reader.nth<SmartCardRead>(1);
  CHECK(read.card.kind == hal::SmartCardKind::social);
  CHECK(read.card.name.reveal() == row.name);
  CHECK(read.card.number.reveal() == row.number);
  CHECK(read.card.uid.reveal().empty());
  CHECK(station.counted(Counter::cards_read) == 1);
}

TEST_CASE("card reader: a volunteer's card is its number", "[hal]") {
  struct Row {
    const char *file, *uid;
  };
  const Row row = GENERATE(Row{"volunteer", "04A1B2C3D4E5F6"}, Row{"staff", "DEADBEEF"});
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell(std::string("place ") + row.file);
  const auto read = station.reader.nth<SmartCardRead>(1);
  CHECK(read.card.kind == hal::SmartCardKind::uid);
  CHECK(read.card.uid.reveal() == row.uid);
  CHECK(read.card.number.reveal().empty());
}

TEST_CASE("card reader: a card is read once, its lifting is told once, the next only after arming", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell("place wang-social");
  (void)station.reader.nth<SmartCardRead>(1);
  station.arm();  // it still lies there
  station.slot.tell("lift");
  (void)station.reader.nth<CardRemoved>(1);
  station.slot.tell("place volunteer");
  CHECK(station.reader.nth<SmartCardRead>(2).card.uid.reveal() == "04A1B2C3D4E5F6");
  station.slot.tell("lift");
  (void)station.reader.nth<CardRemoved>(2);
  station.slot.tell("place wang-social");  // nobody armed again
  REQUIRE(wait_until(long_wait, [&] { return station.counted(Counter::unarmed) == 1; }));
  CHECK(station.reader.count<SmartCardRead>() == 2);
  CHECK(station.reader.count<CardRemoved>() == 2);
  CHECK(station.reader.count<CardTrouble>() == 0);
}

TEST_CASE("card reader: unarmed, a card is counted; armed, the one that lies there is read", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.slot.tell("place wang-social");
  REQUIRE(wait_until(long_wait, [&] { return station.counted(Counter::unarmed) == 1; }));
  CHECK(station.reader.count<SmartCardRead>() == 0);
  CHECK(station.slot.tell("state") == "card=yes commands=0 pins=0");
  station.arm();
  CHECK(station.reader.nth<SmartCardRead>(1).card.name.reveal() == "王建明");
  CHECK(station.counted(Counter::unarmed) == 1);
}

TEST_CASE("card reader: a card that cannot be read says why, no PIN is tried, the next is read", "[hal]") {
  struct Row {
    const char *condition, *file;
    CardProblem problem;
  };
  const Row row = GENERATE(
      Row{"protect", "wang-social", CardProblem::unsupported},
      Row{"lock", "wang-social", CardProblem::locked}, Row{"mute", "wang-social", CardProblem::unread},
      Row{"garbage", "volunteer", CardProblem::unsupported},
      Row{"state", "telephone", CardProblem::unsupported}, Row{"state", "bank", CardProblem::unsupported});
  INFO(row.condition << " " << row.file);
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell(row.condition);
  station.slot.tell(std::string("place ") + row.file);
  CHECK(station.reader.nth<CardTrouble>(1).problem == row.problem);
  CHECK(station.slot.tell("state").ends_with("pins=0"));
  CHECK(station.counted(Counter::cards_failed) == 1);
  station.slot.tell("lift");
  (void)station.reader.nth<CardRemoved>(1);
  station.slot.tell("place wang-social");
  CHECK(station.reader.nth<SmartCardRead>(1).card.name.reveal() == "王建明");
  CHECK(station.reader.count<CardTrouble>() == 1);
}

TEST_CASE("card reader: lifted in the middle of reading, it is away, and the next is read", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell("lift-during-read");
  station.slot.tell("place wang-social");
  CHECK(station.reader.nth<CardTrouble>(1).problem == CardProblem::away);
  station.slot.tell("place wang-social");
  CHECK(station.reader.nth<SmartCardRead>(1).card.name.reveal() == "王建明");
  CHECK(station.reader.count<CardRemoved>() == 0);  // being away was told
}

TEST_CASE("card reader: a card that another program has is read when that lets go", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.slot.tell("place wang-social");
  REQUIRE(wait_until(long_wait, [&] { return station.counted(Counter::unarmed) == 1; }));
  SCARDCONTEXT context = 0;
  SCARDHANDLE card = 0;
  DWORD protocol = 0;
  REQUIRE(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context) == SCARD_S_SUCCESS);
  REQUIRE(SCardConnect(context, PcscDaemon::first_reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_ANY, &card,
                       &protocol) == SCARD_S_SUCCESS);
  station.arm();
  const auto before = station.reader.count<hal::DeviceChanged>();
  CHECK_FALSE(station.reader.reports([](const auto&) { return false; }, Milliseconds{600}));
  CHECK(station.reader.count<hal::DeviceChanged>() == before);  // nothing flickers meanwhile
  CHECK(station.reader.count<CardTrouble>() == 0);
  CHECK(SCardDisconnect(card, SCARD_LEAVE_CARD) == SCARD_S_SUCCESS);
  CHECK(station.reader.nth<SmartCardRead>(1).card.name.reveal() == "王建明");
  CHECK(SCardReleaseContext(context) == SCARD_S_SUCCESS);
}

TEST_CASE("card reader: a slow answer is waited for", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell("late 700");
  station.slot.tell("place wang-social");
  CHECK(station.reader.nth<SmartCardRead>(1).card.name.reveal() == "王建明");
}

TEST_CASE("card reader: the service killed and started again, it is offline and then ready", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.arm();
  station.slot.tell("place wang-social");
  (void)station.reader.nth<SmartCardRead>(1);
  station.daemon->kill();
  REQUIRE(station.reader.becomes(DeviceState::offline, long_wait));
  REQUIRE(station.daemon->start_again(Readers::vpcd));
  REQUIRE(station.reader.becomes(DeviceState::ready, long_wait));
  station.slot.tell("lift");
  (void)station.reader.nth<CardRemoved>(1);
  station.arm();
  station.slot.tell("place volunteer");
  CHECK(station.reader.nth<SmartCardRead>(2).card.uid.reveal() == "04A1B2C3D4E5F6");
}

TEST_CASE("card reader: the service killed in the middle of reading, the card is unread, the next is read",
          "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  die_while_reading(station);
  REQUIRE(station.reader.becomes(DeviceState::offline, long_wait));
  station.slot.tell("lift");
  REQUIRE(station.daemon->start_again(Readers::vpcd));
  REQUIRE(station.reader.becomes(DeviceState::ready, long_wait));
  station.slot.tell("place volunteer");
  CHECK(station.reader.nth<SmartCardRead>(1).card.uid.reveal() == "04A1B2C3D4E5F6");
}

TEST_CASE("card reader: a card that lay there while the service died is read when it is back", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  die_while_reading(station);
  REQUIRE(station.daemon->start_again(Readers::vpcd));
  CHECK(station.reader.nth<SmartCardRead>(1).card.kind == hal::SmartCardKind::social);
}

TEST_CASE("card reader: without a service it is offline, and ready when there is one", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.daemon->kill();
  REQUIRE(station.reader.becomes(DeviceState::offline, hal::Reason::not_answering, long_wait));
  station.reader.devices().restart(hal::DeviceId{"device"});
  REQUIRE(station.daemon->start_again(Readers::vpcd));
  REQUIRE(station.reader.becomes(DeviceState::ready, long_wait));
}

TEST_CASE("card reader: readers come and go", "[hal]") {
  Station station(Readers::none);
  REQUIRE(station.is_ready);  // that is: it is absent
  station.daemon->kill();
  REQUIRE(station.daemon->start_again(Readers::vpcd));
  REQUIRE(station.reader.becomes(DeviceState::ready, long_wait));
  CHECK(station.reader.devices().health().at(0).capabilities.at("readers") ==
        std::string(PcscDaemon::first_reader) + ", " + PcscDaemon::second_reader);
  station.arm();
  station.slot.tell("place volunteer");
  CHECK(station.reader.nth<SmartCardRead>(1).card.uid.reveal() == "04A1B2C3D4E5F6");
  station.daemon->kill();
  REQUIRE(station.daemon->start_again(Readers::none));
  REQUIRE(station.reader.becomes(DeviceState::absent, hal::Reason::not_answering, long_wait));
  (void)station.reader.nth<CardRemoved>(1);  // went with its reader
}

TEST_CASE("card reader: a port that names a reader takes no other", "[hal]") {
  Station station(Readers::vpcd, std::string("pcsc:") + PcscDaemon::second_reader);
  REQUIRE(station.is_ready);
  CHECK(station.reader.devices().health().at(0).capabilities.at("readers") == PcscDaemon::second_reader);
  SimDevice second("card", {"--connect", PcscDaemon::second_slot, "--cards", card_files()},
                   station.daemon->inside());
  station.arm();
  station.slot.tell("place wang-social");
  second.tell("place volunteer");
  CHECK(station.reader.nth<SmartCardRead>(1).card.kind == hal::SmartCardKind::uid);
  CHECK(station.slot.tell("state") == "card=yes commands=0 pins=0");
}

TEST_CASE("card reader: taken out of service, it stops listening and comes back", "[hal]") {
  Station station;
  REQUIRE(station.is_ready);
  station.reader.devices().disable(hal::DeviceId{"device"});
  REQUIRE(station.reader.becomes(DeviceState::disabled, long_wait));
  station.reader.devices().enable(hal::DeviceId{"device"});
  REQUIRE(station.reader.becomes(DeviceState::ready, long_wait));
}

}  // namespace yz::test
