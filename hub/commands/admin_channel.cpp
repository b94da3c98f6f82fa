#include "hub/commands/admin_channel.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <thread>

namespace yz::hub {

namespace {

using nlohmann::json;

constexpr std::size_t line_bytes_max = 8U << 20U;  // a pack of 20,000 files
constexpr int poll_ms = 200;
constexpr time_t answer_seconds_max = 120;

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::optional<sockaddr_un> address_of(const std::filesystem::path& data) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (data / "admin.sock").string();
  if (path.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  return address;
}

void limit_waiting(int descriptor) {
  const timeval most{.tv_sec = answer_seconds_max, .tv_usec = 0};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
}

bool send_line(int descriptor, const json& value) {
  const std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
  std::string_view rest = text;
  while (!rest.empty()) {
    const ssize_t sent = send(descriptor, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

Result<json> receive_line(int descriptor) {
  std::string text;
  std::array<char, 4096> part{};
  while (text.find('\n') == std::string::npos) {
    const ssize_t got = recv(descriptor, part.data(), part.size(), 0);
    if (got <= 0 || text.size() > line_bytes_max) return fail(Code::unavailable, "no answer");
    text.append(part.data(), static_cast<std::size_t>(got));
  }
  json parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) return fail(Code::invalid, "no JSON object");
  return parsed;
}

json packed(const Result<json>& result) {
  if (result) return {{"ok", *result}};
  return {{"code", static_cast<int>(result.error().code)}, {"error", result.error().what}};
}

Result<json> unpacked(const json& answer) {
  if (const auto ok = answer.find("ok"); ok != answer.end()) return *ok;
  return fail(static_cast<Code>(answer.value("code", static_cast<int>(Code::unavailable))),
              answer.value("error", std::string("the hub gave no reason")));
}

Result<json> ask_server(const std::filesystem::path& data, const json& job) {
  const auto address = address_of(data);
  if (!address) return fail(Code::invalid, data.string() + ": the path is too long for a socket");
  const Socket server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (connect(server.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
    return fail(Code::unavailable, data.string() + " is in use, and its hub does not answer; try again");
  }
  limit_waiting(server.get());
  if (!send_line(server.get(), job)) return fail(Code::unavailable, "the hub went away");
  const auto answer = receive_line(server.get());
  if (!answer) return fail(answer.error());
  return unpacked(*answer);
}

class RealAdminSocket final : public AdminSocket {
 public:
  RealAdminSocket(int listener, std::filesystem::path path, Worker& worker)
      : listener_(listener), path_(std::move(path)), worker_(worker) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~RealAdminSocket() override {
    thread_.request_stop();
    thread_.join();
    unlink(path_.c_str());
  }

 private:
  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      pollfd waiting{.fd = listener_.get(), .events = POLLIN, .revents = 0};
      if (poll(&waiting, 1, poll_ms) <= 0) continue;
      const Socket client(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (client.get() < 0) continue;
      limit_waiting(client.get());
      const auto job = receive_line(client.get());
      if (!job) continue;
      const auto result = worker_.call([&job](Hub& hub) { return run_admin_job(hub, *job); });
      if (!send_line(client.get(), packed(result))) spdlog::warn("admin: the asker went away");
    }
  }

  Socket listener_;
  std::filesystem::path path_;
  Worker& worker_;
  std::jthread thread_;
};

}  // namespace

Result<json> ask_hub(const std::filesystem::path& data, const Clock& clock, const json& job) {
  auto hub = Hub::open(data, clock);
  if (hub) return run_admin_job(**hub, job);
  if (hub.error().code != Code::conflict) return fail(hub.error());
  return ask_server(data, job);
}

Result<std::unique_ptr<AdminSocket>> AdminSocket::open(const std::filesystem::path& data, Worker& worker) {
  const auto address = address_of(data);
  if (!address) return fail(Code::invalid, data.string() + ": the path is too long for a socket");
  // We hold the folder's lock, so whoever left a socket behind is gone.
  unlink(address->sun_path);
  const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const mode_t before = umask(0177);
  const bool is_bound = bind(listener, reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) == 0;
  umask(before);
  if (!is_bound || listen(listener, 8) != 0) {
    const std::string why = std::strerror(errno);
    close(listener);
    return fail(Code::unavailable, std::string(address->sun_path) + ": " + why);
  }
  return std::make_unique<RealAdminSocket>(listener, address->sun_path, worker);
}

}  // namespace yz::hub
