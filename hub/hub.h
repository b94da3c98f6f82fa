// What a running hub is: its database, keys, ticket books and counters of tries. Handlers, the apply worker
// and the subcommands all work on this. Owned by one thread; nothing in it is thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "hub/books.h"
#include "hub/crypto.h"
#include "hub/files.h"
#include "hub/limits.h"
#include "hub/seal_key.h"
#include "hub/store/database.h"

namespace yz::hub {

inline constexpr Milliseconds nonce_life{600'000};

class Hub {
 public:
  /// Makes what is missing. `conflict` when another process has the folder.
  static Result<std::unique_ptr<Hub>> open(const std::filesystem::path& folder, const Clock& clock);

  [[nodiscard]] Database& database() { return *database_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }
  [[nodiscard]] Books& books() { return books_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const SigningKey& content_key() const { return content_key_; }
  [[nodiscard]] const SealKey& seal_key() const { return seal_key_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  /// Rises when the hub was restored from a backup.
  [[nodiscard]] std::int64_t generation() const { return generation_; }

  /// For a device's next request; good for nonce_life, many times, until the hub starts again.
  [[nodiscard]] std::string make_nonce() const;
  [[nodiscard]] bool nonce_holds(const std::string& nonce) const;

  /// Something a screen shows has changed at that station.
  void note_change(const std::string& station) { changed_.insert(station); }
  [[nodiscard]] std::set<std::string> take_changes() { return std::exchange(changed_, {}); }

  RateLimit device_requests{60, Milliseconds{1'000}};
  RateLimit wrong_codes{20, Milliseconds{60'000}};
  RateLimit logins_of_account{5, Milliseconds{60'000}};
  RateLimit logins_of_address{50, Milliseconds{60'000}};
  RateLimit ticket_lookups{30, Milliseconds{60'000}};
  RateLimit wrong_wish_codes{5, Milliseconds{60'000}};
  RateLimit boxes_opened{60, Milliseconds{3'600'000}};
  /// What tickets' QR codes begin with; serve sets it.
  std::string ticket_url;

 private:
  Hub(std::filesystem::path folder, const Clock& clock, FolderLock lock, std::unique_ptr<Database> database,
      SigningKey key, SealKey seal_key);
  Status set_up();

  std::filesystem::path folder_;
  const Clock& clock_;
  FolderLock lock_;
  std::unique_ptr<Database> database_;
  SigningKey content_key_;
  SealKey seal_key_;
  Books books_;
  std::string id_;
  std::int64_t generation_{};
  std::string nonce_key_;
  std::set<std::string> changed_;
};

[[nodiscard]] inline std::filesystem::path database_file(const std::filesystem::path& folder) {
  return folder / "hub.db";
}
[[nodiscard]] inline std::filesystem::path keys_folder(const std::filesystem::path& folder) {
  return folder / "keys";
}

}  // namespace yz::hub
