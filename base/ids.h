// Ids: Id<Tag>, a string that cannot be mixed up with another kind's, and Ulid, the 26 characters of
// github.com/ulid/spec (48 bits of milliseconds, 80 of randomness, Crockford's base 32).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"

namespace yz {

template <class Tag>
struct Id {
  std::string value;
  Id() = default;
  explicit Id(std::string text) : value(std::move(text)) {}
  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool empty() const { return value.empty(); }
};

inline constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::size_t ulid_chars = 26;

/// `randomness`: ten bytes from a good source; the caller brings them, so that a test can repeat them.
[[nodiscard]] inline std::string make_ulid(Instant now, const std::array<std::uint8_t, 10>& randomness) {
  std::string text(ulid_chars, '0');
  auto time = static_cast<std::uint64_t>(now.time_since_epoch().count()) & 0xFFFF'FFFF'FFFFU;
  for (std::size_t i = 10; i-- > 0; time >>= 5U) text[i] = crockford[time & 31U];
  for (std::size_t half = 0; half < 2; ++half) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) bits = (bits << 8U) | randomness[half * 5 + i];
    for (std::size_t i = 8; i-- > 0; bits >>= 5U) text[10 + half * 8 + i] = crockford[bits & 31U];
  }
  return text;
}

[[nodiscard]] inline bool is_ulid(std::string_view text) {
  if (text.size() != ulid_chars || text[0] > '7') return false;
  for (const char c : text) {
    if (crockford.find(c) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace yz

template <class Tag>
struct std::hash<yz::Id<Tag>> {
  std::size_t operator()(const yz::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
