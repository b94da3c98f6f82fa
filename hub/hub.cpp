#include "hub/hub.h"

#include <array>
#include <charconv>

#include "hub/store/migrate.h"
#include "hub/wish_blocks.h"

namespace yz::hub {

namespace {

constexpr std::size_t nonce_time_chars = 13;
constexpr std::size_t nonce_mac_chars = 64;

}  // namespace

Hub::Hub(std::filesystem::path folder, const Clock& clock, FolderLock lock,
         std::unique_ptr<Database> database, SigningKey key, SealKey seal_key)
    : folder_(std::move(folder)),
      clock_(clock),
      lock_(std::move(lock)),
      database_(std::move(database)),
      content_key_(std::move(key)),
      seal_key_(std::move(seal_key)),
      books_(*database_) {
  std::array<std::uint8_t, 32> secret{};
  fill_random(secret);
  nonce_key_ = to_hex(secret);
}

Result<std::unique_ptr<Hub>> Hub::open(const std::filesystem::path& folder, const Clock& clock) {
  auto lock = FolderLock::take(folder);
  if (!lock) return fail(lock.error());
  auto database = Database::open(database_file(folder), Database::Access::writer);
  if (!database) return fail(database.error());
  if (auto migrated = store::migrate(**database); !migrated) return fail(migrated.error());
  auto key = SigningKey::load_or_make(keys_folder(folder) / "content.key");
  if (!key) return fail(key.error());
  auto seal_key = SealKey::load_or_make(keys_folder(folder));
  if (!seal_key) return fail(seal_key.error());
  auto hub = std::unique_ptr<Hub>(
      new Hub(folder, clock, *std::move(lock), *std::move(database), *std::move(key), *std::move(seal_key)));
  if (auto ready = hub->set_up(); !ready) return fail(ready.error());
  return hub;
}

Status Hub::set_up() {
  const auto stored = store::setting(*database_, "hub");
  if (!stored) return fail(stored.error());
  id_ = *stored;
  if (id_.empty()) {
    id_ = new_ulid(clock_);
    auto transaction = Transaction::begin(*database_);
    if (!transaction) return fail(transaction.error());
    if (auto set = store::set_setting(*database_, "hub", id_); !set) return set;
    if (auto set = store::set_setting(*database_, "generation", "1"); !set) return set;
    if (auto done = transaction->commit(); !done) return done;
  }
  const auto generation = store::setting(*database_, "generation");
  if (!generation) return fail(generation.error());
  std::from_chars(generation->data(), generation->data() + generation->size(), generation_);
  if (generation_ < 1) return fail(Code::corrupt, "the hub's generation is not a number");
  if (auto loaded = books_.load(clock_.now()); !loaded) return loaded;
  return grant_missing_wish_blocks(*this);
}

std::string Hub::make_nonce() const {
  // Carries its time since boot and a keyed hash: nothing to remember, and no wall clock that could jump.
  std::string time = std::to_string(clock_.mono().count());
  time.insert(0, nonce_time_chars - time.size(), '0');
  return time + to_hex(sha256(nonce_key_ + time));
}

bool Hub::nonce_holds(const std::string& nonce) const {
  if (nonce.size() != nonce_time_chars + nonce_mac_chars) return false;
  const std::string time = nonce.substr(0, nonce_time_chars);
  if (nonce.substr(nonce_time_chars) != to_hex(sha256(nonce_key_ + time))) return false;
  std::int64_t made = 0;
  std::from_chars(time.data(), time.data() + time.size(), made);
  return clock_.mono() - Milliseconds{made} <= nonce_life;
}

}  // namespace yz::hub
