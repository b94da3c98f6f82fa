// GET /api/device/v1/keys: what a kiosk seals and names with.
#include "hub/api/dispatch.h"
#include "hub/crypto.h"
#include "hub/hub.h"

namespace yz::hub {

Outcome get_keys(Hub& hub, const Session& session, const Request& request);

Outcome get_keys(Hub& hub, const Session& session, const Request&) {
  const auto secret = station_secret(keys_folder(hub.folder()), session.station);
  if (!secret) return failed_reply(secret.error());
  return with_nonce(hub, {{"seal", {{"k", SealKey::id()}, {"public", hub.seal_key().public_hex()}}},
                          {"station_secret", to_hex(secret->reveal())}});
}

}  // namespace yz::hub
