#include "hub/api/wish_scope.h"

#include "hub/api/station_scope.h"
#include "hub/api/wish_view.h"

namespace yz::hub {

Result<WishInScope> wish_in_scope(Hub& hub, const Session& session, const Request& request) {
  auto station = station_in_scope(hub, session, request);
  if (!station) return fail(station.error());
  const auto book = hub.books().wishes().find(*station);
  if (!book) return fail(book.error());
  domain::WishId id(request.parameter("wish"));
  if (auto fetched = hub.books().wishes().fetch(**book, *station, id); !fetched) return fail(fetched.error());
  const domain::Wish* wish = (*book)->find(id);
  if (wish == nullptr || !may_see(session, *wish)) return fail(Code::not_found, "wish");
  return WishInScope{*std::move(station), *book, std::move(id)};
}

}  // namespace yz::hub
