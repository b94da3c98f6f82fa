// What is plugged into this machine, as the test wants it: umockdev shows a sysfs, a /dev and udev's messages
// of its own to this process and to all that it starts. It has to be there before a program begins, so a test
// starts itself again by run_mocked() and makes the testbed in the case that runs inside.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/process.h"

namespace yz::test {

/// Runs the hidden case of that name of this very program, under umockdev and with nothing plugged in; waits
/// for its end. `environment`: "KEY=value".
[[nodiscard]] Result<RunOutput> run_mocked(const std::string& name,
                                           std::vector<std::string> environment = {});

struct UsbGadget {
  std::string subsystem;  // "usbmisc", "tty", "input" …
  std::string node;       // below /dev: "usb/lp0"
  std::string vendor;     // four hex digits, as sysfs has them
  std::string product;
  std::string serial{};  // empty: it has none
  std::string maker{};
  std::string model{};
  std::string leads_to{};     // what the node is; empty: a terminal on which nobody answers
  std::string more{};         // further lines of umockdev's about the node: "E: KEY=value\n", "A: …"
  std::string calls{};        // a file with umockdev's answers to calls about the node
  std::string camera_name{};  // what it answers when it is asked as a camera
};

/// A device without a driver of the kernel's, as libusb meets it: a node of usbfs, and bulk pipes of 64 bytes
/// a packet.
struct PipesGadget {
  std::string node;  // below /dev: "bus/usb/001/002"
  std::uint16_t vendor{}, product{};
  std::string model{};
  std::vector<std::uint8_t> pipes{};  // their addresses
  /// What a transfer to a pipe brought. Called on a thread of umockdev's, like `say`.
  std::function<void(std::uint8_t pipe, const std::string& bytes)> hear{};
  /// The next packet of a pipe; nothing: none yet.
  std::function<std::optional<std::string>(std::uint8_t pipe)> say{};
  bool is_claimed{};  // somebody else has its interface
};

class UsbTestbed {
 public:
  /// One in a process, which run_mocked() started.
  UsbTestbed();
  ~UsbTestbed();
  UsbTestbed(const UsbTestbed&) = delete;
  UsbTestbed& operator=(const UsbTestbed&) = delete;

  /// Its node appears, then udev tells of it.
  [[nodiscard]] Status plug(const UsbGadget& gadget);
  [[nodiscard]] Status plug(const PipesGadget& gadget);
  /// A serial line of the machine itself, as it is when the machine starts.
  [[nodiscard]] Status build_in(const std::string& node, const std::string& leads_to = "");
  /// udev tells that it goes; then it is gone. One with pipes comes back only on another node.
  void unplug(const std::string& node);

 private:
  [[nodiscard]] Status add(const std::string& description);
  [[nodiscard]] Status lead(const std::string& node, const std::string& path) const;
  struct Bed;
  std::unique_ptr<Bed> bed_;
  std::map<std::string, std::string> devices_;  // node → what is removed with it
  int plugged_{};
};

}  // namespace yz::test
