// Cards as files: JSON (docs/formats/sim-control.md) into the 256 bytes of text a card holds, in UTF-16LE.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::sim {

inline constexpr std::size_t card_text_bytes = 256;
inline constexpr std::size_t card_photo_bytes = 1'024;

struct Card {
  std::array<std::uint8_t, card_text_bytes> text{};
  std::vector<std::uint8_t> photo;         // 1024 bytes, or none
  std::vector<std::uint8_t> fingerprint;   // 0, 512 or 1024 bytes
  std::vector<std::uint8_t> address_more;  // 70 bytes, or none
  std::array<std::uint8_t, 4> iin{};       // what find answers
  std::array<std::uint8_t, 8> serial{};    // what select answers
};

/// `invalid` when it is no JSON, a field is too long for its place, or the kind is unknown.
Result<Card> parse_card(std::string_view json);

}  // namespace yz::sim
