// The station's notices, for screens: which are shown now, and the emergency that has to be seen. UI thread.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "domain/content/notices.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

class NoticeDesk {
 public:
  NoticeDesk(const domain::Station& station, Session& session, const Clock& clock)
      : station_(station), session_(session), clock_(clock) {}

  /// Emergencies first, then pinned ones, then the newest.
  [[nodiscard]] std::vector<const domain::Notice*> current() const;
  /// nullptr when it is not shown now.
  [[nodiscard]] const domain::Notice* find(const domain::NoticeId& id) const;
  /// An emergency that whoever is here has not seen yet; nullptr if there is none.
  [[nodiscard]] const domain::Notice* emergency() const;
  /// 知道了; holds until they leave, the next one sees it again.
  void seen(const domain::NoticeId& id) { session_.notices_seen.insert(id.value); }

  // ── the loop's part ──
  void set(std::vector<domain::Notice> notices) { notices_ = std::move(notices); }
  /// That screen has to give way to an emergency. Help, staff and a question that waits for its answer do
  /// not.
  [[nodiscard]] bool interrupts(std::string_view screen) const;

 private:
  const domain::Station& station_;
  Session& session_;
  const Clock& clock_;
  std::vector<domain::Notice> notices_;
};

}  // namespace yz::kiosk
