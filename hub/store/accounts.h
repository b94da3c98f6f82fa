// Staff accounts and their sessions. A session's token is stored as its hash only.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct Account {
  std::string name;
  std::string role;     // counter, dispatcher, unit, admin
  std::string station;  // empty: all of them (admins only)
  std::string password_hash;
  bool must_change{};  // its password was made by the hub and is good until first_until
  Instant first_until;
  std::string display_name{};  // what residents may see of it, masked; empty: its name
  std::string unit{};          // of the role unit: for whom it works
};
/// `conflict` when the name is taken.
[[nodiscard]] Status add_account(Database& database, const Account& account, Instant now);
[[nodiscard]] Result<std::optional<Account>> find_account(Database& database, std::string_view name);
[[nodiscard]] Status set_password(Database& database, std::string_view name, std::string_view hash);

struct SessionRow {
  std::string account;
  Instant made_at;
  Instant seen_at;
};
[[nodiscard]] Status add_session(Database& database, std::string_view token_hash, std::string_view account,
                                 Instant now);
[[nodiscard]] Result<std::optional<SessionRow>> find_session(Database& database, std::string_view token_hash);
[[nodiscard]] Status touch_session(Database& database, std::string_view token_hash, Instant now);
[[nodiscard]] Status end_session(Database& database, std::string_view token_hash);
[[nodiscard]] Status end_sessions_of(Database& database, std::string_view account);

}  // namespace yz::hub::store
