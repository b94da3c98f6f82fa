// What belongs to the one resident in front of the kiosk: how they want the screen, who they are, what they
// typed. Wiped whole at the end of the visit, before the next frame. UI thread.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/sensitive.h"
#include "domain/identity/identity.h"
#include "domain/lessons/progress.h"
#include "kiosk/app/texts.h"
#include "kiosk/app/wish_draft.h"

namespace yz::kiosk {

enum class TextSize { normal, large, largest };  // ×1, ×1.25, ×1.5
[[nodiscard]] constexpr float factor_of(TextSize size) {
  return size == TextSize::normal ? 1.0F : size == TextSize::large ? 1.25F : 1.5F;
}
enum class Volume { off, low, medium, high };

/// "Only for this visit": the access screen.
struct AccessSettings {
  TextSize text_size{TextSize::normal};
  Volume volume{Volume::medium};
  Language language{Language::zh};
  bool high_contrast{};
  bool low_reach{};     // all targets in the lower part
  bool slow{};          // longer times everywhere
  bool listen_first{};  // the first touch speaks, the second acts
  bool operator==(const AccessSettings&) const = default;
};

class Session {
 public:
  explicit Session(AccessSettings defaults) : defaults_(defaults), access(defaults) {}

 private:
  AccessSettings defaults_;

 public:
  AccessSettings access;
  std::optional<domain::Person> person;
  /// Of a volunteer's or a party member's card; names nobody, but is the same each time.
  std::optional<Sensitive<std::string>> card_number;
  bool has_consented{};   // to the ID card, once a visit
  bool may_record{};      // the voice: a yes of its own, once a visit
  bool may_photograph{};  // likewise
  /// Typed so far, by field id: "identity.number".
  std::map<std::string, Sensitive<std::string>> entries;
  /// Something was written that was not sent: leaving asks first.
  bool has_unsent{};
  /// The ticket taken or looked up in this visit.
  std::string ticket;
  WishDraft wish;
  /// The wish that is being looked at.
  std::string wish_shown;
  /// The sign-up that is being looked at.
  std::string sign_up_shown;
  /// Emergencies that they have read: NoticeDesk.
  std::set<std::string> notices_seen;
  /// Most stars of each scene of a lesson that they played to its end: PracticeDesk.
  std::map<domain::LessonScene, int> stars;

  [[nodiscard]] bool is_pristine() const {
    return access == defaults_ && !person && !card_number && !has_consented && !may_record &&
           !may_photograph && entries.empty() && !has_unsent && ticket.empty() && wish.is_empty() &&
           wish_shown.empty() && sign_up_shown.empty() && notices_seen.empty() && stars.empty();
  }
  void wipe() {
    access = defaults_;
    person.reset();
    card_number.reset();
    has_consented = false;
    may_record = false;
    may_photograph = false;
    entries.clear();
    has_unsent = false;
    ticket.clear();
    wish = {};
    wish_shown.clear();
    sign_up_shown.clear();
    notices_seen.clear();
    stars.clear();
  }
};

}  // namespace yz::kiosk
