// A slip as ESC/POS bytes (docs/formats/escpos.md). Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hal/drivers/escpos_profiles.h"
#include "hal/glyphs.h"
#include "hal/slip.h"
#include "hal/slip_layout.h"

namespace yz::hal {

inline constexpr int band_rows_max = 128;  // of a picture at once: small receive buffers overrun with more

/// From ESC @ to the cut, and last, of models that answer it, GS r 1: its answer is the proof that the
/// printer consumed the job. `layout` must be of paper_of(profile).
[[nodiscard]] std::vector<std::uint8_t> encode_slip(const SlipLayout& layout, const EscposProfile& profile,
                                                    const Glyphs& glyphs);
[[nodiscard]] std::vector<std::uint8_t> encode_slip(const Slip& slip, const EscposProfile& profile,
                                                    const Glyphs& glyphs);

/// GB18030 bytes of a line, if each of its characters takes one or two; `unsupported` otherwise: such a line
/// is drawn.
[[nodiscard]] Result<std::string> to_two_byte_gb18030(std::string_view utf8);

}  // namespace yz::hal
