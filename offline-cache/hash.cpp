#include "offline-cache/hash.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "base/ids.h"

namespace yz::cache {

namespace {
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
}  // namespace

Hash sha256(std::string_view bytes) {
  Hash out{};
  crypto_hash_sha256(out.data(), bytes_of(bytes), bytes.size());
  return out;
}

Hash chain_next(const Hash& before, std::string_view line) {
  constexpr std::string_view label = "yz-chain-1";
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, bytes_of(label), label.size());
  crypto_hash_sha256_update(&state, before.data(), before.size());
  crypto_hash_sha256_update(&state, bytes_of(line), line.size());
  Hash out{};
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

bool from_hex(std::string_view hex, std::span<std::uint8_t> out) {
  if (hex.size() != out.size() * 2) return false;
  constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto high = digits.find(hex[2 * i]);
    const auto low = digits.find(hex[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return false;
    out[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return true;
}

std::optional<Hash> hash_from_hex(std::string_view hex) {
  Hash out{};
  if (!from_hex(hex, out)) return std::nullopt;
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // libsodium counts the closing zero byte
  return out;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                        nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  out.resize(length);
  return out;
}

std::string new_ulid(const Clock& clock) {
  static const bool ready = sodium_init() >= 0;
  check(ready, "libsodium starts");
  std::array<std::uint8_t, 10> randomness{};
  randombytes_buf(randomness.data(), randomness.size());
  return make_ulid(clock.now(), randomness);
}

}  // namespace yz::cache
