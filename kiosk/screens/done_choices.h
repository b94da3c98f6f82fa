// Below what was given out on paper: once more, or home.
#pragma once

#include <functional>
#include <string>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {

/// Going home by itself is said in its last seconds, and can be put off. `screen`: whose words the buttons
/// have
/// (.again, .leave, .stay); `print_again` is not kept.
inline void draw_done_choices(Services& services, ui::Ui& ui, const std::string& screen,
                              const std::function<void()>& print_again) {
  ui::Choice left{.id = screen + ".again"};
  ui::Choice leave{.id = screen + ".leave", .main = true};
  const auto seconds = services.navigation.seconds_left();
  if (seconds) {
    left.id = screen + ".stay";
    leave.words = ui.word("done.leaving", {{"seconds", std::to_string(*seconds)}});
    ui.again_in(Milliseconds{500});
  }
  const auto chosen = ui.pair(left, leave);
  if (!chosen) return;
  if (*chosen == 1) {
    services.navigation.leave();
    return;
  }
  if (!seconds) print_again();
  services.navigation.stay_longer();
}

}  // namespace yz::kiosk
