// The command socket of a virtual device (docs/formats/sim-control.md): one line there, one line back.
#pragma once

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace yz::test {

class SimControl {
 public:
  explicit SimControl(std::filesystem::path socket) : socket_(std::move(socket)) {}

  /// What follows `ok`; `invalid` with the device's own words when it answers `error …`; waits at most five
  /// seconds.
  [[nodiscard]] Result<std::string> command(const std::string& line) const;

 private:
  std::filesystem::path socket_;
};

}  // namespace yz::test
