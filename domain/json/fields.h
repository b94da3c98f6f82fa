// Reading the body of an event or a read model's row: one flat JSON object, every field checked. Only
// *_json.cpp files include this.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.h"
#include "base/result.h"
#include "domain/content/station.h"

namespace yz::domain {

using Json = nlohmann::ordered_json;  // fields stay in the order in which docs/formats lists them

inline constexpr std::size_t body_bytes_max = 65'536;
inline constexpr std::size_t text_bytes_max = 64;
inline constexpr std::int64_t at_max = 253'402'300'799'999;  // the end of the year 9999

/// Reads fields of one object; remembers the first that is not as it should be.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {}

  std::string text(const char* name, bool may_be_empty = false, std::size_t bytes_max = text_bytes_max) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_string()) return wrong<std::string>(name, "a text");
    const auto& read = found->get_ref<const std::string&>();
    if (read.size() > bytes_max || (read.empty() && !may_be_empty)) {
      return wrong<std::string>(name, "empty, or longer than it may be");
    }
    return read;
  }
  std::int64_t number(const char* name, std::int64_t min, std::int64_t max) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_integer())
      return wrong<std::int64_t>(name, "a whole number");
    const bool too_large =
        found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(max);
    if (too_large || found->get<std::int64_t>() < min || found->get<std::int64_t>() > max) {
      return wrong<std::int64_t>(name, "out of range");
    }
    return found->get<std::int64_t>();
  }
  bool flag(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_boolean()) return wrong<bool>(name, "true or false");
    return found->get<bool>();
  }
  Instant at(const char* name = "at") { return Instant(Milliseconds{number(name, 0, at_max)}); }
  Day day(const char* name) {
    Day read{};
    if (!parse_day(text(name), read)) return wrong<Day>(name, "a day, YYYY-MM-DD");
    return read;
  }
  template <class Enum, std::size_t size>
  Enum one_of(const char* name, const std::array<std::pair<Enum, const char*>, size>& names) {
    const std::string read = text(name);
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& row) { return read == row.second; });
    return found == names.end() ? wrong<Enum>(name, "not one of its values") : found->first;
  }
  /// The names are those that to_string() gives.
  template <class Enum, std::size_t size>
  Enum one_of(const char* name, const std::array<Enum, size>& all) {
    const std::string read = text(name);
    const auto found = std::find_if(all.begin(), all.end(), [&](Enum one) { return read == to_string(one); });
    return found == all.end() ? wrong<Enum>(name, "not one of its values") : *found;
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  template <class T>
  T wrong(const char* name, const char* what) {
    if (!error_) error_ = Error{Code::invalid, std::string(name) + ": " + what};
    return T{};
  }

 private:
  const Json& object_;
  std::optional<Error> error_;
};

[[nodiscard]] inline std::int64_t ms(Instant at) {
  return at.time_since_epoch().count();
}

[[nodiscard]] inline std::string one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Broken texts, texts that are too long and everything else than an object are refused before a field is
/// looked at.
[[nodiscard]] inline Result<Json> parse_object(std::string_view json,
                                               std::size_t bytes_max = body_bytes_max) {
  if (json.size() > bytes_max) {
    return fail(Code::invalid, "body: longer than " + std::to_string(bytes_max / 1024) + " KiB");
  }
  Json parsed = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "body: no JSON object");
  return parsed;
}

}  // namespace yz::domain
