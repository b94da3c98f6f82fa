#include "hub/api/dispatch.h"

#include <spdlog/spdlog.h>

#include <exception>

#include "base/ids.h"
#include "hub/api/routes.h"
#include "hub/hub.h"
#include "hub/store/accounts.h"
#include "hub/store/devices.h"

namespace yz::hub {

namespace {

using Admitted = std::variant<Session, Reply>;

struct SessionLife {
  Milliseconds idle;
  Milliseconds absolute;
};
constexpr SessionLife counter_life{std::chrono::hours{1}, std::chrono::hours{12}};
/// Of admins, and of those who read what residents told.
constexpr SessionLife careful_life{std::chrono::minutes{15}, std::chrono::hours{8}};
/// A session's last use is written down no more often than this.
constexpr Milliseconds touch_every{30'000};
constexpr Milliseconds seen_every{10'000};

/// Signature over everything that was asked, by a device in good standing (docs/formats/device-api.md,
/// "Signing").
Admitted admit_device(Hub& hub, const Request& request) {
  const std::string id = request.header("yz-device");
  const std::string nonce = request.header("yz-nonce");
  if (!is_ulid(id) || !hub.nonce_holds(nonce)) return with_nonce(hub, {{"error", "nonce"}}, 401);
  const auto device = store::find_device(hub.database(), id);
  if (!device) return failed_reply(device.error());
  if (!*device) return json_reply({{"state", "unknown"}}, 403);
  const std::string message = "yz-req-1\n" + request.method + "\n" + request.target + "\n" +
                              to_hex(sha256(request.body)) + "\n" + nonce + "\n" + hub.id();
  if (!signature_holds((*device)->public_key, message, request.header("yz-sig"))) {
    return with_nonce(hub, {{"error", "signature"}}, 401);
  }
  if ((*device)->state != "live") return json_reply({{"state", (*device)->state}}, 403);
  if (!hub.device_requests.take(id, hub.clock().mono())) {
    Reply reply = error_reply(429, "too many requests");
    reply.headers.emplace_back("Retry-After", "1");
    return reply;
  }
  const Instant now = hub.clock().now();
  if (now - (*device)->last_seen >= seen_every || now < (*device)->last_seen) {
    if (auto noted = store::note_seen(hub.database(), id, now); !noted) return failed_reply(noted.error());
  }
  return Session{.role = Role::device,
                 .account = {},
                 .station = (*device)->station,
                 .unit = {},
                 .device = id,
                 .token_hash = {}};
}

/// Changes come only from our own pages, or from a script that says so: no form of another site can set this
/// header.
bool is_from_console(const Request& request) {
  if (request.header("yz-console") != "1") return false;
  const std::string site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin") return false;
  const std::string origin = request.header("origin");
  const std::string host = request.header("host");
  return origin.empty() || origin == "http://" + host || origin == "https://" + host;
}

Admitted admit_staff(Hub& hub, const Request& request, Roles who) {
  const auto cookie = request.cookies.find(session_cookie);
  if (cookie == request.cookies.end()) return error_reply(401, "login");
  const std::string token_hash = to_hex(sha256(cookie->second));
  const auto row = store::find_session(hub.database(), token_hash);
  if (!row) return failed_reply(row.error());
  if (!*row) return error_reply(401, "login");
  const auto account = store::find_account(hub.database(), (*row)->account);
  if (!account) return failed_reply(account.error());
  if (!*account) return error_reply(401, "login");
  const auto role = parse_staff_role((*account)->role);
  if (!role) return error_reply(401, "login");
  const SessionLife& life = *role == Role::counter ? counter_life : careful_life;
  const Instant now = hub.clock().now();
  // Gone by, or the clock was set back before its beginning: both end it.
  if (now - (*row)->seen_at > life.idle || now - (*row)->made_at > life.absolute || now < (*row)->made_at) {
    if (auto ended = store::end_session(hub.database(), token_hash); !ended)
      return failed_reply(ended.error());
    return error_reply(401, "login");
  }
  if (!who.admit(*role)) return error_reply(403, "role");
  if (now - (*row)->seen_at >= touch_every) {
    if (auto touched = store::touch_session(hub.database(), token_hash, now); !touched) {
      return failed_reply(touched.error());
    }
  }
  return Session{.role = *role,
                 .account = (*account)->name,
                 .station = (*account)->station,
                 .unit = (*account)->unit,
                 .device = {},
                 .token_hash = token_hash,
                 .must_change = (*account)->must_change};
}

Admitted admit(Hub& hub, const Request& request, const Route& route) {
  if (route.who == Role::device) return admit_device(hub, request);
  const bool is_console = route.path.starts_with("/api/console/");
  if (is_console && request.method != "GET" && !is_from_console(request)) return error_reply(403, "origin");
  if (route.who == Role::everyone) return Session{};
  auto admitted = admit_staff(hub, request, route.who);
  const auto* session = std::get_if<Session>(&admitted);
  const bool may_change = request.path.ends_with("/password") || request.path.ends_with("/logout") ||
                          request.path.ends_with("/session");
  if (session != nullptr && session->must_change && !may_change) return error_reply(403, "change_password");
  return admitted;
}

}  // namespace

Reply with_nonce(Hub& hub, nlohmann::json body, int status) {
  std::string nonce = hub.make_nonce();
  body["nonce"] = nonce;
  Reply reply = json_reply(body, status);
  reply.headers.emplace_back("Yz-Nonce", std::move(nonce));  // an answer to HEAD has no body
  return reply;
}

Outcome dispatch(Hub& hub, Request request) {
  try {
    Match match = find_route(request.method, request.path);
    // What has no HEAD of its own answers as to GET; the body is left out on its way.
    if (match.route == nullptr && request.method == "HEAD") match = find_route("GET", request.path);
    if (match.route == nullptr)
      return match.is_known_path ? error_reply(405, "method") : error_reply(404, "not_found");
    request.parameters = std::move(match.parameters);
    auto admitted = admit(hub, request, *match.route);
    if (auto* refusal = std::get_if<Reply>(&admitted)) return std::move(*refusal);
    return match.route->handler(hub, std::get<Session>(admitted), request);
  } catch (const std::exception& error) {
    spdlog::error("request {} {}: {}", request.method, request.path, error.what());
    return error_reply(500, "internal");
  }
}

}  // namespace yz::hub
