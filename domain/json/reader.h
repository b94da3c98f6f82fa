// Reading a file of a content pack: a tree of JSON, every fault told with its path. Only *_json.cpp files
// include this.
#pragma once

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/content/station.h"

namespace yz::domain {

using Json = nlohmann::ordered_json;  // fields stay in the order in which docs/formats lists them

inline constexpr std::size_t content_text_chars_max = 500;
inline constexpr std::size_t content_id_chars_max = 32;
inline constexpr std::size_t content_list_max = 200;
inline constexpr std::size_t content_icon_chars_max = 40;

[[nodiscard]] inline std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// 1 to 32 letters, digits, - or _.
[[nodiscard]] inline bool is_content_id(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= content_id_chars_max && std::all_of(text.begin(), text.end(), plain);
}

inline constexpr Minutes day_minutes{24 * 60};

/// "08:30".
[[nodiscard]] inline std::string clock_text(Minutes of_day) {
  const auto two_digits = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return two_digits(of_day.count() / 60) + ':' + two_digits(of_day.count() % 60);
}
/// "00:00" to "24:00"; false, and `of_day` is of no use, for anything else.
[[nodiscard]] inline bool parse_clock(std::string_view text, Minutes& of_day) {
  if (text.size() != 5 || text[2] != ':') return false;
  int digits = 0;  // hhmm
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return false;
    digits = digits * 10 + (text[i] - '0');
  }
  of_day = Minutes{digits / 100 * 60 + digits % 100};
  return digits % 100 < 60 && of_day <= day_minutes;
}

/// Walks the document with the path of where it is; remembers the first thing that is wrong.
class Reader {
 public:
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  void wrong(const std::string& path, const std::string& what) {
    if (!error_) error_ = Error{Code::invalid, path + ": " + what};
  }

  const Json& member(const Json& object, const std::string& path, const char* name) {
    static const Json nothing;
    if (!object.is_object()) return wrong(path, "missing, or no object"), nothing;
    const auto found = object.find(name);
    if (found == object.end()) return wrong(path + '/' + name, "missing"), nothing;
    return *found;
  }
  const Json& list(const Json& object, const std::string& path, const char* name,
                   std::size_t max = content_list_max) {
    static const Json empty = Json::array();
    const Json& found = member(object, path, name);
    if (!found.is_array()) return wrong(path + '/' + name, "a list is wanted"), empty;
    if (found.size() > max)
      return wrong(path + '/' + name, "at most " + std::to_string(max) + " entries"), empty;
    return found;
  }
  std::int64_t number(const Json& object, const std::string& path, const char* name, std::int64_t min,
                      std::int64_t max) {
    const Json& found = member(object, path, name);
    const bool fits =
        found.is_number_integer() &&
        (!found.is_number_unsigned() || found.get<std::uint64_t>() <= static_cast<std::uint64_t>(max)) &&
        found.get<std::int64_t>() >= min && found.get<std::int64_t>() <= max;
    if (fits) return found.get<std::int64_t>();
    wrong(path + '/' + name, "a whole number from " + std::to_string(min) + " to " + std::to_string(max));
    return min;
  }
  bool flag(const Json& object, const std::string& path, const char* name) {
    const Json& found = member(object, path, name);
    if (found.is_boolean()) return found.get<bool>();
    wrong(path + '/' + name, "true or false");
    return false;
  }
  std::string id(const Json& value, const std::string& path) {
    if (value.is_string() && is_content_id(value.get_ref<const std::string&>()))
      return value.get<std::string>();
    wrong(path, "an id: 1 to 32 letters, digits, - or _");
    return {};
  }
  /// The object's id, which no other of its kind has.
  std::string fresh_id(const Json& object, const std::string& path, std::set<std::string>& seen) {
    std::string fresh = id(member(object, path, "id"), path + "/id");
    if (!fresh.empty() && !seen.insert(fresh).second) wrong(path + "/id", "used twice");
    return fresh;
  }
  std::string icon(const Json& object, const std::string& path) {
    const Json& found = member(object, path, "icon");
    std::string name = found.is_string() ? found.get<std::string>() : std::string();
    const bool is_name = !name.empty() && name.size() <= content_icon_chars_max &&
                         std::all_of(name.begin(), name.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                         });
    if (!is_name) wrong(path + "/icon", "a glyph's name: 1 to 40 small letters, digits or -");
    return name;
  }
  std::string words(const Json& object, const std::string& path, const char* name, bool may_be_empty) {
    const Json& found = member(object, path, name);
    if (!found.is_string()) return wrong(path + '/' + name, "a text is wanted"), std::string();
    const auto& text = found.get_ref<const std::string&>();
    if (text.empty() && !may_be_empty) wrong(path + '/' + name, "empty");
    if (characters(text) > content_text_chars_max) wrong(path + '/' + name, "more than 500 characters");
    return text;
  }
  LocalText local_text(const Json& value, const std::string& path, bool may_be_empty = false) {
    LocalText text{.zh = words(value, path, "zh", may_be_empty), .en = {}};
    if (value.is_object() && value.contains("en")) text.en = words(value, path, "en", /*may_be_empty=*/true);
    return text;
  }

 private:
  std::optional<Error> error_;
};

[[nodiscard]] inline Json json_of(const LocalText& text) {
  return {{"zh", text.zh}, {"en", text.en}};
}

}  // namespace yz::domain
