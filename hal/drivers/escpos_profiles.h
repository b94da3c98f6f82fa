// What printer models can do, as data (docs/devices.md, "Printer models").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hal/device.h"
#include "hal/slip_layout.h"

namespace yz::hal {

/// none: a tear bar · partial, full: GS V · old: ESC i, of models that know no GS V.
enum class Cutter { none, partial, full, old };
/// none: only takes bytes · dle_eot: answers when asked · asb: also tells each change by itself.
enum class StatusKind { none, dle_eot, asb };

struct EscposProfile {
  std::string_view name;
  int paper_mm{80};
  int dots{576};            // across the printable width
  int qr_mm{30};            // side of a QR code, quiet zone not counted
  bool chinese_font{true};  // prints one- and two-byte GB18030 with its own font; else lines are drawn
  bool native_qr{};         // GS ( k; else the code is drawn
  Cutter cutter{Cutter::partial};
  bool presenter{};  // holds the slip out until it is taken: GS e
  StatusKind status{StatusKind::asb};
  bool tells_done{true};  // answers GS r 1 behind the job
  bool jam_sensor{};      // DLE EOT 3, bit 04
};

inline constexpr int dots_per_mm = 8;  // 203 dpi

/// nullptr for an unknown name; empty is "80mm".
[[nodiscard]] const EscposProfile* find_profile(std::string_view name);
/// "80mm", "58mm" …: the usual one first.
[[nodiscard]] std::vector<std::string_view> escpos_profiles();
[[nodiscard]] SlipPaper paper_of(const EscposProfile& profile);
/// What staff see of it.
[[nodiscard]] Capabilities capabilities_of(const EscposProfile& profile);

}  // namespace yz::hal
