// The glass of the practice phone in one frame: the parts of a lesson's screen from the top down, in type
// that gets smaller before anything leaves the glass, and then shows what the step needs. UI thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/practice/practice.h"
#include "kiosk/ui/ui.h"

namespace yz::ui {

/// What a finger on the phone meant.
struct PhoneTouch {
  std::string target;                 // as practice::touchables names it; empty: beside them all
  std::optional<std::int64_t> place;  // of a slider's bar
};

struct PhoneShown {
  const practice::PracticeView& view;
  std::vector<std::string> wanted;  // stays in sight: ids of parts or touchables
  std::function<std::shared_ptr<const hal::ColourPicture>(const std::string& file)> picture;
};

/// Chinese em of what is read on it, in design pixels.
inline constexpr float phone_em_min = 28;
inline constexpr float phone_em_min_large = 36;
/// Half a slider's knob: so far its line ends inside its place.
inline constexpr float slider_knob = 28;
inline constexpr float phone_target_least = 120;  // high; the narrowest is 88 wide
inline constexpr float phone_air = 18;            // between words and the edge of what they stand on
inline constexpr float phone_gap = 16;            // between the glass's edge and its parts, and between parts

class PhoneParts {
 public:
  PhoneParts(Ui& ui, const PhoneShown& shown, const Rect& glass);

  void draw();
  [[nodiscard]] const std::optional<PhoneTouch>& touched() const { return touched_; }
  /// Where it lies; nullptr: it is not in sight.
  [[nodiscard]] const Rect* place(const std::string& target) const;

 private:
  using Part = practice::Part;
  using Item = practice::Item;
  enum class Band { top, flow, fill, bottom, over };
  /// A part, or as much of it as stays together: a row of apps, a bubble.
  struct Block {
    const Part* part{};
    Band band{};
    std::size_t from{}, to{};  // of its items
    float height{};
  };
  struct Skin {
    Ink back{Ink::card};
    Ink front{Ink::text};
  };
  struct Words {
    std::string text;
    Ui::Fit fit;
    Weight weight{Weight::regular};
    bool is_cut{};  // inside a word: there was no room for it at the least size
    [[nodiscard]] float height() const { return text.empty() ? 0 : fit.height(); }
  };
  /// What a part says, and the smaller line below it.
  struct TwoWords {
    Words head, note;
    float between{};
    [[nodiscard]] float height() const { return head.height() + between + note.height(); }
  };
  enum class Align { left, centre, right };

  [[nodiscard]] static Band band_of(practice::PartKind kind);
  [[nodiscard]] static Skin skin_of(practice::Colour colour);
  [[nodiscard]] static Skin skin_of(practice::Look look);
  [[nodiscard]] float px(float design) const { return ui_.px(design); }
  /// Of so many times the reading size, never below the least.
  [[nodiscard]] float em(float times) const;
  [[nodiscard]] const std::string& of(const practice::LocalText& text) const;
  [[nodiscard]] Words words(const std::string& text, float times, Weight weight, float width,
                            std::size_t lines_wanted = 99) const;
  [[nodiscard]] TwoWords two_words(const Part& part, float width) const;
  [[nodiscard]] std::size_t columns_of(const Part& apps) const;

  // ── layout ──
  void split();
  [[nodiscard]] bool fit_into_glass();
  [[nodiscard]] float height_of(Band band) const;
  [[nodiscard]] bool is_wanted(const Block& block) const;
  /// From the first to the last of the middle that the step needs.
  [[nodiscard]] float needed_in_middle() const;
  /// Leaves out what the step can do without where what it needs would lie over the rest: the time, keys that
  /// are not typed on, the title.
  void make_room();
  /// The blocks of the middle that are shown when not all find room.
  void show_part_of(std::vector<const Block*>& middle, float room);
  void draw_middle(float top, float bottom);

  // ── drawing; nothing is drawn while heights are measured ──
  float block(const Block& block, const Rect& at);
  float part(const Part& part, const Rect& at);
  void write(const Words& words, float x, float y, float width, Ink ink, Align align = Align::left);
  /// About the height `centre_y`; its note in an ink of its own.
  void write(const TwoWords& words, float x, float centre_y, float width, Ink note);
  void emblem(const Rect& rect, const std::string& icon, const Skin& skin);
  [[nodiscard]] bool is_glowing(const std::string& target) const;
  /// Glowing, pressed or ringed: what otherwise has no face of its own shows one.
  [[nodiscard]] bool is_marked(const std::string& target) const;
  void glow(const std::string& target, const Rect& rect);
  void face(const std::string& target, const Rect& rect, const Skin& skin);
  void touchable(const std::string& target, const Rect& rect, const Words& words, const Skin& skin,
                 Target::Kind kind = Target::Kind::action);
  void plain(const Rect& rect, const Words& words, const Skin& skin);
  struct Key {
    std::string target;
    std::string text;
    std::string icon{};  // above the words; without it they are large
    Skin skin{};
    Target::Kind kind{Target::Kind::action};
  };
  float key(const Key& key, const Rect& at);
  /// Keys beside and below each other, all of one height.
  float grid(const std::vector<Key>& keys, std::size_t columns, const Rect& at);
  [[nodiscard]] Words label_of(const Key& key, float width) const;
  float button(const std::string& target, const Rect& at, const std::string& text, const std::string& icon,
               const Skin& skin);

  float status(const Part& part, const Rect& at);
  float title(const Part& part, const Rect& at);
  float banner(const Part& part, const Rect& at);
  float apps(const Block& block, const Rect& at);
  float row(const Part& part, const Rect& at);
  float bubble(const Item& item, const Rect& at);
  float field(const Part& part, const Rect& at);
  float keypad(const Part& part, const Rect& at);
  float slider(const Part& part, const Rect& at);
  void slider_bar(const Part& part, const Rect& at);
  float toggle(const Part& part, const Rect& at);
  float page(const Part& part, const Rect& at);
  float text(const Part& part, const Rect& at);
  float image(const Part& part, const Rect& at);
  float code(const Part& part, const Rect& at);
  float bar(const Part& part, const Rect& at);
  float camera(const Part& part, const Rect& at);
  float person(const Part& part, const Rect& at);
  float ringing(const Part& part, const Rect& at);
  float call(const Part& part, const Rect& at);
  float lock(const Part& part, const Rect& at);
  void dialogue(const Part& part);
  void pay(const Part& part);

  Ui& ui_;
  const PhoneShown& shown_;
  Rect glass_;
  Rect inside_;  // of it
  float body_{};
  float least_{};
  bool is_dark_{};
  bool is_tight_{};  // what the step can do without is left out
  bool measures_{};
  bool is_covered_{};  // by what lies over it: drawn, and out of reach
  std::vector<Block> blocks_;
  std::map<std::string, Rect> places_;
  std::optional<PhoneTouch> touched_;
  int plain_{};
};

}  // namespace yz::ui
