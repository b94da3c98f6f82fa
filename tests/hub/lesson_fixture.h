// A hub whose station has one class of three seats a week, and kiosks that sign up for it as the real ones
// do.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/lessons/lessons_json.h"
#include "tests/hub/hub_fixture.h"

namespace yz::test {

class SchoolDesk {
 public:
  SchoolDesk();
  /// With other classes than the one.
  explicit SchoolDesk(const domain::LessonContent& content);

  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk;
  domain::LessonSessionId session;  // that everybody signs up for; small_session

  /// A sign-up out of no grant for `session`, not yet written.
  [[nodiscard]] domain::LessonSignedUp drafted(const TestKiosk& by, const std::string& person);
  /// Writes an event into the kiosk's journal. `more` joins the line: "seal", "clk".
  void write(TestKiosk& by, const domain::LessonEvent& event,
             const nlohmann::json& more = nlohmann::json::object());
  /// Sends what is new of the kiosk's lines, and applies it.
  void sync(TestKiosk& by);
  domain::SignUpId sign_up(TestKiosk& by, const std::string& person,
                           const nlohmann::json& more = nlohmann::json::object());
  /// The number goes sealed.
  domain::SignUpId sign_up_by_phone(TestKiosk& by, const std::string& phone);
  [[nodiscard]] const domain::LessonBook& book();
  [[nodiscard]] const domain::SignUp& one(const domain::SignUpId& id);
  [[nodiscard]] Instant start();

  /// The reason code of the newest.
  [[nodiscard]] std::string last_letter();

 private:
  std::map<std::string, std::size_t> lines_sent_;  // by kiosk
};

/// One class on one day, of three seats and one hour, in a pack of its own.
[[nodiscard]] domain::LessonContent school();
/// The session of the class that all of them sign up for; the fixture's clock stands a few days before it.
extern const domain::LessonSessionId small_session;

}  // namespace yz::test
