// The UI thread's life: sleeps until something happens, draws, sleeps again. An idle screen presents no
// frames at all.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/app/config.h"
#include "kiosk/app/window.h"

namespace yz::kiosk {

struct LoopOptions {
  WindowConfig window;
  std::string play;  // file, "-" or empty
  std::filesystem::path shots{"."};
  std::filesystem::path touch_log;  // empty: none
  bool list_widgets{};
  bool gallery{};  // every part in every state; without a display, as pictures in `shots`
};

/// Runs until the window is closed, the play is over or the program has to end: the process's exit status.
[[nodiscard]] int run_loop(const Config& config, const LoopOptions& options);

}  // namespace yz::kiosk
