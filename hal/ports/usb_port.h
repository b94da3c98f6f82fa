// A USB device whose pipes a driver uses itself, without a driver of the kernel's. The one user of libusb.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "hal/device.h"
#include "hal/ports/wake.h"

namespace yz::hal {

/// A pipe by its address, bit 7 of which says that it comes in (USB 2.0, 9.6.6).
[[nodiscard]] constexpr bool is_usb_in(std::uint8_t pipe) {
  return (pipe & 0x80U) != 0;
}

/// The first interface with bulk pipes of a device, claimed for us alone. One thread.
class UsbDevice {
 public:
  /// `port` is of kind usb; `wake` ends waits and outlives the device. `not_found`: not plugged in; `denied`:
  /// no permission, or someone else has it; `invalid`: it has no bulk pipes.
  [[nodiscard]] static Result<std::unique_ptr<UsbDevice>> open(const PortConfig& port, const Wake& wake);
  ~UsbDevice();
  UsbDevice(const UsbDevice&) = delete;
  UsbDevice& operator=(const UsbDevice&) = delete;

  /// In the order of the device's own description.
  [[nodiscard]] const std::vector<std::uint8_t>& bulk_pipes() const { return pipes_; }
  /// The longest packet of a pipe.
  [[nodiscard]] std::size_t packet_bytes(std::uint8_t pipe) const;
  /// One packet, waited for at most `time`; `into` holds packet_bytes(pipe). 0: nothing came, or the bell
  /// rang, which is heard within 100 ms. `unavailable`: unplugged or broken.
  [[nodiscard]] Result<std::size_t> read(std::uint8_t pipe, std::span<std::uint8_t> into, Milliseconds time);
  /// How many bytes went out within `time`.
  [[nodiscard]] Result<std::size_t> write(std::uint8_t pipe, std::span<const std::uint8_t> bytes,
                                          Milliseconds time);
  /// Drops what waits in that pipe.
  void drop_input(std::uint8_t pipe);

 private:
  struct Handle;
  UsbDevice(std::unique_ptr<Handle> handle, const Wake& wake);
  Status claim();

  std::unique_ptr<Handle> handle_;
  const Wake& wake_;
  std::vector<std::uint8_t> pipes_;
};

}  // namespace yz::hal
