// What a kiosk tells of its own program: what runs, what was installed, refused, or given up again
// (docs/formats/app-update.md). Versions are those of a whole system image.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "domain/event.h"

namespace yz::domain {

inline constexpr std::size_t app_version_chars_max = 40;
inline constexpr std::size_t app_reason_chars_max = 200;

/// Numbers between dots, as RAUC compares them: "0.9.1795430400".
[[nodiscard]] bool is_app_version(std::string_view text);

/// Told once for each version, when it has started.
struct AppRunning {
  std::string version;
  bool operator==(const AppRunning&) const = default;
};
/// It lies in the other slot and starts when nobody is in front.
struct AppInstalled {
  std::string version;
  bool operator==(const AppInstalled&) const = default;
};
/// `reason`: a code of docs/formats/app-update.md.
struct AppRefused {
  std::string version;
  std::string reason;
  bool operator==(const AppRefused&) const = default;
};
/// It was started and did not stay: `running` is back.
struct AppRolledBack {
  std::string version;
  std::string running;
  bool operator==(const AppRolledBack&) const = default;
};
using AppEvent = std::variant<AppRunning, AppInstalled, AppRefused, AppRolledBack>;

[[nodiscard]] const std::string& version_of(const AppEvent& event);

[[nodiscard]] EventKind kind_of(const AppEvent& event);
/// One JSON object on one line.
[[nodiscard]] std::string to_json(const AppEvent& event);
/// `unsupported` for a kind or version that this program does not know, `invalid` (with the field) for a body
/// that is not as it should be. Never throws.
[[nodiscard]] Result<AppEvent> parse_app_event(const EventKind& kind, std::string_view body_json);

}  // namespace yz::domain
