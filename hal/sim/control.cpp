#include "hal/sim/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

namespace yz::sim {

namespace {

constexpr std::size_t command_line_bytes_max = 65'536;
constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

Result<std::int64_t> Command::number(std::int64_t least, std::int64_t most) const {
  std::int64_t value = 0;
  const char* end = rest.data() + rest.size();
  const auto read = std::from_chars(rest.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || value < least || value > most) {
    return fail(Code::invalid,
                word + " wants a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

Result<bool> Command::either(std::string_view yes, std::string_view no) const {
  if (rest == yes) return true;
  if (rest == no) return false;
  return fail(Code::invalid, word + " wants " + std::string(yes) + " or " + std::string(no));
}

Command parse_command(std::string_view line) {
  const std::string_view text = trimmed(line);
  const auto blank = text.find_first_of(blanks);
  if (blank == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, blank)), std::string(trimmed(text.substr(blank)))};
}

Answer run_command(const CommandTable& table, std::string_view line) {
  const Command command = parse_command(line);
  for (const CommandRow& row : table) {
    if (row.word == command.word) return row.run(command);
  }
  return fail(Code::unsupported, "unknown command " + command.word);
}

Result<std::unique_ptr<ControlSocket>> ControlSocket::open(Loop& loop, const std::string& path,
                                                           CommandTable table) {
  std::unique_ptr<ControlSocket> control(new ControlSocket(loop, path, std::move(table)));
  if (path.empty()) return control;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return fail(Code::invalid, path + ": too long for a socket");
  std::memcpy(address.sun_path, path.c_str(), path.size());
  ::unlink(path.c_str());
  control->fd_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (control->fd_ < 0 ||
      bind(control->fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(control->fd_, 16) != 0) {
    return fail(Code::unavailable, path + ": " + std::strerror(errno));
  }
  loop.watch(control->fd_, POLLIN, [self = control.get()](short) {
    const int client = accept4(self->fd_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (client >= 0) self->add(client);
  });
  return control;
}

ControlSocket::~ControlSocket() {
  if (fd_ < 0) return;
  loop_.unwatch(fd_);
  ::close(fd_);
  ::unlink(path_.c_str());
}

void ControlSocket::add(int fd) {
  StreamEvents events;
  events.bytes = [this, fd](std::string_view bytes) { read(fd, bytes); };
  events.ended = [this, fd] { drop(fd); };
  clients_[fd].stream = std::make_unique<Stream>(loop_, fd, std::move(events));
}

void ControlSocket::read(int fd, std::string_view bytes) {
  Client& client = clients_[fd];
  client.unread += bytes;
  for (auto end = client.unread.find('\n'); end != std::string::npos; end = client.unread.find('\n')) {
    const std::string line = client.unread.substr(0, end);
    client.unread.erase(0, end + 1);
    const Answer answer = run_command(table_, line);
    std::string reply = answer ? "ok" : "error " + answer.error().what;
    if (answer && !answer->empty()) reply += " " + *answer;
    if (!client.stream->send(reply + "\n")) return drop(fd);
  }
  if (client.unread.size() > command_line_bytes_max) drop(fd);
}

void ControlSocket::drop(int fd) {
  const auto found = clients_.find(fd);
  if (found == clients_.end()) return;
  // The stream may be the one that is calling.
  const std::shared_ptr<Stream> ended = std::move(found->second.stream);
  ended->close();
  clients_.erase(found);
  loop_.later([ended] {});
}

}  // namespace yz::sim
