// A content pack as the kiosk uses it: the station's book and its words, checked whole before anything of it
// is shown.
#pragma once

#include <filesystem>

#include "domain/content/lesson_content.h"
#include "domain/content/notices.h"
#include "domain/content/wish_content.h"
#include "kiosk/app/texts.h"
#include "kiosk/practice/lessons.h"
#include "offline-cache/content_store.h"

namespace yz::kiosk {

/// The lessons of a pack with their pictures.
struct LessonShelf {
  practice::Lessons read;
  std::map<std::string, std::string> pictures;  // PNG files by their path in the pack
};

struct Content {
  std::uint64_t version{};
  domain::Station station;
  domain::WishContent wishes;     // empty: the station has no wish wall
  domain::LessonContent classes;  // empty: the station has no classes
  std::vector<domain::Notice> notices;
  std::shared_ptr<const LessonShelf> lessons;
  std::shared_ptr<const TextTables> texts;  // the program's own with the pack's and the station's over them
};

/// `invalid` says which file and what is wrong: the reason code of docs/formats/content-pack.md, a colon, the
/// reason. A lesson that `checks` finds fault with takes nothing else away: it is in lessons->read.left_out.
[[nodiscard]] Result<Content> read_content(const cache::ContentPack& pack, const TextTables& own,
                                           const practice::LessonChecks& checks);

/// The files of a pack as they lie in a folder. `unavailable`: one cannot be read, or has more than 8 MiB.
/// Blocks for the disk.
[[nodiscard]] Result<cache::ContentPack> read_content_folder(const std::filesystem::path& folder);

/// Its lessons alone.
[[nodiscard]] std::shared_ptr<const LessonShelf> read_shelf(const cache::ContentPack& pack,
                                                            const practice::LessonChecks& checks);

}  // namespace yz::kiosk
