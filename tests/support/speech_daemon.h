// A speech daemon of its own for one test: private socket and configuration, espeak-ng behind it, its sound
// in a WAV file instead of a loudspeaker. Programs find it by the environment variable it names.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "tests/support/process.h"

namespace yz::test {

class SpeechDaemon {
 public:
  /// `not_found` where speech-dispatcher is not installed.
  static Result<std::unique_ptr<SpeechDaemon>> start(const std::filesystem::path& folder);

  /// "SPEECHD_ADDRESS=unix_socket:…"
  [[nodiscard]] std::string environment() const {
    return "SPEECHD_ADDRESS=unix_socket:" + (folder_ / "socket").string();
  }
  /// What would have come out of the loudspeaker.
  [[nodiscard]] std::filesystem::path sound() const { return folder_ / "speech.wav"; }

 private:
  SpeechDaemon() = default;
  std::filesystem::path folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace yz::test
