// First byte: the kind of event; the rest: its body. And every body once as each of the three rows. What was
// read is folded, and the session settled: of people and seats that make no sense too.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/lessons/lessons_json.h"

using namespace yz::domain;

namespace {

// New kinds go to the end: the corpus names them by their place.
constexpr std::array kinds{"lesson.signed_up",      "lesson.confirmed",         "lesson.waiting",
                           "lesson.refused",        "lesson.moved_up",          "lesson.cancelled",
                           "lesson.checked_in",     "lesson.session_cancelled", "lesson.seats_granted",
                           "lesson.seats_recalled", "lesson.seats_returned"};

void settle(LessonBook& book) {
  for (const LessonSessionId& id : book.busy_sessions()) {
    const auto decision = decide(book, SettleSession{.session = id, .turns = {}, .at = {}});
    if (const auto* events = std::get_if<LessonEvents>(&decision)) {
      for (const LessonEvent& event : *events) {
        yz::check(book.fold(event) == Folded::applied, "what was decided fits the book");
      }
    }
    yz::check(book.count(id).waiting >= 0, "people are counted");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EventKind kind{.type = kinds[data[0] % kinds.size()], .version = 1};
  LessonBook book{LessonContent{}, Minutes{480}};
  if (const auto event = parse_lesson_event(kind, body)) {
    (void)book.fold(*event);  // any outcome will do
    const auto again = parse_lesson_event(kind, to_json(*event));
    yz::check(again && *again == *event, "an event reads back as it was written");
  }
  if (const auto sign_up = parse_sign_up(body)) {
    book.restore(*sign_up);
    const auto again = parse_sign_up(to_json(*sign_up));
    yz::check(again && *again == *sign_up, "a sign-up reads back as it was written");
  }
  if (const auto grant = parse_seat_grant(body)) {
    book.restore(*grant);
    const auto again = parse_seat_grant(to_json(*grant));
    yz::check(again && *again == *grant, "a grant reads back as it was written");
  }
  if (const auto session = parse_called_off_session(body)) {
    book.restore(*session);
    const auto again = parse_called_off_session(to_json(*session));
    yz::check(again && *again == *session, "a session reads back as it was written");
  }
  settle(book);
  book.forget_before({});
  return 0;
}
