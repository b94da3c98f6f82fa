// The hub as people start it: a process, its subcommands beside it, and plain HTTP.
#include <signal.h>
#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hub/crypto.h"
#include "tests/support/http_client.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace yz;
using namespace yz::test;

namespace {

const std::string program = std::string(YZ_BINARY_DIR) + "/bin/yizhan-hub";

struct Serving {
  TempDir folder;
  std::string data = (folder.path() / "data").string();
  std::unique_ptr<Process> process;
  std::string url;

  Serving() { start(); }
  void start() {
    auto started = Process::start({.command = {program, "serve", "--data", data, "--listen", "127.0.0.1:0"},
                                   .output = folder.path() / "serve.log"});
    REQUIRE(started);
    process = *std::move(started);
    const auto ready = process->wait_ready(Milliseconds{10'000});
    INFO(process->tail());
    REQUIRE(ready);
    url = *ready;
  }
  RunOutput run(std::vector<std::string> words) {
    words.insert(words.begin(), program);
    words.insert(words.end(), {"--data", data, "--json"});
    auto done =
        run_program({.command = std::move(words), .output = folder.path() / "run.log"}, Milliseconds{20'000});
    REQUIRE(done);
    return *done;
  }
};

}  // namespace

TEST_CASE("serve: subcommands work beside it and without it, and it ends cleanly", "[hub]") {
  Serving serving;
  CHECK(serving.run({"station", "add", "--id", "taiping", "--name", "Taiping"}).ended.status == 0);
  CHECK(serving.run({"content", "publish", std::string(YZ_SOURCE_DIR) + "/assets/content"}).ended.status ==
        0);
  const auto user =
      serving.run({"user", "add", "--name", "anna", "--role", "counter", "--station", "taiping"});
  const auto first = nlohmann::json::parse(user.output).at("first_password").get<std::string>();

  HttpClient browser(serving.url, {"Yz-Console: 1"});
  CHECK(browser.get("/api/device/v1/hello")->json().at("api") == 1);
  CHECK(browser.get("/")->body.find("<form") != std::string::npos);
  CHECK(browser.get("/console/text/zh-CN.json")->status == 200);
  CHECK(browser.get("/console/../main.cpp")->status == 404);
  CHECK(browser.get("/api/console/v1/queue?counter=1")->status == 401);
  CHECK(browser.post("/api/console/v1/login", {{"name", "anna"}, {"password", first}})->status == 200);
  CHECK(browser.post("/api/console/v1/password", {{"password", "a longer one"}})->status == 200);
  CHECK(browser.get("/api/console/v1/queue?counter=1")->json().at("waiting_count") == 0);
  CHECK(
      browser.post("/api/console/v1/counters/1/call-next", nlohmann::json::object())->json().at("refusal") ==
      "nobody_waiting");

  CHECK(serving.process->stop() == Ended{0});
  CHECK(serving.run({"kiosk", "enrol", "--station", "taiping"}).ended.status == 0);
  const auto doctor = serving.run({"doctor"});
  CHECK(doctor.ended.status == 0);
  CHECK(nlohmann::json::parse(doctor.output).at("healthy") == true);
}

TEST_CASE("doctor: what is not well is told in the same report, and by the status", "[hub]") {
  Serving serving;
  CHECK(serving.process->stop() == Ended{0});
  {
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open((serving.data + "/hub.db").c_str(), &opened) == SQLITE_OK);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
    REQUIRE(sqlite3_exec(opened, "INSERT INTO ticket VALUES('t','nowhere','2026-11-27','A001','{}')", nullptr,
                         nullptr, nullptr) == SQLITE_OK);
  }
  const auto doctor = serving.run({"doctor"});
  CHECK(doctor.ended.status == 1);
  const auto report = nlohmann::json::parse(doctor.output);
  CHECK(report.at("healthy") == false);
  CHECK(report.at("orphans").at("tickets_without_station") == 1);
}

TEST_CASE("doctor: lines erased at the end of their term break no chain, changed ones do", "[hub]") {
  Serving serving;
  REQUIRE(serving.run({"station", "add", "--id", "taiping", "--name", "Taiping"}).ended.status == 0);
  CHECK(serving.process->stop() == Ended{0});
  const hub::Hash first = hub::chain_next({}, "one");
  const hub::Hash second = hub::chain_next(first, "two");
  const auto blob = [](const hub::Hash& hash) { return "x'" + hub::to_hex(hash) + "'"; };
  const auto line = [&](int number, const std::string& bytes, const hub::Hash& head) {
    return "INSERT INTO line VALUES('d','e','live'," + std::to_string(number) + "," + bytes + "," +
           blob(head) + ",0);";
  };
  const bool is_healthy = GENERATE(true, false);
  const std::string first_bytes = is_healthy ? "x''" : "'other'";
  {
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open((serving.data + "/hub.db").c_str(), &opened) == SQLITE_OK);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
    const std::string sql =
        "INSERT INTO device (id, station, kiosk_digit, public_key, state, digits, enrolled_at, last_seen, "
        "content_version) VALUES('d','taiping',1,'','live','',0,0,0);"
        "INSERT INTO stream VALUES('d','e','live',2," +
        blob(second) + ",2);" + line(1, first_bytes, first) + line(2, "'two'", second);
    INFO(sqlite3_errmsg(opened));
    REQUIRE(sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  const auto report = nlohmann::json::parse(serving.run({"doctor"}).output);
  CHECK(report.at("chain_faults").empty() == is_healthy);
  CHECK(report.at("lines") == (is_healthy ? 2 : 0));
  CHECK(report.at("lines_erased") == (is_healthy ? 1 : 0));
}

TEST_CASE("serve: killed without warning, it goes on where it was", "[hub]") {
  Serving serving;
  REQUIRE(serving.run({"station", "add", "--id", "taiping", "--name", "Taiping"}).ended.status == 0);
  HttpClient before(serving.url);
  const auto hub = before.get("/api/device/v1/hello")->json().at("hub");
  serving.process->kill_now();
  serving.start();
  HttpClient after(serving.url);
  CHECK(after.get("/api/device/v1/hello")->json().at("hub") == hub);
  CHECK(serving.run({"station", "add", "--id", "taiping", "--name", "Again"}).ended.status == 1);
}

TEST_CASE("serve: says what is wrong with its options", "[hub]") {
  const TempDir folder;
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {program, "serve", "--data", (folder.path() / "data").string()});
    auto done =
        run_program({.command = std::move(words), .output = folder.path() / "log"}, Milliseconds{10'000});
    REQUIRE(done);
    return *done;
  };
  const auto database = run({"--database", "postgresql://localhost/yizhan"});
  CHECK(database.ended.status == 1);
  CHECK(database.errors.find("--database") != std::string::npos);
  CHECK(run({"--listen", "nowhere"}).errors.find("ADDRESS:PORT") != std::string::npos);
}
