// What is plugged into this machine, as the test wants it: umockdev shows a sysfs, a /dev and udev's messages
// of its own to this process and to all that it starts. It has to be there before a program begins, so a test
// starts itself again by run_mocked() and makes the testbed in the case that runs inside.
#pragma once

#include <map>
#include <memory>
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

class UsbTestbed {
 public:
  /// One in a process, which run_mocked() started.
  UsbTestbed();
  ~UsbTestbed();
  UsbTestbed(const UsbTestbed&) = delete;
  UsbTestbed& operator=(const UsbTestbed&) = delete;

  /// Its node appears, then udev tells of it.
  [[nodiscard]] Status plug(const UsbGadget& gadget);
  /// A serial line of the machine itself, as it is when the machine starts.
  [[nodiscard]] Status build_in(const std::string& node, const std::string& leads_to = "");
  /// udev tells that it goes; then it is gone.
  void unplug(const std::string& node);

 private:
  [[nodiscard]] Status add(const std::string& description);
  [[nodiscard]] Status connect(const std::string& node, const std::string& path) const;
  struct Bed;
  std::unique_ptr<Bed> bed_;
  std::map<std::string, std::string> devices_;  // node → what is removed with it
  int plugged_{};
};

}  // namespace yz::test
