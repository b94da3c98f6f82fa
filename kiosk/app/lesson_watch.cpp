#include "kiosk/app/lesson_watch.h"

#include <spdlog/spdlog.h>

namespace yz::kiosk {
namespace {

constexpr Milliseconds between{1'000};

}  // namespace

LessonWatch::LessonWatch(std::filesystem::path folder, practice::LessonChecks checks, const Clock& clock)
    : folder_(std::move(folder)), checks_(std::move(checks)), clock_(clock), next_(clock.mono() + between) {
  if (auto now = stamps()) seen_ = *std::move(now);
}

std::shared_ptr<const LessonShelf> LessonWatch::look() {
  if (clock_.mono() < next_) return nullptr;
  next_ = clock_.mono() + between;
  auto now = stamps();
  if (!now || *now == seen_) return nullptr;
  const auto pack = read_content_folder(folder_);
  if (!pack) {
    spdlog::warn("lessons not read again: {}", pack.error().what);
    return nullptr;
  }
  seen_ = *std::move(now);
  return read_shelf(*pack, checks_);
}

std::optional<LessonWatch::Stamps> LessonWatch::stamps() const {
  Stamps stamps;
  std::error_code error;
  using Files = std::filesystem::recursive_directory_iterator;
  for (Files at(folder_ / "lessons", error), end; !error && at != end; at.increment(error)) {
    if (!at->is_regular_file(error) || error) continue;
    const auto time = at->last_write_time(error);
    if (error) break;
    const auto size = at->file_size(error);
    if (!error) stamps[at->path().string()] = {time, size};
  }
  // An editor puts a new file in the place of the old one: it is looked at again a second later.
  if (error) return std::nullopt;
  return stamps;
}

}  // namespace yz::kiosk
