// lesson.json of a practice lesson, whatever it is: faults on lines that are there, or a lesson that comes to
// its end for a learner who does what the hand shows.
#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "kiosk/practice/lesson_json.h"
#include "kiosk/practice/practice.h"

using namespace yz::practice;
using yz::Milliseconds;

namespace {

constexpr int moves_max = 12 * 40 * 14;  // scenes, steps, keys

void check_faults(const LessonRead& read, std::string_view json) {
  const auto lines = std::count(json.begin(), json.end(), '\n') + 1;
  yz::check(!read.faults.empty() && read.faults.size() <= faults_max, "no lesson, then why");
  for (const LessonFault& fault : read.faults) {
    yz::check(fault.line >= 1 && fault.line <= lines, "a fault's line is there");
    yz::check(to_string(fault).find('\n') == std::string::npos, "a fault is a line");
  }
}

/// Three misses, the hand, and then what it did.
void do_as_shown(Practice& phone, Milliseconds& now) {
  for (int i = 0; i < 3; ++i) static_cast<void>(phone.touch({}, now));
  if (!phone.view().shown) {
    static_cast<void>(phone.tick(now += Milliseconds{31'000}));
    return;
  }
  const ShownTouch shown = *phone.view().shown;
  static_cast<void>(phone.tick(now += Milliseconds{40'000}));
  yz::check(!phone.view().shown, "the hand comes to its end");
  if (shown.value) {
    yz::check(phone.slide(shown.touch, *shown.value, now) == Reply::right, "where the hand slides is right");
  } else {
    const Reply reply = phone.touch(shown.touch, now);
    yz::check(reply == Reply::right || reply == Reply::on_way, "what the hand touches is right");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  LessonChecks checks;
  checks.has_glyph = [](char32_t c) { return c < 0xE000; };
  checks.unspeakable = [](std::string_view text, Side) { return text.find('%') == text.npos ? "" : "%"; };
  const LessonRead read = read_lesson(json, "lesson.json", "try-first", checks);
  if (!read.lesson) {
    check_faults(read, json);
    return 0;
  }
  const LocalText words{.zh = "words", .en = "words"};
  Practice phone(*read.lesson, {words, words, words, words}, {}, Milliseconds{});
  Milliseconds now{};
  for (int i = 0; i < moves_max && !phone.view().is_over; ++i) do_as_shown(phone, now);
  yz::check(phone.view().is_over && phone.view().stars == 1, "a lesson comes to its end");
  phone.back(now);
  yz::check(!phone.view().is_over, "one step back is never the end");
  return 0;
}
