// A code scanner on a serial line (or CDC-ACM, or TCP) that sends each code as a line:
// docs/formats/scanners.md.
#include <array>

#include "hal/drivers/driver.h"
#include "hal/drivers/scan_lines.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds quiet_time{200};  // a line that stops in its middle for so long is dropped
constexpr Milliseconds wait_time{2'000};
constexpr int usual_baud = 9'600;

class SerialScanner final : public Driver {
 public:
  explicit SerialScanner(const DriverParts& parts)
      : config_(parts.config), wake_(parts.wake), recent_(parts.recent_codes) {}

  Status serve(DriverHost& host) override {
    const auto port = open_port(config_.port, wake_);
    if (!port) return fail(port.error());
    host.set_status(DeviceState::ready, {}, "");
    ScanLines lines;
    Milliseconds heard{};
    std::array<std::uint8_t, 1'024> bytes{};
    while (!host.is_stopping()) {
      const auto count = (*port)->read(bytes, lines.is_empty() ? wait_time : quiet_time);
      if (!count) return fail(count.error());
      if (*count > 0) {
        heard = host.clock().mono();
      } else if (host.clock().mono() - heard >=
                 quiet_time) {  // else the bell rang: no silence of the scanner
        lines.drop();
      }
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

}  // namespace

Result<std::unique_ptr<Driver>> make_serial_scanner(const DriverParts& parts) {
  return std::make_unique<SerialScanner>(parts);
}

std::vector<FoundDevice> find_serial_scanners(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != PortConfig::Kind::serial || !node.usb) continue;  // built-in lines lead nowhere, mostly
    PortConfig port = port_of(node);
    port.number = usual_baud;
    const std::string closed = why_closed(node.path);
    found.push_back(
        {.config = {DeviceId{"scanner"}, DeviceClass::scanner, "serial-scanner", std::move(port), ""},
         .node = node.path,
         .says = closed.empty() ? node.name : node.name + "; " + closed,
         .note = closed.empty()
                     ? "no ID-card reader answers there. A scanner does not say what it is; its baud "
                       "rate is in its manual"
                     : "it could not be asked what it is"});
  }
  return found;
}

}  // namespace yz::hal
