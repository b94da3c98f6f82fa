// Which station a staff request is about: the account's own, or for an admin of all the one named (or the
// only one).
#pragma once

#include "hub/api/exchange.h"
#include "hub/hub.h"
#include "hub/store/stations.h"

namespace yz::hub {

/// `denied` for another's station, `invalid` where an admin has to name one.
[[nodiscard]] inline Result<std::string> station_in_scope(Hub& hub, const Session& session,
                                                          const Request& request) {
  const std::string named = request.query_value("station");
  if (!session.station.empty()) {
    if (!named.empty() && named != session.station) return fail(Code::denied, "station");
    return session.station;
  }
  if (!named.empty()) return named;
  const auto all = store::stations(hub.database());
  if (!all) return fail(all.error());
  if (all->size() != 1) return fail(Code::invalid, "station");
  return all->front().id;
}

[[nodiscard]] inline Reply scope_reply(const Error& error) {
  switch (error.code) {
    case Code::denied:
      return error_reply(403, "station");
    case Code::invalid:
      return error_reply(400, "station");
    case Code::not_found:
      return error_reply(404, "not_found");
    default:
      return failed_reply(error);
  }
}

}  // namespace yz::hub
