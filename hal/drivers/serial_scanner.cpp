// A code scanner on a serial line (or CDC-ACM, or TCP) that sends each code as a line:
// docs/formats/scanners.md.
#include "hal/drivers/code_scanner.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds quiet_time{200};
constexpr int scanner_baud = 9'600;

class SerialCodes final : public CodeReader {
 public:
  void take(std::span<const std::uint8_t> bytes, const std::function<void(ScanLine)>& deliver) override {
    for (const std::uint8_t byte : bytes) {
      if (auto line = lines_.take(byte)) deliver(*std::move(line));
    }
  }
  [[nodiscard]] bool has_begun() const override { return !lines_.is_empty(); }
  void drop() override { lines_.drop(); }

 private:
  ScanLines lines_;
};

Result<OpenScanner> open_serial_scanner(const PortConfig& config, const Wake& wake) {
  auto port = open_port(config, wake);
  if (!port) return fail(port.error());
  return OpenScanner{*std::move(port), std::make_unique<SerialCodes>(), quiet_time};
}

}  // namespace

Result<std::unique_ptr<Driver>> make_serial_scanner(const DriverParts& parts) {
  return make_code_scanner(parts, open_serial_scanner);
}

std::vector<FoundDevice> find_serial_scanners(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != PortConfig::Kind::serial || !node.usb) continue;  // built-in lines lead nowhere, mostly
    PortConfig port = port_of(node);
    port.number = scanner_baud;
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
