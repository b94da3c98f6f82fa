#include "kiosk/app/config.h"

// The one file that knows toml++; without its exceptions, so that a wrong file is a value.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
// It asserts that "[`" cannot be, where its next lines refuse it in words (marzer/tomlplusplus issue 294).
#define TOML_ASSERT(expr) static_assert(true)
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>

#include "hal/device_names.h"
#include "hal/ports/port_config.h"
#include "hal/registry.h"
#include "kiosk/app/staff_pin.h"

namespace yz::kiosk {
namespace {

std::string place(const std::string& name, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", name, source.begin.line, source.begin.column);
}

/// The file without its comments, so that only ASCII reaches toml++, which runs into undefined behaviour on
/// some other characters (marzer/tomlplusplus issues 190, 295). Nothing this file says needs one.
Result<std::string> without_comments(std::string_view toml, const std::string& name) {
  std::string out;
  int line = 1;
  char quote = 0;
  bool escaped = false;
  bool comment = false;
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    if (c == '\n') {
      ++line;
      quote = 0;
      comment = false;
    }
    if (comment) continue;
    const bool opens = quote == 0 && (c == '"' || c == '\'');
    if (static_cast<unsigned char>(c) > 0x7E || (opens && toml.substr(i, 3) == std::string(3, c))) {
      return fail(Code::invalid,
                  fmt::format("{}:{}: only English letters, digits and signs, except in comments; a text "
                              "is one line in \"quotes\"",
                              name, line));
    }
    comment = quote == 0 && c == '#';
    if (comment) continue;
    out += c;
    if (opens) {
      quote = c;
    } else if (c == quote && !escaped) {
      quote = 0;
    }
    escaped = quote == '"' && c == '\\' && !escaped;
  }
  return out;
}

/// One table of the file. The first thing wrong is kept; keys that nobody asked for are wrong too.
class Table {
 public:
  Table(const toml::table& table, std::string name, std::string path, std::optional<Error>& error)
      : table_(table), name_(std::move(name)), path_(std::move(path)), error_(error) {}

  void text(std::string_view key, std::string& value) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    if (const auto* found = node->as_string()) {
      value = found->get();
    } else {
      wrong(*node, key, "a text in quotes");
    }
  }
  void path(std::string_view key, std::filesystem::path& value) {
    std::string text_value = value.string();
    text(key, text_value);
    value = text_value;
  }
  void whole(std::string_view key, int& value, int from, int to) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const auto* found = node->as_integer();
    if (found == nullptr || found->get() < from || found->get() > to) {
      return wrong(*node, key, fmt::format("a whole number from {} to {}", from, to));
    }
    value = static_cast<int>(found->get());
  }
  void number(std::string_view key, float& value, float from, float to) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const auto found = node->value<double>();
    if (!found || !std::isfinite(*found) || *found < static_cast<double>(from) ||
        *found > static_cast<double>(to)) {
      return wrong(*node, key, fmt::format("a number from {} to {}", from, to));
    }
    value = static_cast<float>(*found);
  }
  void flag(std::string_view key, bool& value) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const auto* found = node->as_boolean();
    if (found == nullptr) return wrong(*node, key, "true or false");
    value = found->get();
  }
  /// As many as there are.
  template <std::size_t count>
  void numbers(std::string_view key, std::array<float, count>& values) {
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const std::string allowed = fmt::format("{} numbers from -10 to 10", count);
    const auto* list = node->as_array();
    if (list == nullptr || list->size() != count) return wrong(*node, key, allowed);
    for (std::size_t i = 0; i < count; ++i) {
      const auto found = list->get(i)->value<double>();
      if (!found || !std::isfinite(*found) || std::abs(*found) > 10)
        return wrong(*list->get(i), key, allowed);
      values.at(i) = static_cast<float>(*found);
    }
  }
  /// `allowed` says what may stand there.
  void wrong(std::string_view key, const std::string& allowed) {
    const toml::node* node = table_.get(key);
    wrong(node == nullptr ? static_cast<const toml::node&>(table_) : *node, key, allowed);
  }
  /// After all keys were asked for.
  void finish() {
    for (const auto& [key, node] : table_) {
      if (asked_.contains(std::string(key.str()))) continue;
      std::string allowed;
      for (const auto& one : asked_) allowed += (allowed.empty() ? "" : ", ") + one;
      say(fmt::format("{}: {}{}: unknown; allowed: {}", place(name_, key.source()), path_,
                      std::string_view(key.str()), allowed));
    }
  }

 private:
  const toml::node* find(std::string_view key) {
    asked_.insert(std::string(key));
    return table_.get(key);
  }
  void wrong(const toml::node& node, std::string_view key, const std::string& allowed) {
    say(fmt::format("{}: {}{}: not allowed; allowed: {}", place(name_, node.source()), path_, key, allowed));
  }
  void say(std::string what) {
    if (!error_) error_ = Error{Code::invalid, std::move(what)};
  }

  const toml::table& table_;
  std::string name_;
  std::string path_;
  std::optional<Error>& error_;
  std::set<std::string> asked_;
};

void read_device(Table& table, hal::DeviceConfig& device) {
  std::string device_class;
  std::string port;
  table.text("id", device.id.value);
  table.text("class", device_class);
  table.text("driver", device.driver);
  table.text("port", port);
  table.text("profile", device.profile);
  if (device.id.empty()) table.wrong("id", "a name of its own, e.g. \"slip-printer\"");
  std::string classes;
  bool known = false;
  for (const auto one : hal::device_classes()) {
    classes += (classes.empty() ? "" : ", ") + std::string(hal::to_string(one));
    if (device_class != hal::to_string(one)) continue;
    device.device_class = one;
    known = true;
  }
  if (!known) table.wrong("class", classes);
  const auto parsed = hal::parse_port(port);
  if (!parsed) table.wrong("port", hal::port_forms());
  if (known && parsed) {
    device.port = *parsed;
    if (const auto fault = hal::find_fault(device)) table.wrong(fault->key, fault->allowed);
  }
  table.finish();
}

void read_language(Table& table, Language& language) {
  std::string text = to_string(language);
  table.text("language", text);
  if (text == to_string(Language::en)) {
    language = Language::en;
  } else if (text == to_string(Language::zh)) {
    language = Language::zh;
  } else {
    table.wrong("language", "\"zh-CN\" or \"en\"");
  }
}

/// A table of that name; an empty one where there is none.
const toml::table& section(const toml::table& root, std::string_view key, const std::string& name,
                           std::optional<Error>& error) {
  static const toml::table empty;
  const toml::node* node = root.get(key);
  if (node == nullptr) return empty;
  if (const auto* found = node->as_table()) return *found;
  if (!error)
    error = Error{Code::invalid, fmt::format("{}: {}: not allowed; allowed: a table [{}]",
                                             place(name, node->source()), key, key)};
  return empty;
}

void read_devices(const toml::table& root, const std::string& name, std::vector<hal::DeviceConfig>& devices,
                  std::optional<Error>& error) {
  const toml::node* node = root.get("device");
  if (node == nullptr) return;
  const auto* list = node->as_array();
  if (list == nullptr || !list->is_array_of_tables()) {
    if (!error)
      error = Error{Code::invalid, fmt::format("{}: device: not allowed; allowed: tables [[device]]",
                                               place(name, node->source()))};
    return;
  }
  for (const toml::node& one : *list) {
    Table table(*one.as_table(), name, "[[device]] ", error);
    read_device(table, devices.emplace_back());
    const auto same = std::ranges::count(devices, devices.back().id, &hal::DeviceConfig::id);
    if (same > 1) table.wrong("id", "a name that no other device has");
  }
}

}  // namespace

Result<Config> parse_config(std::string_view toml, const std::string& name,
                            const std::filesystem::path& assets) {
  if (toml.size() > config_bytes_max) return fail(Code::invalid, name + ": longer than 1 MiB");
  const auto plain = without_comments(toml, name);
  if (!plain) return fail(plain.error());
  const toml::parse_result parsed = toml::parse(*plain, name);
  if (!parsed) {
    return fail(Code::invalid, fmt::format("{}: {}", place(name, parsed.error().source()),
                                           std::string_view(parsed.error().description())));
  }
  const toml::table& root = parsed.table();
  Config config;
  config.content = assets / "content";
  config.text = assets / "text";
  std::optional<Error> error;

  Table hub(section(root, "hub", name, error), name, "[hub] ", error);
  hub.text("url", config.hub_url);
  hub.text("enrol_code", config.enrol_code);
  hub.finish();
  Table folders(section(root, "folders", name, error), name, "[folders] ", error);
  folders.path("state", config.state);
  folders.path("content", config.content);
  folders.path("text", config.text);
  folders.finish();
  Table fonts(section(root, "fonts", name, error), name, "[fonts] ", error);
  fonts.text("regular", config.font_regular);
  fonts.text("bold", config.font_bold);
  fonts.text("icons", config.font_icons);
  fonts.whole("face", config.font_face, 0, 63);
  fonts.finish();
  Table screen(section(root, "screen", name, error), name, "[screen] ", error);
  screen.number("diagonal_in", config.diagonal_in, 7.0F, 100.0F);
  screen.whole("bottom_mm", config.bottom_mm, 0, 2'000);
  screen.whole("rotation", config.panel_mapping.rotation, 0, 270);
  if (config.panel_mapping.rotation % 90 != 0) screen.wrong("rotation", "0, 90, 180 or 270");
  screen.flag("dark_when_closed", config.dark_when_closed);
  screen.numbers("touch_matrix", config.panel_mapping.touch);
  read_language(screen, config.language);
  screen.finish();
  Table input(section(root, "input", name, error), name, "[input] ", error);
  input.path("handwriting", config.handwriting);
  input.path("pinyin", config.pinyin);
  input.finish();
  Table staff(section(root, "staff", name, error), name, "[staff] ", error);
  staff.text("pin_hash", config.pin_hash);
  if (!config.pin_hash.empty() && !is_pin_hash(config.pin_hash)) {
    staff.wrong("pin_hash", "what `yizhan-kiosk --hash-pin` prints");
  }
  staff.finish();
  read_devices(root, name, config.devices, error);

  static const std::set<std::string_view> sections{"hub",   "folders", "fonts", "screen",
                                                   "input", "staff",   "device"};
  for (const auto& [key, node] : root) {
    if (sections.contains(key.str()) || error) continue;
    error =
        Error{Code::invalid,
              fmt::format("{}: {}: unknown; allowed: [hub], [folders], [fonts], [screen], [input], [staff], "
                          "[[device]]",
                          place(name, key.source()), std::string_view(key.str()))};
  }
  if (error) return fail(*error);
  return config;
}

Result<Config> load_config(const std::filesystem::path& file, const std::filesystem::path& assets) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(Code::not_found, file.string() + ": cannot be read");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return parse_config(bytes.str(), file.string(), assets);
}

}  // namespace yz::kiosk
