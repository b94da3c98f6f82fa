#include "tests/support/planted_words.h"

#include <iconv.h>

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/check.h"

namespace yz::test {

namespace {

using Forms = std::vector<std::pair<std::string, std::string>>;  // what it is, its bytes

std::string converted(std::string text, const char* to) {
  iconv_t converter = iconv_open(to, "UTF-8");
  check(converter != iconv_t(-1), "iconv knows the encoding");
  std::array<char, 256> out{};
  char* from = text.data();
  char* into = out.data();
  std::size_t left = text.size();
  std::size_t room = out.size();
  const std::size_t done = iconv(converter, &from, &left, &into, &room);
  iconv_close(converter);
  check(done != std::size_t(-1), "iconv converts");
  return {out.data(), out.size() - room};
}

std::string hex(const std::string& bytes, const char* digits) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

/// The characters of base64 that depend on `bytes` alone, when they begin `shift` bytes into a group of
/// three.
std::string base64_core(const std::string& bytes, std::size_t shift) {
  constexpr const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::string padded = std::string(shift, '\0') + bytes;
  std::string text;
  for (std::size_t bit = 0; bit + 6 <= padded.size() * 8; bit += 6) {
    if (bit < shift * 8) continue;  // shares bits with what stands before
    unsigned value = 0;
    for (std::size_t i = bit; i < bit + 6; ++i)
      value = value << 1U | (static_cast<unsigned char>(padded[i / 8]) >> (7 - i % 8) & 1U);
    text += alphabet[value];
  }
  return text;
}

Forms forms() {
  Forms all;
  for (const char* word : {planted::words, planted::name, planted::phone}) {
    for (const char* encoding : {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"}) {
      const std::string bytes = converted(word, encoding);
      const std::string what = std::string(word) + " as " + encoding;
      all.emplace_back(what, bytes);
      all.emplace_back(what + " in hex", hex(bytes, "0123456789abcdef"));
      all.emplace_back(what + " in HEX", hex(bytes, "0123456789ABCDEF"));
      for (std::size_t shift = 0; shift < 3; ++shift)
        all.emplace_back(what + " in base64", base64_core(bytes, shift));
    }
  }
  return all;
}

}  // namespace

std::vector<std::string> planted_words_in_bytes(const std::string& bytes) {
  static const Forms all = forms();
  std::vector<std::string> found;
  for (const auto& [what, form] : all) {
    if (bytes.find(form) != std::string::npos) found.push_back(what);
  }
  return found;
}

std::vector<std::string> planted_words_in(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (!file.is_regular_file()) continue;
    std::ifstream in(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    for (const std::string& what : planted_words_in_bytes(bytes))
      found.push_back(file.path().filename().string() + ": " + what);
  }
  return found;
}

}  // namespace yz::test
