#include "tests/bench/device_figures.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "base/system_clock.h"
#include "hal/devices.h"
#include "hal/ports/port_config.h"

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

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

/// Stands between the driver and the printer and notes when the first byte of a slip passes: whatever is
/// longer than a question of three bytes.
class Relay {
 public:
  explicit Relay(int printer_port) : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = loopback(0);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    is_open_ = ::bind(listening_.get(), any, size) == 0 && ::listen(listening_.get(), 1) == 0 &&
               ::getsockname(listening_.get(), any, &size) == 0;
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this, printer_port](const std::stop_token& stop) { run(stop, printer_port); });
  }

  [[nodiscard]] bool is_open() const { return is_open_; }
  [[nodiscard]] int port() const { return port_; }
  /// The next slip is waited for.
  void expect() { slip_seen_ = false; }
  /// When it passed; the epoch before that.
  [[nodiscard]] Micro::time_point seen() const {
    const std::lock_guard lock(mutex_);
    return slip_seen_ ? seen_at_ : Micro::time_point{};
  }

 private:
  static bool pass(int from, int to, std::array<std::uint8_t, 4'096>& bytes, ssize_t& count) {
    count = ::read(from, bytes.data(), bytes.size());
    return count > 0 && ::send(to, bytes.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
  }
  void run(const std::stop_token& stop, int printer_port) {
    pollfd call{listening_.get(), POLLIN, 0};
    while (!stop.stop_requested() && ::poll(&call, 1, 50) <= 0) {
    }
    if (stop.stop_requested()) return;
    const Fd driver(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const Fd printer(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(printer_port);
    if (::connect(printer.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
    const int on = 1;
    for (const int fd : {driver.get(), printer.get()})
      (void)::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // only speed hangs on it
    std::array<pollfd, 2> both{pollfd{driver.get(), POLLIN, 0}, pollfd{printer.get(), POLLIN, 0}};
    std::array<std::uint8_t, 4'096> bytes{};
    while (!stop.stop_requested()) {
      if (::poll(both.data(), both.size(), 50) <= 0) continue;
      ssize_t count = 0;
      if (both[0].revents != 0) {
        if (!pass(driver.get(), printer.get(), bytes, count)) return;
        note(count);
      }
      if (both[1].revents != 0 && !pass(printer.get(), driver.get(), bytes, count)) return;
    }
  }
  void note(ssize_t count) {
    constexpr ssize_t question_bytes = 3;
    const std::lock_guard lock(mutex_);
    if (slip_seen_ || count <= question_bytes) return;
    seen_at_ = Micro::now();
    slip_seen_ = true;
  }

  Fd listening_;
  bool is_open_{};
  int port_{};
  mutable std::mutex mutex_;  // guards seen_at_
  Micro::time_point seen_at_;
  std::atomic<bool> slip_seen_{true};
  std::jthread thread_;
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
  Relay relay(std::stoi(ready->substr(ready->rfind(':') + 1)));
  auto port = hal::parse_port("tcp:127.0.0.1:" + std::to_string(relay.port()));
  if (!relay.is_open() || !port) return fail(Code::unavailable, "no relay");

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
    relay.expect();
    const auto begin = Micro::now();
    const hal::Slip slip{
        {hal::SlipText{"A012", 3, hal::Align::centre, true}, hal::SlipQr{"YZ1T.20261127.A012"}}};
    if (auto asked = (*devices)->print({}, hal::JobId{std::to_string(i)}, slip); !asked)
      return fail(asked.error());
    if (!test::wait_until(patience, [&] { return ended == i + 1; }) || relay.seen() == Micro::time_point{})
      return fail(Code::unavailable, "the slip did not come");
    figures.push_back(std::chrono::duration<double, std::milli>(relay.seen() - begin).count());
  }
  return figures;
}

}  // namespace yz::bench
