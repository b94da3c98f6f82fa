// The one table of what can be asked of the hub, and by whom.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "hub/api/exchange.h"

namespace yz::hub {

struct Route {
  std::string_view method;
  std::string_view path;  // "{name}" stands for one segment
  Roles who;
  Handler handler;
};

[[nodiscard]] std::span<const Route> routes();

struct Match {
  const Route* route{};  // nullptr: none with that method
  bool is_known_path{};
  std::map<std::string, std::string> parameters;
};
[[nodiscard]] Match find_route(std::string_view method, std::string_view path);

}  // namespace yz::hub
