// A small HTTP server on loopback that answers as a test says: any status, any bytes, late, cut off, or not
// at all.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace yz::test {

struct ScriptedRequest {
  std::string method;
  std::string target;                          // path and query
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct ScriptedAnswer {
  int status{200};
  std::string content_type{"application/json"};
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::optional<std::size_t> cut_after{};  // closes the connection after so many bytes of the body
  bool silent{};                           // takes the request, never answers
};

class HttpScript {
 public:
  using Handler = std::function<ScriptedAnswer(const ScriptedRequest&)>;
  /// `handler` is called from threads of the server, one call at a time.
  explicit HttpScript(Handler handler);
  ~HttpScript();
  HttpScript(const HttpScript&) = delete;
  HttpScript& operator=(const HttpScript&) = delete;

  /// Cuts connections while a request's body arrives: `rule` sees the head and says after how many bytes.
  using CutRule = std::function<std::optional<std::size_t>(const ScriptedRequest&)>;
  void cut_bodies(CutRule rule) {
    const std::lock_guard lock(mutex_);
    cut_rule_ = std::move(rule);
  }

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void accept_all();
  void serve(int connection);
  [[nodiscard]] bool read_request(int connection, std::string& buffer, ScriptedRequest& request);

  Handler handler_;
  CutRule cut_rule_;
  std::mutex mutex_;  // one handler call at a time; guards cut_rule_
  int listener_{-1};
  int port_{};
  std::atomic<bool> stopping_{false};
  std::list<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace yz::test
