#include "kiosk/practice/lesson_json.h"

#include <algorithm>

#include "kiosk/practice/lesson_check.h"
#include "kiosk/practice/lesson_reading.h"

namespace yz::practice {
namespace {

constexpr std::size_t lesson_bytes_max = 262'144;
constexpr std::size_t variables_max = 24;
constexpr std::size_t learnt_count = 3;
constexpr std::size_t card_lines_max = 8;

/// First of all: every text is looked through for them.
void read_variables(LessonReading& in, const JsonNode& root, Variables& variables) {
  const JsonNode* node = in.must(root, "pack", "variables");
  if (node == nullptr) return;
  if (node->kind != JsonNode::Kind::object || node->inside.size() > variables_max)
    return in.wrong(node->line, "\"variables\": an object of at most 24 is wanted");
  Variables read;
  for (const JsonNode& member : node->inside) {
    const std::string what = "variable " + in_quotes(member.name);
    JsonNode name = member;
    name.kind = JsonNode::Kind::text;
    name.text = member.name;
    if (in.id(name, what).empty()) continue;
    if (member.kind == JsonNode::Kind::object) {
      read.emplace(member.name, in.text(member, what, shown_text));
    } else {
      read.emplace(member.name, in.whole(member, what, -number_max, number_max));
    }
  }
  variables = std::move(read);
}

std::vector<LocalText> read_lines(LessonReading& in, const JsonNode& root, const char* name, std::size_t min,
                                  std::size_t max, const TextRole& role) {
  std::vector<LocalText> lines;
  for (const JsonNode* line : in.list(root, "pack", name, min, max))
    lines.push_back(in.text(*line, in_quotes(name), role));
  return lines;
}

void read_pack(LessonReading& in, const JsonNode& root, const std::string& id, Lesson& lesson) {
  const bool is_pack = in.object(root, "pack",
                                 {"$schema", "format", "id", "icon", "title", "purpose", "learnt", "card",
                                  "variables", "screens", "scenes"});
  if (!is_pack) return;
  if (const JsonNode* format = in.must(root, "pack", "format")) in.whole(*format, "\"format\"", 1, 1);
  read_variables(in, root, lesson.variables);
  if (const JsonNode* node = in.must(root, "pack", "id")) {
    lesson.id = in.id(*node, "\"id\"");
    if (!lesson.id.empty() && lesson.id != id)
      in.wrong(node->line, "\"id\": the folder is called " + in_quotes(id) + ", the id is to be the same");
  }
  if (const JsonNode* node = in.must(root, "pack", "icon")) lesson.icon = in.icon(*node, "\"icon\"");
  if (const JsonNode* node = in.must(root, "pack", "title"))
    lesson.title = in.text(*node, "\"title\"", title_text);
  if (const JsonNode* node = in.must(root, "pack", "purpose"))
    lesson.purpose = in.text(*node, "\"purpose\"", purpose_text);
  lesson.learnt = read_lines(in, root, "learnt", learnt_count, learnt_count, short_text);
  lesson.card = read_lines(in, root, "card", 1, card_lines_max, card_text);
  read_screens(in, root, lesson);
  read_scenes(in, root, lesson);
}

}  // namespace

LessonRead read_lesson(std::string_view json, const std::string& file, const std::string& id,
                       const LessonChecks& checks) {
  if (json.size() > lesson_bytes_max) return {{}, {{file, 1, "longer than 256 KiB; make two packs of it"}}};
  const auto root = parse_located(json);
  if (!root) return {{}, {{file, root.error().line, root.error().what}}};
  LessonReading in(file, checks);
  Lesson lesson;
  in.set_variables(&lesson.variables);
  read_pack(in, *root, id, lesson);
  check_lesson(lesson, [&in](int line, const std::string& what) { in.wrong(line, what); });
  LessonFaults faults = in.take_faults();
  std::stable_sort(faults.begin(), faults.end(),
                   [](const LessonFault& one, const LessonFault& other) { return one.line < other.line; });
  if (!faults.empty()) return {{}, std::move(faults)};
  return {std::move(lesson), {}};
}

}  // namespace yz::practice
