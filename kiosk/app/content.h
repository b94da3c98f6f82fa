// A content pack as the kiosk uses it: the station's book and its words, checked whole before anything of it
// is shown.
#pragma once

#include "domain/content/lesson_content.h"
#include "domain/content/notices.h"
#include "domain/content/wish_content.h"
#include "kiosk/app/texts.h"
#include "offline-cache/content_store.h"

namespace yz::kiosk {

struct Content {
  std::uint64_t version{};
  domain::Station station;
  domain::WishContent wishes;     // empty: the station has no wish wall
  domain::LessonContent lessons;  // empty: the station has no classes
  std::vector<domain::Notice> notices;
  std::shared_ptr<const TextTables> texts;  // the program's own with the pack's and the station's over them
};

/// `invalid` says which file and what is wrong: the reason code of docs/formats/content-pack.md, a colon, the
/// reason.
[[nodiscard]] Result<Content> read_content(const cache::ContentPack& pack, const TextTables& own);

}  // namespace yz::kiosk
