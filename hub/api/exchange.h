// What handlers see and give, free of any HTTP library: requests, replies, and the three ways an answer can
// come later.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hub {

class Hub;

/// Who may ask. Those of staff stand beside each other: who administers kiosks reads no resident's words.
enum class Role { everyone, device, counter, dispatcher, unit, admin };
[[nodiscard]] const char* to_string(Role role);
/// One of staff's; nothing for any other name.
[[nodiscard]] std::optional<Role> parse_staff_role(std::string_view name);

/// Whom a route lets in.
class Roles {
 public:
  /// One role. A counter's work is open to admins too.
  constexpr Roles(Role role)
      : bits_(role == Role::counter ? bit(role) | bit(Role::admin) : bit(role)) {}  // NOLINT: reads as a role
  [[nodiscard]] constexpr Roles operator|(Roles more) const { return Roles(bits_ | more.bits_); }
  [[nodiscard]] constexpr bool admit(Role role) const {
    return ((bits_ & bit(Role::everyone)) | (bits_ & bit(role))) != 0;
  }
  bool operator==(const Roles&) const = default;

 private:
  static constexpr unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
  explicit constexpr Roles(unsigned bits) : bits_(bits) {}
  unsigned bits_;
};
[[nodiscard]] constexpr Roles operator|(Role one, Role other) {
  return Roles(one) | Roles(other);
}

/// Who asks. Made by the dispatcher, never by a handler.
struct Session {
  Role role{Role::everyone};
  std::string account;
  std::string station;  // of the account or the device; empty for an admin of all
  std::string unit;     // of the role unit only
  std::string device;
  std::string token_hash;  // of a staff session
  bool must_change{};      // only the password may be changed
};

struct Request {
  std::string method;
  std::string path;    // decoded
  std::string target;  // path?query as it came, for signatures
  std::map<std::string, std::string> query{};
  std::map<std::string, std::string> headers{};  // names in lower case
  std::map<std::string, std::string> cookies{};
  std::string body{};
  std::string address{};                            // of the peer
  std::map<std::string, std::string> parameters{};  // {counter} of the route's path

  [[nodiscard]] std::string header(const std::string& name) const { return find(headers, name); }
  [[nodiscard]] std::string query_value(const std::string& name) const { return find(query, name); }
  [[nodiscard]] std::string parameter(const std::string& name) const { return find(parameters, name); }

 private:
  static std::string find(const std::map<std::string, std::string>& in, const std::string& name) {
    const auto found = in.find(name);
    return found == in.end() ? std::string() : found->second;
  }
};

struct Reply {
  int status{200};
  std::string type{"application/json"};
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
};
[[nodiscard]] Reply json_reply(const nlohmann::json& body, int status = 200);
/// {"error":"…"}
[[nodiscard]] Reply error_reply(int status, std::string_view error);
/// An error of the store or the like: logged, answered by a sentence without details.
[[nodiscard]] Reply failed_reply(const Error& error);

/// The feed has nothing new: parked without a thread until it has, or until `wait` is over.
struct WaitForFeed {
  std::string station;
  std::string device;
  std::int64_t since{};
  Milliseconds wait{};
};
/// A stream of server-sent events: `render` is asked at once and after every change at that station.
struct Listen {
  std::string station;
  std::function<Result<nlohmann::json>(Hub&)> render;
};
/// A password to be hashed, which takes long: done on another thread, then `then` goes on here.
struct SlowPassword {
  enum class Work { check, make };
  Work work{Work::check};
  std::string hash;  // to check against
  Sensitive<std::string> password;
  std::function<Reply(Hub&, const Result<std::string>&)>
      then;  // the hash that fits, or made; `denied` if it does not fit
};
using Outcome = std::variant<Reply, WaitForFeed, Listen, SlowPassword>;
using Handler = Outcome (*)(Hub&, const Session&, const Request&);

/// A JSON object of at most 16 KiB and 8 levels; `invalid` for anything else.
[[nodiscard]] Result<nlohmann::json> read_json(std::string_view body);
/// A text field of the body, at most `most` bytes; empty when it is missing or of another type.
[[nodiscard]] std::string text_of(const nlohmann::json& object, const char* name, std::size_t most = 128);
/// A whole number from 0 up; nothing else.
[[nodiscard]] Result<std::int64_t> read_number(std::string_view text);
/// "a=1&b=%20" → values decoded; later ones of the same name are dropped.
[[nodiscard]] std::map<std::string, std::string> read_query(std::string_view text);

}  // namespace yz::hub
