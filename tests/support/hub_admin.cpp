#include "tests/support/hub_admin.h"

#include <sqlite3.h>

#include "tests/support/process.h"

namespace yz::test {

namespace {

constexpr Milliseconds command_wait{60'000};

/// The answer's JSON, or what the hub said against it.
Result<nlohmann::json> accepted(const Result<HttpAnswer>& answer, const std::string& what) {
  if (!answer) return fail(answer.error());
  if (answer->status != 200) {
    return fail(Code::invalid, what + ": " + std::to_string(answer->status) + " " + answer->body);
  }
  return answer->json();
}

}  // namespace

Result<nlohmann::json> HubAdmin::run(const std::vector<std::string>& arguments, const std::string& input) {
  std::vector<std::string> command{program_.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.insert(command.end(), {"--data", data_.string(), "--json"});
  auto ran =
      run_program({.command = command, .output = logs_ / ("hub-command-" + std::to_string(++runs_) + ".log")},
                  command_wait, input);
  if (!ran) return fail(ran.error());
  const auto json = nlohmann::json::parse(ran->output, nullptr, false);
  if (ran->ended.status != 0 || json.is_discarded()) {
    std::string line;
    for (const std::string& word : command) line += word + " ";
    return fail(Code::invalid,
                line + "ended with " + std::to_string(ran->ended.status) + "\n" + ran->output + ran->errors);
  }
  return json;
}

Status HubAdmin::add_station(const std::string& id, const std::string& name) {
  station_ = id;
  auto done = run({"station", "add", "--id", id, "--name", name});
  return done ? Status{} : Status{fail(done.error())};
}

Status HubAdmin::add_user(const std::string& name, const std::string& role, const std::string& password,
                          const std::string& unit) {
  std::vector<std::string> words{"user",      "add",    "--name",          name, "--role", role,
                                 "--station", station_, "--password-stdin"};
  if (!unit.empty()) words.insert(words.end(), {"--unit", unit});
  auto done = run(words, password);
  return done ? Status{} : Status{fail(done.error())};
}

Result<std::string> HubAdmin::enrol(const std::string& station) {
  auto done = run({"kiosk", "enrol", "--station", station, "--auto-confirm"});
  if (!done) return fail(done.error());
  return done->value("code", "");
}

Result<int> HubAdmin::publish(const std::filesystem::path& pack) {
  auto done = run({"content", "publish", pack.string()});
  if (!done) return fail(done.error());
  return done->value("version", 0);
}

void HubAdmin::use(const std::string& url) {
  client_ = std::make_unique<HttpClient>(url, std::vector<std::string>{"Origin: " + url, "Yz-Console: 1"});
}

Status HubAdmin::login(const std::string& name, const std::string& password) {
  auto done =
      accepted(client_->post("/api/console/v1/login", {{"name", name}, {"password", password}}), "login");
  return done ? Status{} : Status{fail(done.error())};
}

Result<nlohmann::json> HubAdmin::counter(const std::string& counter, const std::string& action,
                                         const nlohmann::json& body) {
  return accepted(client_->post("/api/console/v1/counters/" + counter + "/" + action, body), action);
}

Result<nlohmann::json> HubAdmin::post(const std::string& path, const nlohmann::json& body) {
  return accepted(client_->post(path, body), path);
}

Result<nlohmann::json> HubAdmin::help() {
  auto answer = accepted(client_->get("/api/console/v1/help"), "help");
  if (!answer) return fail(answer.error());
  return answer->at("calls");
}

Result<nlohmann::json> HubAdmin::help(const std::string& call, const std::string& action) {
  return post("/api/console/v1/help/" + call + "/" + action, nlohmann::json::object());
}

Result<std::vector<HubTicket>> HubAdmin::tickets() {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2((data_ / "hub.db").c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (result != SQLITE_OK) return fail(Code::unavailable, sqlite3_errmsg(opened));
  sqlite3_busy_timeout(opened, 5'000);
  sqlite3_stmt* prepared = nullptr;
  if (sqlite3_prepare_v2(opened, "SELECT id, day, label, content FROM ticket ORDER BY id", -1, &prepared,
                         nullptr) != SQLITE_OK) {
    return fail(Code::unavailable, sqlite3_errmsg(opened));
  }
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> query(prepared, sqlite3_finalize);
  const auto text = [prepared](int column) {
    return std::string(reinterpret_cast<const char*>(sqlite3_column_text(prepared, column)));
  };
  std::vector<HubTicket> all;
  while (sqlite3_step(prepared) == SQLITE_ROW) {
    const auto content = nlohmann::json::parse(text(3), nullptr, false);
    all.push_back({text(0), text(1), text(2), content.is_object() ? content.value("state", "") : ""});
  }
  return all;
}

}  // namespace yz::test
