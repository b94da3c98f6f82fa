#include "hub/http/server.h"

#include <drogon/drogon.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <mutex>

#include "hub/http/pages.h"

namespace yz::hub {

namespace {

constexpr std::size_t body_bytes_max = 2U << 20U;
constexpr std::size_t connections_max = 4'096;
constexpr std::size_t idle_seconds_max = 60;
constexpr std::size_t http_threads = 2;

constexpr std::array<std::pair<const char*, const char*>, 7> security_headers{{
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
     "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Strict-Transport-Security", "max-age=31536000"},
}};

using Callback = std::function<void(const drogon::HttpResponsePtr&)>;

drogon::HttpResponsePtr to_drogon(Reply reply) {
  auto response = drogon::HttpResponse::newHttpResponse();
  response->setStatusCode(static_cast<drogon::HttpStatusCode>(reply.status));
  response->setContentTypeString(reply.type);
  response->setBody(std::move(reply.body));
  for (const auto& [name, value] : reply.headers) response->addHeader(name, value);
  return response;
}

/// Drogon hands the stream over on its own thread, perhaps after the first text is there.
class DrogonSink final : public EventSink {
 public:
  bool send(const std::string& text) override {
    const std::lock_guard hold(mutex_);
    if (is_gone_) return false;
    if (!stream_) {
      early_ += text;
      is_gone_ = early_.size() > early_bytes_max;
    } else if (!stream_->send(text)) {
      is_gone_ = true;
    }
    return !is_gone_;
  }
  void open(drogon::ResponseStreamPtr stream) {
    const std::lock_guard hold(mutex_);
    stream_ = std::move(stream);
    if (!early_.empty() && !stream_->send(early_)) is_gone_ = true;
    early_.clear();
  }

 private:
  static constexpr std::size_t early_bytes_max = 1U << 20U;
  std::mutex mutex_;  // guards all below
  drogon::ResponseStreamPtr stream_;
  std::string early_;
  bool is_gone_{};
};

class DrogonResponder final : public Responder {
 public:
  explicit DrogonResponder(Callback callback) : callback_(std::move(callback)) {}
  ~DrogonResponder() override {
    if (!is_answered_) reply(error_reply(503, "busy"));
  }
  void reply(Reply reply) override {
    if (!is_answered_.exchange(true)) callback_(to_drogon(std::move(reply)));
  }
  std::shared_ptr<EventSink> open_stream() override {
    auto sink = std::make_shared<DrogonSink>();
    auto response = drogon::HttpResponse::newAsyncStreamResponse(
        [sink](drogon::ResponseStreamPtr stream) { sink->open(std::move(stream)); }, true);
    response->setContentTypeString("text/event-stream");
    response->addHeader("Cache-Control", "no-store");
    if (!is_answered_.exchange(true)) callback_(response);
    return sink;
  }

 private:
  Callback callback_;
  std::atomic<bool> is_answered_{false};
};

Request to_request(const drogon::HttpRequestPtr& from) {
  // Drogon makes a GET of a HEAD, but signatures are over what was sent.
  Request request{.method = from->isHead() ? "HEAD" : from->methodString(),
                  .path = from->path(),
                  .target = from->getOriginalPath()};
  if (!from->query().empty()) request.target += "?" + from->query();
  request.query = read_query(from->query());
  for (const auto& [name, value] : from->headers()) request.headers.emplace(name, value);
  for (const auto& [name, value] : from->cookies()) request.cookies.emplace(name, value);
  request.body.assign(from->bodyData(), from->bodyLength());
  request.address = from->peerAddr().toIp();
  return request;
}

drogon::HttpResponsePtr page_response(const Page& page) {
  Reply reply{.type = std::string(page.type), .body = std::string(page.bytes)};
  reply.headers.emplace_back("Cache-Control", "no-cache");
  return to_drogon(std::move(reply));
}

void answer(Worker& worker, const drogon::HttpRequestPtr& from, Callback callback) {
  if (from->method() == drogon::Get) {
    if (const auto page = find_page(from->path())) return callback(page_response(*page));
  }
  worker.submit(to_request(from), std::make_shared<DrogonResponder>(std::move(callback)));
}

bool can_connect(const trantor::InetAddress& address) {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return false;
  const bool is_open = connect(probe, address.getSockAddr(), sizeof(sockaddr_in)) == 0;
  close(probe);
  return is_open;
}

/// The listening sockets open on other threads: says `ready` when one takes connections.
void announce(const std::function<void(const std::string&)>& listening) {
  const auto listeners = drogon::app().getListeners();
  if (listeners.empty() || !can_connect(listeners.front())) {
    drogon::app().getLoop()->runAfter(0.005, [listening] { announce(listening); });
    return;
  }
  const std::string url = "http://" + listeners.front().toIpPort();
  listening(url);
  std::printf("ready %s\n", url.c_str());
  std::fflush(stdout);
}

}  // namespace

Result<ListenAddress> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto port = colon == std::string::npos ? Result<std::int64_t>(fail(Code::invalid, "no port"))
                                               : read_number(text.substr(colon + 1));
  in_addr parsed{};
  const std::string host = text.substr(0, std::min(colon, text.size()));
  if (!port || *port > 65'535 || inet_pton(AF_INET, host.c_str(), &parsed) != 1) {
    return fail(Code::invalid, "--listen " + text + ": write ADDRESS:PORT, as in 127.0.0.1:8080");
  }
  return ListenAddress{host, static_cast<std::uint16_t>(*port)};
}

Status serve_http(Worker& worker, const ListenAddress& listen, const std::filesystem::path& scratch,
                  const std::function<void(const std::string&)>& listening) {
  auto& app = drogon::app();
  trantor::Logger::setLogLevel(trantor::Logger::kWarn);
  // Drogon's own log goes to stderr, like ours: stdout has the one line that says ready.
  trantor::Logger::setOutputFunction(
      [](const char* text, std::uint64_t length) {
        spdlog::warn("{}", std::string_view(text, static_cast<std::size_t>(length)));
      },
      [] {});
  app.setThreadNum(http_threads)
      .setClientMaxBodySize(body_bytes_max)
      .setClientMaxMemoryBodySize(body_bytes_max)
      .setMaxConnectionNum(connections_max)
      .setIdleConnectionTimeout(idle_seconds_max)
      .setUploadPath((scratch / "arriving").string())
      .setDocumentRoot((scratch / "nothing").string())
      .enableServerHeader(false)
      .disableSession()
      .setTermSignalHandler([] { drogon::app().quit(); })
      .setIntSignalHandler([] { drogon::app().quit(); });
  app.registerHandlerViaRegex("/.*",
                              [&worker](const drogon::HttpRequestPtr& request, Callback&& callback) {
                                answer(worker, request, std::move(callback));
                              },
                              {drogon::Get, drogon::Post, drogon::Put, drogon::Delete, drogon::Patch});
  app.registerPreSendingAdvice([](const drogon::HttpRequestPtr&, const drogon::HttpResponsePtr& response) {
    for (const auto& [name, value] : security_headers) {
      // A reply may be stricter with itself, as files of residents are.
      if (response->getHeader(name).empty()) response->addHeader(name, value);
    }
    if (response->getHeader("cache-control").empty()) response->addHeader("Cache-Control", "no-store");
  });
  app.registerBeginningAdvice(
      [listening] { drogon::app().getLoop()->queueInLoop([listening] { announce(listening); }); });
  app.addListener(listen.host, listen.port);
  app.run();
  return {};
}

}  // namespace yz::hub
