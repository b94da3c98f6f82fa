#include "offline-cache/http.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include "base/check.h"
#include "offline-cache/files.h"

namespace yz::cache {

namespace {

constexpr std::size_t header_bytes_max = 16'384;
constexpr long stalled_bytes_per_second = 100;

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "[::1]" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

Status check_hub_url(const std::string& text) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> url(curl_url(), curl_url_cleanup);
  if (text.size() > 500 || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
    return fail(Code::invalid, "the hub's address is no URL");
  }
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  const bool has_more =
      !part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_QUERY).empty();
  if (has_more || (scheme != "http" && scheme != "https"))
    return fail(Code::invalid, "the hub's address is no hub's");
  if (scheme == "http" && !is_this_machine(part_of(url.get(), CURLUPART_HOST))) {
    return fail(Code::denied, "plain http is only for a hub on this machine");
  }
  return {};
}

struct HttpClient::Transfer {
  int tag{};
  HttpRequest request;
  HttpReply reply;
  FileHandle file;
  std::size_t received{};
  std::size_t header_bytes{};
  std::unique_ptr<CURL, void (*)(CURL*)> easy{nullptr, curl_easy_cleanup};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers{nullptr, curl_slist_free_all};

  // Curl calls these; returning less than it was given ends the transfer.
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::string_view bytes(data, size * count);
    if (transfer.received + bytes.size() > transfer.request.bytes_max) {
      transfer.reply.too_long = true;
      return 0;
    }
    const auto offset = static_cast<off_t>(transfer.received);
    transfer.received += bytes.size();
    if (!transfer.request.to_file) {
      transfer.reply.body.append(bytes);
    } else if (auto written = write_at(transfer.file, bytes, offset); !written) {
      transfer.reply.trouble = written.error().what;
      return 0;
    }
    return bytes.size();
  }

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    std::string_view line(data, size * count);
    transfer.header_bytes += line.size();
    if (transfer.header_bytes > header_bytes_max) return 0;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
      value.remove_suffix(1);
    if (name == "content-type") transfer.reply.content_type = value;
    if (name == "yz-nonce") transfer.reply.nonce = value;
    if (name == "yz-now") transfer.reply.now_ms = number_in(value);
    if (name == "location") transfer.reply.location = value;
    if (name == "upload-offset") transfer.reply.upload_offset = number_in(value);
    if (name == "retry-after") transfer.reply.retry_after_s = number_in(value);
    return line.size();
  }

  void set_up(const std::string& user_agent) {
    easy.reset(curl_easy_init());
    check(easy != nullptr, "curl makes a handle");
    CURL* curl = easy.get();
    for (const auto& [name, value] : request.headers) {
      headers.reset(curl_slist_append(headers.release(), fmt::format("{}: {}", name, value).c_str()));
    }
    headers.reset(curl_slist_append(headers.release(), "Expect:"));  // no round trip before a body
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_USERAGENT, user_agent.c_str());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // whatever the environment says
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, stalled_bytes_per_second);
    const auto stalled = std::chrono::ceil<std::chrono::seconds>(request.stalled);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(stalled.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.total.count()));
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.bytes_max));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (request.method == "POST" || request.method == "PATCH") {
      curl_easy_setopt(curl, CURLOPT_POST, 1L);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
  }

  void finish(CURLcode result) {
    long status = 0;
    curl_off_t micros = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(easy.get(), CURLINFO_TOTAL_TIME_T, &micros);
    reply.took = Milliseconds{micros / 1'000};
    if (result == CURLE_FILESIZE_EXCEEDED) reply.too_long = true;
    if (result == CURLE_OK) {
      reply.status = static_cast<int>(status);
    } else if (reply.trouble.empty()) {
      reply.trouble = curl_easy_strerror(result);  // half an answer is none
    }
  }
};

HttpClient::HttpClient(CURLM* multi, std::string user_agent)
    : multi_(multi, curl_multi_cleanup), user_agent_(std::move(user_agent)) {}

Result<std::unique_ptr<HttpClient>> HttpClient::open(const std::string& user_agent) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURLM* multi = ready == CURLE_OK ? curl_multi_init() : nullptr;
  if (multi == nullptr) return fail(Code::unavailable, "libcurl does not start");
  return std::unique_ptr<HttpClient>(new HttpClient(multi, user_agent));
}

HttpClient::~HttpClient() {
  for (const auto& [easy, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), easy);
}

void HttpClient::start(int tag, HttpRequest request) {
  auto transfer = std::make_unique<Transfer>();
  transfer->tag = tag;
  transfer->request = std::move(request);
  transfer->set_up(user_agent_);
  if (transfer->request.to_file) {
    // If there is none, writing to it fails and ends the transfer.
    if (auto file = open_file(*transfer->request.to_file, O_WRONLY | O_CREAT | O_TRUNC))
      transfer->file = *std::move(file);
  }
  CURL* easy = transfer->easy.get();
  check(curl_multi_add_handle(multi_.get(), easy) == CURLM_OK, "curl takes a transfer");
  transfers_.emplace(easy, std::move(transfer));
}

std::vector<std::pair<int, HttpReply>> HttpClient::poll(Milliseconds time) {
  std::vector<std::pair<int, HttpReply>> finished;
  int running = 0;
  curl_multi_perform(multi_.get(), &running);
  for (int left = 0; CURLMsg* message = curl_multi_info_read(multi_.get(), &left);) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode result = message->data.result;  // gone once the handle is removed
    const auto found = transfers_.find(easy);
    found->second->finish(result);
    curl_multi_remove_handle(multi_.get(), easy);
    finished.emplace_back(found->second->tag, std::move(found->second->reply));
    transfers_.erase(found);
  }
  if (finished.empty()) curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(time.count()), nullptr);
  return finished;
}

void HttpClient::wake() {
  curl_multi_wakeup(multi_.get());
}

}  // namespace yz::cache
