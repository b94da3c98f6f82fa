#include "offline-cache/device_key.h"

#include <sodium.h>

#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

constexpr const char* key_name = "device.key";
using Seed = std::array<std::uint8_t, crypto_sign_SEEDBYTES>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Result<Seed> load_seed(const std::filesystem::path& path) {
  auto hex = read_whole(path, 128);
  if (!hex) return fail(hex.error());
  Seed seed{};
  const bool is_key = hex->size() == 2 * seed.size() + 1 && hex->back() == '\n' &&
                      from_hex(std::string_view(*hex).substr(0, 2 * seed.size()), seed);
  sodium_memzero(hex->data(), hex->size());
  if (!is_key) return fail(Code::corrupt, path.string() + " is no key");
  return seed;
}

Result<Seed> make_seed(const std::filesystem::path& path) {
  Seed seed{};
  randombytes_buf(seed.data(), seed.size());
  std::string hex = to_hex(seed) + '\n';
  const auto written = write_whole(path, hex, 0600);
  sodium_memzero(hex.data(), hex.size());
  if (!written) return fail(written.error());
  return seed;
}

}  // namespace

Result<DeviceKey> DeviceKey::open(const std::filesystem::path& folder) {
  if (sodium_init() < 0) return fail(Code::unavailable, "libsodium does not start");
  if (auto made = make_folder(folder); !made) return fail(made.error());
  auto seed = load_seed(folder / key_name);
  if (!seed && seed.error().code == Code::not_found) seed = make_seed(folder / key_name);
  if (!seed) return fail(seed.error());
  DeviceKey key;
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key{};
  crypto_sign_seed_keypair(public_key.data(), key.secret_.data(), seed->data());
  sodium_memzero(seed->data(), seed->size());
  key.public_key_ = to_hex(public_key);
  return key;
}

DeviceKey::~DeviceKey() {
  sodium_memzero(secret_.data(), secret_.size());
}

std::string DeviceKey::sign(std::string_view bytes) const {
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(bytes), bytes.size(), secret_.data());
  return to_hex(signature);
}

std::string request_text(const SignedParts& parts) {
  std::string text = "yz-req-1\n";
  text.append(parts.method).append("\n").append(parts.path_and_query).append("\n");
  text.append(to_hex(sha256(parts.body))).append("\n");
  return text.append(parts.nonce).append("\n").append(parts.hub);
}

std::string enrolment_text(std::string_view code, std::string_view device, std::string_view nonce) {
  std::string text = "yz-enrol-1\n";
  return text.append(code).append("\n").append(device).append("\n").append(nonce);
}

bool verify_signature(std::string_view public_key_hex, std::string_view bytes,
                      std::string_view signature_hex) {
  std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> key{};
  std::array<std::uint8_t, crypto_sign_BYTES> signature{};
  if (!from_hex(public_key_hex, key) || !from_hex(signature_hex, signature)) return false;
  return crypto_sign_verify_detached(signature.data(), bytes_of(bytes), bytes.size(), key.data()) == 0;
}

}  // namespace yz::cache
