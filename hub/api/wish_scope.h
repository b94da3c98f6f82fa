// The wish a staff request is about: of the account's station, and one that the account may see. For
// everybody else it is not there.
#pragma once

#include <string>

#include "domain/wishes/wishes.h"
#include "hub/api/exchange.h"
#include "hub/hub.h"

namespace yz::hub {

struct WishInScope {
  std::string station;
  domain::WishBook* book;
  domain::WishId id;

  [[nodiscard]] const domain::Wish& wish() const { return *book->find(id); }
};
/// `not_found`, or what station_in_scope() says.
[[nodiscard]] Result<WishInScope> wish_in_scope(Hub& hub, const Session& session, const Request& request);

}  // namespace yz::hub
