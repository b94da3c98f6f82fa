// The one driver of all code scanners: reads, lets the bytes become codes, delivers them. What differs is how
// the device is opened and what its bytes mean.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "hal/drivers/driver.h"
#include "hal/drivers/scan_lines.h"

namespace yz::hal {

/// A scanner's bytes becoming codes. Pure.
class CodeReader {
 public:
  CodeReader() = default;
  CodeReader(const CodeReader&) = delete;
  CodeReader& operator=(const CodeReader&) = delete;
  virtual ~CodeReader() = default;

  /// What one read brought; calls `deliver` with each code that is whole now.
  virtual void take(std::span<const std::uint8_t> bytes, const std::function<void(ScanLine)>& deliver) = 0;
  /// The beginning of a code was there, its end not yet.
  [[nodiscard]] virtual bool has_begun() const = 0;
  /// What was begun is no part of the next resident's code.
  virtual void drop() = 0;
};

struct OpenScanner {
  std::unique_ptr<Port> port;
  std::unique_ptr<CodeReader> codes;
  Milliseconds quiet;  // a code that stops in its middle for so long is dropped
};
/// Opens what kiosk.toml names; errors as Driver::serve.
using OpenScannerCall = Result<OpenScanner> (*)(const PortConfig&, const Wake&);

[[nodiscard]] std::unique_ptr<Driver> make_code_scanner(const DriverParts& parts, OpenScannerCall open);

}  // namespace yz::hal
