#include "kiosk/app/play_line.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace yz::kiosk {
namespace {

using nlohmann::json;

constexpr const char* allowed =
    "tap, hold, write, wait, shot, type, sleep_ms, expect_text, wait_text, lang or size, beside timeout_ms";

bool is_picture_name(const std::string& name) {
  if (name.empty() || name.size() > 100 || name.front() == '.') return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
         std::string::npos;
}

Result<Milliseconds> time_of(const json& value, const char* key) {
  if (!value.is_number_integer() || value < 0 || value > play_timeout_max.count()) {
    return fail(Code::invalid, std::string(key) + ": a whole number of milliseconds up to 600000");
  }
  return Milliseconds{value.get<std::int64_t>()};
}

Result<PlayAct> access_of(const std::string& key, const std::string& value) {
  PlayAccess access{.access = {}, .changed = key};
  if (key == "lang") {
    if (value != "zh-CN" && value != "en") return fail(Code::invalid, "lang: \"zh-CN\" or \"en\"");
    access.access.language = value == "en" ? Language::en : Language::zh;
    return access;
  }
  if (value != "1" && value != "1.25" && value != "1.5")
    return fail(Code::invalid, "size: \"1\", \"1.25\" or \"1.5\"");
  access.access.text_size = value == "1"      ? TextSize::normal
                            : value == "1.25" ? TextSize::large
                                              : TextSize::largest;
  return access;
}

/// "x,y x,y|x,y": points of a stroke parted by blanks, strokes by '|'.
Result<std::vector<InkStroke>> strokes_of(const std::string& text) {
  std::vector<InkStroke> strokes(1);
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    InkDot dot;
    const auto x = std::from_chars(at, end, dot.x);
    if (x.ec != std::errc{} || x.ptr == end || *x.ptr != ',')
      return fail(Code::invalid, "write: strokes: x,y");
    const auto y = std::from_chars(x.ptr + 1, end, dot.y);
    if (y.ec != std::errc{} || dot.x < 0 || dot.y < 0 || dot.x > ink_canvas || dot.y > ink_canvas)
      return fail(Code::invalid, "write: strokes: numbers from 0 to 1024");
    strokes.back().push_back(dot);
    at = y.ptr;
    if (at == end) break;
    if (*at != ' ' && *at != '|') return fail(Code::invalid, "write: strokes: a blank or '|' behind a point");
    if (*at == '|') strokes.emplace_back();
    if (++at == end) return fail(Code::invalid, "write: strokes: ends in the middle");
  }
  if (strokes.back().empty()) return fail(Code::invalid, "write: strokes: none");
  return strokes;
}

Result<PlayAct> write_of(const json& value) {
  const auto text = [&](const char* key) {
    const auto found = value.is_object() ? value.find(key) : value.end();
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  PlayWrite write{.pad = text("pad"), .strokes = {}};
  if (write.pad.empty()) return fail(Code::invalid, R"(write: {"pad":"…","strokes":"x,y x,y|x,y"})");
  auto strokes = strokes_of(text("strokes"));
  if (!strokes) return fail(strokes.error());
  write.strokes = *std::move(strokes);
  return write;
}

Result<PlayAct> act_of(const std::string& key, const json& value) {
  if (key == "write") return write_of(value);
  if (key == "sleep_ms") {
    auto time = time_of(value, "sleep_ms");
    if (!time) return fail(time.error());
    return PlaySleep{*time};
  }
  if (!value.is_string()) return fail(Code::invalid, key + ": a text in quotes");
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) return fail(Code::invalid, key + ": must not be empty");
  if (key == "tap") return PlayTap{text};
  if (key == "hold") return PlayTap{text, Milliseconds{2'300}};  // 2 s, with a margin for a slow machine
  if (key == "wait") return PlayWait{text};
  if (key == "type") return PlayType{text};
  if (key == "expect_text" || key == "wait_text") return PlayExpect{text};
  if (key == "lang" || key == "size") return access_of(key, text);
  if (key == "shot") {
    if (!is_picture_name(text)) return fail(Code::invalid, "shot: letters, digits, '-', '_' and '.'");
    return PlayShot{text};
  }
  return fail(Code::invalid, "\"" + key + "\": unknown; allowed: " + allowed);
}

}  // namespace

Result<PlayLine> parse_play_line(std::string_view text) {
  if (text.size() > play_line_bytes_max) return fail(Code::invalid, "longer than 8192 bytes");
  const auto parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "not one JSON object");
  PlayLine line;
  bool has_act = false;
  for (const auto& [key, value] : parsed.items()) {
    if (key == "timeout_ms") {
      auto time = time_of(value, "timeout_ms");
      if (!time) return fail(time.error());
      line.timeout = *time;
      continue;
    }
    if (has_act) return fail(Code::invalid, std::string("one thing a line: ") + allowed);
    auto act = act_of(key, value);
    if (!act) return fail(act.error());
    line.act = *std::move(act);
    has_act = true;
  }
  if (!has_act) return fail(Code::invalid, std::string("nothing to do; allowed: ") + allowed);
  return line;
}

}  // namespace yz::kiosk
