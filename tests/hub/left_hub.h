// A data folder as a hub left it, served by the real program, and a real browser in front of it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/hub/hub_fixture.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

/// The folder is copied when it is made: what the other hub does later is not in it.
class LeftHub {
 public:
  explicit LeftHub(const TestHub& hub);

  /// Runs until the process is stopped or destroyed; `url`: where it listens.
  [[nodiscard]] std::unique_ptr<Process> serve(std::string& url, std::vector<std::string> environment = {});
  /// tests/hub/<script> with the browser's modules and these arguments; a folder for pictures is the last
  /// one. Skips the test where the browser cannot be had. Its exit status; `said`: the end of its output.
  [[nodiscard]] int browse(const std::string& script, std::vector<std::string> arguments, std::string& said);

 private:
  TempDir folder_;
  std::string data_;
};

}  // namespace yz::test
