#include "domain/lessons/progress.h"

#include "domain/lessons/progress_json.h"
#include "tests/domain/golden_events.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

const Instant noon{Milliseconds{1'795'430'400'123}};
const Instant later = noon + std::chrono::hours{48};

ProgressRecorded learnt(const std::string& pack, int stars, Instant at,
                        const std::string& person = "q3Zx81") {
  return {.person = person, .scene = {pack, "main"}, .stars = stars, .at = at};
}

}  // namespace

TEST_CASE("progress: the most stars and the last time hold, in whatever order they arrive", "[domain]") {
  const std::vector<ProgressRecorded> events{learnt("pay", 3, noon), learnt("pay", 1, later),
                                             learnt("call", 2, noon), learnt("pay", 2, noon, "other")};
  ProgressBook first;
  ProgressBook other;
  for (const auto& event : events) CHECK(first.fold(event) == Folded::applied);
  for (auto event = events.rbegin(); event != events.rend(); ++event) (void)other.fold(*event);
  CHECK(first.all() == other.all());
  CHECK(first.of("q3Zx81").at({"pay", "main"}) == SceneProgress{3, later});
  CHECK(first.of("q3Zx81").size() == 2);
  CHECK(first.of("nobody").empty());
  CHECK(first.fold(events[0]) == Folded::repeated);
  CHECK(first.fold(events[1]) == Folded::repeated);
}

TEST_CASE("progress: what is long ago is forgotten, scene by scene", "[domain]") {
  ProgressBook book;
  (void)book.fold(learnt("pay", 3, noon));
  (void)book.fold(learnt("call", 3, later));
  (void)book.fold(learnt("pay", 3, noon, "other"));
  CHECK(book.forget_before(noon).empty());
  CHECK(book.forget_before(later) == std::vector<std::string>{"other", "q3Zx81"});
  CHECK(book.of("q3Zx81").size() == 1);
  CHECK_FALSE(book.all().contains("other"));
}

TEST_CASE("progress: no person has more scenes than can be", "[domain]") {
  ProgressBook book;
  for (std::size_t i = 0; i < progress_scenes_max; ++i) {
    CHECK(book.fold(learnt("p" + std::to_string(i), 1, noon)) == Folded::applied);
  }
  CHECK(book.fold(learnt("one-more", 1, noon)) == Folded::ignored);
  CHECK(book.fold(learnt("p7", 3, noon)) == Folded::applied);
  const auto row = parse_progress(to_json("q3Zx81", book.of("q3Zx81")));
  REQUIRE(row);
  CHECK(row->first == "q3Zx81");
  CHECK(row->second == book.of("q3Zx81"));
}

TEST_CASE("progress json: the event matches its golden file, and a wrong field is named", "[domain]") {
  const std::string golden = read_text(YZ_SOURCE_DIR "/tests/domain/golden/progress.recorded.1.json");
  const ProgressRecorded event = learnt("pay", 3, noon);
  CHECK(to_json(event) + '\n' == golden);
  const auto read = parse_progress_event(kind_of(event), golden);
  REQUIRE(read);
  CHECK(*read == event);
  CHECK(parse_progress_event({"progress.recorded", 2}, golden).error().code == Code::unsupported);
  CHECK(parse_progress_event({"practice.finished", 1}, golden).error().code == Code::unsupported);
  for (const auto& [piece, by, field] :
       {std::tuple("q3Zx81", "王建明", "person"), std::tuple("q3Zx81", "", "person"),
        std::tuple("pay", "", "pack"), std::tuple("main", "", "scene"),
        std::tuple("\"stars\":3", "\"stars\":4", "stars"), std::tuple("\"at\":", "\"on\":", "at")}) {
    std::string body = to_json(event);
    body.replace(body.find(piece), std::string_view(piece).size(), by);
    CAPTURE(body);
    const auto wrong = parse_progress_event(kind_of(event), body);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().what.starts_with(std::string(field) + ":"));
  }
}

TEST_CASE("progress json: a row that is not as it should be is refused", "[domain]") {
  CHECK_FALSE(parse_progress("[]"));
  CHECK_FALSE(parse_progress(R"({"person":"p1"})"));
  CHECK_FALSE(parse_progress(R"({"person":"p 1","scenes":[]})"));
  CHECK_FALSE(parse_progress(R"({"person":"p1","scenes":[7]})"));
  CHECK_FALSE(parse_progress(R"({"person":"p1","scenes":[{"pack":"pay","scene":"main","stars":0,"at":1}]})"));
  CHECK_FALSE(parse_progress(
      R"({"person":"p1","scenes":[{"pack":"pay","scene":"main","stars":1,"at":1},{"pack":"pay","scene":"main","stars":1,"at":1}]})"));
  CHECK(parse_progress(R"({"person":"p1","scenes":[]})"));
}
