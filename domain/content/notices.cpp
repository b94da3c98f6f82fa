#include "domain/content/notices.h"

#include <algorithm>
#include <tuple>

namespace yz::domain {

namespace {

bool is_before(const StationTime& a, const StationTime& b) {
  return std::tie(a.day, a.of_day) < std::tie(b.day, b.of_day);
}

int rank(const Notice& notice) {
  return notice.is_emergency ? 0 : notice.is_pinned ? 1 : 2;
}

}  // namespace

bool is_current(const Notice& notice, const StationTime& now) {
  return !is_before(now, notice.from) && is_before(now, notice.until);
}

std::vector<const Notice*> current_notices(const std::vector<Notice>& all, const StationTime& now) {
  std::vector<const Notice*> shown;
  for (const Notice& notice : all) {
    if (is_current(notice, now)) shown.push_back(&notice);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Notice* a, const Notice* b) {
    return rank(*a) != rank(*b) ? rank(*a) < rank(*b) : a->date > b->date;
  });
  return shown;
}

}  // namespace yz::domain
