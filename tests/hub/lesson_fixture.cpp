#include "tests/hub/lesson_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include "domain/content/lesson_content_json.h"
#include "domain/identity/identity.h"
#include "hub/publish.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"

namespace yz::test {

const domain::LessonSessionId small_session("basics.20261130");

using nlohmann::json;

domain::LessonContent school() {
  const domain::Day day{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(30)};
  domain::LessonContent content;
  content.rules.lease_seats = 1;
  content.courses = {{.id = domain::CourseId("phone"),
                      .icon = "cellphone",
                      .name = {.zh = "认识手机", .en = "Phones"},
                      .about = {.zh = "放大字", .en = "Larger letters"},
                      .bring = {}}};
  content.teachers = {{.id = domain::TeacherId("li"), .name = {.zh = "李老师", .en = "Ms Li"}}};
  content.rooms = {{.id = domain::RoomId("up"), .name = {.zh = "二楼", .en = "Upstairs"}}};
  content.classes = {{.id = domain::LessonClassId("basics"),
                      .course = domain::CourseId("phone"),
                      .teacher = domain::TeacherId("li"),
                      .room = domain::RoomId("up"),
                      .first = day,
                      .last = day,
                      .never = {},
                      .at = domain::Minutes{540},
                      .length = domain::Minutes{60},
                      .seats = 3}};
  return content;
}

SchoolDesk::SchoolDesk() : SchoolDesk(school()) {}

SchoolDesk::SchoolDesk(const domain::LessonContent& content) : session(small_session) {
  const auto row = hub::store::find_station(hub.hub().database(), "taiping");
  REQUIRE((row && *row));
  const auto done = hub::publish(
      hub.hub(), {.station_json = (*row)->content, .lessons_json = domain::to_json(content), .files = {}});
  INFO((done ? std::string() : done.error().what));
  REQUIRE(done);
  kiosk = hub.enrolled();
}

domain::LessonSignedUp SchoolDesk::drafted(const TestKiosk& by, const std::string& person) {
  return {.sign_up = domain::SignUpId(hub::new_ulid(hub.clock)),
          .secret = "7K3M9PQ2XW4T",
          .session = session,
          .station = domain::StationId("taiping"),
          .device = by.id(),
          .person = person,
          .contact = domain::LessonContactKind::card,
          .masked = "王*明",
          .born = 1949,
          .grant = {},
          .was_shown_seats = true,
          .starts = start(),
          .at = hub.clock.now()};
}

void SchoolDesk::write(TestKiosk& by, const domain::LessonEvent& event, const json& more) {
  json line = line_of(by, hub::new_ulid(hub.clock), event, hub.clock.now());
  line.update(more);
  by.raw(line.dump());
}

void SchoolDesk::sync(TestKiosk& by) {
  std::size_t& sent = lines_sent_[by.id()];
  REQUIRE(by.size() > sent);
  REQUIRE(hub.send(by, sent + 1, by.size()).status == 200);
  sent = by.size();
  hub.apply();
}

domain::SignUpId SchoolDesk::sign_up(TestKiosk& by, const std::string& person, const json& more) {
  hub.clock.advance(std::chrono::seconds(1));
  const domain::LessonSignedUp event = drafted(by, person);
  write(by, event, more);
  sync(by);
  return event.sign_up;
}

domain::SignUpId SchoolDesk::sign_up_by_phone(TestKiosk& by, const std::string& phone) {
  hub.clock.advance(std::chrono::seconds(1));
  domain::LessonSignedUp event = drafted(by, "p-by-phone");
  event.contact = domain::LessonContactKind::phone;
  event.masked = domain::mask_phone(phone);
  event.born = 0;
  json line = line_of(by, hub::new_ulid(hub.clock), domain::LessonEvent(event), hub.clock.now());
  line["seal"] = hub.sealed(line, "lesson", {{"phone", phone}});
  by.raw(line.dump());
  sync(by);
  return event.sign_up;
}

const domain::LessonBook& SchoolDesk::book() {
  const auto found = hub.hub().books().lessons().find("taiping");
  REQUIRE(found);
  return **found;
}

const domain::SignUp& SchoolDesk::one(const domain::SignUpId& id) {
  const domain::SignUp* found = book().find(id);
  REQUIRE(found != nullptr);
  return *found;
}

Instant SchoolDesk::start() {
  const auto known = book().session(session);
  REQUIRE(known);
  return known->starts;
}

std::string SchoolDesk::last_letter() {
  const auto all = hub::store::dead_letters(hub.hub().database());
  REQUIRE((all && !all->empty()));
  return all->back().code;
}

}  // namespace yz::test
