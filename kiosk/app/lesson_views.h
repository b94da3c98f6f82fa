// Classes as screens show them: values made by the station thread. A telephone number is in none of them: it
// is sealed when it is sent, and no kiosk can open it again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/identity/identity.h"
#include "domain/lessons/lessons.h"
#include "kiosk/app/views.h"

namespace yz::kiosk {

/// One class on one day, as this kiosk offers it.
struct SessionView {
  domain::LessonSessionId id;
  domain::CourseId course;  // empty: the content no longer has it
  domain::TeacherId teacher;
  domain::RoomId room;
  domain::StationTime starts;
  domain::Minutes length{};
  int free{};            // seats, as far as is known here
  bool has_list_room{};  // on the waiting list
  bool is_called_off{};
  bool operator==(const SessionView&) const = default;
};

/// A sign-up as whoever holds its slip or its card sees it.
struct SignUpView {
  domain::SignUpId id;
  std::string qr;      // what the slip's code says
  std::string masked;  // 王*明, 138****1234
  SessionView session;
  domain::SignUpState state{};
  domain::SignUpEnd end{};
  int place{};           // on the waiting list, from 1; 0: not on it
  bool is_apologised{};  // free seats had been shown and went to earlier sign-ups
  bool was_moved_up{};
  bool has_begun{};
  bool can_check_in{};  // it is the time for it
  std::string note;     // of a session that was called off: staff's words
  PrintState print{PrintState::none};
  bool operator==(const SignUpView&) const = default;
};

struct LessonRefused {
  domain::LessonRefusal why{};
  /// From when on one can check in, where it is too soon.
  std::optional<domain::StationTime> check_in_from{};
};
/// Neither the slip nor the card is of a sign-up that is known here.
struct NoSignUp {};
/// Of one person, by the start of their sessions; may be empty.
using SignUpList = std::vector<SignUpView>;
using LessonAnswer = std::variant<SignUpView, SignUpList, LessonRefused, NoSignUp, Error>;

// ── to the station thread ──
/// By the card that was put down, else by telephone.
struct SignUpAsk {
  AskId ask{};
  std::string op;  // ULID made when the finger went up; the sign-up's id too
  domain::LessonSessionId session;
  std::optional<domain::Person> person;
  Sensitive<std::string> phone;
};
struct FindSignUpAsk {
  AskId ask{};
  std::string code;
};
/// The number of the ID card is the key to a pseudonym and goes no further.
struct MySignUpsAsk {
  AskId ask{};
  Sensitive<std::string> id_number;
};
struct CancelSignUpAsk {
  AskId ask{};
  domain::SignUpId sign_up;
};
/// By the slip's code; where that is empty, by the ID card, for the class that takes place now.
struct CheckInAsk {
  AskId ask{};
  std::string code;
  Sensitive<std::string> id_number;
};
struct ReprintSignUpAsk {
  AskId ask{};
  domain::SignUpId sign_up;
};

// ── to the UI thread ──
struct LessonAnswered {
  AskId ask{};
  LessonAnswer answer;
};
/// A sign-up that the UI may be showing has changed.
struct SignUpShown {
  SignUpView sign_up;
};
/// All that one can sign up for, by start.
struct SessionsShown {
  std::vector<SessionView> sessions;
};

}  // namespace yz::kiosk
