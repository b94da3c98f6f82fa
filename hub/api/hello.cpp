// GET /api/device/v1/hello: who this hub is, and a first nonce.
#include "hub/api/dispatch.h"
#include "hub/hub.h"
#include "hub/store/times.h"

namespace yz::hub {

Outcome get_hello(Hub& hub, const Session&, const Request&);

Outcome get_hello(Hub& hub, const Session&, const Request&) {
  return with_nonce(
      hub,
      {{"hub", hub.id()}, {"api", 1}, {"gen", hub.generation()}, {"now", store::to_ms(hub.clock().now())}});
}

}  // namespace yz::hub
