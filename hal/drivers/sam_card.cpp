#include "hal/drivers/sam_card.h"

#include <string>

namespace yz::hal {
namespace {

constexpr std::size_t text_bytes = 256;
constexpr std::size_t card_photo_bytes_max = 1'024;
constexpr std::size_t type_at = 248;

class TextBlock {
 public:
  explicit TextBlock(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint16_t unit(std::size_t at) const {
    return static_cast<std::uint16_t>(bytes_[at] | bytes_[at + 1] << 8U);
  }

  /// UTF-16LE as UTF-8, without the blanks that pad it. Half a surrogate pair becomes U+FFFD.
  [[nodiscard]] std::string text(std::size_t at, std::size_t size) const {
    std::string utf8;
    utf8.reserve(size / 2 * 3);  // growing would leave copies behind
    for (std::size_t i = at; i < at + size; i += 2) {
      char32_t code = unit(i);
      const bool is_high = code >= 0xD800 && code < 0xDC00;
      if (is_high && i + 2 < at + size && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (unit(i + 2) - 0xDC00U);
        i += 2;
      } else if (code >= 0xD800 && code < 0xE000) {
        code = 0xFFFD;
      }
      append(utf8, code);
    }
    while (!utf8.empty() && (utf8.back() == ' ' || utf8.back() == '\0')) utf8.pop_back();
    return utf8;
  }

  [[nodiscard]] Result<std::chrono::year_month_day> date(std::size_t at) const {
    unsigned value = 0;
    for (std::size_t i = at; i < at + 16; i += 2) {
      const std::uint16_t digit = unit(i);
      if (digit < '0' || digit > '9') return fail(Code::corrupt, "a date with a letter");
      value = value * 10 + (digit - '0');
    }
    const std::chrono::year_month_day day{std::chrono::year{static_cast<int>(value / 10'000)},
                                          std::chrono::month{value / 100 % 100},
                                          std::chrono::day{value % 100}};
    if (!day.ok()) return fail(Code::corrupt, "a date that does not exist");
    return day;
  }

 private:
  static void append(std::string& utf8, char32_t code) {
    const auto put = [&](char32_t byte) { utf8 += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0U | code >> 6U);
      put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
      put(0xE0U | code >> 12U);
      put(0x80U | (code >> 6U & 0x3FU));
      put(0x80U | (code & 0x3FU));
    } else {
      put(0xF0U | code >> 18U);
      put(0x80U | (code >> 12U & 0x3FU));
      put(0x80U | (code >> 6U & 0x3FU));
      put(0x80U | (code & 0x3FU));
    }
  }

  std::span<const std::uint8_t> bytes_;
};

/// Where the fields lie that we take.
struct Places {
  CardKind kind;
  std::size_t name, name_size, number, number_size, sex, born;
};

Result<Places> places_of(std::uint16_t type) {
  switch (type) {
    case ' ':
      return Places{CardKind::resident, 0, 30, 122, 36, 30, 36};
    case 'J':
      return Places{CardKind::hong_kong_macao_taiwan, 0, 30, 122, 36, 30, 36};
    case 'I':
      return Places{CardKind::foreigner, 158, 30, 122, 30, 120, 220};  // 2017
    case 'Y':
      return Places{CardKind::foreigner, 0, 30, 122, 36, 30, 36};  // 2023
    default:
      return fail(Code::unsupported, "card type " + std::to_string(type));
  }
}

}  // namespace

Result<IdCard> parse_card(std::span<const std::uint8_t> data) {
  constexpr std::size_t lengths = 4;
  if (data.size() < lengths + text_bytes) return fail(Code::corrupt, "reply too short");
  const std::size_t text_size = static_cast<std::size_t>(data[0]) << 8U | data[1];
  const std::size_t photo_size = static_cast<std::size_t>(data[2]) << 8U | data[3];
  if (text_size != text_bytes || photo_size > card_photo_bytes_max ||
      data.size() != lengths + text_size + photo_size) {
    return fail(Code::corrupt, "lengths in the reply");
  }
  const TextBlock block(data.subspan(lengths, text_bytes));
  const auto places = places_of(block.unit(type_at));
  if (!places) return fail(places.error());
  const auto born = block.date(places->born);
  if (!born) return fail(born.error());
  IdCard card;
  card.kind = places->kind;
  card.name = Sensitive<std::string>(block.text(places->name, places->name_size));
  card.number = Sensitive<std::string>(block.text(places->number, places->number_size));
  card.born = *born;
  card.sex = static_cast<char>(block.unit(places->sex));
  // A foreigner's card may have no Chinese name; then it is the other one.
  if (card.kind == CardKind::foreigner && card.name.reveal().empty()) {
    card.name = Sensitive<std::string>(block.unit(type_at) == 'I' ? block.text(0, 120) : block.text(52, 70));
  }
  return card;
}

}  // namespace yz::hal
