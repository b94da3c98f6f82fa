// Hashes, signatures, random codes and passwords: libsodium behind values. Every function may be called from
// any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hub {

using Hash = std::array<std::uint8_t, 32>;

[[nodiscard]] Hash sha256(std::string_view bytes);
/// Read piece by piece, however long it is. Blocks for the disk.
[[nodiscard]] Result<Hash> sha256_of_file(const std::filesystem::path& path);
/// hₙ = SHA-256("yz-chain-1" ‖ hₙ₋₁ ‖ lineₙ), h₀ = 32 zero bytes.
[[nodiscard]] Hash chain_next(const Hash& before, std::string_view line);

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_base64(std::string_view bytes);
/// Nothing for what is not padded standard base64.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
/// Exactly 64 lower-case hex digits, or nothing.
[[nodiscard]] std::optional<Hash> hash_from_hex(std::string_view hex);
/// Both texts are hex as they came from outside; anything that is not a key or a signature does not hold.
[[nodiscard]] bool signature_holds(std::string_view public_key, std::string_view message,
                                   std::string_view signature);

/// An Ed25519 key that stays in its file (mode 0600).
class SigningKey {
 public:
  static Result<SigningKey> load_or_make(const std::filesystem::path& path);
  [[nodiscard]] std::string public_hex() const;
  /// Hex.
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  SigningKey() = default;
  Sensitive<std::array<std::uint8_t, 64>> secret_;
};

void fill_random(std::span<std::uint8_t> bytes);
[[nodiscard]] std::string new_ulid(const Clock& clock);
/// Characters of Crockford's base 32, five bits each.
[[nodiscard]] std::string random_code(std::size_t chars);
/// Upper case, look-alikes (I, L, O) read as the digits they are taken for, dashes and blanks dropped.
[[nodiscard]] std::string tidy_code(std::string_view typed);

/// Argon2id; takes about 64 MiB and a tenth of a second.
[[nodiscard]] Result<std::string> hash_password(const Sensitive<std::string>& password);
[[nodiscard]] bool password_fits(const std::string& hash, const Sensitive<std::string>& password);

}  // namespace yz::hub
