#include "tests/support/http_script.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "base/check.h"

namespace yz::test {

namespace {

constexpr int look_every_ms = 20;

bool send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

HttpScript::HttpScript(Handler handler) : handler_(std::move(handler)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  check(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0, "a port on loopback");
  check(::listen(listener_, 16) == 0, "listening on loopback");
  check(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0, "the port's number");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpScript::~HttpScript() {
  stopping_ = true;
  acceptor_.join();
  for (std::thread& each : threads_) each.join();
  ::close(listener_);
}

void HttpScript::accept_all() {
  while (!stopping_) {
    pollfd ready{listener_, POLLIN, 0};
    if (::poll(&ready, 1, look_every_ms) <= 0) continue;
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection >= 0) threads_.emplace_back([this, connection] { serve(connection); });
  }
}

bool HttpScript::read_request(int connection, std::string& buffer, ScriptedRequest& request) {
  std::size_t head_end = std::string::npos;
  std::size_t body_bytes = 0;
  std::optional<std::size_t> cut_after;
  while (!stopping_) {
    if (head_end == std::string::npos) {
      head_end = buffer.find("\r\n\r\n");
      if (head_end != std::string::npos) {
        const std::string head = buffer.substr(0, head_end + 2);
        request.method = head.substr(0, head.find(' '));
        request.target = head.substr(request.method.size() + 1,
                                     head.find(' ', request.method.size() + 1) - request.method.size() - 1);
        for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
          const auto end = head.find("\r\n", at);
          const auto colon = head.find(':', at);
          const auto value = head.find_first_not_of(' ', colon + 1);
          request.headers[lower(head.substr(at, colon - at))] = head.substr(value, end - value);
          at = end + 2;
        }
        if (request.headers.contains("content-length"))
          body_bytes = std::stoul(request.headers["content-length"]);
        const std::lock_guard lock(mutex_);
        if (cut_rule_) cut_after = cut_rule_(request);
      }
    }
    // Closed with bytes unread, which the other side sees as a reset.
    if (cut_after && buffer.size() >= head_end + 4 + *cut_after) return false;
    if (head_end != std::string::npos && buffer.size() >= head_end + 4 + body_bytes) {
      request.body = buffer.substr(head_end + 4, body_bytes);
      buffer.erase(0, head_end + 4 + body_bytes);
      return true;
    }
    pollfd ready{connection, POLLIN, 0};
    if (::poll(&ready, 1, look_every_ms) <= 0) continue;
    char bytes[65'536];
    const ssize_t got = ::recv(connection, bytes, sizeof bytes, 0);
    if (got <= 0) return false;
    buffer.append(bytes, static_cast<std::size_t>(got));
  }
  return false;
}

void HttpScript::serve(int connection) {
  std::string buffer;
  ScriptedRequest request;
  while (read_request(connection, buffer, request)) {
    ScriptedAnswer answer;
    {
      const std::lock_guard lock(mutex_);
      answer = handler_(request);
    }
    if (answer.silent) {
      // Until the other side has enough of it.
      char byte = 0;
      pollfd ready{connection, POLLIN, 0};
      while (!stopping_ && (::poll(&ready, 1, look_every_ms) <= 0 || ::recv(connection, &byte, 1, 0) > 0)) {
      }
      break;
    }
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) +
                       " x\r\nContent-Type: " + answer.content_type +
                       "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
    for (const auto& [name, value] : answer.headers)
      head.append(name).append(": ").append(value).append("\r\n");
    const std::size_t bytes = std::min(answer.cut_after.value_or(answer.body.size()), answer.body.size());
    if (!send_all(connection, head + "\r\n" + answer.body.substr(0, bytes)) || answer.cut_after) break;
    request = {};
  }
  ::close(connection);
}

}  // namespace yz::test
