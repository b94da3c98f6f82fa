#include <array>

#include "domain/app/app_events.h"
#include "domain/json/events.h"

namespace yz::domain {

namespace {

class AppFields : public Fields {
 public:
  using Fields::Fields;
  std::string version(const char* name) {
    std::string read = text(name);
    return is_app_version(read) ? read : wrong<std::string>(name, "numbers between dots");
  }
};

AppEvent read_running(AppFields& in) {
  return AppRunning{in.version("version")};
}
AppEvent read_installed(AppFields& in) {
  return AppInstalled{in.version("version")};
}
AppEvent read_refused(AppFields& in) {
  return AppRefused{in.version("version"), in.text("reason", /*may_be_empty=*/false, app_reason_chars_max)};
}
AppEvent read_rolled_back(AppFields& in) {
  return AppRolledBack{in.version("version"), in.version("running")};
}

struct Kind {
  const char* type;
  AppEvent (*read)(AppFields&);
};
/// In the order of AppEvent's alternatives.
constexpr std::array<Kind, std::variant_size_v<AppEvent>> kinds{{{"app.running", read_running},
                                                                 {"app.installed", read_installed},
                                                                 {"app.refused", read_refused},
                                                                 {"app.rolled_back", read_rolled_back}}};

}  // namespace

bool is_app_version(std::string_view text) {
  if (text.empty() || text.size() > app_version_chars_max) return false;
  char before = '.';
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && (c != '.' || before == '.')) return false;
    before = c;
  }
  return before != '.';
}

const std::string& version_of(const AppEvent& event) {
  return std::visit([](const auto& one) -> const std::string& { return one.version; }, event);
}

EventKind kind_of(const AppEvent& event) {
  return {.type = kinds.at(event.index()).type, .version = 1};
}

std::string to_json(const AppEvent& event) {
  Json body{{"version", version_of(event)}};
  if (const auto* refused = std::get_if<AppRefused>(&event)) body["reason"] = refused->reason;
  if (const auto* back = std::get_if<AppRolledBack>(&event)) body["running"] = back->running;
  return one_line(body);
}

Result<AppEvent> parse_app_event(const EventKind& kind, std::string_view body_json) {
  return parse_event<AppEvent, AppFields>(kinds, kind, body_json);
}

}  // namespace yz::domain
