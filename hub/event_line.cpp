#include "hub/event_line.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/ids.h"
#include "hub/crypto.h"

namespace yz::hub {

namespace {

using nlohmann::json;

tl::unexpected<Unreadable> unreadable(const char* code, std::string detail) {
  return tl::unexpected(Unreadable{code, std::move(detail)});
}

/// A text field of 1 to 128 bytes, or empty.
std::string text_field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= 128 ? text : std::string();
}

/// A whole number from 0 up, or -1.
std::int64_t number_field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_unsigned()) return -1;
  const auto value = found->get<std::uint64_t>();
  return value > std::numeric_limits<std::int64_t>::max() ? -1 : static_cast<std::int64_t>(value);
}

/// False: there is a `seal` field, but it is no box.
bool read_box_field(const json& object, std::optional<SealedBox>& box) {
  const auto seal = object.find("seal");
  if (seal == object.end()) return true;
  if (!seal->is_object()) return false;
  const auto text = seal->find("c");
  if (text == seal->end() || !text->is_string()) return false;
  box = SealedBox{text_field(*seal, "k"), text->get<std::string>()};
  return !box->key.empty() && !box->text.empty();
}

/// False: there is an `att` field, but it is no list of attachments.
bool read_attachments(const json& object, std::vector<AttachmentMark>& marks) {
  const auto list = object.find("att");
  if (list == object.end()) return true;
  if (!list->is_array() || list->size() > event_attachments_max) return false;
  for (const json& one : *list) {
    if (!one.is_object()) return false;
    AttachmentMark mark{text_field(one, "sha256"), number_field(one, "len"), text_field(one, "mime")};
    if (!hash_from_hex(mark.sha256) || mark.bytes < 1 || mark.mime.empty()) return false;
    marks.push_back(std::move(mark));
  }
  return true;
}

/// A list of three whole numbers that a clock can have; nothing for anything else.
std::optional<ClockMark> clock_field(const json& object) {
  constexpr std::int64_t most = 100LL * 365 * 24 * 3'600 * 1'000;
  const auto list = object.find("clk");
  if (list == object.end() || !list->is_array() || list->size() != 3) return std::nullopt;
  std::array<std::int64_t, 3> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const json& one = (*list)[i];
    if (!one.is_number_integer() || (one.is_number_unsigned() && one.get<std::uint64_t>() > most))
      return std::nullopt;
    values[i] = one.get<std::int64_t>();
    if (values[i] < (i == 0 ? -most : 0)) return std::nullopt;
  }
  return ClockMark{Milliseconds{values[0]}, Milliseconds{values[1]}, std::chrono::seconds{values[2]}};
}

/// Length of the UTF-8 sequence that begins with this byte; 0 for none.
std::size_t sequence_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

}  // namespace

Result<std::vector<std::string_view>> split_lines(std::string_view body) {
  if (body.empty() || body.size() > batch_bytes_max || body.back() != '\n')
    return fail(Code::invalid, "framing");
  std::vector<std::string_view> lines;
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    if (end == 0 || end > line_bytes_max || lines.size() == batch_lines_max)
      return fail(Code::invalid, "framing");
    lines.push_back(body.substr(0, end));
    body.remove_prefix(end + 1);
  }
  return lines;
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = sequence_length(first);
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80) return false;
    }
    const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0U;
    // Overlong forms, surrogates, and beyond the last plane.
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
        (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) {
      return false;
    }
    i += length;
  }
  return true;
}

int json_depth(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

tl::expected<EventLine, Unreadable> read_event_line(std::string_view line) {
  if (!is_utf8(line)) return unreadable("utf8", "the line is no UTF-8");
  if (json_depth(line) > json_depth_max) return unreadable("depth", "JSON nested too deep");
  const json parsed = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return unreadable("json", "the line is no JSON object");
  EventLine event{.device = text_field(parsed, "dev"),
                  .epoch = text_field(parsed, "ep"),
                  .stream = text_field(parsed, "st"),
                  .sequence = number_field(parsed, "seq"),
                  .id = text_field(parsed, "id"),
                  .op = text_field(parsed, "op"),
                  .type = text_field(parsed, "type"),
                  .version = 0,
                  .who = text_field(parsed, "who"),
                  .wall = Instant{Milliseconds{number_field(parsed, "wall")}},
                  .clock = clock_field(parsed),
                  .body_json = {},
                  .box = {},
                  .attachments = {}};
  const std::int64_t version = number_field(parsed, "tv");
  const auto body = parsed.find("body");
  if (number_field(parsed, "v") != 1) return unreadable("envelope", "v is not 1");
  if (!is_ulid(event.id)) return unreadable("envelope", "id is no ULID");
  if (event.type.empty() || version < 1 || version > 1'000) return unreadable("envelope", "type or tv");
  if (event.sequence < 1) return unreadable("envelope", "seq is no number from 1");
  if (event.wall < Instant{}) return unreadable("envelope", "wall is no time");
  if (body == parsed.end() || !body->is_object()) return unreadable("envelope", "body is no object");
  if (!read_box_field(parsed, event.box)) return unreadable("envelope", "seal is no box");
  if (!read_attachments(parsed, event.attachments)) return unreadable("envelope", "att is no list of files");
  event.version = static_cast<int>(version);
  event.body_json = body->dump();
  return event;
}

Result<std::string> line_inside(const EventLine& again) {
  const json body = json::parse(again.body_json, nullptr, /*allow_exceptions=*/false);
  const auto line = body.find("line");
  if (line == body.end() || !line->is_string()) return fail(Code::invalid, "no line inside");
  return line->get<std::string>();
}

}  // namespace yz::hub
