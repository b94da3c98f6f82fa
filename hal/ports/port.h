// Bytes in, bytes out, no meaning: what every driver of a byte stream talks through. Used by one device
// thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/clock.h"
#include "base/result.h"
#include "hal/device.h"
#include "hal/ports/wake.h"

namespace yz::hal {

class Port {
 public:
  Port() = default;
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;
  virtual ~Port() = default;

  /// Waits for the first byte at most `time`, then takes what is there. 0: nothing came, or the bell rang.
  /// `unavailable`: the other side is gone.
  [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> into, Milliseconds time) = 0;
  /// How many bytes went out within `time`; fewer than asked for when the device takes no more, or the bell
  /// rang.
  [[nodiscard]] virtual Result<std::size_t> write(std::span<const std::uint8_t> bytes, Milliseconds time) = 0;
  /// Drops what has come in so far.
  virtual void drop_input() = 0;
  /// Paper out, as the USB printer class tells it without the printer's own protocol; nothing on other ports.
  [[nodiscard]] virtual std::optional<bool> class_says_paper_out() const { return std::nullopt; }
};

/// Opens what the configuration names. `not_found`: there is no such file (unplugged); `unavailable`: it does
/// not answer; `denied`: someone else has it. `wake` ends every wait and must outlive the port.
[[nodiscard]] Result<std::unique_ptr<Port>> open_port(const PortConfig& config, const Wake& wake);
/// Over an open descriptor, which the port then owns and closes.
[[nodiscard]] std::unique_ptr<Port> port_over(int fd, const Wake& wake);

}  // namespace yz::hal
