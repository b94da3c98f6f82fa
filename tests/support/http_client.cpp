#include "tests/support/http_client.h"

#include <curl/curl.h>

#include <utility>

#include "base/check.h"

namespace yz::test {

struct HttpClient::Handle {
  CURL* curl{curl_easy_init()};
};

namespace {

std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

}  // namespace

nlohmann::json HttpAnswer::json() const {
  return nlohmann::json::parse(body, nullptr, false);
}

HttpClient::HttpClient(std::string base_url, std::vector<std::string> headers)
    : base_url_(std::move(base_url)), headers_(std::move(headers)), handle_(std::make_unique<Handle>()) {
  check(handle_->curl != nullptr, "curl has a handle for us");
  curl_easy_setopt(handle_->curl, CURLOPT_COOKIEFILE, "");  // keeps cookies in memory
}

HttpClient::~HttpClient() {
  curl_easy_cleanup(handle_->curl);
}

Result<HttpAnswer> HttpClient::get(const std::string& path) {
  return send("GET", path, "");
}

Result<HttpAnswer> HttpClient::post(const std::string& path, const nlohmann::json& body) {
  return send("POST", path, body.dump());
}

Result<HttpAnswer> HttpClient::send(const std::string& method, const std::string& path,
                                    const std::string& body) {
  CURL* curl = handle_->curl;
  HttpAnswer answer;
  curl_slist* headers = nullptr;
  for (const std::string& header : headers_) headers = curl_slist_append(headers, header.c_str());
  const std::string url = base_url_ + path;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20'000L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  if (method == "GET") {
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, nullptr);
  } else {
    headers = curl_slist_append(headers, "Content-Type: application/json");
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, nullptr);
  curl_slist_free_all(headers);
  if (code != CURLE_OK) return fail(Code::unavailable, url + ": " + curl_easy_strerror(code));
  return answer;
}

}  // namespace yz::test
