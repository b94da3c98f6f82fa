#include "offline-cache/hub_wire_json.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "offline-cache/event_line.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

using nlohmann::json;

/// Reads fields of one object and remembers whether all were as they should be.
class Fields {
 public:
  explicit Fields(const json& object) : object_(object), good_(object.is_object()) {}

  std::string text(const char* name, std::size_t chars_max = 200) {
    const json* field = find(name);
    if (field == nullptr || !field->is_string()) return bad();
    auto value = field->get<std::string>();
    if (value.size() > chars_max) return bad();
    return value;
  }
  std::string word(const char* name) {
    auto value = text(name);
    return is_plain_word(value) ? value : bad();
  }
  std::uint64_t number(const char* name) {
    const json* field = find(name);
    const bool fits = field != nullptr && field->is_number_unsigned() &&
                      field->get<std::uint64_t>() <= std::numeric_limits<std::int64_t>::max();
    if (fits) return field->get<std::uint64_t>();
    good_ = false;
    return 0;
  }
  Instant time(const char* name) { return Instant{Milliseconds{static_cast<std::int64_t>(number(name))}}; }
  [[nodiscard]] bool has(const char* name) const { return object_.is_object() && object_.contains(name); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  const json* find(const char* name) {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(name);
    return found == object_.end() ? nullptr : &*found;
  }
  std::string bad() {
    good_ = false;
    return {};
  }
  const json& object_;
  bool good_;
};

json parse(std::string_view body) {
  return json::parse(body, nullptr, /*allow_exceptions=*/false);
}

std::optional<Stream> stream_of(const std::string& name) {
  for (const Stream stream : {Stream::urgent, Stream::live, Stream::bulk}) {
    if (name == to_string(stream)) return stream;
  }
  return std::nullopt;
}

Enrolment enrolment_of(Fields& fields) {
  Enrolment enrolment;
  enrolment.device = fields.word("device");
  enrolment.station = fields.word("station");
  enrolment.kiosk_digit = static_cast<int>(fields.number("kiosk_digit") & 0xFFU);
  enrolment.hub = fields.word("hub");
  enrolment.content_key = fields.text("content_key");
  enrolment.ticket_url = fields.text("ticket_url");
  return enrolment;
}

bool is_sound(const Enrolment& enrolment) {
  return enrolment.kiosk_digit <= 9 && hash_from_hex(enrolment.content_key).has_value();
}

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

Result<HelloAnswer> parse_hello(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  HelloAnswer hello{fields.word("hub"), fields.number("gen"), fields.time("now"), fields.text("nonce")};
  if (!fields.good() || fields.number("api") != 1) return fail(Code::corrupt, "no hello of a hub");
  return hello;
}

Result<EnrolAnswer> parse_enrol_answer(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  EnrolAnswer answer{.enrolment = enrolment_of(fields), .digits = fields.text("digits"), .is_live = false};
  const std::string state = fields.text("state");
  if (!fields.good() || !is_sound(answer.enrolment) || (state != "live" && state != "pending")) {
    return fail(Code::corrupt, "no answer to an enrolment");
  }
  answer.is_live = state == "live";
  return answer;
}

Result<ReceiptAnswer> parse_receipt(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  ReceiptAnswer answer;
  answer.receipt.device = fields.word("dev");
  answer.receipt.epoch = fields.word("ep");
  const auto stream = stream_of(fields.text("st"));
  answer.receipt.acked = fields.number("acked");
  answer.receipt.head = fields.text("head");
  answer.receipt.generation = fields.number("gen");
  answer.now = fields.time("now");
  if (fields.has("wait_ms")) answer.wait = Milliseconds{static_cast<std::int64_t>(fields.number("wait_ms"))};
  if (!fields.good() || !stream || !hash_from_hex(answer.receipt.head))
    return fail(Code::corrupt, "no receipt");
  answer.receipt.stream = *stream;
  return answer;
}

Result<std::vector<FeedLine>> parse_feed(std::string_view body, std::uint64_t since) {
  std::vector<FeedLine> lines;
  while (!body.empty()) {
    const auto end = body.find('\n');
    if (end == std::string_view::npos) return fail(Code::corrupt, "feed: the last line has no end");
    const json object = parse(body.substr(0, end));
    Fields fields(object);
    FeedLine line{.revision = fields.number("rev"), .kind = fields.word("kind"), .json = {}};
    if (!fields.good() || line.revision <= since) return fail(Code::corrupt, "feed: no line of a feed");
    if (line.kind == "event" && (!object.contains("event") || !object["event"].is_object())) {
      return fail(Code::corrupt, "feed: an event without event");
    }
    line.json = dump(line.kind == "event" ? object["event"] : object);
    since = line.revision;
    lines.push_back(std::move(line));
    if (lines.size() > feed_lines_max) return fail(Code::corrupt, "feed: too many lines");
    body.remove_prefix(end + 1);
  }
  return lines;
}

std::string nonce_of(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  return fields.text("nonce");
}

std::string state_of(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  return fields.has("state")   ? fields.word("state")
         : fields.has("error") ? fields.word("error")
                               : std::string();
}

std::optional<std::uint64_t> fork_of(std::string_view body) {
  const json object = parse(body);
  Fields fields(object);
  const std::uint64_t fork = fields.number("fork");
  return fields.good() && fork > 0 ? std::optional(fork) : std::nullopt;
}

std::string to_json(const Enrolment& enrolment) {
  return dump({{"device", enrolment.device},
               {"station", enrolment.station},
               {"kiosk_digit", enrolment.kiosk_digit},
               {"hub", enrolment.hub},
               {"content_key", enrolment.content_key},
               {"ticket_url", enrolment.ticket_url}});
}

Result<Enrolment> parse_enrolment(std::string_view text) {
  const json object = parse(text);
  Fields fields(object);
  auto enrolment = enrolment_of(fields);
  if (!fields.good() || !is_sound(enrolment)) return fail(Code::corrupt, "no enrolment");
  return enrolment;
}

std::string to_json(const EnrolAsk& ask) {
  return dump({{"code", ask.code},
               {"device", ask.device},
               {"public_key", ask.public_key},
               {"nonce", ask.nonce},
               {"sig", ask.signature}});
}

}  // namespace yz::cache
