#include "hal/drivers/code_scanner.h"

#include <array>

#include "hal/code_delivery.h"

namespace yz::hal {
namespace {

constexpr Milliseconds idle_wait{2'000};
constexpr std::size_t read_bytes = 4'096;  // more than the kernel hands out at once

class CodeScanner final : public Driver {
 public:
  CodeScanner(const DriverParts& parts, OpenScannerCall open)
      : config_(parts.config), wake_(parts.wake), recent_(parts.recent_codes), open_(open) {}

  Status serve(DriverHost& host) override {
    auto scanner = open_(config_.port, wake_);
    if (!scanner) return fail(scanner.error());
    host.set_status(DeviceState::ready, {}, "");
    const auto deliver = [&](ScanLine line) {
      deliver_code(host, *recent_, std::move(line.text), line.too_long);
    };
    Milliseconds heard{};
    std::array<std::uint8_t, read_bytes> bytes{};
    while (!host.is_stopping()) {
      CodeReader& codes = *scanner->codes;
      // Only what is left of the silence, however often the bell rings meanwhile.
      const Milliseconds rest =
          codes.has_begun() ? scanner->quiet - (host.clock().mono() - heard) : idle_wait;
      const auto count = scanner->port->read(bytes, rest);
      if (!count) return fail(count.error());
      const Milliseconds now = host.clock().mono();
      if (*count > 0) {
        heard = now;
        codes.take(std::span(bytes).first(*count), deliver);
      } else if (now - heard >= scanner->quiet) {  // else the bell rang: no silence of the scanner
        codes.drop();
      }
    }
    return {};
  }

 private:
  DeviceConfig config_;
  const Wake& wake_;
  std::shared_ptr<RecentCodes> recent_;
  OpenScannerCall open_;
};

}  // namespace

std::unique_ptr<Driver> make_code_scanner(const DriverParts& parts, OpenScannerCall open) {
  return std::make_unique<CodeScanner>(parts, open);
}

}  // namespace yz::hal
