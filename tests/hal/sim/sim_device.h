// The real yizhan-sim as a child process, with its control socket and its files in a folder of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/hal/sim/wire.h"
#include "tests/support/process.h"
#include "tests/support/sim_control.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

class SimDevice {
 public:
  /// `arguments` may name this device's folder as "@"; fails the test when it does not say `ready`. `before`
  /// stands in front of the command: a program that starts it elsewhere.
  SimDevice(const std::string& kind, std::vector<std::string> arguments,
            std::vector<std::string> before = {});

  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }
  /// What follows `ok`; fails the test on `error`.
  std::string tell(const std::string& command);
  /// The words after `error`; fails the test on `ok`.
  std::string refuses(const std::string& command);
  [[nodiscard]] Process& process() { return *process_; }

 private:
  TempDir folder_;
  std::unique_ptr<Process> process_;
  std::string where_;
};

/// "1B40" as its two bytes; blanks are skipped.
[[nodiscard]] std::string bytes_of_hex(const std::string& hex);
[[nodiscard]] std::string hex_of(const std::string& bytes);

}  // namespace yz::test
