// A code scanner on a serial line (or CDC-ACM, or TCP) that sends each code as a line.
#include <array>

#include "hal/drivers/driver.h"
#include "hal/drivers/scan_lines.h"

namespace yz::hal {
namespace {

constexpr Milliseconds quiet_time{200};  // a line that stops in its middle for so long is dropped
constexpr Milliseconds wait_time{2'000};
constexpr Milliseconds repeat_time{1'500};

class SerialScanner final : public Driver {
 public:
  explicit SerialScanner(const DriverParts& parts) : config_(parts.config), wake_(parts.wake) {}

  Status serve(DriverHost& host) override {
    const auto port = open_port(config_.port, wake_);
    if (!port) return fail(port.error());
    host.set_status(DeviceState::ready, {}, "");
    ScanLines lines;
    bool in_line = false;
    Milliseconds heard{};
    std::array<std::uint8_t, 1'024> bytes{};
    while (!host.is_stopping()) {
      const auto count = (*port)->read(bytes, in_line ? quiet_time : wait_time);
      if (!count) return fail(count.error());
      if (*count > 0) heard = host.clock().mono();
      if (*count == 0) {
        if (host.clock().mono() - heard < quiet_time) continue;  // the bell rang: no silence of the scanner
        lines.drop();
        in_line = false;
      }
      for (std::size_t i = 0; i < *count; ++i) {
        const auto line = lines.take(bytes.at(i));
        in_line = !line;
        if (line) deliver(host, *line);
      }
    }
    return {};
  }

 private:
  void deliver(DriverHost& host, const ScanLine& line) {
    if (!host.is_armed() || !once_.is_new(line.text, host.clock().mono())) return;
    host.disarm();
    host.send(CodeScanned{host.device(), line.text, line.too_long});
  }

  DeviceConfig config_;
  const Wake& wake_;
  ScanOnce once_{repeat_time};
};

}  // namespace

Result<std::unique_ptr<Driver>> make_serial_scanner(const DriverParts& parts) {
  return std::make_unique<SerialScanner>(parts);
}

}  // namespace yz::hal
