// Code scanners on USB: those that pose as a keyboard, and those that speak HID POS:
// docs/formats/scanners.md.
#include <utility>

#include "hal/drivers/code_scanner.h"
#include "hal/drivers/hid_pos.h"
#include "hal/drivers/key_lines.h"
#include "hal/ports/hid_port.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds quiet_time{2'000};

class KeyboardCodes final : public CodeReader {
 public:
  void take(std::span<const std::uint8_t> bytes, const std::function<void(ScanLine)>& deliver) override {
    for (const std::uint8_t byte : bytes) {
      if (auto line = lines_.take(byte)) deliver(*std::move(line));
    }
  }
  // The kernel stamps each key, and KeyLines drops what stops in its middle.
  [[nodiscard]] bool has_begun() const override { return false; }
  void drop() override {}

 private:
  KeyLines lines_;
};

class PosCodes final : public CodeReader {
 public:
  explicit PosCodes(HidPosLayout layout) : reports_(std::move(layout)) {}
  void take(std::span<const std::uint8_t> bytes, const std::function<void(ScanLine)>& deliver) override {
    if (auto scan = reports_.take(bytes)) deliver(*std::move(scan));
  }
  [[nodiscard]] bool has_begun() const override { return !reports_.is_empty(); }
  void drop() override { reports_.drop(); }

 private:
  HidPosReports reports_;
};

Result<OpenScanner> open_keyboard_scanner(const PortConfig& config, const Wake& wake) {
  auto port = open_input(config, wake);
  if (!port) return fail(port.error());
  return OpenScanner{*std::move(port), std::make_unique<KeyboardCodes>(), quiet_time};
}

Result<OpenScanner> open_pos_scanner(const PortConfig& config, const Wake& wake) {
  auto hidraw = open_hidraw(config, wake);
  if (!hidraw) return fail(hidraw.error());
  auto layout = parse_hid_pos(hidraw->descriptor);
  if (!layout) return fail(layout.error());
  return OpenScanner{std::move(hidraw->port), std::make_unique<PosCodes>(*std::move(layout)), quiet_time};
}

}  // namespace

Result<std::unique_ptr<Driver>> make_hid_keyboard_scanner(const DriverParts& parts) {
  return make_code_scanner(parts, open_keyboard_scanner);
}

Result<std::unique_ptr<Driver>> make_hid_pos_scanner(const DriverParts& parts) {
  return make_code_scanner(parts, open_pos_scanner);
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
