#include "hub/crypto.h"

#include <sodium.h>

#include <algorithm>
#include <system_error>

#include "base/check.h"
#include "base/ids.h"
#include "hub/files.h"

namespace yz::hub {

namespace {

/// libsodium wants to be woken once; later calls cost nothing.
void wake() {
  static const bool ready = sodium_init() >= 0;
  check(ready, "libsodium starts");
}

template <std::size_t N>
bool bytes_from_hex(std::string_view hex, std::array<std::uint8_t, N>& out) {
  if (hex.size() != 2 * N || hex.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return false;
  return sodium_hex2bin(out.data(), N, hex.data(), hex.size(), nullptr, nullptr, nullptr) == 0;
}

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Hash sha256(std::string_view bytes) {
  Hash hash{};
  crypto_hash_sha256(hash.data(), as_bytes(bytes), bytes.size());
  return hash;
}

Result<Hash> sha256_of_file(const std::filesystem::path& path) {
  constexpr std::size_t piece_bytes = 1U << 20U;
  std::error_code error;
  const auto size = static_cast<std::size_t>(std::filesystem::file_size(path, error));
  if (error) return fail(Code::unavailable, path.string() + ": " + error.message());
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (std::size_t at = 0; at < size; at += piece_bytes) {
    const auto piece = read_part(path, at, std::min(piece_bytes, size - at));
    if (!piece) return fail(piece.error());
    crypto_hash_sha256_update(&state, as_bytes(*piece), piece->size());
  }
  Hash hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

Hash chain_next(const Hash& before, std::string_view line) {
  constexpr std::string_view tag = "yz-chain-1";
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, as_bytes(tag), tag.size());
  crypto_hash_sha256_update(&state, before.data(), before.size());
  crypto_hash_sha256_update(&state, as_bytes(line), line.size());
  Hash hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string hex(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

std::string to_base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), as_bytes(bytes), bytes.size(), variant);
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

std::optional<Hash> hash_from_hex(std::string_view hex) {
  Hash hash{};
  if (!bytes_from_hex(hex, hash)) return std::nullopt;
  return hash;
}

bool signature_holds(std::string_view public_key, std::string_view message, std::string_view signature) {
  wake();
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> key{};
  std::array<std::uint8_t, crypto_sign_BYTES> sig{};
  if (!bytes_from_hex(public_key, key) || !bytes_from_hex(signature, sig)) return false;
  return crypto_sign_verify_detached(sig.data(), as_bytes(message), message.size(), key.data()) == 0;
}

Result<SigningKey> SigningKey::load_or_make(const std::filesystem::path& path) {
  wake();
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
  SigningKey key;
  const auto stored = read_whole(path, 2 * secret.size());
  if (stored) {
    if (!bytes_from_hex(*stored, secret)) return fail(Code::corrupt, path.string() + " is not a signing key");
  } else if (stored.error().code == Code::not_found) {
    crypto_sign_keypair(public_key.data(), secret.data());
    if (auto written = write_whole(path, to_hex(secret), 0600); !written) return fail(written.error());
  } else {
    return fail(stored.error());
  }
  key.secret_ = Sensitive(secret);
  return key;
}

std::string SigningKey::public_hex() const {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> key{};
  crypto_sign_ed25519_sk_to_pk(key.data(), secret_.reveal().data());
  return to_hex(key);
}

std::string SigningKey::sign(std::string_view message) const {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, as_bytes(message), message.size(), secret_.reveal().data());
  return to_hex(signature);
}

void fill_random(std::span<std::uint8_t> bytes) {
  wake();
  randombytes_buf(bytes.data(), bytes.size());
}

std::string new_ulid(const Clock& clock) {
  std::array<std::uint8_t, 10> randomness{};
  fill_random(randomness);
  return make_ulid(clock.now(), randomness);
}

std::string random_code(std::size_t chars) {
  std::string code(chars, '0');
  wake();
  for (char& c : code) c = crockford[randombytes_uniform(static_cast<std::uint32_t>(crockford.size()))];
  return code;
}

std::string tidy_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    code += c;
  }
  return code;
}

Result<std::string> hash_password(const Sensitive<std::string>& password) {
  wake();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const std::string& clear = password.reveal();
  if (crypto_pwhash_str_alg(text.data(), clear.data(), clear.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Code::unavailable, "not enough memory to hash a password");
  }
  return std::string(text.data());
}

bool password_fits(const std::string& hash, const Sensitive<std::string>& password) {
  wake();
  const std::string& clear = password.reveal();
  return hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(hash.c_str(), clear.data(), clear.size()) == 0;
}

}  // namespace yz::hub
