// The lessons of a content folder, read again when a file of them was changed: for whoever writes one and has
// the kiosk beside it in a window. One thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/clock.h"
#include "kiosk/app/content.h"

namespace yz::kiosk {

class LessonWatch {
 public:
  /// `folder`: of the content pack. Looks at once how the files are now. Blocks for the disk, as look() does.
  LessonWatch(std::filesystem::path folder, practice::LessonChecks checks, const Clock& clock);

  /// Once a second whether a file was changed, added or taken away: then the lessons as they are now, with
  /// what is wrong. Else nullptr. A folder that cannot be read changes nothing.
  [[nodiscard]] std::shared_ptr<const LessonShelf> look();
  /// When look() has something to do (time since boot).
  [[nodiscard]] Milliseconds next() const { return next_; }

 private:
  using Stamp = std::pair<std::filesystem::file_time_type, std::uintmax_t>;  // changed when, bytes
  using Stamps = std::map<std::string, Stamp>;
  [[nodiscard]] std::optional<Stamps> stamps() const;

  std::filesystem::path folder_;
  practice::LessonChecks checks_;
  const Clock& clock_;
  Stamps seen_;
  Milliseconds next_{};
};

}  // namespace yz::kiosk
