// The kernel's usbfs for one device with bulk pipes, as far as libusb asks it (linux/usbdevice_fs.h): a part
// of usb_testbed.cpp.
#pragma once

#include <umockdev.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "tests/support/usb_testbed.h"

namespace yz::test {

class Usbfs {
 public:
  explicit Usbfs(PipesGadget gadget) : gadget_(std::move(gadget)) {}

  /// Handles "handle-ioctl"; `usbfs` is one of these.
  static gboolean answer(UMockdevIoctlBase* handler, UMockdevIoctlClient* client, gpointer usbfs);
  /// What a read of the node gives: descriptors of device, configuration, interface and endpoints, as hex
  /// digits.
  [[nodiscard]] std::string descriptors() const;
  /// Everything that is asked from now on is answered as for a device that is gone. Any thread.
  void unplug() { is_gone_ = true; }

 private:
  struct FreeData {
    void operator()(UMockdevIoctlData* data) const { umockdev_ioctl_data_unref(data); }
  };
  using Data = std::unique_ptr<UMockdevIoctlData, FreeData>;
  struct Transfer {
    Data urb, buffer;
    std::uint8_t pipe{};
    std::size_t space{};
    bool is_done{};
    int status{}, count{};
  };

  static Data resolve(UMockdevIoctlData* pointer, std::size_t at, std::size_t bytes);
  int answer_to(unsigned long request, UMockdevIoctlData* pointer);
  int submit(UMockdevIoctlData* pointer);
  void listen(Transfer& transfer);
  int reap(UMockdevIoctlData* pointer);
  int discard(UMockdevIoctlData* pointer);

  PipesGadget gadget_;
  std::deque<Transfer> transfers_;
  std::atomic<bool> is_gone_{};
};

}  // namespace yz::test
