// The kiosk with a resident in front of it: the real program, headless or in a window, told line by line what
// is touched
// (`--play -`) and answering each line. One owner; not thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/process.h"

namespace yz::test {

struct KioskLaunch {
  std::filesystem::path program{};
  std::filesystem::path config{};
  std::filesystem::path state{};
  std::filesystem::path shots{};
  std::filesystem::path touch_log{};  // empty: none
  std::filesystem::path output{};     // its stdout; stderr beside it
  std::string size{"1080x1920"};
  bool has_window{};  // of SDL's dummy driver, so that it needs no display either
  std::vector<std::string> environment{};
  std::vector<std::string> wrapper{};  // what runs it, "faketime …"; usually empty
};

class KioskPlayer {
 public:
  /// Returns as soon as the process was started; the first line it answers waits for the home screen by
  /// itself.
  static Result<std::unique_ptr<KioskPlayer>> start(const KioskLaunch& launch);

  /// Plays one line and returns the kiosk's answer; `invalid` with its words when the line did not hold,
  /// `unavailable` when the kiosk ended or stayed silent.
  [[nodiscard]] Result<nlohmann::json> play(const nlohmann::json& line);
  [[nodiscard]] Status tap(const std::string& widget);
  [[nodiscard]] Status wait_for(const std::string& widget, Milliseconds most = Milliseconds{10'000});
  [[nodiscard]] Status expect_text(const std::string& text);
  [[nodiscard]] Status shot(const std::string& name);

  [[nodiscard]] Process& process() { return *process_; }
  /// Closes its input, which ends the play, and waits: the kiosk's own clean end.
  [[nodiscard]] Result<Ended> finish(Milliseconds most = Milliseconds{10'000});

 private:
  KioskPlayer() = default;
  std::unique_ptr<Process> process_;
};

}  // namespace yz::test
