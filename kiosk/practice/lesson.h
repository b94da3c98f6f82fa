// A lesson pack for the practice phone as values: screens made of parts, scenes made of steps
// (docs/content/lessons.md). Read from JSON by lesson_json.h, which also checks it; played by practice.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/practice/values.h"

namespace yz::practice {

enum class PartKind {
  status,
  title,
  apps,
  row,
  chat,
  field,
  keypad,
  slider,
  toggle,
  camera,
  ringing,
  call,
  pay,
  page,
  banner,
  lock,
  dialogue,
  text,
  button,
  image,
  code,
  bar
};
/// As packs write it: "switch" for a toggle, else the enumerator's name.
[[nodiscard]] const char* to_string(PartKind kind);

enum class Colour { none, red, orange, yellow, green, blue, purple, grey };
enum class TextSize { body, small, large, huge };
/// Of buttons: plain, main, quiet, danger. Of bubbles: plain (text), voice and the rest.
enum class Look { plain, main, quiet, danger, voice, packet, transfer, link, picture };

/// An app, a bubble, a word to type, a code in view, a button of a dialogue or of the bar.
struct Item {
  std::string id;  // empty: it is only looked at
  LocalText text;
  LocalText note;
  std::string icon;  // glyph name
  Colour colour{};
  Look look{};
  bool is_mine{};  // a bubble of the phone's owner
};

/// Which fields a kind has is in docs/content/lessons.md; the others are empty.
struct Part {
  PartKind kind{};
  std::string id;     // empty: it is only looked at
  std::string owner;  // the screen that says it: on all screens with that base it is the same part
  LocalText text;
  LocalText note;
  LocalText end;   // what is at the right end of a row, the sum of a payment, what stands in a field
  LocalText said;  // what the other says in a call
  std::string icon;
  std::string picture;  // file name beside lesson.json
  Colour colour{};
  Look look{};
  TextSize size{};
  bool is_on{};
  bool has_video{};
  std::int64_t min{}, max{}, step{1}, value{};
  std::string into;  // the field that a keypad types into
  std::vector<Item> items;
  int line{};  // in lesson.json
};

struct Screen {
  std::string id;
  std::string base;              // empty: none
  std::optional<bool> is_large;  // without: as its base
  std::vector<Part> parts;       // its own
  int line{};
};

struct Effect {
  enum class Kind { set, add, subtract };
  Kind kind{};
  std::string variable;
  Value value;
  std::string from;  // another variable in place of the value
};

/// Where a step leads, besides to other steps.
inline constexpr std::string_view next_end = "end";
inline constexpr std::string_view next_undo = "undo";

struct Option {
  std::string touch;
  bool is_right{};
  std::string next;
  std::vector<Effect> effects;
  int line{};
};

enum class Goal { touch, type, slide, toggle, choose, wait };

struct Step {
  std::string id;
  std::string screen;
  LocalText say;
  Goal goal{};
  std::string target;               // what is touched (a call's answer too), slid, switched, or typed into
  std::vector<std::string> keys;    // to type: "0" … "9", "point", or ids of words
  std::int64_t least{}, most{};     // where the slider is to be
  bool is_on{};                     // how the switch is to be
  int seconds{};                    // to wait
  std::vector<Option> options;      // to choose from
  std::vector<LocalText> hints;     // after the first, second, third wrong touch
  LocalText praise;                 // empty: none, as are the next three
  LocalText remember, call, again;  // after a choice: the line to keep, whom to ask, before choosing again
  std::vector<Effect> effects;
  std::string next;
  int line{};
};

struct Scene {
  std::string id;
  LocalText title;
  std::vector<Step> steps;
  int line{};

  [[nodiscard]] const Step* find(std::string_view step) const;
};

struct Lesson {
  std::string id;
  std::string icon;
  LocalText title;
  LocalText purpose;
  std::vector<LocalText> learnt;  // three
  std::vector<LocalText> card;    // lines of the memory card
  Variables variables;
  std::vector<Screen> screens;
  std::vector<Scene> scenes;  // never empty, nor the steps of one

  [[nodiscard]] const Screen* find_screen(std::string_view screen) const;
};

/// What of a part can be touched: its id, its items' ids, "keys.7", "call.answer" …
[[nodiscard]] std::vector<std::string> touchables(const Part& part);

/// The screen's parts from the top down, those of its bases first. Points into the lesson. Bases that go in a
/// circle end after the fourth.
[[nodiscard]] std::vector<const Part*> parts_of(const Lesson& lesson, const Screen& screen);
inline constexpr std::size_t bases_max = 4;
[[nodiscard]] bool is_large(const Lesson& lesson, const Screen& screen);

/// The keypad among the parts that has all keys and types into the field, or nullptr.
[[nodiscard]] const Part* keypad_for(const std::vector<const Part*>& parts, const Step& step);
/// The key's own text: "7", ".", or a word's.
[[nodiscard]] LocalText key_text(const Part& keypad, std::string_view key);
inline constexpr std::size_t keys_max = 12;

/// The option that is shown to who asks: the first right one.
[[nodiscard]] const Option* right_option(const Step& step);
/// Where the step leads when all is done rightly.
[[nodiscard]] std::string_view right_next(const Step& step);

}  // namespace yz::practice
