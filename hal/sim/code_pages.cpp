#include "hal/sim/code_pages.h"

#include <iconv.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace yz::sim {

namespace {

std::optional<std::string> convert(const char* to, const char* from, std::string bytes) {
  iconv_t converter = iconv_open(to, from);
  std::intptr_t handle = 0;
  std::memcpy(&handle, &converter, sizeof handle);  // what iconv_open calls -1 is no pointer
  if (handle == -1) return std::nullopt;
  constexpr std::size_t growth_max = 4;
  std::string out(bytes.size() * growth_max, '\0');
  char* in_at = bytes.data();
  char* out_at = out.data();
  std::size_t in_left = bytes.size();
  std::size_t out_left = out.size();
  const std::size_t result = iconv(converter, &in_at, &in_left, &out_at, &out_left);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1) || in_left != 0) return std::nullopt;
  out.resize(out.size() - out_left);
  return out;
}

std::optional<char32_t> letter(const char* character_set, std::string bytes) {
  const auto units = convert("UTF-32LE", character_set, std::move(bytes));
  char32_t code = 0;
  if (!units || units->size() != sizeof code) return std::nullopt;
  std::memcpy(&code, units->data(), sizeof code);
  return code;
}

struct Page {
  int number;
  const char* name;
};
constexpr std::array pages{Page{0, "CP437"}, Page{2, "CP850"},   Page{3, "CP860"},  Page{4, "CP863"},
                           Page{5, "CP865"}, Page{16, "CP1252"}, Page{17, "CP866"}, Page{18, "CP852"}};

}  // namespace

std::optional<char32_t> gb18030_letter(unsigned char lead, unsigned char trail) {
  return letter("GB18030", {static_cast<char>(lead), static_cast<char>(trail)});
}

std::optional<std::string> gb18030_text(const std::string& utf8) {
  return convert("GB18030", "UTF-8", utf8);
}

char32_t latin_letter(int page, unsigned char byte) {
  if (byte < 0x80) return byte;
  const char* name = pages.front().name;
  for (const Page& known : pages) {
    if (known.number == page) name = known.name;
  }
  return letter(name, {static_cast<char>(byte)}).value_or(U'?');
}

void append_utf8(std::string& text, char32_t code) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0U | (code >> 6U));
  } else if (code < 0x10000) {
    add(0xE0U | (code >> 12U));
    add(0x80U | ((code >> 6U) & 0x3FU));
  } else {
    add(0xF0U | (code >> 18U));
    add(0x80U | ((code >> 12U) & 0x3FU));
    add(0x80U | ((code >> 6U) & 0x3FU));
  }
  add(0x80U | (code & 0x3FU));
}

}  // namespace yz::sim
