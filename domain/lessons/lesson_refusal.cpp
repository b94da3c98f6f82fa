#include "domain/lessons/lessons.h"

namespace yz::domain {

const char* to_string(LessonRefusal refusal) {
  switch (refusal) {
    case LessonRefusal::unknown_session:
      return "unknown_session";
    case LessonRefusal::unknown_sign_up:
      return "unknown_sign_up";
    case LessonRefusal::called_off:
      return "called_off";
    case LessonRefusal::too_soon:
      return "too_soon";
    case LessonRefusal::already_begun:
      return "already_begun";
    case LessonRefusal::already_over:
      return "already_over";
    case LessonRefusal::unknown_person:
      return "unknown_person";
    case LessonRefusal::contact_not_masked:
      return "contact_not_masked";
    case LessonRefusal::already_signed_up:
      return "already_signed_up";
    case LessonRefusal::waiting_list_full:
      return "waiting_list_full";
    case LessonRefusal::no_ender:
      return "no_ender";
    case LessonRefusal::already_cancelled:
      return "already_cancelled";
    case LessonRefusal::already_checked_in:
      return "already_checked_in";
    case LessonRefusal::no_seat:
      return "no_seat";
    case LessonRefusal::check_in_too_soon:
      return "check_in_too_soon";
    case LessonRefusal::check_in_too_late:
      return "check_in_too_late";
    case LessonRefusal::text_not_allowed:
      return "text_not_allowed";
    case LessonRefusal::grant_not_allowed:
      return "grant_not_allowed";
    case LessonRefusal::somebody_waits:
      return "somebody_waits";
    case LessonRefusal::no_seats_left:
      return "no_seats_left";
  }
  return "unknown";
}

}  // namespace yz::domain
