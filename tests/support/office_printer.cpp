#include "tests/support/office_printer.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace yz::test {
namespace {

constexpr Milliseconds start_wait{20'000};

/// In a network of our own nobody takes it before the printer does.
int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool is_bound = ::bind(fd, plain, size) == 0 && ::getsockname(fd, plain, &size) == 0;
  ::close(fd);
  return is_bound ? ntohs(address.sin_port) : 0;
}

bool answers(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool is_there = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return is_there;
}

// What it does with a document: tells what is to be told, waits while it is held, and lays the document
// beside the others.
constexpr const char* script = R"sh(#!/bin/sh
here=$(dirname "$0")
: > "$here/printing"
trap 'rm -f "$here/printing"' EXIT
trap 'exit 1' TERM
told=
tell() {
  now=$(cat "$here/tell" 2>/dev/null)
  [ "$now" = "$told" ] || { told=$now; echo "STATE: $now" >&2; }
}
tell
while [ -e "$here/hold" ]; do tell; sleep 0.05; done
[ -e "$here/give-up" ] && exit 1
number=$(ls "$here/printed" | wc -l)
cp "$1" "$here/printed/$((1000 + number))"
)sh";

}  // namespace

Result<std::unique_ptr<OfficePrinter>> OfficePrinter::start(const NameService& names,
                                                            const std::string& formats) {
  std::unique_ptr<OfficePrinter> printer(new OfficePrinter);
  const auto folder = printer->folder_.path();
  std::filesystem::create_directories(folder / "printed");
  std::filesystem::create_directories(folder / "spool");
  if (auto written = write_file(folder / "work", script); !written) return fail(written.error());
  std::filesystem::permissions(folder / "work", std::filesystem::perms::owner_all);
  printer->port_ = free_port();
  auto started =
      Process::start({.command = {"ippeveprinter", "-r", "off", "-n", "localhost", "-p",
                                  std::to_string(printer->port_), "-d", (folder / "spool").string(), "-f",
                                  formats, "-c", (folder / "work").string(), "Office"},
                      .environment = {names.environment()},
                      .output = folder / "output"});
  if (!started) return fail(started.error());
  printer->process_ = *std::move(started);
  if (!wait_until(start_wait, [&] { return answers(printer->port_) || !printer->process_->is_running(); }) ||
      !printer->process_->is_running()) {
    return fail(Code::unavailable, "ippeveprinter: " + printer->process_->tail());
  }
  return printer;
}

std::string OfficePrinter::uri() const {
  return "ipp://localhost:" + std::to_string(port_) + "/ipp/print";
}

void OfficePrinter::tell(const std::string& reasons) const {
  // Renamed into place: the script must not read half of it.
  (void)write_file(folder_.path() / "tell.new", reasons);
  std::filesystem::rename(folder_.path() / "tell.new", folder_.path() / "tell");
}

void OfficePrinter::hold() const {
  (void)write_file(folder_.path() / "hold", "");  // a test that depends on it sees that it is not held
}

void OfficePrinter::let_go() const {
  std::filesystem::remove(folder_.path() / "hold");
}

void OfficePrinter::give_up(bool wanted) const {
  if (wanted) {
    (void)write_file(folder_.path() / "give-up", "");
  } else {
    std::filesystem::remove(folder_.path() / "give-up");
  }
}

void OfficePrinter::run_a_job() const {
  const auto folder = folder_.path();
  const auto before = printed().size();
  (void)write_file(folder / "any.pdf", "%PDF-1.4\n");
  const auto ran = run_program({.command = {"ipptool", "-q", "-f", (folder / "any.pdf").string(), "-d",
                                            "filetype=application/octet-stream", uri(), "print-job.test"},
                                .output = folder / "ipptool"},
                               start_wait);
  (void)ran;  // seen below
  (void)wait_until(start_wait, [&] { return printed().size() > before; });
}

bool OfficePrinter::is_printing() const {
  return std::filesystem::exists(folder_.path() / "printing");
}

std::vector<std::filesystem::path> OfficePrinter::printed() const {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "printed"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace yz::test
