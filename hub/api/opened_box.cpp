#include "hub/api/opened_box.h"

#include "hub/unseal.h"

namespace yz::hub {

Result<OpenedBox> open_box(Hub& hub, const std::string& line, std::span<const char* const> names) {
  auto read = read_event_line(line);
  if (!read) return fail(Code::corrupt, "a stored line cannot be read: " + read.error().detail);
  const auto inside = unseal(hub.seal_key(), *read);
  if (!inside) return fail(Code::corrupt, inside.error().code);
  const auto all = nlohmann::json::parse(inside->fields_json.reveal(), nullptr, /*allow_exceptions=*/false);
  OpenedBox opened{.line = *std::move(read), .fields = nlohmann::json::object()};
  for (const char* name : names) {
    const auto field = all.find(name);
    if (field != all.end() && field->is_string()) opened.fields[name] = *field;
  }
  return opened;
}

Reply too_many_opened() {
  Reply reply = error_reply(429, "too many opened");
  reply.headers.emplace_back("Retry-After", "3600");
  return reply;
}

}  // namespace yz::hub
