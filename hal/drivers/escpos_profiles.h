// What printer models can do, as data (docs/devices.md, "Printer models").
#pragma once

#include <string_view>

namespace yz::hal {

struct EscposProfile {
  std::string_view name;
  int dots;           // across the printable width
  bool chinese_font;  // prints one- and two-byte GB18030 with its own font
  bool native_qr;     // GS ( k; else the code is drawn
  bool cutter;
  int qr_mm;  // side of a QR code, quiet zone not counted
};

inline constexpr int dots_per_mm = 8;  // 203 dpi

/// nullptr for an unknown name; empty is "80mm".
[[nodiscard]] const EscposProfile* find_profile(std::string_view name);
/// "80mm, 58mm, …" for messages.
[[nodiscard]] const char* profile_names();

}  // namespace yz::hal
