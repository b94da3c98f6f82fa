// Staff come and go: login, logout, the first change of password, and who is logged in.
#include <array>

#include "hub/api/dispatch.h"
#include "hub/hub.h"
#include "hub/password_rules.h"
#include "hub/store/accounts.h"

namespace yz::hub {

Outcome post_login(Hub& hub, const Session&, const Request& request);
Outcome post_logout(Hub& hub, const Session& session, const Request&);
Outcome post_password(Hub&, const Session& session, const Request& request);
Outcome get_session(Hub& hub, const Session& session, const Request&);

namespace {

constexpr std::size_t password_bytes_max = 256;
constexpr std::size_t token_bytes = 32;
/// A hash of no password: an unknown name takes as long as a wrong password.
constexpr const char* nobody_hash =
    "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

nlohmann::json describe(const store::Account& account) {
  return {{"name", account.name},
          {"role", account.role},
          {"station", account.station},
          {"unit", account.unit},
          {"must_change", account.must_change}};
}

Reply too_many() {
  Reply reply = error_reply(429, "too many tries");
  reply.headers.emplace_back("Retry-After", "60");
  return reply;
}

std::string cookie_of(const std::string& token) {
  return std::string(session_cookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
}

Reply let_in(Hub& hub, const store::Account& account) {
  std::array<std::uint8_t, token_bytes> secret{};
  fill_random(secret);
  const std::string token = to_hex(secret);
  auto added = store::add_session(hub.database(), to_hex(sha256(token)), account.name, hub.clock().now());
  if (!added) return failed_reply(added.error());
  hub.logins_of_account.forget(account.name);
  Reply reply = json_reply(describe(account));
  reply.headers.emplace_back("Set-Cookie", cookie_of(token));
  return reply;
}

}  // namespace

Outcome post_login(Hub& hub, const Session&, const Request& request) {
  const auto body = read_json(request.body);
  if (!body) return error_reply(400, "body");
  const std::string name = text_of(*body, "name");
  Sensitive<std::string> password(text_of(*body, "password", password_bytes_max));
  const Milliseconds now = hub.clock().mono();
  if (!hub.logins_of_address.take(request.address, now) || !hub.logins_of_account.take(name, now))
    return too_many();
  const auto account = store::find_account(hub.database(), name);
  if (!account) return failed_reply(account.error());
  const bool is_known = account->has_value();
  return SlowPassword{.hash = is_known ? (*account)->password_hash : nobody_hash,
                      .password = std::move(password),
                      .then = [account = *account](Hub& then_hub, const Result<std::string>& fits) -> Reply {
                        if (!account || !fits) return error_reply(401, "login");
                        if (account->must_change && then_hub.clock().now() > account->first_until) {
                          return error_reply(401, "first_password_expired");
                        }
                        return let_in(then_hub, *account);
                      }};
}

Outcome post_logout(Hub& hub, const Session& session, const Request&) {
  if (auto ended = store::end_session(hub.database(), session.token_hash); !ended)
    return failed_reply(ended.error());
  Reply reply = json_reply(nlohmann::json::object());
  reply.headers.emplace_back("Set-Cookie", cookie_of("") + "; Max-Age=0");
  reply.headers.emplace_back("Clear-Site-Data", "\"cache\", \"storage\"");
  return reply;
}

Outcome post_password(Hub&, const Session& session, const Request& request) {
  const auto body = read_json(request.body);
  if (!body) return error_reply(400, "body");
  Sensitive<std::string> fresh(text_of(*body, "password", password_bytes_max));
  if (auto good = check_password(fresh); !good) return error_reply(422, good.error().what);
  return SlowPassword{
      .work = SlowPassword::Work::make,
      .hash = {},
      .password = std::move(fresh),
      .then = [name = session.account](Hub& then_hub, const Result<std::string>& hash) -> Reply {
        if (!hash) return failed_reply(hash.error());
        auto set = store::set_password(then_hub.database(), name, *hash);
        if (set) set = store::end_sessions_of(then_hub.database(), name);
        if (!set) return failed_reply(set.error());
        const auto account = store::find_account(then_hub.database(), name);
        if (!account || !*account) return error_reply(401, "login");
        return let_in(then_hub, **account);
      }};
}

Outcome get_session(Hub& hub, const Session& session, const Request&) {
  const auto account = store::find_account(hub.database(), session.account);
  if (!account) return failed_reply(account.error());
  if (!*account) return error_reply(401, "login");
  return json_reply(describe(**account));
}

}  // namespace yz::hub
