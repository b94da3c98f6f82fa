// JSON that remembers the line each value stands on, so that a fault can be told where it is. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::practice {

struct JsonNode {
  enum class Kind { null, flag, whole, real, text, list, object };
  Kind kind{Kind::null};
  int line{};        // of its last character, of lists and objects the first
  std::string name;  // as a member of an object
  bool flag{};
  std::int64_t whole{};
  std::string text;
  std::vector<JsonNode> inside;  // of lists and objects, in their order

  /// Of an object; nullptr if there is none.
  [[nodiscard]] const JsonNode* find(std::string_view member) const;
};

struct JsonFault {
  int line{1};
  std::string what;
};

/// At most 20,000 values, 24 deep, 64 members in an object; a member named twice is a fault.
[[nodiscard]] tl::expected<JsonNode, JsonFault> parse_located(std::string_view json);

}  // namespace yz::practice
