// What is on paper. Pure: a ticket as its holder sees it and the words in, a slip out. Words: slip.copy
// slip.priority slip.ahead {people} {from} {to} · slip.next · slip.counters {counters} · slip.counter_join ·
// slip.qr · slip.bring {bring} · slip.taken {day} {time} · slip.keep · slip.test.title · slip.test.words.
#pragma once

#include "hal/slip.h"
#include "kiosk/app/lesson_views.h"
#include "kiosk/app/texts.h"
#include "kiosk/app/views.h"
#include "kiosk/app/wish_views.h"
#include "kiosk/practice/lesson.h"

namespace yz::kiosk {

inline constexpr int slip_heading_scale = 2;

enum class Copy { original, again };  // 补打: marked, the same number

/// `taken`: when the ticket was issued, by the station's calendar.
[[nodiscard]] hal::Slip ticket_slip(const domain::Station& station, const TicketView& ticket,
                                    const domain::StationTime& taken, const Texts& texts, Copy copy);
/// The receipt 回执 of a wish. `contact`: masked, may be empty. Words: slip.wish.* and those of wishes.*.
[[nodiscard]] hal::Slip wish_slip(const domain::Station& station, const domain::WishContent& content,
                                  const WishView& wish, const std::string& contact, const Texts& texts,
                                  Copy copy);
/// Of one who signed up for a class. Words: slip.class.*, day.*, clock.*.
[[nodiscard]] hal::Slip sign_up_slip(const domain::Station& station, const domain::LessonContent& content,
                                     const SignUpView& sign_up, const Texts& texts, Copy copy);
/// The memory card of a lesson, in large type. Words: slip.lesson.*.
[[nodiscard]] hal::Slip lesson_slip(const domain::Station& station, const practice::Lesson& lesson,
                                    const Texts& texts);
[[nodiscard]] hal::Slip test_slip(const domain::Station& station, const domain::StationTime& now,
                                  const Texts& texts);

[[nodiscard]] inline hal::SlipText centred(std::string text, int scale, bool bold = false) {
  return {std::move(text), scale, hal::Align::centre, bold};
}
/// "9:05".
[[nodiscard]] std::string clock_text(domain::Minutes of_day);
/// "2、3" in the words of the language.
[[nodiscard]] std::string counters_text(const std::vector<domain::CounterId>& counters, const Texts& texts);

}  // namespace yz::kiosk
