#include "kiosk/screens/lesson_words.h"

#include "domain/lessons/lessons_json.h"
#include "kiosk/app/day_words.h"

namespace yz::kiosk {
namespace {

std::string moment_of(const Services& services, const domain::StationTime& at) {
  const domain::Day today = domain::station_time(services.station, services.clock.now()).day;
  return services.texts.words("lessons.when", {{"day", day_words(services.texts, at.day, today)},
                                               {"time", time_words(services.texts, at.of_day)}});
}

/// What is to be said of it first; the smaller the more pressing. Negative: nothing.
int urgency(const SignUpView& sign_up) {
  const bool is_called_off = sign_up.end == domain::SignUpEnd::session;
  if (sign_up.state == domain::SignUpState::cancelled) return is_called_off && !sign_up.has_begun ? 0 : -1;
  if (sign_up.has_begun && !sign_up.can_check_in) return -1;
  if (sign_up.state == domain::SignUpState::attended) return -1;
  if (sign_up.was_moved_up) return 1;
  if (sign_up.is_apologised) return 2;
  return sign_up.state == domain::SignUpState::seated ? 3 : 4;
}

std::string reminder_of(const Services& services, const SignUpView& sign_up) {
  const std::string course = course_words(services, sign_up.session);
  const std::string when = when_words(services, sign_up.session);
  const char* id = "lessons.remind.waiting";
  if (sign_up.end == domain::SignUpEnd::session) {
    id = "lessons.remind.called_off";
  } else if (sign_up.can_check_in) {
    id = "lessons.remind.now";
  } else if (sign_up.state == domain::SignUpState::seated) {
    id = sign_up.was_moved_up ? "lessons.remind.moved_up" : "lessons.remind.seated";
  } else if (sign_up.is_apologised) {
    id = "lessons.remind.refused";
  } else if (sign_up.state == domain::SignUpState::asked) {
    id = "lessons.remind.asked";
  }
  return services.texts.words(id,
                              {{"course", course}, {"when", when}, {"place", std::to_string(sign_up.place)}});
}

}  // namespace

std::string course_words(const Services& services, const SessionView& session) {
  const domain::Course* course = services.classes.find_course(session.course);
  return course == nullptr ? services.texts.words("lessons.gone") : services.texts.of(course->name);
}

std::string when_words(const Services& services, const SessionView& session) {
  return moment_of(services, session.starts);
}

std::string where_words(const Services& services, const SessionView& session) {
  const domain::Room* room = services.classes.find_room(session.room);
  const domain::Teacher* teacher = services.classes.find_teacher(session.teacher);
  if (room == nullptr || teacher == nullptr) return {};
  return services.texts.words("lessons.where", {{"room", services.texts.of(room->name)},
                                                {"teacher", services.texts.of(teacher->name)}});
}

std::string seats_words(const Services& services, const SessionView& session) {
  if (session.is_called_off) return services.texts.words("lessons.seats.called_off");
  if (session.free > 0)
    return services.texts.words("lessons.seats", {{"count", std::to_string(session.free)}});
  return services.texts.words(session.has_list_room ? "lessons.seats.list" : "lessons.seats.none");
}

std::string state_words(const Services& services, const SignUpView& sign_up) {
  if (sign_up.state != domain::SignUpState::cancelled)
    return services.texts.words(std::string("lessons.state.") + domain::to_string(sign_up.state),
                                {{"place", std::to_string(sign_up.place)}});
  return services.texts.words(std::string("lessons.end.") + domain::to_string(sign_up.end),
                              {{"note", sign_up.note}});
}

std::string lesson_problem_words(const Services& services, const LessonAnswer& answer) {
  if (const auto* refused = std::get_if<LessonRefused>(&answer)) {
    const std::string from =
        refused->check_in_from ? moment_of(services, *refused->check_in_from) : std::string();
    return services.texts.words(std::string("refusal.lesson.") + domain::to_string(refused->why),
                                {{"from", from}});
  }
  if (std::holds_alternative<NoSignUp>(answer)) return services.texts.words("lessons.find.unknown");
  const auto* error = std::get_if<Error>(&answer);
  if (error != nullptr && error->code == Code::full) return services.texts.words("error.full");
  return services.texts.words("error.unavailable");
}

std::string reminder_words(const Services& services, const SignUpList& list) {
  const SignUpView* first = nullptr;
  std::size_t others = 0;
  for (const SignUpView& sign_up : list) {
    if (urgency(sign_up) < 0) continue;
    if (first != nullptr) ++others;
    if (first == nullptr || urgency(sign_up) < urgency(*first)) first = &sign_up;
  }
  if (first == nullptr) return {};
  std::string words = reminder_of(services, *first);
  if (others == 0) return words;
  return services.texts.words("lessons.remind.more", {{"first", words}, {"count", std::to_string(others)}});
}

void draw_class(Services& services, ui::Ui& ui, const SessionView& session) {
  ui.title_words("lessons.class", course_words(services, session));
  ui.paragraph("lessons.class.when", when_words(services, session), ui::Role::lead);
  if (const std::string where = where_words(services, session); !where.empty())
    ui.paragraph("lessons.class.where", where);
}

}  // namespace yz::kiosk
