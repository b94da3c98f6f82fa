#include "tests/house/checks.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>

namespace yz::house {

namespace {

constexpr std::size_t lines_max = 600;

struct Folder {
  const char* name;
  std::vector<std::string> may_include;
};

/// docs/style.md, "Who may include whom". A folder inside another stands before it.
const std::vector<Folder>& folders() {
  static const std::vector<Folder> table{
      {"base", {"base"}},
      {"domain", {"domain", "base"}},
      {"hal", {"hal", "base"}},
      {"offline-cache", {"offline-cache", "domain", "base"}},
      {"kiosk/practice", {"kiosk/practice", "kiosk/input/utf8.h", "domain", "base"}},
      {"kiosk", {"kiosk", "hal", "offline-cache", "domain", "base"}},
      {"hub", {"hub", "domain", "base"}}};
  return table;
}

/// Headers from outside, and the only places where they may stand. What is in no row may be included by
/// nobody in base and domain (the standard library has no dot and no slash in its names).
struct Library {
  const char* headers;  // a regular expression over what stands between the brackets
  std::vector<std::string> places;
};
const std::vector<Library>& libraries() {
  static const std::vector<Library> table{
      {"imgui.*|backends/imgui.*", {"kiosk/ui/", "kiosk/app/"}},
      {"SDL.*", {"kiosk/ui/", "kiosk/app/", "hal/sound"}},
      {"(drogon|trantor)/.*", {"hub/http/", "hub/store/"}},
      {"sqlite3.*", {"offline-cache/", "hub/store/"}},
      {"curl/.*", {"offline-cache/"}},
      {"opusenc.h", {"hal/sound"}},
      {"(zinnia|rime_.*)\\.h", {"kiosk/input/"}},
      {"cmark\\.h", {"kiosk/app/markdown.cpp"}},
      {"sodium.*", {"offline-cache/", "hub/", "kiosk/app/"}},
      {"ZXing/.*|ReadBarcode.h|MultiFormatWriter.h", {"hal/"}},
      {"(png|jpeglib|jerror)\\.h", {"hal/", "tests/support/golden_picture.cpp"}},
      {"libudev\\.h", {"hal/hotplug"}},
      {"libusb\\.h", {"hal/ports/usb_port.cpp"}},
      {"umockdev\\.h", {"tests/support/usb_testbed"}},
      {"(winscard|PCSC/.*)\\.h", {"hal/ports/pcsc"}},
      {"(fmt|spdlog)/.*", {"hal/", "offline-cache/", "kiosk/", "hub/"}},
      {"cups/.*", {"hal/drivers/ipp_client.cpp", "tests/"}},
      {"tl/expected.hpp", {"base/result.h"}}};
  return table;
}

Faults per_line(const Source& source, const std::string& text, const std::regex& wrong,
                const std::string& what) {
  Faults faults;
  std::size_t number = 1;
  for (std::size_t from = 0; from <= text.size(); ++number) {
    const auto end = std::min(text.find('\n', from), text.size());
    const std::string line = text.substr(from, end - from);
    if (std::regex_search(line, wrong))
      faults.push_back(source.path + ':' + std::to_string(number) + ": " + what);
    from = end + 1;
  }
  return faults;
}

bool stands_in(const Source& source, const std::vector<std::string>& places) {
  return std::any_of(places.begin(), places.end(),
                     [&](const std::string& place) { return source.path.starts_with(place); });
}

std::string wrong_own(const Source& source, const std::string& header) {
  const auto folder =
      std::find_if(folders().begin(), folders().end(), [&](const Folder& f) { return source.in(f.name); });
  if (folder == folders().end()) return {};
  if (header.starts_with("domain/json/") && !source.path.ends_with("_json.cpp") &&
      !stands_in(source, {"domain/json/"}))
    return header + " only in *_json.cpp";
  if (header.starts_with("..") || header.find('/') == std::string::npos)
    return "\"" + header + "\": from the one root";
  const auto& allowed = folder->may_include;
  const bool is_allowed = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& place) {
    return header == place || header.starts_with(place + '/');
  });
  return is_allowed ? std::string() : std::string(folder->name) + " may not include " + header;
}

std::string wrong_library(const Source& source, const std::string& header) {
  if (header.starts_with("nlohmann/") && source.in("domain") && !source.path.ends_with("_json.cpp") &&
      !stands_in(source, {"domain/json/"})) {
    return "JSON in domain only in *_json.cpp and domain/json";
  }
  for (const Library& library : libraries()) {
    if (!std::regex_match(header, std::regex(library.headers))) continue;
    return stands_in(source, library.places) ? std::string() : '<' + header + "> not here";
  }
  const bool is_standard = header.find('.') == std::string::npos && header.find('/') == std::string::npos;
  const bool is_pure = source.in("base") || source.in("domain");
  return !is_pure || is_standard || header.starts_with("nlohmann/") ? std::string()
                                                                    : '<' + header + "> not here";
}

bool has_chinese(std::string_view text) {
  // Three-byte UTF-8 from U+2E80 (E2 BA) on: radicals, ideographs, full-width signs. Escapes count like the
  // character.
  static const std::regex escape(
      R"(\\(u|U0000)(2[eE][89a-fA-F]|2[fF]|[3-9][0-9a-fA-F]|[fF][9aA])[0-9a-fA-F]{1,2})");
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto first = static_cast<unsigned char>(text[i]);
    const auto second = static_cast<unsigned char>(text[i + 1]);
    if ((first == 0xE2U && second >= 0xBAU) ||
        (first >= 0xE3U && first <= 0xEFU && !(first == 0xEFU && second == 0xBFU))) {
      return true;
    }
  }
  return std::regex_search(text.begin(), text.end(), escape);
}

std::map<std::string, std::string> flat(const nlohmann::json& words, const std::string& prefix = {}) {
  std::map<std::string, std::string> ids;
  if (!words.is_object()) return ids;
  for (const auto& [name, value] : words.items()) {
    const std::string id = prefix.empty() ? name : std::string(prefix).append(".").append(name);
    if (value.is_object()) {
      ids.merge(flat(value, id));
    } else {
      ids[id] = value.dump();
    }
  }
  return ids;
}

}  // namespace

Faults includes(const Source& source) {
  Faults faults;
  if (!source.is_cpp()) return faults;
  static const std::regex line(R"([ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])");
  const std::string text = without_comments(source.text);
  for (auto found = std::sregex_iterator(text.begin(), text.end(), line); found != std::sregex_iterator();
       ++found) {
    const std::string header = (*found)[2];
    const std::string wrong = (*found)[1] == "\"" ? wrong_own(source, header) : wrong_library(source, header);
    if (!wrong.empty()) faults.push_back(std::string(source.path).append(": ").append(wrong));
  }
  return faults;
}

Faults sql(const Source& source) {
  if (!source.is_cpp() || stands_in(source, {"offline-cache/", "hub/store/"})) return {};
  static const std::regex call(R"(\bsqlite3_\w+)");
  static const std::regex statement(
      R"(\b(SELECT\s[\s\S]*\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|DELETE\s+FROM\s|UPDATE\s+\w+\s+SET\s|(CREATE|DROP|ALTER)\s+(TABLE|INDEX)\s|PRAGMA\s))",
      std::regex::icase);
  Faults faults =
      per_line(source, only_code(source.text), call, "SQLite outside offline-cache and hub/store");
  for (const std::string& literal : literals(source.text)) {
    if (std::regex_search(literal, statement))
      faults.push_back(source.path + ": SQL: " + literal.substr(0, 60));
  }
  return faults;
}

Faults chinese_literals(const Source& source) {
  Faults faults;
  if (!source.is_cpp()) return faults;
  for (const std::string& literal : literals(source.text)) {
    if (has_chinese(literal))
      faults.push_back(source.path + ": words belong into assets/text or content: " + literal.substr(0, 60));
  }
  return faults;
}

Faults clocks_and_sleeps(const Source& source) {
  if (!source.is_cpp() || source.path == "base/system_clock.h") return {};
  // yz::sleep_for, which that file offers, is the way to sleep.
  static const std::regex wrong(
      R"(\b(system_clock|steady_clock|high_resolution_clock)\s*::\s*now\b|this_thread\s*::\s*sleep_(for|until)\b|\b(usleep|nanosleep|gettimeofday|clock_gettime)\s*\(|\bSDL_Delay\b)");
  return per_line(source, only_code(source.text), wrong, "time and sleep only in base/system_clock.h");
}

Faults throws(const Source& source) {
  if (!source.is_cpp()) return {};
  return per_line(source, only_code(source.text), std::regex(R"(\bthrow\b)"), "we throw nothing");
}

Faults length(const Source& source) {
  if (!source.is_cpp()) return {};
  const auto lines = static_cast<std::size_t>(std::count(source.text.begin(), source.text.end(), '\n'));
  if (lines <= lines_max) return {};
  return {source.path + ": " + std::to_string(lines) + " lines; does it still do one thing?"};
}

Faults left_to_do(const Source& source) {
  static const std::regex mark(R"(\b(TODO|FIXME|XXX)\b)");
  const bool is_text = source.is_cpp() || source.path.ends_with(".txt") || source.path.ends_with(".json") ||
                       source.path.ends_with(".sql") || source.path.ends_with(".js") ||
                       source.path.ends_with(".html");
  return is_text ? per_line(source, source.text, mark, "finish it, or write it down elsewhere") : Faults{};
}

Faults missing_words(const std::string& one, const std::string& other, const std::string& other_name) {
  const auto here = nlohmann::json::parse(one, nullptr, false);
  const auto there = nlohmann::json::parse(other, nullptr, false);
  if (!here.is_object() || !there.is_object()) return {other_name + ": no JSON object"};
  Faults faults;
  const auto known = flat(there);
  for (const auto& [id, words] : flat(here)) {
    if (!known.contains(id)) faults.push_back(std::string(other_name).append(": lacks ").append(id));
  }
  return faults;
}

const std::vector<Check>& checks() {
  static const std::vector<Check> table{{"includes", includes},
                                        {"sql", sql},
                                        {"chinese literals", chinese_literals},
                                        {"clocks and sleeps", clocks_and_sleeps},
                                        {"throws", throws},
                                        {"length", length},
                                        {"left to do", left_to_do}};
  return table;
}

}  // namespace yz::house
