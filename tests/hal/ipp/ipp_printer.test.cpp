// The driver against a real IPP printer, CUPS's ippeveprinter: every way a job can end.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <csignal>
#include <cstdlib>

#include "hal/drivers/ipp_reasons.h"
#include "hal/ports/port_config.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/drivers/ticket_slip.h"
#include "tests/hal/ipp/pages.h"
#include "tests/support/cups_queue.h"
#include "tests/support/cut_relay.h"
#include "tests/support/office_printer.h"

namespace yz::test {

using hal::DeviceState;
using hal::JobEnd;
using hal::JobEnded;
using hal::Reason;

namespace {

constexpr Milliseconds patience{20'000};

struct Office {
  explicit Office(const std::string& formats = "image/pwg-raster,application/pdf") {
    const Status entered = enter_own_network();
    if (!entered) SKIP("no network of its own: " << entered.error().what);
    auto started_names = NameService::start();
    INFO((started_names ? "" : started_names.error().what));
    REQUIRE(started_names);
    names = *std::move(started_names);
    auto started = OfficePrinter::start(*names, formats);
    INFO((started ? "" : started.error().what));
    REQUIRE(started);
    printer = *std::move(started);
    open("");
  }
  void open(const std::string& profile) {
    device = std::make_unique<OneDevice>(hal::DeviceClass::printer, "ipp", "ipp:" + printer->uri(), profile);
  }

  std::unique_ptr<NameService> names;
  std::unique_ptr<OfficePrinter> printer;
  std::unique_ptr<OneDevice> device;
};

}  // namespace

TEST_CASE("office printer: a slip comes out on a sheet, in the format the printer has", "[hal]") {
  const bool is_pdf = GENERATE(false, true);
  Office office(is_pdf ? "application/pdf" : "image/pwg-raster,application/pdf");
  REQUIRE(office.device->becomes(DeviceState::ready, patience));
  office.device->print("one", ticket_slip());
  CHECK(office.device->nth<JobEnded>(1).end == JobEnd::printed);
  const auto printed = office.printer->printed();
  REQUIRE(printed.size() == 1);
  const auto pages = is_pdf ? read_pdf(printed.front()) : read_pwg(printed.front());
  REQUIRE(pages.size() == 1);
  CHECK(codes_on(pages.front().picture) == ticket_code + "\n");
  const auto used = [&] {
    return office.device->devices().health().front().statistics[hal::Counter::paper_mm] == 297;
  };
  CHECK(wait_until(patience, used));
  const auto can = office.device->devices().health().front().capabilities;
  CHECK(can.at("format") == (is_pdf ? "application/pdf" : "image/pwg-raster"));
  CHECK(can.at("media") == "iso_a4_210x297mm");
}

TEST_CASE("office printer: what it tells of itself has a reason, and a fault fails the job", "[hal]") {
  struct Row {
    const char* told;
    DeviceState state;
    Reason reason;
  };
  const Row row = GENERATE(Row{"media-empty", DeviceState::attention, Reason::paper_end},
                           Row{"cover-open,media-low", DeviceState::attention, Reason::cover_open},
                           Row{"media-jam", DeviceState::attention, Reason::paper_jam},
                           Row{"toner-low", DeviceState::ready, Reason::toner_low});
  INFO(row.told);
  Office office;
  office.printer->tell(row.told);
  office.printer->run_a_job();
  office.device->devices().restart(hal::DeviceId{"device"});
  REQUIRE(office.device->becomes(row.state, row.reason, patience));
  office.device->print("one", ticket_slip());
  const auto ended = office.device->nth<JobEnded>(1);
  const bool is_fault = row.state != DeviceState::ready;
  CHECK(ended.end == (is_fault ? JobEnd::failed : JobEnd::printed));
  CHECK(ended.reasons.contains(row.reason) == is_fault);
  CHECK(office.printer->printed().size() == (is_fault ? 1 : 2));
}

TEST_CASE("office printer: a job that the printer gives up has failed", "[hal]") {
  Office office;
  office.printer->give_up(true);
  office.device->print("one", ticket_slip());
  CHECK(office.device->nth<JobEnded>(1).end == JobEnd::failed);
  office.printer->give_up(false);
  office.device->print("two", ticket_slip());
  CHECK(office.device->nth<JobEnded>(2).end == JobEnd::printed);
}

TEST_CASE("office printer: one that goes away in the middle of a job leaves it unsure", "[hal]") {
  Office office;
  office.printer->hold();
  office.device->print("one", ticket_slip());
  REQUIRE(wait_until(patience, [&] { return office.printer->is_printing(); }));
  office.printer->process().kill_now();
  const auto ended = office.device->nth<JobEnded>(1, Milliseconds{40'000});
  CHECK(ended.end == JobEnd::unsure);
  CHECK(ended.reasons.contains(Reason::not_answering));
  REQUIRE(office.device->becomes(DeviceState::offline, patience));
  office.device->print("two", ticket_slip());
  CHECK(office.device->nth<JobEnded>(2).end == JobEnd::failed);  // nothing was sent
}

TEST_CASE("office printer: cut off anywhere in a document, the job ends once and never as printed", "[hal]") {
  Office office;
  CutRelay relay(office.printer->port());
  office.device = std::make_unique<OneDevice>(
      hal::DeviceClass::printer, "ipp", "ipp:ipp://localhost:" + std::to_string(relay.port()) + "/ipp/print");
  REQUIRE(office.device->becomes(DeviceState::ready, patience));
  // A question for attributes is some hundred bytes, a sheet some ten thousand.
  std::size_t jobs = 0;
  for (const std::size_t at : {2'000U, 2'001U, 10'000U, 20'000U, 30'000U, 40'000U}) {
    INFO("byte " << at);
    relay.cut_after(at);
    office.device->print("job " + std::to_string(at), ticket_slip());
    const auto ended = office.device->nth<JobEnded>(++jobs);
    CHECK(ended.job.value == "job " + std::to_string(at));
    CHECK(ended.end == JobEnd::unsure);
    CHECK(relay.cuts() == static_cast<int>(jobs));
    office.device->devices().restart(hal::DeviceId{"device"});
    REQUIRE(office.device->becomes(DeviceState::ready, patience));
  }
  relay.cut_after(SIZE_MAX);
  office.device->print("whole", ticket_slip());
  CHECK(office.device->nth<JobEnded>(jobs + 1).end == JobEnd::printed);
  CHECK(office.device->count<JobEnded>() == jobs + 1);
}

TEST_CASE("office printer: a fault in the middle fails the job, and is named", "[hal]") {
  Office office;
  office.printer->hold();
  office.device->print("one", ticket_slip());
  REQUIRE(wait_until(patience, [&] { return office.printer->is_printing(); }));
  office.printer->tell("media-jam");
  REQUIRE(office.device->becomes(DeviceState::busy, Reason::paper_jam, patience));
  office.printer->give_up(true);
  office.printer->let_go();
  const auto ended = office.device->nth<JobEnded>(1);
  CHECK(ended.end == JobEnd::failed);
  CHECK(ended.reasons == std::set<Reason>{Reason::paper_jam});
  CHECK(office.printer->printed().empty());
}

TEST_CASE("office printer: a job that is stuck and cannot be taken back is unsure", "[hal]") {
  Office office;
  office.printer->hold();
  office.device->print("one", ticket_slip());
  REQUIRE(wait_until(patience, [&] { return office.printer->is_printing(); }));
  office.printer->tell("media-empty");
  const auto ended = office.device->nth<JobEnded>(1, Milliseconds{40'000});
  CHECK(ended.end == JobEnd::unsure);
  CHECK(ended.reasons == std::set<Reason>{Reason::paper_end});
}

TEST_CASE("office printer: a device that is closed in the middle of a job ends at once", "[hal]") {
  Office office;
  office.printer->hold();
  office.device->print("one", ticket_slip());
  REQUIRE(wait_until(patience, [&] { return office.printer->is_printing(); }));
  const Milliseconds before = now_mono();
  office.device->devices().disable(hal::DeviceId{"device"});
  CHECK(office.device->nth<JobEnded>(1).end == JobEnd::unsure);
  CHECK(now_mono() - before < Milliseconds{5'000});
}

TEST_CASE("office printer: a printer that hangs without a word is given up soon when the device is closed",
          "[hal]") {
  Office office;
  REQUIRE(office.device->becomes(DeviceState::ready, patience));
  office.printer->process().send_signal(SIGSTOP);
  office.device->print("one", ticket_slip());  // the driver now waits for an answer
  pause_briefly();
  const Milliseconds before = now_mono();
  office.device->devices().disable(hal::DeviceId{"device"});
  REQUIRE(office.device->becomes(DeviceState::disabled, patience));
  CHECK(now_mono() - before < Milliseconds{5'000});
  office.printer->process().send_signal(SIGCONT);
}

TEST_CASE("office printer: through a CUPS queue a slip comes out, and a paused queue is told", "[hal]") {
  Office office;
  const auto queue = CupsQueue::start(*office.names, "office", office.printer->uri());
  if (!queue && queue.error().code == Code::denied) SKIP(queue.error().what);
  INFO((queue ? "" : queue.error().what));
  REQUIRE(queue);
  ::setenv("CUPS_SERVER", (*queue)->socket().c_str(), 1);
  office.device = std::make_unique<OneDevice>(hal::DeviceClass::printer, "ipp", "ipp:office");
  REQUIRE(office.device->becomes(DeviceState::ready, patience));
  constexpr Milliseconds through_filters{120'000};  // CUPS starts several programs for a page
  office.device->print("one", ticket_slip());
  CHECK(office.device->nth<JobEnded>(1, through_filters).end == JobEnd::printed);
  REQUIRE(office.printer->printed().size() == 1);
  const auto pages = read_pwg(office.printer->printed().front());
  REQUIRE(pages.size() == 1);
  CHECK(codes_on(pages.front().picture) == ticket_code + "\n");
  (*queue)->pause(true);
  office.device->print("two", ticket_slip());
  CHECK(office.device->nth<JobEnded>(2, through_filters).end == JobEnd::failed);
  REQUIRE(office.device->becomes(DeviceState::fault, Reason::hardware, patience));
  (*queue)->pause(false);
  REQUIRE(office.device->becomes(DeviceState::ready, patience));
  office.device = std::make_unique<OneDevice>(hal::DeviceClass::printer, "ipp", "ipp:no-such-queue");
  REQUIRE(office.device->becomes(DeviceState::absent, patience));
}

TEST_CASE("ipp reasons: endings are no part of a reason, and only errors unheard of are faults", "[hal]") {
  using Reasons = std::set<Reason>;
  const auto of = [](std::vector<std::string> keywords) { return hal::reasons_of(keywords); };
  CHECK(of({"media-empty"}) == Reasons{Reason::paper_end});
  CHECK(of({"media-needed-error", "media-low-report"}) == Reasons{Reason::paper_end, Reason::paper_near_end});
  CHECK(of({"door-open-warning"}) == Reasons{Reason::cover_open});
  CHECK(of({"toner-empty-error"}) == Reasons{Reason::toner_empty});
  CHECK(of({"developer-low-warning", "cups-remote-pending-report"}).empty());
  CHECK(of({"other-error"}) == Reasons{Reason::hardware});
  CHECK(of({"offline-report"}) == Reasons{Reason::not_answering});
  CHECK(of({"", "-error"}) == Reasons{Reason::hardware});
}

TEST_CASE("office printer: ports and profiles that cannot be are refused with what is allowed", "[hal]") {
  const auto refused = [](const std::string& port, const std::string& profile) {
    hal::DevicesConfig config;
    config.devices.push_back(
        {hal::DeviceId{"x"}, hal::DeviceClass::printer, "ipp", *hal::parse_port(port), profile});
    config.font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    config.font_face = 2;
    const SystemClock clock;
    const auto opened =
        hal::Devices::open(std::move(config), clock, [](const hal::DeviceEvent& /*event*/) {});
    return opened ? std::string() : opened.error().what;
  };
  CHECK(refused("ipp:http://a/b", "").find("ipp://HOST") != std::string::npos);
  CHECK(refused("ipp:a/b", "").find("queue") != std::string::npos);
  CHECK(refused("ipp:office", "80mm").find("a4") != std::string::npos);
}

}  // namespace yz::test
