// GET …/wishes/{wish}/files/{sha256}: one photo or voice message of a wish, opened for who works on it.
#include <spdlog/spdlog.h>

#include "hub/api/dispatch.h"
#include "hub/api/station_scope.h"
#include "hub/api/wish_scope.h"
#include "hub/api/wish_view.h"
#include "hub/attachments.h"
#include "hub/store/wishes.h"
#include "hub/unseal.h"

namespace yz::hub {

Outcome get_wish_file(Hub& hub, const Session& session, const Request& request);

namespace {

std::string_view ending_of(std::string_view mime) {
  return mime == "audio/ogg" ? "ogg" : "jpg";
}

struct FoundFile {
  EventLine line;
  AttachmentMark mark;
};

/// The event of the wish that brought the file.
Result<FoundFile> find_file(Hub& hub, const domain::WishId& wish, const std::string& sha256) {
  const auto boxes = store::wish_boxes(hub.database(), wish.value);
  if (!boxes) return fail(boxes.error());
  for (const store::WishBoxRow& box : *boxes) {
    auto line = read_event_line(box.line);
    if (!line) return fail(Code::corrupt, "a stored line cannot be read: " + line.error().detail);
    for (const AttachmentMark& mark : line->attachments) {
      if (mark.sha256 == sha256) return FoundFile{*line, mark};
    }
  }
  return fail(Code::not_found, "no such file");
}

Result<Sensitive<std::string>> open_file(Hub& hub, const FoundFile& found) {
  const auto inside = unseal(hub.seal_key(), found.line);
  if (!inside) return fail(Code::corrupt, inside.error().code);
  const auto key = attachment_key(inside->fields_json, found.mark.sha256);
  if (!key) return fail(key.error());
  return open_attachment(hub.folder(), found.mark, *key);
}

/// A browser shows or saves it, and runs nothing in it.
Reply file_reply(const std::string& mime, const std::string& name, const std::string& bytes) {
  Reply reply{.type = mime, .body = bytes};
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Content-Disposition",
                             "attachment; filename=\"" + name + "." + std::string(ending_of(mime)) + "\"");
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

Reply closed_reply(const Error& error) {
  if (error.code == Code::not_found) return error_reply(404, "file_not_here");
  if (error.code == Code::unsupported) return error_reply(415, "file_type");
  return failed_reply(error);
}

}  // namespace

Outcome get_wish_file(Hub& hub, const Session& session, const Request& request) {
  const auto scope = wish_in_scope(hub, session, request);
  if (!scope) return scope_reply(scope.error());
  if (!may_read_words(session, scope->wish())) return error_reply(403, "role");
  const auto found = find_file(hub, scope->id, request.parameter("sha256"));
  if (!found) return scope_reply(found.error());
  const std::string what = "file " + found->mark.sha256;
  const auto noted =
      store::add_wish_audit(hub.database(), {scope->id.value, session.account, what}, hub.clock().now());
  if (!noted) return failed_reply(noted.error());
  const auto bytes = open_file(hub, *found);
  if (!bytes) return closed_reply(bytes.error());
  spdlog::info("wish {}: a file opened by {}", scope->wish().number, session.account);
  return file_reply(found->mark.mime, scope->wish().number, bytes->reveal());
}

}  // namespace yz::hub
