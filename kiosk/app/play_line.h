// One line of a play (`--play`, docs/getting-started.md): what a resident does, or what must be seen. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "kiosk/app/input_desk.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

inline constexpr std::size_t play_line_bytes_max = 8'192;
inline constexpr Milliseconds play_timeout{5'000};
inline constexpr Milliseconds play_timeout_max{600'000};

/// A finger at the centre of that widget, for `hold`.
struct PlayTap {
  std::string widget;
  Milliseconds hold{60};
};
/// A finger that writes one character on a pad: strokes on a canvas of 1024 × 1024.
struct PlayWrite {
  std::string pad;
  std::vector<InkStroke> strokes;  // none is empty
};
/// Until that screen is shown, or that widget.
struct PlayWait {
  std::string what;
};
struct PlayShot {
  std::string name;
};
struct PlayType {
  std::string text;
};
struct PlaySleep {
  Milliseconds time{};
};
/// Until it stands on the screen: `expect_text`, or `wait_text`, which says the same.
struct PlayExpect {
  std::string text;
};
/// How the resident wants the screen, without the access screen's touches.
struct PlayAccess {
  AccessSettings access;
  std::string changed;  // "lang" or "size"
};
using PlayAct =
    std::variant<PlayTap, PlayWrite, PlayWait, PlayShot, PlayType, PlaySleep, PlayExpect, PlayAccess>;
struct PlayLine {
  PlayAct act;
  Milliseconds timeout{play_timeout};
};

/// `invalid` says what is wrong and what is allowed. A name of a picture: letters, digits, '-', '_', '.'.
[[nodiscard]] Result<PlayLine> parse_play_line(std::string_view json);

}  // namespace yz::kiosk
