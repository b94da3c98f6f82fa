// The driver against the virtual printer: every way a job can end.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hal/drivers/escpos_encoder.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/printed_slips.h"

namespace yz::test {

using hal::DeviceState;
using hal::JobEnd;
using hal::JobEnded;
using hal::Reason;

namespace {

const std::string code = "YZ1T.20261123.A012.x7Kq";

hal::Slip ticket_slip() {
  return {{hal::SlipText{"和平里社区驿站", 2, hal::Align::centre, true},
           hal::SlipText{"A012", 6, hal::Align::centre, true}, hal::SlipRule{},
           hal::SlipText{"社保（养老认证）\n前面还有 3 人", 1, hal::Align::left, false}, hal::SlipSpace{3},
           hal::SlipQr{code}}};
}

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
  const std::string profile = GENERATE("80mm", "58mm", "80mm-native-qr", "80mm-raster", "80mm-512");
  INFO(profile);
  Printing station(profile);
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
  if (profile == "58mm") station.sim.tell("tear");  // it has no cutter
  const auto slips = station.slips();
  REQUIRE(slips.size() == 1);
  CHECK(slips.front().codes == std::vector<std::string>{code});
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
    const char *make, *mend;
    Reason reason;
  };
  const Row row = GENERATE(
      Row{"paper out", "paper ok", Reason::paper_end}, Row{"cover open", "cover close", Reason::cover_open},
      Row{"cutter error", "cutter ok", Reason::cutter_error}, Row{"head hot", "head ok", Reason::head_hot});
  Printing station;
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

TEST_CASE("printer: little paper is told and printed on", "[hal]") {
  Printing station;
  station.sim.tell("paper near-end");
  REQUIRE(station.printer.becomes(DeviceState::ready, Reason::paper_near_end));
  station.printer.print("one", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(1).end == JobEnd::printed);
}

TEST_CASE("printer: gone at any byte of a job, the job ends once and never as printed", "[hal]") {
  const hal::EscposProfile& profile = *hal::find_profile("80mm");
  const auto glyphs = hal::Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2);
  REQUIRE(glyphs);
  const std::size_t size = hal::encode_slip(ticket_slip(), profile, **glyphs).size();
  const std::size_t at = GENERATE_COPY(std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{17},
                                       size / 4, size / 2, size - 4, size - 1, size);
  INFO("byte " << at << " of " << size);
  Printing station;
  REQUIRE(station.printer.becomes(DeviceState::ready));
  station.sim.tell("vanish-at " + std::to_string(at));
  station.printer.print("one", ticket_slip());
  const auto ended = station.printer.nth<JobEnded>(1);
  CHECK(ended.end == JobEnd::unsure);
  CHECK(ended.reasons.contains(Reason::not_answering));
  REQUIRE(station.printer.becomes(DeviceState::ready));  // found again by itself
  station.printer.print("two", ticket_slip());
  CHECK(station.printer.nth<JobEnded>(2).end == JobEnd::printed);
  CHECK(station.printer.count<JobEnded>() == 2);
  const auto slips = station.slips();
  REQUIRE_FALSE(slips.empty());
  CHECK(slips.back().codes == std::vector<std::string>{code});
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

TEST_CASE("printer: a plain one that never answers is written to all the same", "[hal]") {
  Printing station;
  station.sim.tell("silent on");
  station.printer.devices().restart(hal::DeviceId{"device"});
  REQUIRE(station.printer.becomes(DeviceState::ready));
}

}  // namespace yz::test
