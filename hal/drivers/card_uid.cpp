#include "hal/drivers/card_uid.h"

#include <string>

namespace yz::hal {
namespace {

const ApduCommand get_uid{.cla = 0xFF, .ins = 0xCA, .answer = 0};  // PC/SC part 3; the reader answers it
constexpr std::size_t single_bytes = 4, double_bytes = 7, triple_bytes = 10;  // ISO 14443-3
constexpr std::uint8_t made_up = 0x08;

std::string to_hex(const std::vector<std::uint8_t>& bytes) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 0xFU];
  }
  return hex;
}

}  // namespace

CardLook read_uid(const Transmit& transmit) {
  const auto answer = exchange(transmit, get_uid);
  if (!answer) return fail(answer.error());
  if (!answer->is_ok()) return std::nullopt;
  const auto& uid = answer->data.reveal();
  const bool is_single = uid.size() == single_bytes;
  if (!is_single && uid.size() != double_bytes && uid.size() != triple_bytes)
    return CardReading(CardProblem::unsupported);
  if (is_single && uid[0] == made_up) return CardReading(CardProblem::unsupported);
  SmartCard card;
  card.kind = SmartCardKind::uid;
  card.uid = Sensitive<std::string>(to_hex(uid));
  return CardReading(std::move(card));
}

}  // namespace yz::hal
