#include "offline-cache/pseudonym.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "base/wipe.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

constexpr std::size_t memory_bytes = 64U << 20U;
constexpr unsigned long long passes = 3;
constexpr std::size_t pseudonym_bytes = 16;
constexpr std::string_view salt_label = "yz-pseudonym-1";

const char* tag_of(Known by) {
  switch (by) {
    case Known::id_number:
      return "id:";
    case Known::card:
      return "card:";
    case Known::phone:
      return "phone:";
  }
  return "";
}

}  // namespace

Result<std::string> pseudonym(const Sensitive<KeyBytes>& station_secret, Known by,
                              const Sensitive<std::string>& value) {
  static const bool ready = sodium_init() >= 0;
  check(ready, "libsodium starts");
  if (value.reveal().empty()) return fail(Code::invalid, "pseudonym of nothing");
  const KeyBytes& secret = station_secret.reveal();
  std::array<std::uint8_t, crypto_pwhash_SALTBYTES> salt{};
  crypto_generichash(salt.data(), salt.size(), reinterpret_cast<const unsigned char*>(salt_label.data()),
                     salt_label.size(), secret.data(), secret.size());
  std::string tagged;
  tagged.reserve(value.reveal().size() + 8);
  tagged.append(tag_of(by)).append(value.reveal());
  KeyBytes slow{};
  const int done = crypto_pwhash(slow.data(), slow.size(), tagged.data(), tagged.size(), salt.data(), passes,
                                 memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  wipe(std::span(tagged));
  if (done != 0) return fail(Code::unavailable, "no memory for a pseudonym");
  std::array<std::uint8_t, pseudonym_bytes> name{};
  crypto_generichash(name.data(), name.size(), slow.data(), slow.size(), secret.data(), secret.size());
  wipe(std::span(slow));
  return to_hex(name);
}

}  // namespace yz::cache
