// The hub as staff and admins use it: its command line, and its HTTP API with a login. Not thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/http_client.h"

namespace yz::test {

/// One ticket as the hub has it.
struct HubTicket {
  std::string id;
  std::string day;
  std::string label;
  std::string state;
};

class HubAdmin {
 public:
  HubAdmin(std::filesystem::path program, std::filesystem::path data, std::filesystem::path logs)
      : program_(std::move(program)), data_(std::move(data)), logs_(std::move(logs)) {}

  // ── command line ──
  /// Runs `yizhan-hub <arguments> --data … --json` and reads its answer.
  [[nodiscard]] Result<nlohmann::json> run(const std::vector<std::string>& arguments,
                                           const std::string& input = "");
  [[nodiscard]] Status add_station(const std::string& id, const std::string& name);
  /// `unit`: of the role unit only.
  [[nodiscard]] Status add_user(const std::string& name, const std::string& role, const std::string& password,
                                const std::string& unit = "");
  /// A one-time code that needs nobody to confirm.
  [[nodiscard]] Result<std::string> enrol(const std::string& station);
  /// The version it became.
  [[nodiscard]] Result<int> publish(const std::filesystem::path& pack);
  [[nodiscard]] Result<nlohmann::json> doctor() { return run({"doctor"}); }

  // ── over HTTP ──
  void use(const std::string& url);
  [[nodiscard]] Status login(const std::string& name, const std::string& password);
  /// Staff at a counter: "call-next", "recall", "start", "skip", "finish"; the hub's answer. Paths:
  /// docs/api.md.
  [[nodiscard]] Result<nlohmann::json> counter(const std::string& counter, const std::string& action,
                                               const nlohmann::json& body = nlohmann::json::object());
  /// Whatever staff do by a POST; the hub's answer.
  [[nodiscard]] Result<nlohmann::json> post(const std::string& path, const nlohmann::json& body);
  /// The open calls for help, as their page shows them.
  [[nodiscard]] Result<nlohmann::json> help();
  /// "accept" or "end".
  [[nodiscard]] Result<nlohmann::json> help(const std::string& call, const std::string& action);
  /// Every ticket it has ever stored, out of its database: also those that no page shows any more.
  [[nodiscard]] Result<std::vector<HubTicket>> tickets();
  [[nodiscard]] Result<HttpAnswer> get(const std::string& path) { return client_->get(path); }

 private:
  std::filesystem::path program_;
  std::filesystem::path data_;
  std::filesystem::path logs_;
  std::string station_;
  std::unique_ptr<HttpClient> client_;
  int runs_{};
};

}  // namespace yz::test
