#include "tests/support/sim_control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/check.h"

namespace yz::test {

namespace {

constexpr int answer_wait_ms = 5'000;

Result<std::string> ask(int socket, const std::string& bytes) {
  if (send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size())) {
    return fail(Code::unavailable, std::strerror(errno));
  }
  std::string answer;
  while (answer.find('\n') == std::string::npos) {
    pollfd waiting{socket, POLLIN, 0};
    if (poll(&waiting, 1, answer_wait_ms) <= 0) return fail(Code::unavailable, "no answer to " + bytes);
    std::array<char, 4096> part{};
    const ssize_t got = recv(socket, part.data(), part.size(), 0);
    if (got <= 0) return fail(Code::unavailable, "hung up after " + bytes);
    answer.append(part.data(), static_cast<std::size_t>(got));
  }
  return answer.substr(0, answer.find('\n'));
}

}  // namespace

Result<std::string> SimControl::command(const std::string& line) const {
  const std::string path = socket_.string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  check(path.size() < sizeof address.sun_path, "a control socket's path fits into its address");
  std::memcpy(address.sun_path, path.c_str(), path.size());
  const int handle = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return fail(Code::unavailable, std::strerror(errno));
  Result<std::string> answer = fail(Code::unavailable, "no connection to " + path);
  if (connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    answer = ask(handle, line + "\n");
  close(handle);
  if (!answer) return answer;
  if (answer->rfind("ok", 0) != 0) return fail(Code::invalid, line + ": " + *answer);
  return answer->size() > 3 ? answer->substr(3) : std::string{};
}

}  // namespace yz::test
