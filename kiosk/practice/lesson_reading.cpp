#include "kiosk/practice/lesson_reading.h"

#include <algorithm>

#include "kiosk/input/utf8.h"

namespace yz::practice {
namespace {

constexpr std::size_t id_size_max = 32;
constexpr std::size_t icon_size_max = 40;

bool is_small_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= id_size_max && std::all_of(text.begin(), text.end(), is_small_name);
}

std::string enumerated(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace

std::string to_string(const LessonFault& fault) {
  std::string text = fault.file;
  text.append(":").append(std::to_string(fault.line)).append(": ");
  // A line a fault, whatever the pack had in it.
  for (const char c : fault.what) text += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
  return text;
}

void LessonReading::wrong(int line, const std::string& what) {
  if (faults_.size() < faults_max) faults_.push_back({file_, line, what});
}

bool LessonReading::object(const JsonNode& node, const std::string& who,
                           const std::vector<std::string>& members) {
  if (node.kind != JsonNode::Kind::object) return wrong(node.line, who + ": an object {…} is wanted"), false;
  for (const JsonNode& member : node.inside) {
    if (std::find(members.begin(), members.end(), member.name) == members.end())
      unknown_member(member, who, members);
  }
  return true;
}

void LessonReading::unknown_member(const JsonNode& member, const std::string& who,
                                   const std::vector<std::string>& members) {
  const std::string near = did_you_mean(member.name, members);
  const std::string help = near.empty() ? "; there are " + enumerated(members) : near;
  wrong(member.line, who + ": no field " + in_quotes(member.name) + " here" + help);
}

const JsonNode* LessonReading::must(const JsonNode& object, const std::string& who, const char* member) {
  const JsonNode* found = object.find(member);
  if (found == nullptr) wrong(object.line, who + ": " + in_quotes(member) + " is missing");
  return found;
}

std::vector<const JsonNode*> LessonReading::list(const JsonNode& object, const std::string& who,
                                                 const char* member, std::size_t min, std::size_t max) {
  const JsonNode* found = must(object, who, member);
  if (found == nullptr) return {};
  const std::size_t size = found->inside.size();
  if (found->kind != JsonNode::Kind::list || size < min || size > max) {
    const std::string count =
        min == max ? std::to_string(min) : std::to_string(min) + " to " + std::to_string(max);
    wrong(found->line, who + ": " + in_quotes(member) + " is to be a list of " + count +
                           (found->kind == JsonNode::Kind::list ? ", it has " + std::to_string(size) : ""));
    return {};
  }
  std::vector<const JsonNode*> elements;
  elements.reserve(size);
  for (const JsonNode& element : found->inside) elements.push_back(&element);
  return elements;
}

std::int64_t LessonReading::whole(const JsonNode& node, const std::string& what, std::int64_t min,
                                  std::int64_t max) {
  if (node.kind == JsonNode::Kind::whole && node.whole >= min && node.whole <= max) return node.whole;
  wrong(node.line,
        what + ": a whole number from " + std::to_string(min) + " to " + std::to_string(max) + " is wanted");
  return min;
}

bool LessonReading::flag(const JsonNode& node, const std::string& what) {
  if (node.kind != JsonNode::Kind::flag) wrong(node.line, what + ": true or false is wanted");
  return node.flag;
}

std::size_t LessonReading::one_of(const JsonNode& node, const std::string& what,
                                  const std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), node.text);
  if (node.kind == JsonNode::Kind::text && found != names.end())
    return static_cast<std::size_t>(found - names.begin());
  const std::string near = did_you_mean(node.text, names);
  wrong(node.line,
        what + ": no " + in_quotes(node.text) + (near.empty() ? "; there are " + enumerated(names) : near));
  return 0;
}

std::string LessonReading::id(const JsonNode& node, const std::string& what, bool may_have_dot) {
  const std::string_view text = node.text;
  const auto dot = may_have_dot ? text.find('.') : std::string_view::npos;
  const bool is_right =
      dot == std::string_view::npos ? is_id(text) : is_id(text.substr(0, dot)) && is_id(text.substr(dot + 1));
  if (node.kind == JsonNode::Kind::text && is_right) return node.text;
  wrong(node.line, what + ": an id is 1 to 32 small letters, digits, - or _");
  return {};
}

std::string LessonReading::icon(const JsonNode& node, const std::string& what) {
  const bool is_name = node.kind == JsonNode::Kind::text && !node.text.empty() &&
                       node.text.size() <= icon_size_max &&
                       std::all_of(node.text.begin(), node.text.end(), is_small_name);
  if (!is_name) {
    wrong(node.line, what + ": a glyph's name is wanted, 1 to 40 small letters, digits or -");
  } else if (checks_.has_icon && !checks_.has_icon(node.text)) {
    wrong(node.line, what + ": no icon " + in_quotes(node.text) + "; take one that the icon font has");
  }
  return node.text;
}

LocalText LessonReading::text(const JsonNode& node, const std::string& what, const TextRole& role) {
  if (node.kind != JsonNode::Kind::object) {
    wrong(node.line, what + ": a text is {\"zh\":\"…\",\"en\":\"…\"}");
    return {};
  }
  static const std::vector<std::string> sides{"zh", "en"};
  object(node, what, sides);
  LocalText text;
  text.zh = side_of(node, what, "zh", role);
  text.en = side_of(node, what, "en", role);
  return text;
}

std::string LessonReading::side_of(const JsonNode& node, const std::string& what, const char* name,
                                   const TextRole& role) {
  const JsonNode* side = node.find(name);
  if (side == nullptr) {
    wrong(node.line, what + ": " + in_quotes(name) + " is missing; every text is in both languages");
    return {};
  }
  if (side->kind != JsonNode::Kind::text || side->text.empty()) {
    wrong(side->line, what + ": " + in_quotes(name) + " is empty or no text");
    return {};
  }
  check_words(*side, what, side->name == "zh" ? Side::zh : Side::en, role);
  return side->text;
}

void LessonReading::check_placeholder(const JsonNode& node, const std::string& what,
                                      const Placeholder& placeholder) {
  const std::string reason = wrong_placeholder(placeholder, *variables_);
  if (reason.empty()) return;
  std::vector<std::string> names;
  names.reserve(variables_->size());
  for (const auto& [name, value] : *variables_) names.push_back(name);
  const bool is_known = variables_->contains(placeholder.name);
  wrong(node.line, what + ": " + reason + (is_known ? "" : did_you_mean(placeholder.name, names)));
}

void LessonReading::check_words(const JsonNode& node, const std::string& what, Side side,
                                const TextRole& role) {
  std::string fault;
  for (const Placeholder& placeholder : placeholders_of(node.text, fault))
    check_placeholder(node, what, placeholder);
  if (!fault.empty()) wrong(node.line, what + ": " + fault);
  const std::string shown = filled(node.text, *variables_, side);
  const auto characters = kiosk::characters_of(shown);
  const std::size_t max = side == Side::zh ? role.zh_max : role.en_max;
  if (characters.size() > max) {
    wrong(node.line, what + ": " + std::to_string(characters.size()) + " characters, at most " +
                         std::to_string(max) + " have room; shorten " + in_quotes(node.name));
  }
  const auto missing = std::find_if(characters.begin(), characters.end(), [&](char32_t c) {
    return c < 0x20U || c == 0x7FU || (checks_.has_glyph && !checks_.has_glyph(c));
  });
  if (missing != characters.end()) {
    wrong(node.line, what + ": the font has no " +
                         (*missing < 0x20U ? "such sign" : in_quotes(kiosk::utf8(*missing))) +
                         "; write it otherwise");
  }
  if (!role.is_spoken || !checks_.unspeakable) return;
  const std::string dumb = checks_.unspeakable(shown, side);
  if (!dumb.empty()) wrong(node.line, what + ": " + in_quotes(dumb) + " cannot be spoken; write it in words");
}

}  // namespace yz::practice
