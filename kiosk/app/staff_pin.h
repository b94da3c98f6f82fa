// The staff PIN: an Argon2id hash in kiosk.toml, and a pause after five wrong ones. Station thread: checking
// takes a while.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/sensitive.h"

namespace yz::kiosk {

inline constexpr int pin_tries_max = 5;
inline constexpr Milliseconds pin_pause{300'000};

/// For `yizhan-kiosk --hash-pin`.
[[nodiscard]] Result<std::string> hash_pin(const Sensitive<std::string>& pin);
/// Is this text such a hash?
[[nodiscard]] bool is_pin_hash(const std::string& hash);

class StaffPin {
 public:
  /// Without a hash no PIN is right.
  StaffPin(std::string hash, const Clock& clock) : hash_(std::move(hash)), clock_(clock) {}

  [[nodiscard]] bool check(const Sensitive<std::string>& pin);
  /// No attempt counts for so long.
  [[nodiscard]] Milliseconds wait() const;

 private:
  std::string hash_;
  const Clock& clock_;
  int wrong_{};
  Milliseconds paused_until_{};
};

}  // namespace yz::kiosk
