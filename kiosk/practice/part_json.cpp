// Screens and their parts.
#include <algorithm>
#include <iterator>

#include "kiosk/practice/lesson_reading.h"

namespace yz::practice {
namespace {

constexpr std::size_t screens_max = 60;
constexpr std::size_t parts_max = 24;
constexpr std::size_t items_max = 24;
constexpr std::int64_t slider_max = 1'000'000;

/// What a kind has: the same table as in docs/content/lessons.md and lesson.schema.json.
struct KindRow {
  PartKind kind;
  const char* must;
  const char* may;
  const char* item_must;
  const char* item_may;
};
constexpr KindRow kinds[]{{PartKind::status, "", "text", "", ""},
                          {PartKind::title, "text", "id icon", "", ""},
                          {PartKind::apps, "items", "", "id icon text", "colour note"},
                          {PartKind::row, "text", "id note value icon colour", "", ""},
                          {PartKind::chat, "items", "", "from text", "id look note icon"},
                          {PartKind::field, "id", "text note", "", ""},
                          {PartKind::keypad, "id into", "items", "id text", ""},
                          {PartKind::slider, "id text min max step value", "", "", ""},
                          {PartKind::toggle, "id text on", "note", "", ""},
                          {PartKind::camera, "items", "text", "id text", ""},
                          {PartKind::ringing, "id text", "note icon colour", "", ""},
                          {PartKind::call, "id text", "note said icon colour video", "", ""},
                          {PartKind::pay, "id text value", "note", "", ""},
                          {PartKind::page, "text note", "", "", ""},
                          {PartKind::banner, "id text", "note icon", "", ""},
                          {PartKind::lock, "id text", "note", "", ""},
                          {PartKind::dialogue, "text items", "note", "id text", "look"},
                          {PartKind::text, "text", "id size", "", ""},
                          {PartKind::button, "id text", "icon look", "", ""},
                          {PartKind::image, "text", "id icon picture colour", "", ""},
                          {PartKind::code, "", "id text", "", ""},
                          {PartKind::bar, "items", "", "id icon text", "colour note"}};

std::vector<std::string> names_in(std::string_view row) {
  std::vector<std::string> names;
  while (!row.empty()) {
    const auto end = std::min(row.find(' '), row.size());
    names.emplace_back(row.substr(0, end));
    row.remove_prefix(std::min(end + 1, row.size()));
  }
  return names;
}

/// The members that an object has, and those that it may have.
struct Members {
  Members(const char* must_be, const char* may_be, bool has_kind) : must(names_in(must_be)) {
    if (has_kind) all.emplace_back("kind");
    all.insert(all.end(), must.begin(), must.end());
    for (std::string& name : names_in(may_be)) all.push_back(std::move(name));
  }
  std::vector<std::string> must;
  std::vector<std::string> all;
};
/// A row of the table, taken apart once instead of for each part.
struct KindMembers {
  PartKind kind;
  Members part;
  Members item;
};
const std::vector<KindMembers>& kind_members() {
  static const std::vector<KindMembers> table = [] {
    std::vector<KindMembers> rows;
    rows.reserve(std::size(kinds));
    for (const KindRow& row : kinds) {
      rows.push_back({row.kind, Members(row.must, row.may, /*has_kind=*/true),
                      Members(row.item_must, row.item_may, /*has_kind=*/false)});
    }
    return rows;
  }();
  return table;
}
const std::vector<std::string>& kind_names() {
  static const std::vector<std::string> table = [] {
    std::vector<std::string> names;
    names.reserve(std::size(kinds));
    for (const KindRow& row : kinds) names.emplace_back(to_string(row.kind));
    return names;
  }();
  return table;
}

const std::vector<std::string>& colour_names() {
  static const std::vector<std::string> names{"red", "orange", "yellow", "green", "blue", "purple", "grey"};
  return names;
}

Colour read_colour(LessonReading& in, const JsonNode& node, const std::string& what) {
  return static_cast<Colour>(in.one_of(node, what, colour_names()) + 1);
}

Look read_button_look(LessonReading& in, const JsonNode& node, const std::string& what) {
  constexpr Look looks[]{Look::main, Look::quiet, Look::danger};
  return looks[in.one_of(node, what, {"main", "quiet", "danger"})];
}

Look read_bubble_look(LessonReading& in, const JsonNode& node, const std::string& what) {
  constexpr Look looks[]{Look::plain, Look::voice, Look::packet, Look::transfer, Look::link, Look::picture};
  return looks[in.one_of(node, what, {"text", "voice", "packet", "transfer", "link", "picture"})];
}

std::string read_picture(LessonReading& in, const JsonNode& node, const std::string& what) {
  constexpr std::string_view ending = ".png";
  const bool is_png = node.text.size() > ending.size() && node.text.ends_with(ending);
  JsonNode stem = node;
  if (is_png) stem.text.resize(node.text.size() - ending.size());
  if (!is_png) {
    in.wrong(node.line, what + ": the name of a PNG file beside lesson.json is wanted");
  } else if (!in.id(stem, what).empty() && in.checks().wrong_picture) {
    const std::string reason = in.checks().wrong_picture(node.text);
    if (!reason.empty()) in.wrong(node.line, what + ": picture " + in_quotes(node.text) + ' ' + reason);
  }
  return node.text;
}

void read_item_field(LessonReading& in, const JsonNode& node, const std::string& who, PartKind kind,
                     Item& item) {
  const std::string what = who + ' ' + in_quotes(node.name);
  const std::string& name = node.name;
  if (name == "id") item.id = in.id(node, what);
  if (name == "text") item.text = in.text(node, what, shown_text);
  if (name == "note") item.note = in.text(node, what, shown_text);
  if (name == "icon") item.icon = in.icon(node, what);
  if (name == "colour") item.colour = read_colour(in, node, what);
  if (name == "from") item.is_mine = in.one_of(node, what, {"them", "me"}) == 1;
  if (name == "look") {
    item.look = kind == PartKind::chat ? read_bubble_look(in, node, what) : read_button_look(in, node, what);
  }
}

/// All that it must have is there, and nothing else than it may have.
bool read_members(LessonReading& in, const JsonNode& node, const std::string& who, const Members& members) {
  if (!in.object(node, who, members.all)) return false;
  for (const std::string& name : members.must) in.must(node, who, name.c_str());
  return true;
}

void read_items(LessonReading& in, const JsonNode& node, const std::string& who, const Members& members,
                Part& part) {
  const auto elements = in.list(node, who, "items", 1, items_max);
  part.items.reserve(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string item_who = who + " item " + std::to_string(i + 1);
    if (!read_members(in, *elements[i], item_who, members)) continue;
    Item item;
    for (const JsonNode& member : elements[i]->inside) read_item_field(in, member, item_who, part.kind, item);
    part.items.push_back(std::move(item));
  }
}

void read_numbers(LessonReading& in, const JsonNode& node, const std::string& what, Part& part) {
  const std::string& name = node.name;
  if (name == "min") part.min = in.whole(node, what, -slider_max, slider_max);
  if (name == "max") part.max = in.whole(node, what, -slider_max, slider_max);
  if (name == "step") part.step = in.whole(node, what, 1, slider_max);
  if (name == "value") part.value = in.whole(node, what, -slider_max, slider_max);
}

void read_part_field(LessonReading& in, const JsonNode& node, const std::string& who, Part& part) {
  const std::string what = who + ' ' + in_quotes(node.name);
  const std::string& name = node.name;
  if (name == "id") part.id = in.id(node, what);
  if (name == "text") part.text = in.text(node, what, shown_text);
  if (name == "note") part.note = in.text(node, what, shown_text);
  if (name == "said") part.said = in.text(node, what, shown_text);
  if (name == "icon") part.icon = in.icon(node, what);
  if (name == "picture") part.picture = read_picture(in, node, what);
  if (name == "colour") part.colour = read_colour(in, node, what);
  if (name == "look") part.look = read_button_look(in, node, what);
  if (name == "size") {
    constexpr TextSize sizes[]{TextSize::body, TextSize::small, TextSize::large, TextSize::huge};
    part.size = sizes[in.one_of(node, what, {"body", "small", "large", "huge"})];
  }
  if (name == "on") part.is_on = in.flag(node, what);
  if (name == "video") part.has_video = in.flag(node, what);
  if (name == "into") part.into = in.id(node, what);
  if (part.kind == PartKind::slider) {
    read_numbers(in, node, what, part);
  } else if (name == "value") {
    part.end = in.text(node, what, shown_text);
  }
}

void check_slider(LessonReading& in, const Part& part, const std::string& who) {
  if (part.min >= part.max) return in.wrong(part.line, who + ": \"min\" is to be less than \"max\"");
  const auto is_mark = [&](std::int64_t value) { return (value - part.min) % part.step == 0; };
  if (!is_mark(part.max)) in.wrong(part.line, who + ": \"step\" does not lead from \"min\" to \"max\"");
  if (part.value < part.min || part.value > part.max || !is_mark(part.value)) {
    in.wrong(part.line, who + ": \"value\" is to be one that its steps come to");
  }
}

void read_part(LessonReading& in, const JsonNode& node, Screen& screen) {
  std::string who = "screen " + in_quotes(screen.id) + " part " + std::to_string(screen.parts.size() + 1);
  const JsonNode* kind = in.must(node, who, "kind");
  if (kind == nullptr) return;
  const std::size_t index = in.one_of(*kind, who + " \"kind\"", kind_names());
  if (kind_names()[index] != kind->text) return;
  const KindMembers& row = kind_members()[index];
  who = "screen " + in_quotes(screen.id) + ' ' + kind_names()[index];
  if (!read_members(in, node, who, row.part)) return;
  Part part;
  part.kind = row.kind;
  part.owner = screen.id;
  part.line = node.line;
  for (const JsonNode& member : node.inside) read_part_field(in, member, who, part);
  if (node.find("items") != nullptr) read_items(in, node, who, row.item, part);
  if (part.kind == PartKind::slider) check_slider(in, part, who);
  if (part.kind == PartKind::image && part.icon.empty() == part.picture.empty())
    in.wrong(part.line, who + ": one of \"icon\" and \"picture\" is wanted");
  screen.parts.push_back(std::move(part));
}

}  // namespace

void read_screens(LessonReading& in, const JsonNode& root, Lesson& lesson) {
  const auto screens = in.list(root, "pack", "screens", 1, screens_max);
  lesson.screens.reserve(screens.size());
  for (const JsonNode* node : screens) {
    Screen screen;
    screen.line = node->line;
    std::string who = "screen " + std::to_string(lesson.screens.size() + 1);
    if (!in.object(*node, who, {"id", "base", "large", "parts"})) continue;
    if (const JsonNode* id = in.must(*node, who, "id")) screen.id = in.id(*id, who + " \"id\"");
    who = "screen " + in_quotes(screen.id);
    if (lesson.find_screen(screen.id) != nullptr) in.wrong(node->line, who + " is there twice");
    if (const JsonNode* base = node->find("base")) screen.base = in.id(*base, who + " \"base\"");
    if (const JsonNode* large = node->find("large")) {
      screen.is_large = in.flag(*large, who + " \"large\"");
    }
    const auto parts = in.list(*node, who, "parts", 1, parts_max);
    screen.parts.reserve(parts.size());
    for (const JsonNode* part : parts) read_part(in, *part, screen);
    lesson.screens.push_back(std::move(screen));
  }
}

}  // namespace yz::practice
