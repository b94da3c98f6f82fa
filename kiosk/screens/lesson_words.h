// Sentences about classes that more than one screen says, put together from assets/text and the content.
#pragma once

#include <string>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {

[[nodiscard]] std::string course_words(const Services& services, const SessionView& session);
/// "后天 周三 上午 9 点".
[[nodiscard]] std::string when_words(const Services& services, const SessionView& session);
/// "二楼教室 · 李老师".
[[nodiscard]] std::string where_words(const Services& services, const SessionView& session);
/// "还有 6 个座位", or why there is none.
[[nodiscard]] std::string seats_words(const Services& services, const SessionView& session);
/// How a sign-up stands: "报上了", "候补第 2 位", "停课了" …
[[nodiscard]] std::string state_words(const Services& services, const SignUpView& sign_up);
/// Why it was refused, or what failed: a sentence.
[[nodiscard]] std::string lesson_problem_words(const Services& services, const LessonAnswer& answer);
/// What whoever put down the card has to know of their classes now; empty: nothing.
[[nodiscard]] std::string reminder_words(const Services& services, const SignUpList& list);

/// Title, place and time of one class, as every screen of it begins.
void draw_class(Services& services, ui::Ui& ui, const SessionView& session);

}  // namespace yz::kiosk
