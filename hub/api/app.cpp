// GET /api/device/v1/app/<sha256>.raucb: a system image, for the program that installs it.
#include "hub/api/dispatch.h"
#include "hub/api/file_reply.h"
#include "hub/publish.h"
#include "hub/store/releases.h"

namespace yz::hub {

Outcome get_app(Hub& hub, const Session& session, const Request& request);

/// Whoever knows the hash may have it: RAUC, which fetches it piece by piece, has no key of the kiosk's, and
/// nothing in an image is secret. Only what was published as one, and never the whole at once.
Outcome get_app(Hub& hub, const Session&, const Request& request) {
  constexpr std::string_view ending = ".raucb";
  const std::string file = request.parameter("file");
  const std::string name =
      file.ends_with(ending) ? file.substr(0, file.size() - ending.size()) : std::string();
  const auto known = hash_from_hex(name) ? store::is_release(hub.database(), name) : Result<bool>(false);
  if (!known) return failed_reply(known.error());
  if (!*known) return error_reply(404, "not_found");
  if (request.header("range").empty()) return error_reply(400, "range");  // one piece at a time
  return file_reply(hub, blob_path(hub.folder(), name), request);
}

}  // namespace yz::hub
