// The printer's driver over a serial line and over the USB printer class: the virtual printer's bytes through
// a pty, which stands for both nodes.
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <thread>

#include "hal/ports/port.h"
#include "hal/ports/port_config.h"
#include "hal/ports/wake.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/drivers/ticket_slip.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/printed_slips.h"

namespace yz::test {

using hal::DeviceState;
using hal::JobEnd;
using hal::JobEnded;

namespace {

/// A line whose far end is a printer on TCP.
class Line {
 public:
  explicit Line(const std::string& printer) {
    termios raw{};
    ::cfmakeraw(&raw);
    int near = -1;
    char name[64]{};
    REQUIRE(::openpty(&far_, &near, name, &raw, nullptr) == 0);
    node_ = name;
    held_ = hal::port_over(near, wake_);  // so that the line does not hang up between two openings
    line_ = hal::port_over(far_, wake_);
    auto port = hal::parse_port("tcp:" + printer);
    REQUIRE(port);
    auto opened = hal::open_port(*port, wake_);
    REQUIRE(opened);
    printer_ = *std::move(opened);
    thread_ = std::jthread([this](const std::stop_token& stop) { pass(stop); });
  }
  [[nodiscard]] const std::string& node() const { return node_; }

 private:
  void pass(const std::stop_token& stop) {
    constexpr Milliseconds turn{2};
    constexpr Milliseconds patience{10'000};
    std::array<std::uint8_t, 4'096> bytes{};
    const auto hand_on = [&](hal::Port& from, hal::Port& to) {
      const auto count = from.read(bytes, turn);
      if (count && *count > 0)
        (void)to.write(std::span(bytes).first(*count), patience);  // the driver misses it
    };
    while (!stop.stop_requested()) {
      hand_on(*line_, *printer_);
      hand_on(*printer_, *line_);
    }
  }

  hal::Wake wake_;
  int far_{-1};
  std::string node_;
  std::unique_ptr<hal::Port> held_;
  std::unique_ptr<hal::Port> line_;
  std::unique_ptr<hal::Port> printer_;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("printer: prints over a serial line and over the USB printer class, and tells its faults",
          "[hal]") {
  SimDevice sim("printer", {"--listen", "127.0.0.1:0", "--png", "@/slips"});
  const Line line(sim.where());
  const std::string port = GENERATE(as<std::string>{}, "serial", "usb-printer");
  INFO(port);
  OneDevice printer(hal::DeviceClass::printer, "escpos",
                    port + ":" + line.node() + (port == "serial" ? "@115200" : ""));
  REQUIRE(printer.becomes(DeviceState::ready));
  printer.print("one", ticket_slip());
  CHECK(printer.nth<JobEnded>(1).end == JobEnd::printed);
  const auto slips = read_slips(sim.folder() / "slips");
  REQUIRE(slips.size() == 1);
  CHECK(slips.front().codes == std::vector<std::string>{ticket_code});
  sim.tell("paper out");
  REQUIRE(printer.becomes(DeviceState::attention, hal::Reason::paper_end));
  printer.print("two", ticket_slip());
  CHECK(printer.nth<JobEnded>(2).end == JobEnd::failed);
  sim.tell("paper ok");
  REQUIRE(printer.becomes(DeviceState::ready));
  printer.print("three", ticket_slip());
  CHECK(printer.nth<JobEnded>(3).end == JobEnd::printed);
}

}  // namespace yz::test
