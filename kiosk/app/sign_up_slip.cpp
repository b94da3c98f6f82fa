#include "domain/lessons/lessons_json.h"
#include "kiosk/app/day_words.h"
#include "kiosk/app/slips.h"

namespace yz::kiosk {
namespace {

constexpr int day_scale = 3;

}  // namespace

hal::Slip sign_up_slip(const domain::Station& station, const domain::LessonContent& content,
                       const SignUpView& sign_up, const Texts& texts, Copy copy) {
  hal::Slip slip;
  auto& blocks = slip.blocks;
  blocks.reserve(20);
  const auto line = [&](std::string words, int scale = slip_heading_scale, bool bold = false) {
    if (!words.empty()) blocks.emplace_back(centred(std::move(words), scale, bold));
  };
  const SessionView& session = sign_up.session;
  line(texts.of(station.name));
  line(texts.words("slip.class.title"), slip_heading_scale, true);
  if (copy == Copy::again) line(texts.words("slip.copy"), slip_heading_scale, true);
  blocks.emplace_back(hal::SlipSpace{2});
  if (const auto* course = content.find_course(session.course)) line(texts.of(course->name), day_scale, true);
  line(date_words(texts, session.starts.day), slip_heading_scale, true);
  line(time_words(texts, session.starts.of_day), day_scale, true);
  if (const auto* room = content.find_room(session.room)) line(texts.of(room->name), slip_heading_scale);
  if (const auto* teacher = content.find_teacher(session.teacher))
    line(texts.of(teacher->name), slip_heading_scale);
  blocks.emplace_back(hal::SlipSpace{2});
  const std::string state = std::string("slip.class.") + domain::to_string(sign_up.state);
  line(texts.words(state, {{"place", std::to_string(sign_up.place)}}), slip_heading_scale, true);
  line(texts.words("slip.class.who", {{"who", sign_up.masked}}));
  blocks.emplace_back(hal::SlipSpace{3});
  blocks.emplace_back(hal::SlipQr{sign_up.qr});
  line(texts.words("slip.class.qr"), 1);
  blocks.emplace_back(hal::SlipRule{});
  const auto* course = content.find_course(session.course);
  if (course != nullptr && !course->bring.zh.empty())
    line(texts.words("slip.bring", {{"bring", texts.of(course->bring)}}), 1);
  line(texts.words("slip.class.keep"), 1);
  return slip;
}

}  // namespace yz::kiosk
