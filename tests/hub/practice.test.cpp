// What kiosks tell of the practice phone, and what is reported of it and of classes.
#include <catch2/catch_test_macros.hpp>

#include "domain/lessons/practice_json.h"
#include "hub/lesson_figures.h"
#include "tests/hub/lesson_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;

namespace {

const std::string figures = "/api/console/v1/lessons/figures?from=2026-11-01&to=2026-12-31";

/// A hub whose kiosk tells of lessons in its bulk stream.
struct PhoneDesk {
  SchoolDesk desk;
  TestKiosk& kiosk = *desk.kiosk;

  PracticeRun run(const std::string& pack, const std::vector<PracticeStep>& steps) {
    return {.pack = pack,
            .title = {.zh = "练习" + pack, .en = "Lesson " + pack},
            .version = 7,
            .scene = steps.back().scene,
            .steps = steps,
            .minutes = 4,
            .at = desk.hub.clock.now()};
  }
  void write(const PracticeEvent& event, const json& more = json::object()) {
    json line = line_of(kiosk, hub::new_ulid(desk.hub.clock), event, desk.hub.clock.now());
    line["st"] = "bulk";
    line.update(more);
    kiosk.raw(line.dump());
  }
  void finish(const std::string& pack, const std::vector<PracticeStep>& steps) {
    write(PracticeFinished{.run = run(pack, steps), .stars = 2});
  }
  void leave(const std::string& pack, const std::vector<PracticeStep>& steps) {
    const PracticeStep last = steps.back();
    write(PracticeLeft{.run = run(pack, steps), .step = last.step});
  }
  void sync() {
    REQUIRE(desk.hub.send(kiosk, sent_ + 1, kiosk.size(), "bulk").status == 200);
    sent_ = kiosk.size();
    desk.hub.apply();
  }
  json ask(const std::string& target = figures) {
    if (!has_staff_) desk.hub.add_user("anna", "counter", "taiping");
    has_staff_ = true;
    // Days may have passed, and a session with them.
    const auto reply = desk.hub.get_reply(desk.hub.staff_request("GET", target, desk.hub.login("anna")));
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return json_of(reply);
  }
  [[nodiscard]] std::size_t letters() { return desk.hub.rows("SELECT COUNT(*) FROM dead_letter"); }

 private:
  std::size_t sent_{};
  bool has_staff_{};
};

}  // namespace

TEST_CASE("practice: what kiosks tell is counted by pack, and by the steps that were come to", "[hub]") {
  PhoneDesk phone;
  phone.finish("pay", {{1, 1, 0}, {1, 2, 3}, {2, 1, 1}});
  phone.finish("pay", {{1, 1, 0}, {1, 2, 0}, {2, 1, 0}});
  phone.leave("pay", {{1, 1, 0}, {1, 2, 6}});
  phone.leave("call", {{1, 1, 2}});
  phone.sync();
  CHECK(phone.letters() == 0);
  const json all = phone.ask();
  REQUIRE(all["packs"].size() == 2);
  CHECK(all["packs"][0] == json{{"pack", "call"},
                                {"title", {{"zh", "练习call"}, {"en", "Lesson call"}}},
                                {"finished", 0},
                                {"left", 1}});
  CHECK(all["packs"][1]["finished"] == 2);
  CHECK(all["packs"][1]["left"] == 1);
  REQUIRE(all["missed"].size() == 3);
  CHECK(all["missed"][0]["pack"] == "pay");
  CHECK(all["missed"][0]["scene"] == 1);
  CHECK(all["missed"][0]["step"] == 2);
  CHECK(all["missed"][0]["learners"] == 3);
  CHECK(all["missed"][0]["misses"] == 9);
  CHECK(all["missed"][0]["misses_a_learner"] == 3.0);
  CHECK(all["missed"][1]["pack"] == "call");
  CHECK(all["missed"][2]["misses_a_learner"] == 0.5);
  CHECK(all["missed"][2]["learners"] == 2);
}

TEST_CASE("practice: the same event again is counted once, and nothing of it goes to kiosks", "[hub]") {
  PhoneDesk phone;
  phone.finish("pay", {{1, 1, 0}});
  phone.sync();
  std::string line = phone.kiosk.body(1, 1);
  line.pop_back();
  phone.kiosk.new_epoch();
  json again = {{"line", line}};
  phone.kiosk.line("journal.again", again.dump());
  REQUIRE(phone.desk.hub.send(phone.kiosk, 1, 1).status == 200);
  phone.desk.hub.apply();
  CHECK(phone.letters() == 0);
  CHECK(phone.ask()["packs"][0]["finished"] == 1);
  CHECK(phone.desk.hub.feed_of(*phone.desk.kiosk, "practice.finished").empty());
}

TEST_CASE("practice: a body that is not as it should be becomes a dead letter", "[hub]") {
  PhoneDesk phone;
  phone.finish("pay", {{1, 2, 0}, {1, 1, 0}});
  phone.finish("pay", {{1, 1, 0}});
  phone.sync();
  CHECK(phone.letters() == 1);
  CHECK(phone.desk.last_letter() == "body");
  CHECK(phone.ask()["packs"][0]["finished"] == 1);
}

TEST_CASE("practice: a run counts on its day by the clocks put right, never later than now", "[hub]") {
  PhoneDesk phone;
  const json slow{{"clk", {std::chrono::milliseconds(std::chrono::days{40}).count(), 10, 1}}};
  PracticeRun old = phone.run("pay", {{1, 1, 0}});
  old.at -= std::chrono::days{40};  // the kiosk's clock is forty days late
  phone.write(PracticeFinished{.run = old, .stars = 3}, slow);
  PracticeRun next = phone.run("pay", {{1, 1, 0}});
  next.at += std::chrono::days{400};  // and this one's a year ahead, and nobody knows
  phone.write(PracticeFinished{.run = next, .stars = 3});
  phone.sync();
  CHECK(phone.ask()["packs"][0]["finished"] == 2);
  CHECK(phone.ask("/api/console/v1/lessons/figures?from=2026-10-01&to=2026-10-31")["packs"].empty());
}

TEST_CASE("practice: figures count who came to classes, and how old they are where a card said it", "[hub]") {
  PhoneDesk phone;
  SchoolDesk& desk = phone.desk;
  std::vector<SignUpId> ids;
  for (const int born : {1949, 1956, 0}) {
    LessonSignedUp event = desk.drafted(*desk.kiosk, "p" + std::to_string(born));
    event.born = born;
    desk.write(*desk.kiosk, event);
    ids.push_back(event.sign_up);
  }
  desk.sync(*desk.kiosk);
  CHECK(phone.ask()["attendance"] == json{{"people", 0}, {"average_age", nullptr}, {"of_known_age", 0}});
  desk.hub.clock.advance(desk.start() - desk.hub.clock.now());
  const std::string cookie = desk.hub.login("anna");
  for (const SignUpId& id : ids) {
    const auto done = desk.hub.get_reply(desk.hub.staff_request(
        "POST", "/api/console/v1/lessons/" + small_session.value + "/" + id.value + "/check-in", cookie));
    REQUIRE(done.status == 200);
  }
  CHECK(phone.ask()["attendance"] == json{{"people", 3}, {"average_age", 73.5}, {"of_known_age", 2}});
  CHECK(phone.ask("/api/console/v1/lessons/figures?from=2026-12-01&to=2026-12-31")["attendance"]["people"] ==
        0);
  const auto wrong = desk.hub.get_reply(
      desk.hub.staff_request("GET", "/api/console/v1/lessons/figures?from=2026-12-01", cookie));
  CHECK(wrong.status == 400);
}

TEST_CASE("practice: the steps most missed come first by misses a learner, ten of them", "[hub]") {
  std::vector<hub::store::PracticeStepRow> steps{
      {"pay", 1, 1, 3, 4}, {"pay", 1, 2, 2, 3}, {"call", 1, 1, 20, 30}, {"call", 1, 2, 1, 0}};
  for (int i = 1; i <= 10; ++i) steps.push_back({"many", i, 1, 10, 1});
  const auto most = hub::most_missed(steps);
  REQUIRE(most.size() == hub::missed_steps_max);
  CHECK(most[0].pack == "call");  // as often as the next, of more learners
  CHECK(most[0].step == 1);
  CHECK(most[1].step == 2);
  CHECK(most[2].step == 1);
  CHECK(most[9].pack == "many");
  CHECK(most[9].scene == 7);
  CHECK(hub::most_missed({}).empty());
}
