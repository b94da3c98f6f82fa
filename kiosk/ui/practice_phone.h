// The practice phone on the kiosk's screen: its body, the glass with the lesson, the hand that shows, and
// beside it what was said besides the sentence and the buttons. UI thread; a screen keeps one.
#pragma once

#include "kiosk/ui/phone_parts.h"

namespace yz::ui {

class PracticePhone {
 public:
  enum class Button { back, again, leave };
  struct Outcome {
    std::optional<PhoneTouch> touch;
    std::optional<Button> button;
  };
  /// After the words of the screen. Its ids are `practice.phone.<touchable>` and `<id>.back`, `.again`,
  /// `.leave`.
  Outcome draw(Ui& ui, std::string_view id, const PhoneShown& shown);

 private:
  struct Note {
    std::string id;
    std::string words;
  };
  void draw_body(Ui& ui, const Rect& body, const Rect& glass) const;
  void draw_hand(Ui& ui, const PhoneParts& parts, const PhoneShown& shown);
  /// A card beside the phone; those that find no room there follow the sentence.
  void draw_notes(Ui& ui, std::string_view id, const Rect& room, const practice::PracticeView& view) const;

  std::string shown_touch_;  // that the hand is at
  Milliseconds shown_since_{};
};

}  // namespace yz::ui
