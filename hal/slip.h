// A slip: what is to be on paper, in the order it comes out, said once; drivers turn it into their own bytes.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace yz::hal {

enum class Align { left, centre, right };

/// One paragraph. `scale` multiplies the printer's normal character (24×24 dots for Chinese), 1…6, both ways.
/// Long lines wrap.
struct SlipText {
  std::string text;  // UTF-8; control characters are dropped before paper
  int scale{1};
  Align align{Align::left};
  bool bold{};
  bool operator==(const SlipText&) const = default;
};
/// A QR code at least 25 mm wide, centred. ≤ 300 bytes.
struct SlipQr {
  std::string data;
  bool operator==(const SlipQr&) const = default;
};
/// A thin line across the paper.
struct SlipRule {
  bool operator==(const SlipRule&) const = default;
};
/// Empty paper, in millimetres.
struct SlipSpace {
  int mm{2};
  bool operator==(const SlipSpace&) const = default;
};
/// A ruler across the paper from its left edge, a mark each millimetre, a number each ten: on a test page it
/// shows what the printer cuts off or stretches.
struct SlipRuler {
  bool operator==(const SlipRuler&) const = default;
};
using SlipBlock = std::variant<SlipText, SlipQr, SlipRule, SlipSpace, SlipRuler>;

/// Cut comes at the end of every slip by itself.
struct Slip {
  std::vector<SlipBlock> blocks;
  bool operator==(const Slip&) const = default;
};

}  // namespace yz::hal
