// A browser's worth of HTTP for tests: one curl handle that keeps its cookies. Not thread-safe.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace yz::test {

struct HttpAnswer {
  long status{};
  std::string body;
  /// The body as JSON; null where it is none.
  [[nodiscard]] nlohmann::json json() const;
};

class HttpClient {
 public:
  /// `base_url` without a slash at its end.
  explicit HttpClient(std::string base_url, std::vector<std::string> headers = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// `unavailable` only when no answer came; a 500 is an answer.
  [[nodiscard]] Result<HttpAnswer> get(const std::string& path);
  [[nodiscard]] Result<HttpAnswer> post(const std::string& path, const nlohmann::json& body);
  [[nodiscard]] Result<HttpAnswer> send(const std::string& method, const std::string& path,
                                        const std::string& body);

 private:
  struct Handle;
  std::string base_url_;
  std::vector<std::string> headers_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace yz::test
