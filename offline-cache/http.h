// HTTP by libcurl: requests with every limit set, any number under way in one multi handle. Only wake() may
// be called from another thread.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace yz::cache {

struct HttpRequest {
  std::string method{"GET"};  // or POST, HEAD, PATCH
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<std::filesystem::path> to_file;  // the answer's body goes there, else into HttpReply::body
  std::size_t bytes_max{};
  Milliseconds connect{};
  Milliseconds stalled{};  // less than 100 bytes a second for so long ends it
  Milliseconds total{};
};

struct HttpReply {
  int status{};  // 0: no answer; `trouble` says why
  std::string body;
  std::string content_type;
  std::string nonce;                   // Yz-Nonce
  std::optional<std::int64_t> now_ms;  // Yz-Now
  std::string location;
  std::optional<std::int64_t> upload_offset;
  std::optional<std::int64_t> retry_after_s;
  bool too_long{};  // more bytes than bytes_max
  std::string trouble;
  Milliseconds took{};
};

/// http or https; plain http only to this machine itself, else `denied`. `invalid`: no URL of a hub.
[[nodiscard]] Status check_hub_url(const std::string& url);

class HttpClient {
 public:
  static Result<std::unique_ptr<HttpClient>> open(const std::string& user_agent);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// `tag` comes back with the reply.
  void start(int tag, HttpRequest request);
  /// Waits until something happened, at most `time`; what is finished.
  [[nodiscard]] std::vector<std::pair<int, HttpReply>> poll(Milliseconds time);
  void wake();

 private:
  struct Transfer;
  HttpClient(CURLM* multi, std::string user_agent);
  std::unique_ptr<CURLM, CURLMcode (*)(CURLM*)> multi_;
  std::string user_agent_;
  std::map<CURL*, std::unique_ptr<Transfer>> transfers_;
};

}  // namespace yz::cache
