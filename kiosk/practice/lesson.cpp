#include "kiosk/practice/lesson.h"

#include <algorithm>
#include <array>

namespace yz::practice {
namespace {

constexpr std::array<const char*, 22> kind_names{"status", "title",  "apps",   "row",    "chat",     "field",
                                                 "keypad", "slider", "switch", "camera", "ringing",  "call",
                                                 "pay",    "page",   "banner", "lock",   "dialogue", "text",
                                                 "button", "image",  "code",   "bar"};

std::vector<const char*> sub_names(PartKind kind) {
  switch (kind) {
    case PartKind::slider:
      return {"less", "more"};
    case PartKind::ringing:
      return {"answer", "decline"};
    case PartKind::call:
      return {"hang_up", "mute", "speaker", "camera"};
    case PartKind::pay:
      return {"pay", "close"};
    default:
      return {};
  }
}

std::vector<std::string> keys_of(const Part& keypad) {
  if (keypad.items.empty()) return {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "point"};
  std::vector<std::string> keys;
  keys.reserve(keypad.items.size());
  for (const Item& word : keypad.items) keys.push_back(word.id);
  return keys;
}

std::string joined(const std::string& part, std::string_view name) {
  std::string id = part;
  return id.append(".").append(name);
}

void lay_over(std::vector<const Part*>& parts, const Screen& screen) {
  for (const Part& part : screen.parts) {
    const auto same = std::find_if(parts.begin(), parts.end(), [&](const Part* other) {
      return !part.id.empty() && other->id == part.id;
    });
    if (same != parts.end()) {
      *same = &part;
    } else {
      parts.push_back(&part);
    }
  }
}

/// The screen, its base, the base's base …
std::vector<const Screen*> layers_of(const Lesson& lesson, const Screen& screen) {
  std::vector<const Screen*> layers{&screen};
  while (layers.size() <= bases_max && !layers.back()->base.empty()) {
    const Screen* base = lesson.find_screen(layers.back()->base);
    if (base == nullptr) break;
    layers.push_back(base);
  }
  return layers;
}

}  // namespace

const char* to_string(PartKind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

const Step* Scene::find(std::string_view step) const {
  const auto found =
      std::find_if(steps.begin(), steps.end(), [&](const Step& one) { return one.id == step; });
  return found == steps.end() ? nullptr : &*found;
}

const Screen* Lesson::find_screen(std::string_view screen) const {
  const auto found =
      std::find_if(screens.begin(), screens.end(), [&](const Screen& one) { return one.id == screen; });
  return found == screens.end() ? nullptr : &*found;
}

std::vector<std::string> touchables(const Part& part) {
  std::vector<std::string> ids;
  if (part.kind == PartKind::keypad) {
    for (const std::string& key : keys_of(part)) ids.push_back(joined(part.id, key));
    ids.push_back(joined(part.id, "delete"));
    return ids;
  }
  const auto names = sub_names(part.kind);
  for (const char* name : names) ids.push_back(joined(part.id, name));
  // A field is written into by its keypad.
  if (names.empty() && !part.id.empty() && part.kind != PartKind::field) ids.push_back(part.id);
  for (const Item& item : part.items) {
    if (!item.id.empty()) ids.push_back(item.id);
  }
  return ids;
}

std::vector<const Part*> parts_of(const Lesson& lesson, const Screen& screen) {
  const auto layers = layers_of(lesson, screen);
  std::vector<const Part*> parts;
  for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) lay_over(parts, **layer);
  return parts;
}

bool is_large(const Lesson& lesson, const Screen& screen) {
  for (const Screen* layer : layers_of(lesson, screen)) {
    if (layer->is_large) return *layer->is_large;
  }
  return false;
}

const Part* keypad_for(const std::vector<const Part*>& parts, const Step& step) {
  for (const Part* part : parts) {
    if (part->kind != PartKind::keypad || part->into != step.target) continue;
    const auto keys = keys_of(*part);
    const bool has_all = std::all_of(step.keys.begin(), step.keys.end(), [&](const std::string& key) {
      return std::find(keys.begin(), keys.end(), key) != keys.end();
    });
    if (has_all) return part;
  }
  return nullptr;
}

LocalText key_text(const Part& keypad, std::string_view key) {
  for (const Item& word : keypad.items) {
    if (word.id == key) return word.text;
  }
  const std::string text = key == "point" ? "." : std::string(key);
  return {.zh = text, .en = text};
}

const Option* right_option(const Step& step) {
  const auto found =
      std::find_if(step.options.begin(), step.options.end(), [](const Option& o) { return o.is_right; });
  return found == step.options.end() ? nullptr : &*found;
}

std::string_view right_next(const Step& step) {
  const Option* option = right_option(step);
  return option == nullptr ? step.next : option->next;
}

}  // namespace yz::practice
