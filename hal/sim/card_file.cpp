#include "hal/sim/card_file.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>

namespace yz::sim {

namespace {

// Where a field of the file stands on the card: offset and length in bytes.
struct Place {
  const char* field;
  std::size_t at, bytes;
};
constexpr std::array resident{Place{"name", 0, 30},        Place{"sex", 30, 2},      Place{"nation", 32, 4},
                              Place{"born", 36, 16},       Place{"address", 52, 70}, Place{"number", 122, 36},
                              Place{"authority", 158, 30}, Place{"from", 188, 16},   Place{"to", 204, 16}};
constexpr std::array permit{
    Place{"name", 0, 30},     Place{"sex", 30, 2},      Place{"born", 36, 16},
    Place{"address", 52, 70}, Place{"number", 122, 36}, Place{"authority", 158, 30},
    Place{"from", 188, 16},   Place{"to", 204, 16},     Place{"travel_permit", 220, 18},
    Place{"issues", 238, 4}};
constexpr std::array foreigner_2017{Place{"name_latin", 0, 120}, Place{"sex", 120, 2},
                                    Place{"number", 122, 30},    Place{"nationality", 152, 6},
                                    Place{"name", 158, 30},      Place{"from", 188, 16},
                                    Place{"to", 204, 16},        Place{"born", 220, 16},
                                    Place{"version", 236, 4},    Place{"office", 240, 8}};
constexpr std::array foreigner_2023{
    Place{"name", 0, 30},         Place{"sex", 30, 2},         Place{"renewals", 32, 4},
    Place{"born", 36, 16},        Place{"name_latin", 52, 70}, Place{"number", 122, 36},
    Place{"from", 188, 16},       Place{"to", 204, 16},        Place{"name_latin_more", 220, 22},
    Place{"nationality", 242, 6}, Place{"earlier", 250, 6}};
constexpr std::size_t flag_at = 248;

struct Kind {
  const char* name;
  char flag;
  std::span<const Place> places;
};
constexpr std::array kinds{Kind{"resident", ' ', resident}, Kind{"J", 'J', permit},
                           Kind{"I", 'I', foreigner_2017}, Kind{"Y", 'Y', foreigner_2023},
                           Kind{"unknown", 'Q', resident}};

// Plain UTF-8 as nlohmann hands it out: already checked to be well formed.
std::u16string utf16(const std::string& text) {
  std::u16string units;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      code = (code << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    i += length;
    if (code >= 0x10000) {
      units += static_cast<char16_t>(0xD800U + ((code - 0x10000) >> 10U));
      units += static_cast<char16_t>(0xDC00U + ((code - 0x10000) & 0x3FFU));
    } else {
      units += static_cast<char16_t>(code);
    }
  }
  return units;
}

Status put(std::span<std::uint8_t> block, const Place& place, const std::string& value) {
  const std::u16string units = utf16(value);
  if (units.size() * 2 > place.bytes) return fail(Code::invalid, std::string(place.field) + " is too long");
  for (std::size_t i = 0; i < units.size(); ++i) {
    block[place.at + 2 * i] = static_cast<std::uint8_t>(units[i] & 0xFFU);
    block[place.at + 2 * i + 1] = static_cast<std::uint8_t>(units[i] >> 8U);
  }
  return {};
}

void blank(std::span<std::uint8_t> block) {
  for (std::size_t i = 0; i < block.size(); ++i) block[i] = i % 2 == 0 ? 0x20 : 0x00;
}

Status read_hex(const std::string& text, std::span<std::uint8_t> out, const char* field) {
  if (text.empty()) return {};
  const bool is_hex = text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!is_hex || text.size() != out.size() * 2)
    return fail(Code::invalid, std::string(field) + ": hex of its length");
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(std::stoi(text.substr(2 * i, 2), nullptr, 16));
  }
  return {};
}

Result<Card> make_card(const nlohmann::json& file) {
  const auto text_of = [&file](const char* field) { return file.value(field, std::string{}); };
  const std::string kind_name = text_of("kind");
  const auto* const kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const Kind& known) { return known.name == kind_name; });
  if (kind == kinds.end()) return fail(Code::invalid, "unknown kind " + kind_name);
  Card card;
  blank(card.text);
  for (const Place& place : kind->places) {
    if (auto done = put(card.text, place, text_of(place.field)); !done) return fail(done.error());
  }
  card.text[flag_at] = static_cast<std::uint8_t>(kind->flag);
  card.text[flag_at + 1] = 0;
  if (file.value("photo", true)) card.photo.assign(card_photo_bytes, 0);
  if (!card.photo.empty() && file.value("photo_head", false)) {
    const std::array<std::uint8_t, 6> head{0x57, 0x4C, 102, 0, 126, 0};
    std::copy(head.begin(), head.end(), card.photo.begin());
  }
  const int fingerprint = file.value("fingerprint_bytes", 0);
  if (fingerprint != 0 && fingerprint != 512 && fingerprint != 1'024) {
    return fail(Code::invalid, "fingerprint_bytes is 0, 512 or 1024");
  }
  card.fingerprint.assign(static_cast<std::size_t>(fingerprint), 0);
  if (const std::string more = text_of("address_more"); !more.empty()) {
    card.address_more.resize(70);
    blank(card.address_more);
    if (auto done = put(card.address_more, {"address_more", 0, 70}, more); !done) return fail(done.error());
  }
  if (auto done = read_hex(text_of("iin"), card.iin, "iin"); !done) return fail(done.error());
  if (auto done = read_hex(text_of("serial"), card.serial, "serial"); !done) return fail(done.error());
  return card;
}

}  // namespace

Result<Card> parse_card(std::string_view json) {
  try {
    return make_card(nlohmann::json::parse(json));
  } catch (const nlohmann::json::exception& error) {
    return fail(Code::invalid, error.what());
  }
}

}  // namespace yz::sim
