// What the staff screens share: they lock when the PIN's time is over, and show what came of the last thing
// asked.
#pragma once

#include <string>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {

class StaffAnswer {
 public:
  explicit StaffAnswer(Services& services) : services_(services) {}

  void wait_for(AskId ask) { ask_ = ask; }
  void draw(ui::Ui& ui) {
    if (const StaffAnswered* answer = ask_ == 0 ? nullptr : services_.staff.answer(ask_)) {
      ask_ = 0;
      done_ = answer->done;
      words_ = services_.texts.words(answer->words, {{"label", answer->label}, {"next", ""}});
    }
    if (!words_.empty()) ui.banner("staff.answer", done_ ? ui::Tone::done : ui::Tone::trouble, words_);
  }

 private:
  Services& services_;
  AskId ask_{};
  bool done_{};
  std::string words_;
};

/// True when the screen may not be drawn: nobody has shown the PIN in this visit.
[[nodiscard]] inline bool is_locked(Services& services) {
  if (services.staff.is_unlocked()) return false;
  services.navigation.leave();
  return true;
}

}  // namespace yz::kiosk
