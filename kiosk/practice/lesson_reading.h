// How lesson_json.cpp, part_json.cpp and step_json.cpp read: the fields of JSON objects, checked one by one,
// faults collected with their lines. Only they include this.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/practice/lesson_json.h"
#include "kiosk/practice/located_json.h"
#include "kiosk/practice/nearest.h"

namespace yz::practice {

/// What a text is for: how long it may be in characters, and whether it is spoken.
struct TextRole {
  std::size_t zh_max{};
  std::size_t en_max{};
  bool is_spoken{};
};
inline constexpr TextRole title_text{8, 26, true};
inline constexpr TextRole scene_title_text{12, 40, true};
inline constexpr TextRole purpose_text{60, 160, true};
inline constexpr TextRole short_text{30, 90, true};  // learnt, hints
inline constexpr TextRole card_text{24, 60, false};  // printed
inline constexpr TextRole sentence_text{40, 120, true};
inline constexpr TextRole praise_text{20, 60, true};
inline constexpr TextRole shown_text{200, 400, false};  // on the phone

class LessonReading {
 public:
  LessonReading(std::string file, const LessonChecks& checks) : file_(std::move(file)), checks_(checks) {}

  void wrong(int line, const std::string& what);
  [[nodiscard]] LessonFaults take_faults() { return std::move(faults_); }
  [[nodiscard]] bool has_faults() const { return !faults_.empty(); }
  [[nodiscard]] const LessonChecks& checks() const { return checks_; }

  /// Words are looked up in these from now on.
  void set_variables(const Variables* variables) { variables_ = variables; }
  [[nodiscard]] const Variables& variables() const { return *variables_; }

  /// An object that has no other members than these; `who` begins the fault: `step "aim"`.
  bool object(const JsonNode& node, const std::string& who, const std::vector<std::string>& members);
  /// nullptr, with a fault, if it is missing.
  const JsonNode* must(const JsonNode& object, const std::string& who, const char* member);
  /// Its elements; none, with a fault, if it is no list of min to max.
  std::vector<const JsonNode*> list(const JsonNode& object, const std::string& who, const char* member,
                                    std::size_t min, std::size_t max);
  std::int64_t whole(const JsonNode& node, const std::string& what, std::int64_t min, std::int64_t max);
  bool flag(const JsonNode& node, const std::string& what);
  /// One of the names; the first, with a fault, if it is none.
  std::size_t one_of(const JsonNode& node, const std::string& what, const std::vector<std::string>& names);
  /// 1 to 32 small letters, digits, - or _; with a dot inside for what is touched.
  std::string id(const JsonNode& node, const std::string& what, bool may_have_dot = false);
  std::string icon(const JsonNode& node, const std::string& what);
  LocalText text(const JsonNode& node, const std::string& what, const TextRole& role);

 private:
  void unknown_member(const JsonNode& member, const std::string& who,
                      const std::vector<std::string>& members);
  void check_placeholder(const JsonNode& node, const std::string& what, const Placeholder& placeholder);
  std::string side_of(const JsonNode& node, const std::string& what, const char* name, const TextRole& role);
  void check_words(const JsonNode& node, const std::string& what, Side side, const TextRole& role);

  std::string file_;
  const LessonChecks& checks_;
  const Variables* variables_{};
  LessonFaults faults_;
};

void read_screens(LessonReading& in, const JsonNode& root, Lesson& lesson);
void read_scenes(LessonReading& in, const JsonNode& root, Lesson& lesson);

}  // namespace yz::practice
