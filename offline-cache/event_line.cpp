#include "offline-cache/event_line.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

using nlohmann::json;

constexpr std::size_t word_chars_max = 64;
constexpr std::string_view again_type = "journal.again";

bool is_plain_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.';
}

/// Pseudonyms are base64: '+', '/' and '=' stand in them too.
bool is_pseudonym(std::string_view text) {
  return text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
           return is_plain_char(c) || c == '+' || c == '/' || c == '=';
         });
}

std::string in_quotes(std::string_view text) {
  return '"' + std::string(text) + '"';
}

bool is_mime(std::string_view text) {
  const auto slash = text.find('/');
  return slash != std::string_view::npos && is_plain_word(text.substr(0, slash)) &&
         is_plain_word(text.substr(slash + 1));
}

/// The `att` field with its comma in front, or nothing.
Result<std::string> attachments_field(const std::vector<AttachmentMark>& marks) {
  if (marks.size() > event_attachments_max) return fail(Code::invalid, "too many attachments");
  std::string field;
  for (const AttachmentMark& mark : marks) {
    if (!hash_from_hex(mark.sha256) || !is_mime(mark.mime))
      return fail(Code::invalid, "an attachment's mark");
    field += (field.empty() ? R"(,"att":[)" : ",");
    field += R"({"sha256":)" + in_quotes(mark.sha256) + R"(,"len":)" + std::to_string(mark.bytes) +
             R"(,"mime":)" + in_quotes(mark.mime) + '}';
  }
  return field.empty() ? field : field + ']';
}

/// The `seal` and `att` fields.
Result<std::string> sealed_fields(const Envelope& envelope, const EventDraft& draft) {
  std::string fields;
  if (draft.seal) {
    const auto box = seal(draft.seal->key,
                          {.device = envelope.device,
                           .epoch = envelope.epoch,
                           .op = envelope.op,
                           .purpose = draft.seal->purpose,
                           .type = draft.type},
                          draft.seal->fields_json);
    if (!box) return fail(box.error());
    fields = R"(,"seal":{"k":)" + in_quotes(box->key) + R"(,"c":)" + in_quotes(box->text) + '}';
  }
  const auto attachments = attachments_field(draft.attachments);
  if (!attachments) return fail(attachments.error());
  return fields + *attachments;
}

}  // namespace

bool is_plain_word(std::string_view text) {
  return !text.empty() && text.size() <= word_chars_max &&
         std::all_of(text.begin(), text.end(), is_plain_char);
}

Result<std::string> make_line(const Envelope& envelope, const EventDraft& draft, std::size_t bytes_max) {
  if (!is_plain_word(draft.type) || !is_plain_word(draft.who) || !is_pseudonym(draft.subject) ||
      draft.version < 1) {
    return fail(Code::invalid, "event " + draft.type + ": type, who, subject or version");
  }
  if (draft.body_json.size() > bytes_max || !draft.body_json.starts_with('{') ||
      !json::accept(draft.body_json)) {
    return fail(Code::invalid, "event " + draft.type + ": the body is no JSON object, or too long");
  }
  std::string line = R"({"v":1,"dev":)" + in_quotes(envelope.device) + R"(,"ep":)" +
                     in_quotes(envelope.epoch) + R"(,"st":)" + in_quotes(to_string(envelope.stream)) +
                     R"(,"seq":)" + std::to_string(envelope.sequence) + R"(,"id":)" + in_quotes(envelope.id) +
                     R"(,"op":)" + in_quotes(envelope.op) + R"(,"type":)" + in_quotes(draft.type) +
                     R"(,"tv":)" + std::to_string(draft.version) + R"(,"wall":)" +
                     std::to_string(envelope.wall) + R"(,"mono":)" + std::to_string(envelope.mono) +
                     R"(,"boot":)" + in_quotes(envelope.boot);
  if (envelope.clock) {
    line += R"(,"clk":[)" + std::to_string(envelope.clock->offset_ms) + ',' +
            std::to_string(envelope.clock->uncertainty_ms) + ',' + std::to_string(envelope.clock->age_s) +
            ']';
  }
  line += R"(,"seen":)" + std::to_string(envelope.seen) + R"(,"who":)" + in_quotes(draft.who);
  if (!draft.subject.empty()) line += R"(,"subj":)" + in_quotes(draft.subject);
  line += R"(,"body":)";
  // Line ends inside would break the framing of a batch; only blanks between tokens can be one.
  line += draft.body_json.find_first_of("\r\n") == std::string::npos ? draft.body_json
                                                                     : json::parse(draft.body_json).dump();
  const auto sealed = sealed_fields(envelope, draft);
  if (!sealed) return fail(sealed.error().code, "event " + draft.type + ": " + sealed.error().what);
  line += *sealed + '}';
  if (line.size() > bytes_max) return fail(Code::invalid, "event " + draft.type + ": too long");
  return line;
}

Result<ReadLine> read_line(std::string_view line) {
  const json parsed = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::corrupt, "line is no JSON object");
  const auto text = [&parsed](const char* name) {
    const auto found = parsed.find(name);
    return found != parsed.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  ReadLine read{.id = text("id"), .type = text("type"), .version = 0, .who = text("who"), .body_json = {}};
  const auto version = parsed.find("tv");
  const auto body = parsed.find("body");
  if (read.id.empty() || read.type.empty() || version == parsed.end() || !version->is_number_integer() ||
      body == parsed.end() || !body->is_object()) {
    return fail(Code::corrupt, "line lacks id, type, tv or body");
  }
  read.version = version->get<int>();
  read.body_json = body->dump(-1, ' ', false, json::error_handler_t::replace);
  return read;
}

std::string again_body(std::string_view line) {
  const json body{{"line", std::string(line)}};
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<std::string> line_inside(std::string_view line) {
  if (line.find(again_type) == std::string_view::npos) return std::nullopt;  // most lines: no parsing
  const auto read = read_line(line);
  if (!read || read->type != again_type) return std::nullopt;
  const json body = json::parse(read->body_json, nullptr, false);
  const auto inner = body.find("line");
  if (inner == body.end() || !inner->is_string()) return std::nullopt;
  return inner->get<std::string>();
}

}  // namespace yz::cache
