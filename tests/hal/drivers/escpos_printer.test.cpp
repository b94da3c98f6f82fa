// The driver against the virtual printer: every way a job can end.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/hal/drivers/one_device.h"
#include "tests/hal/drivers/ticket_slip.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/printed_slips.h"

namespace yz::test {

using hal::DeviceState;
using hal::JobEnd;
using hal::JobEnded;
using hal::Reason;

namespace {

struct Printing {
  explicit Printing(const std::string& profile = "")
      : sim("printer",
            {"--listen", "127.0.0.1:0", "--png", "@/slips", "--model", profile.empty() ? "80mm" : profile}),
        printer(hal::DeviceClass::printer, "escpos", "tcp:" + sim.where(), profile) {}
  [[nodiscard]] std::vector<PrintedSlip> slips() const { return read_slips(sim.folder() / "slips"); }

  SimDevice sim;
  OneDevice printer;
};

}  // namespace

TEST_CASE("printer: a slip comes out with its lines and its code, on every profile", "[hal]") {
  const std::string profile = GENERATE("80mm", "58mm", "80mm-native-qr", "80mm-raster", "80mm-512",
                                       "80mm-presenter", "80mm-old-cut", "80mm-plain", "58mm-plain");
  INFO(profile);
  Printing station(profile);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  if (profile.starts_with("58mm")) {  // no cutter; and the plain one does not say when it is done
    REQUIRE(wait_until(wire_wait,
                       [&] { return station.sim.tell("state").find("buffered=0") != std::string::npos; }));
    station.sim.tell("tear");
  }
  REQUIRE(wait_until(wire_wait, [&] { return !station.slips().empty(); }));
  const auto slips = station.slips();
  REQUIRE(slips.size() == 1);
  CHECK(slips.front().codes == std::vector<std::string>{ticket_code});
  if (profile != "80mm-raster") {
    CHECK(slips.front().has("和平里社区驿站"));
    CHECK(slips.front().has("A012"));
    CHECK(slips.front().has("社保（养老认证）\n前面还有 3 人"));
  }
}

TEST_CASE("printer: a name that the printer's font lacks is drawn, the rest stays text", "[hal]") {
  Printing station;
  station.printer.print("one", {{hal::SlipText{"您好"}, hal::SlipText{"王㼆𠮷"}, hal::SlipText{"再见"}}});
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  REQUIRE(station.slips().size() == 1);
  CHECK(station.slips().front().has("您好"));
  CHECK(station.slips().front().has("再见"));
  CHECK_FALSE(station.slips().front().has("王"));
}

TEST_CASE("printer: a fault before the first byte fails the job, and its cause is named", "[hal]") {
  struct Row {
    const char *profile, *make, *mend;
    Reason reason;
  };
  const Row row = GENERATE(Row{"80mm", "paper out", "paper ok", Reason::paper_end},
                           Row{"80mm", "cover open", "cover close", Reason::cover_open},
                           Row{"80mm", "cutter error", "cutter ok", Reason::cutter_error},
                           Row{"80mm", "head hot", "head ok", Reason::head_hot},
                           Row{"80mm", "jam on", "jam off", Reason::cutter_error},  // all that it can tell
                           Row{"80mm-presenter", "jam on", "jam off", Reason::paper_jam},
                           Row{"80mm-old-cut", "paper out", "paper ok", Reason::paper_end});
  INFO(row.profile << ", " << row.make);
  Printing station(row.profile);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell(row.make);
  REQUIRE(station.printer.becomes(DeviceState::attention, row.reason));
  station.printer.print("one", ticket_slip());
  const auto ended = station.printer.nth<JobEnded>(1);
  CHECK(ended.end == JobEnd::failed);
  CHECK(ended.reasons.contains(row.reason));
  station.sim.tell(row.mend);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  CHECK(station.slips().empty());  // nothing of the failed job comes out later
  station.printer.print("two", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
  CHECK(station.slips().size() == 1);
}

TEST_CASE("printer: a fault in the middle is found out, from models that tell nothing by themselves too",
          "[hal]") {
  struct Row {
    const char *profile, *make, *mend;
    Reason reason;
  };
  const Row row = GENERATE(Row{"80mm", "paper out", "paper ok", Reason::paper_end},
                           Row{"80mm-old-cut", "cover open", "cover close", Reason::cover_open},
                           Row{"80mm-presenter", "jam on", "jam off", Reason::paper_jam});
  INFO(row.profile << ", " << row.make);
  Printing station(row.profile);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  // The first job of a driver clears the printer first, which would be slow too.
  station.printer.print("first", {{hal::SlipText{"w"}}});
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("slow 20");
  const hal::Slip words{{hal::SlipText{std::string(200, 'w')}}};  // ten seconds, well below its buffer
  station.printer.print("one", words);
  REQUIRE(wait_until(wire_wait,
                     [&] { return station.sim.tell("state").find("buffered=0") == std::string::npos; }));
  station.sim.tell(row.make);
  const auto ended = station.printer.nth<JobEnded>(2);
  CHECK(ended.end == JobEnd::failed);
  CHECK(ended.reasons == std::set<Reason>{row.reason});
  station.sim.tell("slow off");
  station.sim.tell(row.mend);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.printer.print("two", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(3).end == JobEnd::printed);
  CHECK(station.printer.count<JobEnded>() == 3);
}

TEST_CASE("printer: cut off in the middle of a picture, it listens again", "[hal]") {
  Printing station("80mm-raster");
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("slow 2000");
  station.printer.print("one", ticket_slip());
  REQUIRE(wait_until(wire_wait,
                     [&] { return station.sim.tell("state").find("buffered=0") == std::string::npos; }));
  station.sim.tell("paper out");
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::failed);
  station.sim.tell("slow off");
  station.sim.tell("paper ok");
  REQUIRE(station.printer.becomes(DeviceState::ready, Milliseconds{20'000}));
  station.printer.print("two", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
}

TEST_CASE("printer: a slip left in the presenter is told, and the next one comes out all the same", "[hal]") {
  Printing station("80mm-presenter");
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  REQUIRE(station.printer.becomes(DeviceState::ready, Reason::ticket_not_taken));
  station.printer.print("two", ticket_slip());  // the first goes back inside
  CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
  CHECK(station.slips().size() == 2);
  CHECK(station.sim.tell("state").find("jam=off ticket=waiting") != std::string::npos);
  station.sim.tell("take");
  CHECK(station.sim.refuses("take").find("no ticket") != std::string::npos);
}

TEST_CASE("printer: what it can do, and what it has used up, is known", "[hal]") {
  Printing station("58mm-plain");
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.printer.print("one", {{hal::SlipSpace{20}}});
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  const auto used = [&] {
    return station.printer.devices().health().front().statistics[hal::Counter::paper_mm] == 20;
  };
  CHECK(wait_until(wire_wait, used));
  const hal::DeviceHealth health = station.printer.devices().health().front();
  CHECK(health.capabilities.at("paper_mm") == "58");
  CHECK(health.capabilities.at("status") == "none");
  CHECK(health.capabilities.at("cutter") == "none");
}

TEST_CASE("printer: little paper is told and printed on", "[hal]") {
  Printing station;
  station.sim.tell("paper near-end");
  REQUIRE(station.printer.becomes(DeviceState::ready, Reason::paper_near_end));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
}

TEST_CASE("printer: one that is not there fails the job at once and is ready when it comes", "[hal]") {
  Printing station;
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("refuse on");
  REQUIRE(station.printer.becomes(DeviceState::offline));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::failed);
  station.sim.tell("refuse off");
  REQUIRE(station.printer.becomes(DeviceState::ready, Milliseconds{15'000}));
}

TEST_CASE("printer: rubbish from the printer changes nothing", "[hal]") {
  Printing station;
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("garbage 5000");
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.count<JobEnded>() <= 1);
  const auto ended = station.printer.nth<JobEnded>(1);
  // Bytes that look like a fault may fail the job; what may not be is a lost one or a hung driver.
  if (ended.end != JobEnd::printed) {
    REQUIRE(station.printer.becomes(DeviceState::ready));
    station.printer.print("two", ticket_slip());
    CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
  }
}

TEST_CASE("printer: staff take it out of service and put it back", "[hal]") {
  Printing station;
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.printer.devices().disable(hal::DeviceId{"device"});
  REQUIRE(station.printer.becomes(DeviceState::disabled));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::failed);
  station.printer.devices().enable(hal::DeviceId{"device"});
  REQUIRE(station.printer.becomes(DeviceState::ready));
}

TEST_CASE("printer: one that never answers is written to all the same, and staff see that", "[hal]") {
  SimDevice sim("printer", {"--listen", "127.0.0.1:0", "--png", "@/slips"});
  sim.tell("silent on");
  OneDevice printer(hal::DeviceClass::printer, "escpos", "tcp:" + sim.where());
  printer.print("one", ticket_slip());
  const auto ended = printer.nth<JobEnded>(1);
  CHECK(ended.end == JobEnd::unsure);  // nobody knows whether it is switched on
  CHECK(ended.reasons == std::set{Reason::not_answering});
  CHECK(wait_until(wire_wait, [&] { return read_slips(sim.folder() / "slips").size() == 1; }));
  REQUIRE(printer.becomes(DeviceState::ready));
  const hal::DeviceHealth health = printer.devices().health().front();
  CHECK(health.now.status.detail == "write only: gives no status");
  CHECK(health.capabilities.at("status") == "none");
}

TEST_CASE("printer: one that is out of paper from the start says so", "[hal]") {
  SimDevice sim("printer", {"--listen", "127.0.0.1:0", "--png", "@/slips"});
  sim.tell("paper out");
  OneDevice printer(hal::DeviceClass::printer, "escpos", "tcp:" + sim.where());
  REQUIRE(printer.becomes(DeviceState::attention, Reason::paper_end));
  printer.print("one", ticket_slip());
  CHECK(printer.nth<JobEnded>(1).end == JobEnd::failed);
  sim.tell("paper ok");
  REQUIRE(printer.becomes(DeviceState::ready));
  printer.print("two", ticket_slip());
  CHECK(printer.nth<JobEnded>(2).end == JobEnd::printed);
  CHECK(read_slips(sim.folder() / "slips").size() == 1);
}

TEST_CASE("printer: one that falls silent is off-line, and ready when it answers again", "[hal]") {
  Printing station;
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("silent on");
  REQUIRE(station.printer.becomes(DeviceState::offline, Milliseconds{30'000}));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::failed);
  station.sim.tell("silent off");
  REQUIRE(station.printer.becomes(DeviceState::ready, Milliseconds{30'000}));
  station.printer.print("two", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
}

}  // namespace yz::test
