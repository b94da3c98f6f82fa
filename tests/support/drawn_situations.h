// Every screen in every state a resident or a member of staff can meet: what the tests of the look walk
// through, and what the gallery of pictures shows.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/drawn_screen.h"

namespace yz::test {

struct Situation {
  std::string name;    // of its picture: "tickets.done.paper_out"
  std::string screen;  // that is shown then
  std::function<void(DrawnScreen&)> prepare;
};

/// Staff mode is in it too.
[[nodiscard]] const std::vector<Situation>& situations();

/// Those of the wish wall: a part of situations().
[[nodiscard]] std::vector<Situation> wish_situations();
/// Those of the wish wall, but for voice and photographs.
[[nodiscard]] std::vector<Situation> wish_flow_situations();
/// Those of help and the notices (drawn_help.cpp); situations() has them too.
[[nodiscard]] std::vector<Situation> help_situations();

/// Those of classes (drawn_lessons.cpp); situations() has them too.
[[nodiscard]] std::vector<Situation> lesson_situations();
/// What one can sign up for: seats, one, full, waiting list full, called off.
[[nodiscard]] std::vector<kiosk::SessionView> five_classes();
/// A seat in the first of them.
[[nodiscard]] kiosk::SignUpView sign_up_of_wang();

/// Those of the practice phone (drawn_practice.cpp); situations() has them too.
[[nodiscard]] std::vector<Situation> practice_situations();
/// A lesson with every kind of part, alone on its shelf.
[[nodiscard]] std::shared_ptr<const kiosk::LessonShelf> every_part();
/// The lesson that is played; fails the test if there is none.
[[nodiscard]] practice::Practice& playing(DrawnScreen& drawn);
/// Does what the step of the lesson that is played asks for, without a finger.
void do_step(DrawnScreen& drawn);
/// The step's sentence stands on the screen, and the last that was spoken ends with it: numbers as they are
/// said.
void check_sentence(DrawnScreen& drawn);

/// Staff look at what became of a system image.
void show_update(DrawnScreen& drawn, kiosk::UpdateStep step, const std::string& reason);

/// A ticket A012 of the first service, waiting as second.
[[nodiscard]] kiosk::TicketView ticket_a012();
/// Seven services: open, closed, full; three counters.
[[nodiscard]] kiosk::QueueShown busy_morning();

}  // namespace yz::test
