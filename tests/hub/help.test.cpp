#include <catch2/catch_test_macros.hpp>

#include "hub/commands/admin_channel.h"
#include "hub/store/feed.h"
#include "hub/store/times.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

namespace {

const std::string base = "/api/console/v1/";
constexpr std::int64_t noon_ms = 1'795'406'400'000;  // 23 November 2026, noon at the station

std::string called_line(const std::string& help, const std::string& kind = "illness",
                        const std::string& station = "taiping") {
  return nlohmann::json{{"help", help}, {"kind", kind}, {"station", station}, {"place", "2"}, {"at", noon_ms}}
      .dump();
}
std::string plain_line(const std::string& help, std::int64_t after_ms = 0) {
  return nlohmann::json{{"help", help}, {"at", noon_ms + after_ms}}.dump();
}

struct Duty {
  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk = hub.enrolled();
  std::string help = kiosk->fresh_id();
  std::string cookie;

  Duty() {
    hub.add_user("anna", "counter", "taiping");
    cookie = hub.login("anna");
    REQUIRE_FALSE(cookie.empty());
  }
  void tell(const std::string& type, const std::string& body) {
    kiosk->line(type, body);
    REQUIRE(hub.send(*kiosk, kiosk->size(), kiosk->size()).status == 200);
    hub.apply();
  }
  hub::Reply post(const std::string& verb) {
    return hub.get_reply(hub.staff_request("POST", base + "help/" + help + "/" + verb, cookie));
  }
  nlohmann::json view() { return json_of(hub.get_reply(hub.staff_request("GET", base + "help", cookie))); }
  std::string feed() { return hub.get_reply(hub.signed_request(*kiosk, "GET", "/feed?since=0&wait=0")).body; }
  std::vector<std::string> letters() {
    const auto all = hub::store::dead_letters(hub.hub().database());
    REQUIRE(all);
    std::vector<std::string> found;
    for (const auto& letter : *all) found.push_back(letter.code);
    return found;
  }
};

}  // namespace

TEST_CASE(
    "help: a call is shown with its place and clock, accepted by masked name, and the kiosk hears of it",
    "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  const auto call = duty.view().at("calls").at(0);
  CHECK(call.at("kind") == "illness");
  CHECK(call.at("place") == "2");
  CHECK(call.at("is_unanswered") == true);
  CHECK(call.at("due_at") == noon_ms + 15 * 60'000);
  const auto accepted = duty.post("accept");
  REQUIRE(accepted.status == 200);
  CHECK(json_of(accepted).at("call").at("accepted_by") == "a***");
  CHECK(json_of(accepted).at("call").at("role") == "counter");
  CHECK(duty.view().at("calls").at(0).at("is_unanswered") == false);
  const std::string feed = duty.feed();
  CHECK(feed.find("help.accepted") != std::string::npos);
  CHECK(feed.find("anna") == std::string::npos);
  CHECK(feed.find("help.called") == std::string::npos);  // its own
  REQUIRE(duty.post("end").status == 200);
  CHECK(duty.view().at("calls").empty());
  CHECK(duty.view().at("past").at(0).at("state") == "ended");
  CHECK(duty.feed().find("help.ended") != std::string::npos);
}

TEST_CASE("help: whoever has a display name is told by it, masked", "[hub]") {
  Duty duty;
  const auto hash = hub::hash_password(Sensitive<std::string>(staff_password));
  REQUIRE(hub::run_admin_job(duty.hub.hub(), {{"do", "user.add"},
                                              {"name", "wang"},
                                              {"role", "admin"},
                                              {"station", "taiping"},
                                              {"display_name", "王建明"},
                                              {"password_hash", *hash}}));
  duty.cookie = duty.hub.login("wang");
  duty.tell("help.called", called_line(duty.help));
  const auto accepted = json_of(duty.post("accept"));
  CHECK(accepted.at("call").at("accepted_by") == "王*明");
  CHECK(accepted.at("call").at("role") == "admin");
}

TEST_CASE("help: the rules say no by their names", "[hub]") {
  Duty duty;
  CHECK(json_of(duty.post("accept")).at("refusal") == "unknown_help");
  duty.tell("help.called", called_line(duty.help));
  CHECK(json_of(duty.post("end")).at("refusal") == "not_accepted");
  REQUIRE(duty.post("accept").status == 200);
  const auto again = duty.post("accept");
  CHECK(again.status == 409);
  CHECK(json_of(again).at("refusal") == "already_accepted");
  REQUIRE(duty.post("end").status == 200);
  CHECK(json_of(duty.post("end")).at("refusal") == "help_over");
}

TEST_CASE("help: called again it rings again, taken back it is over, without blame", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  REQUIRE(duty.post("accept").status == 200);
  const std::int64_t later = hub::store::to_ms(duty.hub.clock.now()) - noon_ms + 60'000;
  duty.tell("help.called_again", plain_line(duty.help, later));
  CHECK(duty.view().at("calls").at(0).at("is_unanswered") == true);
  CHECK(duty.view().at("calls").at(0).at("times") == 2);
  duty.tell("help.cancelled", plain_line(duty.help, later + 1));
  CHECK(duty.view().at("calls").empty());
  CHECK(duty.view().at("past").at(0).at("state") == "cancelled");
  CHECK(duty.letters().empty());
}

TEST_CASE("help: sent twice it is one call", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  REQUIRE(duty.hub.send(*duty.kiosk, 1, 1).status == 200);
  duty.hub.apply();
  CHECK(duty.view().at("calls").size() == 1);
  CHECK(duty.hub.rows("SELECT COUNT(*) FROM help_call") == 1);
}

TEST_CASE("help: a kiosk neither takes nor ends a call", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  duty.tell("help.accepted", R"({"help":")" + duty.help + R"(","by":"王*","role":"counter","at":)" +
                                 std::to_string(noon_ms) + "}");
  duty.tell("help.ended", plain_line(duty.help, 1'000));
  CHECK(duty.letters() == std::vector<std::string>{"not_a_kiosks", "not_a_kiosks"});
  CHECK(duty.view().at("calls").at(0).at("is_unanswered") == true);
}

TEST_CASE("help: a kiosk that still shows another station's pack is helped where it stands", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help, "danger", "elsewhere"));
  REQUIRE(duty.view().at("calls").size() == 1);
  CHECK(duty.letters().empty());
}

TEST_CASE("help: another station neither sees nor takes nor changes a call", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  duty.hub.add_station("xihe");
  duty.hub.add_user("bob", "counter", "xihe");
  const std::string ours = duty.cookie;
  duty.cookie = duty.hub.login("bob");
  CHECK(duty.view().at("calls").empty());
  CHECK(json_of(duty.post("accept")).at("refusal") == "unknown_help");
  const auto theirs = duty.hub.enrolled("xihe");
  theirs->line("help.cancelled", plain_line(duty.help));
  REQUIRE(duty.hub.send(*theirs, 1, 1).status == 200);
  duty.hub.apply();
  CHECK(duty.letters() == std::vector<std::string>{"foreign_entity"});
  duty.cookie = ours;
  CHECK(duty.view().at("calls").size() == 1);
}

TEST_CASE("help: a poisoned call is a dead letter, what comes after waits for it, others go on", "[hub]") {
  Duty duty;
  duty.tell("help.called", R"({"help":")" + duty.help + R"(","kind":"bored"})");
  duty.tell("help.called_again", plain_line(duty.help, 60'000));
  CHECK(duty.letters() == std::vector<std::string>{"body", "parked"});
  const std::string broken = duty.help;
  duty.help = duty.kiosk->fresh_id();
  duty.tell("help.called", called_line(duty.help));
  CHECK(duty.view().at("calls").size() == 1);
  duty.tell("help.teleported", plain_line(duty.help));
  CHECK(duty.letters() == std::vector<std::string>{"body", "parked", "unknown_type"});
}

TEST_CASE("help: what was accepted stays so after a restart, and listeners are told", "[hub]") {
  Duty duty;
  duty.tell("help.called", called_line(duty.help));
  CHECK(duty.hub.hub().take_changes().contains("taiping"));
  REQUIRE(duty.post("accept").status == 200);
  CHECK(duty.hub.hub().take_changes().contains("taiping"));
  duty.hub.restart();
  CHECK(duty.view().at("calls").at(0).at("accepted_by") == "a***");
  CHECK(std::holds_alternative<hub::Listen>(
      duty.hub.ask(duty.hub.staff_request("GET", base + "help/stream", duty.cookie))));
}
