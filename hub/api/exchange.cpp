#include "hub/api/exchange.h"

#include <spdlog/spdlog.h>

#include <charconv>

#include "hub/event_line.h"

namespace yz::hub {

namespace {

constexpr std::size_t body_bytes_max = 16'384;
constexpr int body_depth_max = 8;
constexpr std::size_t query_values_max = 32;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (is_escape) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

const char* to_string(Role role) {
  switch (role) {
    case Role::everyone:
      return "everyone";
    case Role::device:
      return "device";
    case Role::counter:
      return "counter";
    case Role::dispatcher:
      return "dispatcher";
    case Role::unit:
      return "unit";
    case Role::admin:
      return "admin";
  }
  return "unknown";
}

std::optional<Role> parse_staff_role(std::string_view name) {
  for (const Role role : {Role::counter, Role::dispatcher, Role::unit, Role::admin}) {
    if (name == to_string(role)) return role;
  }
  return std::nullopt;
}

Reply json_reply(const nlohmann::json& body, int status) {
  return {.status = status, .body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

Reply error_reply(int status, std::string_view error) {
  return json_reply({{"error", std::string(error)}}, status);
}

Reply failed_reply(const Error& error) {
  spdlog::error("request failed: {}: {}", to_string(error.code), error.what);
  Reply reply = error_reply(error.code == Code::not_found ? 404 : 503, to_string(error.code));
  if (reply.status == 503) reply.headers.emplace_back("Retry-After", "5");
  return reply;
}

Result<nlohmann::json> read_json(std::string_view body) {
  if (body.size() > body_bytes_max || json_depth(body) > body_depth_max || !is_utf8(body)) {
    return fail(Code::invalid, "body");
  }
  auto parsed = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "body is no JSON object");
  return parsed;
}

std::string text_of(const nlohmann::json& object, const char* name, std::size_t most) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= most ? text : std::string();
}

Result<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = -1;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size() || number < 0) {
    return fail(Code::invalid, "no number");
  }
  return number;
}

std::map<std::string, std::string> read_query(std::string_view text) {
  std::map<std::string, std::string> values;
  while (!text.empty() && values.size() < query_values_max) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals == pair.size() ? std::string_view() : pair.substr(equals + 1);
    if (!pair.empty()) values.emplace(decoded(pair.substr(0, equals)), decoded(value));
  }
  return values;
}

}  // namespace yz::hub
