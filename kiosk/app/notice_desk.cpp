#include "kiosk/app/notice_desk.h"

#include <algorithm>

namespace yz::kiosk {

std::vector<const domain::Notice*> NoticeDesk::current() const {
  return domain::current_notices(notices_, domain::station_time(station_, clock_.now()));
}

const domain::Notice* NoticeDesk::find(const domain::NoticeId& id) const {
  const auto all = current();
  const auto found = std::ranges::find(all, id, [](const domain::Notice* one) { return one->id; });
  return found == all.end() ? nullptr : *found;
}

const domain::Notice* NoticeDesk::emergency() const {
  const domain::StationTime now = domain::station_time(station_, clock_.now());
  const auto found = std::ranges::find_if(notices_, [&](const domain::Notice& one) {
    return one.is_emergency && domain::is_current(one, now) && !session_.notices_seen.contains(one.id.value);
  });
  return found == notices_.end() ? nullptr : &*found;
}

bool NoticeDesk::interrupts(std::string_view screen) const {
  if (screen == "notices.emergency" || screen == "idle.ask") return false;
  if (screen.starts_with("help.") || screen.starts_with("staff.")) return false;
  return emergency() != nullptr;
}

}  // namespace yz::kiosk
