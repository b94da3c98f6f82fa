// ID-card readers on USB with the virtual module inside: umockdev shows the device
// (tests/support/usb_testbed.h), this file is its firmware. What a device of that kind really does is not
// known here: docs/devices.md.
#include <fcntl.h>
#include <linux/hidraw.h>
#include <poll.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <mutex>
#include <thread>

#include "hal/hotplug.h"
#include "hal/sim/sam_module.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/drivers/sam_reports.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/usb_testbed.h"

namespace yz::test {

using hal::DeviceClass;
using hal::DeviceState;

namespace {

void passes_inside(const std::string& name) {
  const auto ran = run_mocked(name);
  REQUIRE(ran);
  INFO(ran->output << ran->errors);
  CHECK(ran->ended == Ended{0});
}

/// A module that its firmware and the test reach from threads of their own.
class Module {
 public:
  std::vector<std::string> receive(const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    return module_.receive(bytes);
  }
  void place_wang() {
    auto card = sim::parse_card(read_file(std::string(YZ_SOURCE_DIR) + "/assets/tour/cards/wang.json"));
    REQUIRE(card);
    const std::lock_guard lock(mutex_);
    module_.place(*std::move(card));
  }
  void lift() {
    const std::lock_guard lock(mutex_);
    module_.lift();
  }

 private:
  std::mutex mutex_;
  sim::SamModule module_;
};

/// What waits in pipes, in packets of 64 bytes. All calls are of umockdev's one thread.
class Firmware {
 public:
  explicit Firmware(Module& module, bool is_split) : module_(module), is_split_(is_split) {}

  void hear(std::uint8_t pipe, const std::string& bytes) {
    const bool fits = is_split_ ? pipe == (heard_.empty() ? 0x02 : 0x06) : pipe == 0x02;
    if (!fits) return;
    heard_ += bytes;
    if (is_split_ && pipe == 0x02) return;  // the head of a frame
    for (const std::string& answer : module_.receive(heard_)) {
      const std::size_t head = is_split_ ? 7 : 0;
      if (is_split_) say_in(0x81, answer.substr(0, head));
      say_in(is_split_ ? 0x85 : 0x81, answer.substr(head));
    }
    heard_.clear();
  }
  std::optional<std::string> say(std::uint8_t pipe) {
    auto& packets = waiting_[pipe];
    if (packets.empty()) return std::nullopt;
    std::string packet = packets.front();
    packets.erase(packets.begin());
    return packet;
  }

 private:
  void say_in(std::uint8_t pipe, const std::string& bytes) {
    constexpr std::size_t packet = 64;
    for (std::size_t at = 0; at < bytes.size(); at += packet)
      waiting_[pipe].push_back(bytes.substr(at, packet));
  }

  Module& module_;
  bool is_split_;
  std::string heard_;
  std::map<std::uint8_t, std::vector<std::string>> waiting_;
};

PipesGadget gadget(Firmware& firmware, const std::string& node, std::vector<std::uint8_t> pipes) {
  return {.node = node,
          .vendor = 0x0400,
          .product = 0xC35A,
          .model = "IDR",
          .pipes = std::move(pipes),
          .hear = [&](std::uint8_t pipe, const std::string& bytes) { firmware.hear(pipe, bytes); },
          .say = [&](std::uint8_t pipe) { return firmware.say(pipe); }};
}

/// A reading from card to card lifted.
void reads_a_card(OneDevice& reader, Module& module) {
  REQUIRE(reader.becomes(DeviceState::ready));
  reader.devices().arm(DeviceClass::id_reader);
  module.place_wang();
  CHECK(reader.nth<hal::CardRead>(1).card.number.reveal() == "210904194903070010");
  module.lift();
  (void)reader.nth<hal::CardRemoved>(1);
}

/// A raw HID device: reports over a terminal, of which each read and write of ours is one.
class HidReader {
 public:
  explicit HidReader(Module& module) : module_(module), fd_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    REQUIRE(fd_ >= 0);
    REQUIRE(::grantpt(fd_) == 0);
    REQUIRE(::unlockpt(fd_) == 0);
    termios raw{};
    ::cfmakeraw(&raw);
    REQUIRE(::tcsetattr(fd_, TCSANOW, &raw) == 0);
    std::array<char, 64> name{};
    REQUIRE(::ptsname_r(fd_, name.data(), name.size()) == 0);
    where_ = name.data();
    // While nobody has the far side open, a read of this one fails.
    far_ = ::open(where_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    REQUIRE(far_ >= 0);
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
  }
  ~HidReader() {
    thread_.request_stop();
    thread_.join();
    ::close(far_);
    ::close(fd_);
  }
  HidReader(const HidReader&) = delete;
  HidReader& operator=(const HidReader&) = delete;
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  void serve(const std::stop_token& stop) {
    constexpr int look_ms = 20;
    std::string heard;
    while (!stop.stop_requested()) {
      pollfd one{fd_, POLLIN, 0};
      if (::poll(&one, 1, look_ms) != 1) continue;
      std::array<char, 1 + report_bytes> in{};
      const ssize_t count = ::read(fd_, in.data(), in.size());
      if (count <= 0) return;
      heard.append(in.data(), static_cast<std::size_t>(count));
      if (heard.size() < 1 + report_bytes) continue;
      for (const std::string& answer : module_.receive(frame_of(heard.substr(1, report_bytes))))
        for (const std::string& report : reports_of(answer))
          if (::write(fd_, report.data(), report.size()) != static_cast<ssize_t>(report.size())) return;
      heard.erase(0, 1 + report_bytes);
    }
  }

  Module& module_;
  int fd_, far_{-1};
  std::string where_;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("usb readers: a card is read through HID reports", "[hal]") {
  passes_inside("inside: hid reader");
}

TEST_CASE("inside: hid reader", "[.inside]") {
  UsbTestbed machine;
  Module module;
  HidReader hid(module);
  const TempDir folder;
  const auto calls = folder.path() / "calls";
  REQUIRE(write_file(calls, "@DEV /dev/hidraw2\nHIDIOCGRDESCSIZE 0 22000000\n"));
  REQUIRE(machine.plug({.subsystem = "hidraw",
                        .node = "hidraw2",
                        .vendor = "10c4",
                        .product = "0007",
                        .leads_to = hid.where(),
                        .calls = calls.string()}));
  OneDevice reader(DeviceClass::id_reader, "sam-id-reader", "hidraw:usb:10C4:0007", "miaxis-hid");
  reads_a_card(reader, module);
}

TEST_CASE("usb readers: a card is read through one pair of pipes", "[hal]") {
  passes_inside("inside: pair of pipes");
}

TEST_CASE("inside: pair of pipes", "[.inside]") {
  UsbTestbed machine;
  Module module;
  Firmware firmware(module, /*is_split=*/false);
  Firmware again(module, /*is_split=*/false);
  OneDevice reader(DeviceClass::id_reader, "sam-id-reader", "usb:0400:C35A");
  REQUIRE(reader.becomes(DeviceState::absent));
  REQUIRE(machine.plug(gadget(firmware, "bus/usb/001/002", {0x02, 0x81})));
  reads_a_card(reader, module);
  machine.unplug("bus/usb/001/002");
  REQUIRE(reader.becomes(DeviceState::absent));
  REQUIRE(machine.plug(gadget(again, "bus/usb/001/003", {0x02, 0x81})));
  CHECK(reader.becomes(DeviceState::ready));
}

TEST_CASE("usb readers: a card is read through the module's own pipes", "[hal]") {
  passes_inside("inside: split pipes");
}

TEST_CASE("inside: split pipes", "[.inside]") {
  UsbTestbed machine;
  Module module;
  Firmware firmware(module, /*is_split=*/true);
  REQUIRE(machine.plug(gadget(firmware, "bus/usb/001/002", {0x81, 0x02, 0x85, 0x06})));
  OneDevice reader(DeviceClass::id_reader, "sam-id-reader", "usb:0400:C35A", "usb-module");
  reads_a_card(reader, module);
}

TEST_CASE("usb readers: pipes that are missing or taken are told", "[hal]") {
  passes_inside("inside: wrong pipes");
}

TEST_CASE("inside: wrong pipes", "[.inside]") {
  UsbTestbed machine;
  Module module;
  Firmware firmware(module, /*is_split=*/true);
  REQUIRE(machine.plug(gadget(firmware, "bus/usb/001/002", {0x81, 0x02})));
  OneDevice split(DeviceClass::id_reader, "sam-id-reader", "usb:0400:C35A", "usb-module");
  CHECK(split.becomes(DeviceState::offline));
  PipesGadget taken = gadget(firmware, "bus/usb/001/003", {0x81, 0x02});
  taken.product = 0xC35B;
  taken.is_claimed = true;
  REQUIRE(machine.plug(taken));
  OneDevice claimed(DeviceClass::id_reader, "sam-id-reader", "usb:0400:C35B");
  CHECK(claimed.becomes(DeviceState::offline));
}

}  // namespace yz::test
