#include "kiosk/app/fresh_ids.h"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "base/ids.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t secret_chars = 12;

}  // namespace

bool start_randomness() {
  return sodium_init() >= 0;
}

std::string fresh_ulid(Instant now) {
  std::array<std::uint8_t, 10> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return make_ulid(now, bytes);
}

std::string fresh_secret() {
  std::array<std::uint8_t, secret_chars> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string secret;
  for (const std::uint8_t byte : bytes) secret += crockford[byte & 31U];
  return secret;
}

}  // namespace yz::kiosk
