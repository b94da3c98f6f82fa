// Writing by hand and by pinyin, for screens: what is written goes out by functions that return at once, what
// was made of it comes back through the inbox. Belongs to the visit. UI thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace yz::kiosk {

/// A point on the writing canvas of 1024 × 1024.
struct InkDot {
  float x{}, y{};
  bool operator==(const InkDot&) const = default;
};
using InkStroke = std::vector<InkDot>;
inline constexpr float ink_canvas = 1'024;
inline constexpr std::size_t ink_characters_max = 8;

struct ReadCharacter {
  std::string text;  // one character, UTF-8
  bool is_sure{};    // complete as it is: whoever writes on after a pause means the next one
};

enum class PinyinKeys { nine, letters };
struct PinyinPress {
  char key{};  // 'a'…'z'; '2'…'9' with nine keys
};
struct PinyinBack {};  // the last key
struct PinyinClear {};
struct PinyinChoose {
  std::size_t word{};
};
/// Nine keys: what the first group of digits is to mean.
struct PinyinReading {
  std::size_t reading{};
};
using PinyinStep =
    std::variant<PinyinKeys, PinyinPress, PinyinBack, PinyinClear, PinyinChoose, PinyinReading>;

/// What stands written so far and what it may mean.
struct PinyinView {
  std::string syllables;              // "lou dao deng"; empty: nothing is being written
  std::vector<std::string> readings;  // nine keys: what the first group may be
  std::vector<std::string> words;     // best first
};

// ── what comes back ──
/// `serial`: of the last strokes it is about.
struct InkRead {
  std::uint64_t serial{};
  std::vector<ReadCharacter> characters;
};
struct PinyinShown {
  std::uint64_t serial{};
  PinyinView view;
  std::string chosen;  // written for good by this step
};
/// The recogniser or the dictionary cannot be used; why is in the log.
enum class InputWay { ink, pinyin };
struct InputMissing {
  InputWay way{};
};
using InputReport = std::variant<InkRead, PinyinShown, InputMissing>;

/// The threads behind it.
struct InputActions {
  std::function<void(std::uint64_t serial, std::vector<InkStroke>)> read_ink;
  std::function<void(std::uint64_t serial, PinyinStep)> pinyin;
};

class InputDesk {
 public:
  explicit InputDesk(InputActions actions) : actions_(std::move(actions)) {}

  // ── by hand ──
  /// All strokes of the character so far; an answer to fewer of them is dropped when it comes.
  void write(std::vector<InkStroke> strokes);
  /// nullptr while it is being read.
  [[nodiscard]] const std::vector<ReadCharacter>* characters() const;
  void forget_ink();

  // ── by pinyin ──
  void step(PinyinStep step);
  [[nodiscard]] const PinyinView& pinyin() const { return pinyin_; }
  /// What was chosen since the last call; goes behind the text.
  [[nodiscard]] std::string take_chosen() { return std::exchange(chosen_, {}); }

  [[nodiscard]] bool is_missing(InputWay way) const {
    return way == InputWay::ink ? ink_missing_ : pinyin_missing_;
  }

  // ── the loop's part ──
  void take(InkRead report);
  void take(PinyinShown report);
  void take(const InputMissing& report);
  /// The resident has left.
  void wipe();

 private:
  InputActions actions_;
  std::uint64_t serial_{};
  std::uint64_t ink_serial_{};  // of the last strokes that were sent
  std::uint64_t forgotten_{};   // steps up to here were another resident's
  std::vector<ReadCharacter> read_;
  bool is_read_{};
  PinyinView pinyin_;
  std::string chosen_;
  bool ink_missing_{};
  bool pinyin_missing_{};
};

}  // namespace yz::kiosk
