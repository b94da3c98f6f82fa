// A network of the test's own: nothing but a loopback interface, and in it the bus and the name service that
// IPP printers and CUPS cannot start without. Nobody outside sees them, and they see nobody's.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

/// Once, from the test's first thread, before any other is started: this process and what it starts from now
/// on leave the machine's network, and have a /run of their own. As root, or where users may make namespaces;
/// `denied` elsewhere.
[[nodiscard]] Status enter_own_network();

/// dbus-daemon and avahi-daemon, on loopback. Needs the own network.
class NameService {
 public:
  static Result<std::unique_ptr<NameService>> start();

  /// "KEY=value" for every program that is to find them.
  [[nodiscard]] std::string environment() const;

 private:
  NameService() = default;
  TempDir folder_;
  std::unique_ptr<Process> bus_;
  std::unique_ptr<Process> names_;
};

}  // namespace yz::test
