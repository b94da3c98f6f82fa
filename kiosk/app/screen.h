// A screen: draws itself from what the services show and asks them for what the resident touched. Screens
// live on the UI thread, in kiosk/screens, one a file; screens() is the one table of them.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace yz::ui {
class Ui;
}

namespace yz::kiosk {

struct Services;

/// What the screen before hands over: {"service": "social"}. Never anything that belongs to a person.
using Params = std::map<std::string, std::string>;
/// Empty if it was not handed over.
[[nodiscard]] inline std::string param(const Params& params, const std::string& name) {
  const auto found = params.find(name);
  return found == params.end() ? std::string() : found->second;
}

/// Which time rule holds while a screen is shown (times: IdleTimes in navigation.h).
enum class IdleRule {
  ordinary,   // asks "are you still there?" after 60 s
  unhurried,  // the same after 120 s: writing, speaking, reading, practice
  result,     // goes home by itself after 30 s, "a little longer" adds 60
  home,       // turns into the attract screen after 90 s
  question,   // idle.ask itself: leaves after 20 s
  staff,      // locks after 120 s
  takeover,   // an emergency: stands for good where nobody was, else as ordinary
  never,      // attract, help that was called
};

class Screen {
 public:
  Screen() = default;
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;
  virtual ~Screen() = default;

  /// Runs at every redraw: cheap, no waiting, no I/O.
  virtual void draw(ui::Ui& ui) = 0;
  /// The screen's id: "tickets.done".
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// It is on top again after the screen above it was left: ask anew what may have become old.
  virtual void shown_again() {}
};

struct ScreenRow {
  std::string_view id;
  std::unique_ptr<Screen> (*make)(Services&, const Params&);
  IdleRule idle{IdleRule::ordinary};
};

/// Every screen there is: kiosk/screens/screens.cpp. "home", "attract", "idle.ask" and "leave.ask" must be in
/// it.
[[nodiscard]] std::span<const ScreenRow> screens();
/// The same and, behind them, the pages `gallery.…` (kiosk/screens/gallery.cpp): for --gallery and the tests.
[[nodiscard]] std::span<const ScreenRow> screens_and_gallery();

}  // namespace yz::kiosk
