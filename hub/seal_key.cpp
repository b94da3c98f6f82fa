#include "hub/seal_key.h"

#include <sodium.h>

#include "base/wipe.h"
#include "hub/crypto.h"
#include "hub/files.h"

namespace yz::hub {

namespace {

Result<Sensitive<KeyBytes>> load_or_make_secret(const std::filesystem::path& path) {
  KeyBytes bytes{};
  auto stored = read_whole(path, 2 * bytes.size());
  if (stored) {
    const auto read = hash_from_hex(*stored);
    wipe(std::span(*stored));
    if (!read) return fail(Code::corrupt, path.string() + " is not a key");
    return Sensitive<KeyBytes>(*read);
  }
  // Never over one that is there but cannot be read: what was sealed for it would be lost.
  if (stored.error().code != Code::not_found) return fail(stored.error());
  fill_random(bytes);
  if (auto written = write_whole(path, to_hex(bytes), 0600); !written) return fail(written.error());
  return Sensitive<KeyBytes>(bytes);
}

KeyBytes public_key_of(const KeyBytes& secret) {
  KeyBytes key{};
  crypto_scalarmult_base(key.data(), secret.data());
  return key;
}

}  // namespace

Result<SealKey> SealKey::load_or_make(const std::filesystem::path& keys) {
  auto secret = load_or_make_secret(keys / (id() + ".key"));
  if (!secret) return fail(secret.error());
  SealKey key;
  key.secret_ = *std::move(secret);
  return key;
}

std::string SealKey::public_hex() const {
  return to_hex(public_key_of(secret_.reveal()));
}

Result<Sensitive<std::string>> SealKey::open(std::string_view sealed) const {
  if (sealed.size() < crypto_box_SEALBYTES) return fail(Code::corrupt, "too short for a box");
  const KeyBytes public_key = public_key_of(secret_.reveal());
  std::string clear(sealed.size() - crypto_box_SEALBYTES, '\0');
  const int opened = crypto_box_seal_open(reinterpret_cast<unsigned char*>(clear.data()),
                                          reinterpret_cast<const unsigned char*>(sealed.data()),
                                          sealed.size(), public_key.data(), secret_.reveal().data());
  if (opened != 0) return fail(Code::corrupt, "the box does not open with " + id());
  return Sensitive(std::move(clear));
}

Result<Sensitive<KeyBytes>> station_secret(const std::filesystem::path& keys, std::string_view station) {
  return load_or_make_secret(keys / ("station-" + std::string(station) + ".secret"));
}

}  // namespace yz::hub
