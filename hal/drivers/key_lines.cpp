#include "hal/drivers/key_lines.h"

#include <linux/input.h>

#include <cstring>
#include <string_view>

namespace yz::hal {
namespace {

/// A run of keys beside each other and what they type, without and with shift: the US layout.
struct Keys {
  std::uint16_t first;
  std::string_view plain;
  std::string_view shifted;
};
constexpr Keys layout[]{
    {KEY_1, "1234567890-=", "!@#$%^&*()_+"},
    {KEY_TAB, "\tqwertyuiop[]", "\tQWERTYUIOP{}"},
    {KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
    {KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
    {KEY_KPASTERISK, "*", "*"},
    {KEY_SPACE, " ", " "},
    {KEY_KP7, "789-456+1230.", "789-456+1230."},
    {KEY_KPSLASH, "/", "/"},
};

/// 0: a key that types nothing.
char typed(std::uint16_t code, bool shift) {
  for (const Keys& keys : layout) {
    if (code < keys.first || code >= keys.first + keys.plain.size()) continue;
    const std::size_t at = std::size_t{code} - keys.first;
    return shift ? keys.shifted[at] : keys.plain[at];
  }
  return 0;
}

}  // namespace

std::optional<ScanLine> KeyLines::take(std::uint8_t byte) {
  event_ += static_cast<char>(byte);
  if (event_.size() < sizeof(input_event)) return std::nullopt;
  input_event event{};
  std::memcpy(&event, event_.data(), sizeof event);
  event_.clear();
  // A clock of rubbish must not overflow; the field is as wide as the kernel's.
  constexpr std::int64_t seconds_max = 1'000'000'000'000;
  if (event.input_event_sec < 0 || event.input_event_sec > seconds_max || event.input_event_usec < 0 ||
      event.input_event_usec >= 1'000'000) {
    lines_.drop();
    return std::nullopt;
  }
  return take(KeyEvent{Milliseconds{event.input_event_sec * 1'000 + event.input_event_usec / 1'000},
                       event.type, event.code, event.value});
}

std::optional<ScanLine> KeyLines::take(const KeyEvent& event) {
  if (event.type == EV_SYN && event.code == SYN_DROPPED) {  // the kernel's queue ran over: keys are missing
    lines_.skip();
    left_shift_ = right_shift_ = false;
  }
  if (event.type != EV_KEY) return std::nullopt;
  constexpr std::int32_t released = 0;
  constexpr std::int32_t pressed = 1;  // 2 is the kernel's own repeat
  if (event.code == KEY_LEFTSHIFT) left_shift_ = event.value != released;
  if (event.code == KEY_RIGHTSHIFT) right_shift_ = event.value != released;
  if (event.value != pressed) return std::nullopt;
  const Milliseconds gap = event.at - last_;
  if (gap > key_gap_max || gap < Milliseconds{0}) lines_.drop();
  last_ = event.at;
  if (event.code == KEY_ENTER || event.code == KEY_KPENTER) return lines_.take('\n');
  const char character = typed(event.code, left_shift_ || right_shift_);
  if (character == 0) return std::nullopt;
  return lines_.take(static_cast<std::uint8_t>(character));
}

}  // namespace yz::hal
