// SHA-256, hex, base64 and fresh ids: the one place where bytes of ours are turned into names. Pure but for
// new_ulid.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace yz::cache {

using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] Hash sha256(std::string_view bytes);
/// hₙ = SHA-256("yz-chain-1" ‖ hₙ₋₁ ‖ lineₙ), h₀ = 32 zero bytes.
[[nodiscard]] Hash chain_next(const Hash& before, std::string_view line);

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// Exactly as many bytes as `out` holds, lower-case hex; false for anything else.
[[nodiscard]] bool from_hex(std::string_view hex, std::span<std::uint8_t> out);
[[nodiscard]] std::optional<Hash> hash_from_hex(std::string_view hex);

[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing for what is not padded standard base64.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

[[nodiscard]] std::string new_ulid(const Clock& clock);

}  // namespace yz::cache
