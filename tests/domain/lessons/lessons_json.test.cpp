#include "domain/lessons/lessons_json.h"

#include "tests/domain/golden_events.h"
#include "tests/domain/lessons/lesson_desk.h"

using namespace yz::test;
using yz::Code;

namespace {

const SignUpId id("01KAQZ5V00000000000000000S");
const SeatGrantId seats("01KAQZ5V00000000000000000G");
const Instant at{Milliseconds{1'795'430'400'123}};
const Instant earlier{Milliseconds{1'795'430'300'000}};

/// One of each kind; the golden file is named by the kind.
const LessonEvents& one_of_each() {
  static const LessonEvents events{LessonSignedUp{.sign_up = id,
                                                  .secret = "7K3M9PQ2XW4T",
                                                  .session = basics,
                                                  .station = StationId("taiping"),
                                                  .device = kiosk_a,
                                                  .person = "q3Zx81",
                                                  .contact = LessonContactKind::card,
                                                  .masked = "王*明",
                                                  .born = 1949,
                                                  .grant = seats,
                                                  .was_shown_seats = true,
                                                  .starts = basics_start,
                                                  .at = at},
                                   LessonConfirmed{id, seats, at},
                                   LessonWaiting{id, 2, earlier, at},
                                   LessonRefused{id, 1, earlier, at},
                                   LessonMovedUp{id, at},
                                   LessonCancelled{id, SignUpEnd::no_seat, at},
                                   LessonCheckedIn{id, at},
                                   LessonSessionCancelled{basics, "老师病了，下周补课", at},
                                   LessonSeatsGranted{seats, basics, kiosk_a, 2, basics_start, at},
                                   LessonSeatsRecalled{seats, at},
                                   LessonSeatsReturned{seats, at}};
  return events;
}

/// The body of one kind with one piece replaced: which field is complained of.
std::string fault(std::size_t kind, const std::string& piece, const std::string& by) {
  const LessonEvent& event = one_of_each().at(kind);
  std::string body = to_json(event);
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  body.replace(found, piece.size(), by);
  const auto read = parse_lesson_event(kind_of(event), body);
  if (read) return {};
  CHECK(read.error().code == Code::invalid);
  return read.error().what.substr(0, read.error().what.find(':'));
}

}  // namespace

TEST_CASE("lesson event json: each kind matches its golden file, both ways", "[domain]") {
  check_golden(one_of_each(), "lesson.", parse_lesson_event);
}

TEST_CASE("lesson event json: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_lesson_event({"lesson.learnt", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_lesson_event({"lesson.confirmed", 2}, "{}").error().code == Code::unsupported);
  CHECK(parse_lesson_event({"wish.triaged", 1}, "{}").error().code == Code::unsupported);
}

TEST_CASE("lesson event json: a body that is not as it should be names its field", "[domain]") {
  CHECK(fault(0, id.value, "") == "sign_up");
  CHECK(fault(0, "7K3M9PQ2XW4T", "7K3M9PQ2XW4I") == "secret");
  CHECK(fault(0, basics.value, "") == "session");
  CHECK(fault(0, "\"taiping\"", "7") == "station");
  CHECK(fault(0, "\"" + kiosk_a + "\"", "null") == "device");
  CHECK(fault(0, "q3Zx81", "q3 Zx") == "person");
  CHECK(fault(0, "\"card\"", "\"letter\"") == "contact");
  CHECK(fault(0, "王*明", "13812341234") == "masked");
  CHECK(fault(0, "王*明", "王建明") == "masked");
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"phone\",\"masked\":\"1381234\"") == "masked");
  CHECK(fault(0, "\"card\",\"masked\":\"王*明\"", "\"phone\",\"masked\":\"138****1234\"").empty());
  CHECK(fault(0, "\"born\":1949", "\"born\":49") == "born");
  CHECK(fault(0, "\"born\":1949", "\"born\":0").empty());
  CHECK(fault(0, "\"grant\":\"" + seats.value + "\"", "\"grant\":\"\"").empty());
  CHECK(fault(0, "\"shown\":true", "\"shown\":1") == "shown");
  CHECK(fault(0, "\"starts\":", "\"ends\":") == "starts");
  CHECK(fault(0, "\"at\":1795430400123", "\"at\":-1") == "at");
  CHECK(fault(1, "\"grant\"", "\"grand\"") == "grant");
  CHECK(fault(2, "\"place\":2", "\"place\":0") == "place");
  CHECK(fault(3, "\"turn\":1795430300000", "\"turn\":null") == "turn");
  CHECK(fault(5, "\"no_seat\"", "\"none\"") == "by");
  CHECK(fault(5, "\"no_seat\"", "\"rain\"") == "by");
  CHECK(fault(7, "老师病了，下周补课", "") == "note");
  CHECK(fault(7, "老师", "\\u202e") == "note");
  CHECK(fault(8, "\"seats\":2", "\"seats\":0") == "seats");
  CHECK(fault(8, "\"seats\":2", "\"seats\":201") == "seats");
  CHECK(fault(8, "\"until\"", "\"till\"") == "until");
  CHECK(fault(9, seats.value, "") == "grant");
}

TEST_CASE("lesson json: rows read back as they were written, whatever was said of them", "[domain]") {
  LessonDesk desk;
  SignUp sign_up = desk.find(desk.placed());
  sign_up.listed = Placing{.at = at, .place = 3, .grant = {}, .turn = earlier, .is_refused = true};
  sign_up.moved_up = Placing{.at = at};
  sign_up.checked_in = at;
  sign_up.ended = SignUpEnding{at, SignUpEnd::twice};
  CHECK(parse_sign_up(to_json(sign_up)) == sign_up);
  const SeatGrant grant{.id = seats,
                        .session = basics,
                        .device = kiosk_b,
                        .seats = 200,
                        .until = at,
                        .at = earlier,
                        .recalled = at,
                        .returned = std::nullopt};
  CHECK(parse_seat_grant(to_json(grant)) == grant);
}

TEST_CASE("lesson json: a row that is not as it should be is refused", "[domain]") {
  LessonDesk desk;
  SignUp sign_up = desk.find(desk.placed());
  sign_up.ended = SignUpEnding{at, SignUpEnd::staff};
  const std::string row = to_json(sign_up);
  for (const char* field : {"id", "secret", "session", "person", "confirmed", "listed", "moved_up",
                            "checked_in", "ended", "starts"}) {
    std::string broken = row;
    broken.replace(broken.find('"' + std::string(field) + '"') + 1, 1, "_");
    CAPTURE(broken);
    CHECK(parse_sign_up(broken).error().code == Code::invalid);
  }
  for (const auto& [piece, by] :
       {std::pair("\"staff\"", "\"none\""), std::pair("\"place\":0", "\"place\":-1"),
        std::pair("\"listed\":null", "\"listed\":[]")}) {
    std::string broken = row;
    broken.replace(broken.find(piece), std::string(piece).size(), by);
    CAPTURE(broken);
    CHECK(parse_sign_up(broken).error().code == Code::invalid);
  }
  CHECK_FALSE(parse_seat_grant("{}"));
  CHECK_FALSE(parse_seat_grant("[]"));
  CHECK_FALSE(parse_called_off_session(R"({"session":"s","note":"","at":1})"));
}

TEST_CASE("lesson events: each names what it is about", "[domain]") {
  const std::vector<std::string> entities{"signup:" + id.value, "session:" + basics.value,
                                          "seats:" + seats.value};
  std::vector<int> count(3);
  for (const LessonEvent& event : one_of_each()) {
    for (std::size_t i = 0; i < 3; ++i) count[i] += entity_of(event) == entities[i] ? 1 : 0;
  }
  CHECK(count == std::vector<int>{7, 1, 3});
}

TEST_CASE("lesson refusals: each has a name of its own", "[domain]") {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(LessonRefusal::no_seats_left); ++i) {
    names.insert(to_string(static_cast<LessonRefusal>(i)));
  }
  CHECK(names.size() == static_cast<std::size_t>(LessonRefusal::no_seats_left) + 1);
  CHECK_FALSE(names.contains("unknown"));
}
