// The lesson book as rows of the journal's read model, and as values for the UI. Station thread.
#pragma once

#include <string>
#include <vector>

#include "domain/lessons/lessons.h"
#include "kiosk/app/lesson_views.h"
#include "offline-cache/journal.h"

namespace yz::kiosk {

inline constexpr const char* sign_up_area = "sign_up";
inline constexpr const char* seat_grant_area = "seat_grant";
inline constexpr const char* called_off_area = "called_off";
/// After its start a session is remembered that long.
inline constexpr std::chrono::days lessons_kept{2};

/// The rows as they will be after the events.
[[nodiscard]] std::vector<cache::ModelRow> rows_after(const domain::LessonBook& book,
                                                      const domain::LessonEvents& events);
/// What is not long over. `corrupt` names a row that cannot be read.
[[nodiscard]] Status load_book(domain::LessonBook& book, cache::Journal& journal, Instant now);
/// The rows made anew from the journal; adds a sentence for each that was otherwise.
[[nodiscard]] Status rebuild_lesson_rows(const domain::LessonContent& content, domain::Minutes utc_offset,
                                         cache::Journal& journal, std::vector<std::string>& differences);

/// Whose view it is: this kiosk's seats are free to nobody else.
struct LessonViewer {
  const domain::LessonBook& book;
  const domain::Station& station;
  const std::string& device;
  Instant now;
};
[[nodiscard]] SessionView session_view(const LessonViewer& viewer, const domain::LessonSession& session);
[[nodiscard]] SignUpView sign_up_view(const LessonViewer& viewer, const domain::SignUp& sign_up,
                                      PrintState print);

}  // namespace yz::kiosk
