// Code scanners on USB: those that pose as a keyboard, and those that speak HID POS:
// docs/formats/scanners.md.
#include <array>
#include <utility>

#include "hal/drivers/driver.h"
#include "hal/drivers/hid_pos.h"
#include "hal/drivers/key_lines.h"
#include "hal/ports/hid_port.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds wait_time{2'000};
constexpr std::size_t read_bytes = 4'096;  // more than the kernel hands out at once

class KeyboardScanner final : public Driver {
 public:
  explicit KeyboardScanner(const DriverParts& parts)
      : config_(parts.config), wake_(parts.wake), recent_(parts.recent_codes) {}

  Status serve(DriverHost& host) override {
    const auto port = open_input(config_.port, wake_);
    if (!port) return fail(port.error());
    host.set_status(DeviceState::ready, {}, "");
    KeyLines lines;
    std::array<std::uint8_t, read_bytes> bytes{};
    while (!host.is_stopping()) {
      const auto count = (*port)->read(bytes, wait_time);
      if (!count) return fail(count.error());
      for (std::size_t i = 0; i < *count; ++i) {
        auto line = lines.take(bytes.at(i));
        if (line) deliver_code(host, *recent_, std::move(line->text), line->too_long);
      }
    }
    return {};
  }

 private:
  DeviceConfig config_;
  const Wake& wake_;
  std::shared_ptr<RecentCodes> recent_;
};

class PosScanner final : public Driver {
 public:
  explicit PosScanner(const DriverParts& parts)
      : config_(parts.config), wake_(parts.wake), recent_(parts.recent_codes) {}

  Status serve(DriverHost& host) override {
    const auto hidraw = open_hidraw(config_.port, wake_);
    if (!hidraw) return fail(hidraw.error());
    auto layout = parse_hid_pos(hidraw->descriptor);
    if (!layout) return fail(layout.error());
    host.set_status(DeviceState::ready, {}, "");
    HidPosReports reports(*std::move(layout));
    Milliseconds heard{};
    std::array<std::uint8_t, read_bytes> bytes{};
    while (!host.is_stopping()) {
      const auto count = hidraw->port->read(bytes, wait_time);
      if (!count) return fail(count.error());
      if (*count == 0) continue;
      // A scan that never was continued is not the beginning of the next resident's.
      if (host.clock().mono() - heard > wait_time) reports.drop();
      heard = host.clock().mono();
      auto scan = reports.take(std::span(bytes).first(*count));
      if (scan) deliver_code(host, *recent_, std::move(scan->text), scan->too_long);
    }
    return {};
  }

 private:
  DeviceConfig config_;
  const Wake& wake_;
  std::shared_ptr<RecentCodes> recent_;
};

}  // namespace

Result<std::unique_ptr<Driver>> make_hid_keyboard_scanner(const DriverParts& parts) {
  return std::make_unique<KeyboardScanner>(parts);
}

Result<std::unique_ptr<Driver>> make_hid_pos_scanner(const DriverParts& parts) {
  return std::make_unique<PosScanner>(parts);
}

std::vector<FoundDevice> find_hid_keyboard_scanners(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != PortConfig::Kind::input || !node.is_keyboard || !node.usb) continue;
    found.push_back(
        {.config = {DeviceId{"scanner"}, DeviceClass::scanner, "hid-keyboard-scanner", port_of(node), ""},
         .node = node.path,
         .says = node.name,
         .note = "a scanner that poses as a keyboard looks like any keyboard"});
  }
  return found;
}

std::vector<FoundDevice> find_hid_pos_scanners(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != PortConfig::Kind::hidraw) continue;
    const Wake wake;
    const auto hidraw = open_hidraw({PortConfig::Kind::hidraw, node.path}, wake);
    if (!hidraw || !parse_hid_pos(hidraw->descriptor)) continue;
    found.push_back(
        {.config = {DeviceId{"scanner"}, DeviceClass::scanner, "hid-pos-scanner", port_of(node), ""},
         .node = node.path,
         .says = node.name,
         .is_sure = true});
  }
  return found;
}

}  // namespace yz::hal
