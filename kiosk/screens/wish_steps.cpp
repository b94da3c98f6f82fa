#include "kiosk/screens/wish_steps.h"

namespace yz::kiosk {
namespace {

const char* open_question(const WishDraft& wish) {
  if (wish.kind.empty()) return "wishes.kind";
  if (wish.category.empty()) return "wishes.category";
  if (!wish.has_content()) return "wishes.how";
  if (wish.place.empty()) return "wishes.place";
  if (wish.contact == WishContact::not_chosen) return "wishes.contact";
  return "wishes.check";
}

}  // namespace

void next_wish_step(Services& services, const Params& params) {
  if (params.contains("edit")) {
    services.navigation.back();
  } else {
    services.navigation.open(open_question(services.session.wish));
  }
}

}  // namespace yz::kiosk
