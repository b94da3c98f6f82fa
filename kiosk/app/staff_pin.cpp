#include "kiosk/app/staff_pin.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace yz::kiosk {
namespace {

// 16 MiB, so that a check on the kiosk stays inside its memory bound; three passes in return.
constexpr unsigned long long passes = 3;
constexpr std::size_t memory_bytes = 16U << 20U;

}  // namespace

Result<std::string> hash_pin(const Sensitive<std::string>& pin) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), pin.reveal().data(), pin.reveal().size(), passes, memory_bytes) != 0) {
    return fail(Code::unavailable, "not enough memory to hash a PIN");
  }
  return std::string(hash.data());
}

bool is_pin_hash(const std::string& hash) {
  // libsodium reads the text as a C string of a bounded size.
  return hash.starts_with("$argon2id$") && hash.size() < crypto_pwhash_STRBYTES &&
         hash.find('\0') == std::string::npos;
}

bool StaffPin::check(const Sensitive<std::string>& pin) {
  if (wait() > Milliseconds{0} || hash_.empty()) return false;
  if (crypto_pwhash_str_verify(hash_.c_str(), pin.reveal().data(), pin.reveal().size()) == 0) {
    wrong_ = 0;
    return true;
  }
  if (++wrong_ >= pin_tries_max) {
    wrong_ = 0;
    paused_until_ = clock_.mono() + pin_pause;
  }
  return false;
}

Milliseconds StaffPin::wait() const {
  return std::max(Milliseconds{0}, paused_until_ - clock_.mono());
}

}  // namespace yz::kiosk
