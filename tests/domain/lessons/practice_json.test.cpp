#include "domain/lessons/practice_json.h"

#include "tests/domain/golden_events.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

const Instant at{Milliseconds{1'795'430'400'123}};

PracticeRun finished_run() {
  return {.pack = "pay",
          .title = {.zh = "扫码付钱", .en = "Paying"},
          .version = 57,
          .scene = 2,
          .steps = {{1, 1, 0}, {1, 2, 4}, {2, 1, 1}},
          .minutes = 6,
          .at = at};
}

/// One of each kind; the golden file is named by the kind.
const std::vector<PracticeEvent>& one_of_each() {
  static const std::vector<PracticeEvent> events{PracticeFinished{.run = finished_run(), .stars = 2},
                                                 PracticeLeft{.run = {.pack = "pay",
                                                                      .title = {.zh = "扫码付钱", .en = ""},
                                                                      .version = 0,
                                                                      .scene = 1,
                                                                      .steps = {{1, 1, 0}, {1, 2, 7}},
                                                                      .minutes = 2,
                                                                      .at = at},
                                                              .step = 2}};
  return events;
}

/// The body of one kind with one piece replaced: which field is complained of.
std::string fault(std::size_t kind, const std::string& piece, const std::string& by) {
  const PracticeEvent& event = one_of_each().at(kind);
  std::string body = to_json(event);
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  body.replace(found, piece.size(), by);
  const auto read = parse_practice_event(kind_of(event), body);
  if (read) return {};
  CHECK(read.error().code == Code::invalid);
  return read.error().what.substr(0, read.error().what.find(':'));
}

}  // namespace

TEST_CASE("practice event json: each kind matches its golden file, both ways", "[domain]") {
  check_golden(one_of_each(), "practice.", parse_practice_event);
}

TEST_CASE("practice event json: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_practice_event({"practice.begun", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_practice_event({"practice.left", 2}, "{}").error().code == Code::unsupported);
}

TEST_CASE("practice event json: a body that is not as it should be names its field", "[domain]") {
  CHECK(fault(0, "\"pay\"", "\"\"") == "pack");
  CHECK(fault(0, "\"pack\":\"pay\"", "\"pack\":\"" + std::string(65, 'p') + '"') == "pack");
  CHECK(fault(0, "{\"zh\":\"扫码付钱\",\"en\":\"Paying\"}", "\"扫码付钱\"") == "title");
  CHECK(fault(0, "\"zh\":\"扫码付钱\"", "\"zh\":\"\"") == "title");
  CHECK(fault(0, "\"en\":\"Paying\"", "\"en\":7") == "title");
  CHECK(fault(0, "\"version\":57", "\"version\":-1") == "version");
  CHECK(fault(0, "\"scene\":2,\"stars\"", "\"stars\"") == "scene");
  CHECK(fault(0, "\"stars\":2", "\"stars\":0") == "stars");
  CHECK(fault(0, "\"stars\":2", "\"stars\":4") == "stars");
  CHECK(fault(0, "\"minutes\":6", "\"minutes\":601") == "minutes");
  CHECK(fault(0, "\"minutes\":6", "\"minutes\":6.5") == "minutes");
  CHECK(fault(0, "\"at\":", "\"when\":") == "at");
  CHECK(fault(1, "\"scene\":1,\"step\":2,\"steps\"", "\"scene\":0,\"step\":2,\"steps\"") == "scene");
  CHECK(fault(1, "\"step\":2,\"steps\"", "\"step\":401,\"steps\"") == "step");
}

TEST_CASE("practice event json: steps come each once and in order, with no more misses than can be",
          "[domain]") {
  const std::string second = R"({"scene":1,"step":2,"misses":4})";
  CHECK(fault(0, second, R"({"scene":1,"step":1,"misses":4})") == "steps");
  CHECK(fault(0, second, R"({"scene":2,"step":2,"misses":4})") == "steps");
  CHECK(fault(0, second, R"({"scene":1,"step":0,"misses":4})") == "steps");
  CHECK(fault(0, second, R"({"scene":1,"step":2,"misses":-1})") == "steps");
  CHECK(fault(0, second, R"({"scene":1,"step":2,"misses":1001})") == "steps");
  CHECK(fault(0, second, R"({"scene":1,"step":2})") == "steps");
  CHECK(fault(0, second, "7") == "steps");
  PracticeRun longest = finished_run();
  longest.steps.clear();
  const PracticeEvent empty = PracticeFinished{.run = longest, .stars = 1};
  CHECK_FALSE(parse_practice_event(kind_of(empty), to_json(empty)));
  for (int i = 1; i <= static_cast<int>(practice_steps_max); ++i) longest.steps.push_back({i, 1, 0});
  const PracticeEvent whole = PracticeFinished{.run = longest, .stars = 1};
  CHECK(parse_practice_event(kind_of(whole), to_json(whole)) == whole);
  longest.steps.push_back({400, 2, 0});
  const PracticeEvent too_long = PracticeFinished{.run = longest, .stars = 1};
  CHECK_FALSE(parse_practice_event(kind_of(too_long), to_json(too_long)));
}
