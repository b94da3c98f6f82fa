// A small school's hub and one kiosk in one book, and short ways to sign up and be placed.
#pragma once

#include "domain/lessons/lessons_json.h"
#include "tests/domain/lessons/small_school.h"

namespace yz::test {

inline const std::string kiosk_a("01KAQZ5V0000000000000000KA");
inline const std::string kiosk_b("01KAQZ5V0000000000000000KB");

/// A book with a clock that moves one second with each command.
class LessonDesk {
 public:
  explicit LessonDesk(LessonContent content = small_school()) : book(std::move(content), zone) {}

  LessonDecision ask(const LessonCommand& command) {
    auto decision = decide(book, command);
    if (const auto* events = std::get_if<LessonEvents>(&decision)) {
      for (const LessonEvent& event : *events) {
        all_applied = book.fold(event) == Folded::applied && all_applied;
        log.push_back(event);
      }
    }
    return decision;
  }
  /// For commands that must be taken.
  LessonEvents must(const LessonCommand& command) {
    const auto decision = ask(command);
    INFO((std::holds_alternative<LessonRefusal>(decision) ? to_string(std::get<LessonRefusal>(decision))
                                                          : ""));
    REQUIRE(std::holds_alternative<LessonEvents>(decision));
    REQUIRE(all_applied);
    return std::get<LessonEvents>(decision);
  }
  SignUpForLesson new_sign_up(const std::string& person = {}) {
    ++people_;
    SignUpForLesson command;
    command.sign_up = SignUpId("S" + std::to_string(1000 + people_));
    command.secret = "7K3M9PQ2XW4T";
    command.session = basics;
    command.station = StationId("taiping");
    command.device = kiosk_a;
    command.person = person.empty() ? "p" + std::to_string(people_) : person;
    command.masked = "王*明";
    command.born = 1949;
    command.at = tick();
    return command;
  }
  SignUpId sign_up(const std::string& person = {}) {
    const SignUpForLesson command = new_sign_up(person);
    must(command);
    return command.sign_up;
  }
  LessonEvents settle() { return must(SettleSession{.session = basics, .turns = {}, .at = tick()}); }
  /// Signed up and answered by the hub.
  SignUpId placed() {
    const SignUpId id = sign_up();
    settle();
    return id;
  }
  /// Four people for three seats: the last waits.
  std::vector<SignUpId> full_house() {
    std::vector<SignUpId> ids;
    for (int i = 0; i < 4; ++i) ids.push_back(placed());
    REQUIRE(find(ids.back()).state() == SignUpState::waiting);
    return ids;
  }
  SeatGrantId grant(int seats, const std::string& device = kiosk_a) {
    SeatGrantId id("G" + std::to_string(++grants_));
    must(GrantSeats{.grant = id,
                    .session = basics,
                    .device = device,
                    .seats = seats,
                    .until = now + std::chrono::hours(24),
                    .at = tick()});
    return id;
  }
  Instant tick(Milliseconds by = std::chrono::seconds(1)) { return now += by; }
  const SignUp& find(const SignUpId& id) {
    const SignUp* found = book.find(id);
    REQUIRE(found != nullptr);
    return *found;
  }

  LessonBook book;
  LessonEvents log;
  Instant now = morning;
  bool all_applied = true;

 private:
  int people_{};
  int grants_{};
};

inline LessonRefusal refusal(const LessonDecision& decision) {
  REQUIRE(std::holds_alternative<LessonRefusal>(decision));
  return std::get<LessonRefusal>(decision);
}

/// Names of events with what they are about: "confirmed S1001".
inline std::vector<std::string> told(const LessonEvents& events) {
  std::vector<std::string> names;
  for (const LessonEvent& event : events) {
    const std::string entity = entity_of(event);
    names.push_back(kind_of(event).type.substr(7) + ' ' + entity.substr(entity.find(':') + 1));
  }
  return names;
}

/// All that the book holds of the session, as text.
inline std::string picture(const LessonBook& book, const LessonSessionId& session = basics) {
  std::string text;
  for (const SignUp* sign_up : book.of_session(session)) text += to_json(*sign_up) + '\n';
  for (const SeatGrant* grant : book.grants_of(session)) text += to_json(*grant) + '\n';
  if (const auto* off = book.called_off(session)) text += to_json(*off) + '\n';
  return text;
}

}  // namespace yz::test
