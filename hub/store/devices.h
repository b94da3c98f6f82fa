// Kiosks, the one-time codes that let them in, and the forks that throw them out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "hub/store/database.h"

namespace yz::hub::store {

struct Device {
  std::string id;
  std::string station;
  std::int64_t kiosk_digit{};
  std::string public_key;
  std::string state;  // pending, live, suspended, revoked, retired
  std::string digits;
  Instant enrolled_at;
  Instant last_seen;
  std::int64_t content_version{};
  std::string app_version{};  // of its system image; empty: it has not told
  std::string app_next{};     // the last one it told something of, and what: "installed", "rolled_back", or
  std::string app_news{};     // why it was refused
};

/// What is empty stays as it is.
struct AppNote {
  std::string version;
  std::string next;
  std::string news;
};

struct EnrolmentCode {
  std::string name;  // first half of the code: says which one is meant, so that wrong tries count against it
  std::string code_hash;
  std::string station;
  std::int64_t kiosk_digit{};
  bool is_auto_confirmed{};
  Instant expires_at;
  std::int64_t tries{};
  std::string device;  // who used it
};

[[nodiscard]] Status add_code(Database& database, const EnrolmentCode& code);
[[nodiscard]] Result<std::optional<EnrolmentCode>> find_code(Database& database, std::string_view name);
[[nodiscard]] Status count_try(Database& database, std::string_view name);
[[nodiscard]] Status use_code(Database& database, std::string_view name, std::string_view device);

[[nodiscard]] Status add_device(Database& database, const Device& device);
[[nodiscard]] Result<std::optional<Device>> find_device(Database& database, std::string_view id);
[[nodiscard]] Result<std::vector<Device>> devices(Database& database);
/// `not_found` for an unknown device.
[[nodiscard]] Status set_state(Database& database, std::string_view id, std::string_view state);
[[nodiscard]] Status note_seen(Database& database, std::string_view id, Instant now);
[[nodiscard]] Status note_content(Database& database, std::string_view id, std::int64_t version);
[[nodiscard]] Status note_app(Database& database, std::string_view id, const AppNote& note);

[[nodiscard]] Status add_fork(Database& database, std::string_view device, Instant now);
[[nodiscard]] Result<std::int64_t> forks_since(Database& database, std::string_view device, Instant since);

}  // namespace yz::hub::store
