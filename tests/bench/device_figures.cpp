#include "tests/bench/device_figures.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>

#include "base/system_clock.h"
#include "hal/devices.h"
#include "hal/ports/port_config.h"
#include "tests/support/cut_relay.h"

namespace yz::bench {
namespace {

using Micro = std::chrono::steady_clock;

constexpr Milliseconds patience{20'000};
constexpr int line_baud = 115'200;
constexpr double bits_a_byte = 10;      // start, eight, stop
constexpr double answer_bytes = 1'295;  // docs/formats/id-reader.md: text and photo

Status put_down_and_see(test::Stage& stage, std::vector<double>& times) {
  auto& kiosk = stage.kiosk();
  for (const char* widget : {"home.tickets", "tickets.choose.social", "tickets.priority.card"}) {
    if (auto done = kiosk.tap(widget); !done) return done;
  }
  if (auto done = kiosk.tap("identity.consent.agree"); !done) return done;
  if (auto done = kiosk.wait_for("identity.read"); !done) return done;
  const Milliseconds begin = test::now_mono();
  if (auto placed = stage.reader("place wang"); !placed) return fail(placed.error());
  if (auto done = kiosk.wait_for("identity.read.who", patience); !done) return done;
  times.push_back(static_cast<double>((test::now_mono() - begin).count()));
  if (auto lifted = stage.reader("lift"); !lifted) return fail(lifted.error());
  for (const char* widget : {"identity.read.next", "tickets.done.leave"}) {  // and the visit is over
    if (auto done = kiosk.tap(widget); !done) return done;
  }
  return kiosk.wait_for("home.tickets", patience);
}

/// When the first byte of a slip passes a wire: whatever is longer than a question of three bytes.
class FirstByte {
 public:
  void expect() {
    const std::lock_guard lock(mutex_);
    at_.reset();
  }
  void pass(std::size_t bytes) {
    constexpr std::size_t question_bytes = 3;
    const std::lock_guard lock(mutex_);
    if (!at_ && bytes > question_bytes) at_ = Micro::now();
  }
  [[nodiscard]] std::optional<Micro::time_point> at() const {
    const std::lock_guard lock(mutex_);
    return at_;
  }

 private:
  mutable std::mutex mutex_;  // guards at_
  std::optional<Micro::time_point> at_;
};

}  // namespace

Result<CardFigures> measure_card(test::Stage& stage, int times) {
  CardFigures figures;
  figures.wire_ms = answer_bytes * bits_a_byte / line_baud * 1'000;
  if (auto paced = stage.reader("pace " + std::to_string(line_baud)); !paced) return fail(paced.error());
  for (int i = 0; i < times; ++i) {
    if (auto done = put_down_and_see(stage, figures.ours_ms); !done) return fail(done.error());
  }
  return figures;
}

Result<std::vector<double>> measure_first_byte(const std::filesystem::path& program,
                                               const std::filesystem::path& folder, int times) {
  std::filesystem::create_directories(folder / "paper");
  auto printer = test::Process::start({.command = {program.string(), "printer", "--listen", "127.0.0.1:0",
                                                   "--png", (folder / "paper").string()},
                                       .output = folder / "printer.out"});
  if (!printer) return fail(printer.error());
  auto ready = (*printer)->wait_ready(patience);
  if (!ready) return fail(ready.error());
  FirstByte first;
  test::CutRelay relay(std::stoi(ready->substr(ready->rfind(':') + 1)),
                       [&first](std::size_t bytes) { first.pass(bytes); });
  auto port = hal::parse_port("tcp:127.0.0.1:" + std::to_string(relay.port()));
  if (!port) return fail(port.error());

  const SystemClock clock;
  std::atomic<int> ended{0};
  std::atomic<bool> is_ready{false};
  hal::DevicesConfig config;
  config.devices.push_back({hal::DeviceId{"printer"}, hal::DeviceClass::printer, "escpos", *port, ""});
  config.font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  config.font_face = 2;
  auto devices = hal::Devices::open(std::move(config), clock, [&](const hal::DeviceEvent& event) {
    if (std::holds_alternative<hal::JobEnded>(event)) ++ended;
    const auto* changed = std::get_if<hal::DeviceChanged>(&event);
    if (changed != nullptr) is_ready = changed->status.state == hal::DeviceState::ready;
  });
  if (!devices) return fail(devices.error());
  std::vector<double> figures;
  for (int i = 0; i < times; ++i) {
    if (!test::wait_until(patience, [&] { return is_ready.load(); }))
      return fail(Code::unavailable, "the printer is not ready");
    sleep_for(Milliseconds{150});  // as between two residents: nothing is under way
    first.expect();
    const auto begin = Micro::now();
    const hal::Slip slip{
        {hal::SlipText{"A012", 3, hal::Align::centre, true}, hal::SlipQr{"YZ1T.20261127.A012"}}};
    if (auto asked = (*devices)->print({}, hal::JobId{std::to_string(i)}, slip); !asked)
      return fail(asked.error());
    if (!test::wait_until(patience, [&] { return ended == i + 1; }) || !first.at())
      return fail(Code::unavailable, "the slip did not come");
    figures.push_back(std::chrono::duration<double, std::milli>(*first.at() - begin).count());
  }
  return figures;
}

}  // namespace yz::bench
