// The text pad: writing a few sentences by hand, by pinyin, or out of ready phrases (docs/accessibility.md,
// "Writing"). A screen keeps one; the words themselves stay in the session. UI thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/app/input_desk.h"
#include "kiosk/ui/text_pad_layout.h"
#include "kiosk/ui/ui.h"

namespace yz::ui {

class TextPad {
 public:
  enum class Way { hand, pinyin, phrases };
  /// What the resident wants to go on to.
  enum class Wish { nothing, done, speak };

  explicit TextPad(kiosk::Services& services, Way way) : services_(services), way_(way) {}
  ~TextPad() { services_.input.forget_ink(); }
  TextPad(const TextPad&) = delete;
  TextPad& operator=(const TextPad&) = delete;

  /// Everything below the title. `words` is what was written so far and is changed; `phrases` are the
  /// station's.
  Wish draw(Ui& ui, const std::string& id, Sensitive<std::string>& words, std::size_t characters_max,
            std::span<const std::string> phrases);

  [[nodiscard]] bool is_pinyin() const { return way_ == Way::pinyin; }

 private:
  void add(const std::string& text);
  void erase();
  [[nodiscard]] bool is_settled();
  void tell_keys();
  void draw_field();
  void draw_cursor(const Rect& first, const std::vector<std::string>& lines, const std::string& syllables);
  void draw_tabs(Wish& wish);
  void draw_hand(Wish& wish);
  void draw_pinyin(Wish& wish);
  void draw_phrases(Wish& wish, std::span<const std::string> phrases);
  void draw_pad(const Rect& pad);
  void draw_candidates(const HandPlaces& places);
  void draw_words(const KeyPlaces& places);
  void draw_marks(const std::vector<Rect>& cells, const Rect& more);
  void take_ink(const Rect& pad);
  bool action(const char* name, const Rect& rect, bool main = false);
  [[nodiscard]] std::string part(const std::string& name) const { return id_ + '.' + name; }
  [[nodiscard]] bool waits_for_next() const;
  void leave_marks() { shows_marks_ = false; }

  kiosk::Services& services_;
  Way way_;
  bool has_letters_{};    // the full keyboard instead of nine keys
  bool are_keys_told_{};  // to the dictionary, which opens with the first of them
  bool shows_marks_{};    // punctuation and digits in the candidates' place
  std::size_t turned_{};  // words or marks turned on by 换一批
  std::vector<PadStroke> ink_;
  Milliseconds lifted_{};  // when the last stroke ended
  Page page_;
  // of the frame being drawn
  Ui* ui_{};
  std::string id_;
  Sensitive<std::string>* words_{};
  std::size_t characters_max_{};
};

}  // namespace yz::ui
