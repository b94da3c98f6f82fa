#include "tests/support/pcsc_daemon.h"

#include <unistd.h>

#include <string_view>
#include <system_error>

#include "tests/support/temp_dir.h"

namespace yz::test {

namespace {

constexpr Milliseconds start_wait{20'000};
// Its own loopback and its own /run; ends when nobody holds its input any more.
constexpr const char* keep = "ip link set lo up && mount --bind \"$1\" /run && echo ready && exec cat";
constexpr const char* program = "/usr/sbin/pcscd";
constexpr const char* vpcd_driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
constexpr const char* vpcd =
    "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x8C7B\nCHANNELID 0x8C7B\nLIBPATH ";

bool is_root() {
  return geteuid() == 0;
}

std::vector<std::string> own_namespaces() {
  std::vector<std::string> command{"unshare", "--mount", "--net"};
  if (!is_root()) command.insert(command.end(), {"--user", "--map-root-user"});
  return command;
}

}  // namespace

bool PcscDaemon::can_start() {
  if (!std::filesystem::exists(program) || !std::filesystem::exists(vpcd_driver)) return false;
  std::vector<std::string> command = own_namespaces();
  command.insert(command.end(), {"ip", "link", "set", "lo", "up"});
  const TempDir folder;
  const auto tried = run_program({.command = command, .output = folder.path() / "out"}, start_wait);
  return tried && tried->ended.status == 0;
}

Result<std::unique_ptr<PcscDaemon>> PcscDaemon::start(const std::filesystem::path& folder, Readers readers) {
  std::error_code error;
  std::filesystem::create_directories(folder / "run", error);
  std::filesystem::create_directories(folder / "readers", error);
  if (error) return fail(Code::unavailable, folder.string() + ": " + error.message());
  std::vector<std::string> command = own_namespaces();
  command.insert(command.end(), {"sh", "-c", keep, "sh", (folder / "run").string()});
  auto keeper = Process::start({.command = command, .output = folder / "keeper.log"});
  if (!keeper) return fail(keeper.error());
  auto daemon = std::unique_ptr<PcscDaemon>(new PcscDaemon(folder));
  daemon->keeper_ = *std::move(keeper);
  if (auto ready = daemon->keeper_->wait_ready(start_wait); !ready) return fail(ready.error());
  if (auto started = daemon->start_again(readers); !started) return fail(started.error());
  return daemon;
}

std::vector<std::string> PcscDaemon::inside() const {
  std::vector<std::string> command{"nsenter", "--target", std::to_string(keeper_->pid()), "--mount", "--net"};
  if (!is_root()) command.insert(command.end(), {"--user", "--preserve-credentials"});
  // Becoming somebody else makes the kernel forget that the program is to die with us.
  command.insert(command.end(), {"--", "setpriv", "--pdeathsig", "KILL", "--"});
  return command;
}

int PcscDaemon::cards_gone() const {
  const std::string log = read_file(folder_ / "pcscd.log");
  constexpr std::string_view words = "Card Removed From";
  int count = 0;
  for (auto at = log.find(words); at != std::string::npos; at = log.find(words, at + 1)) ++count;
  return count;
}

Ended PcscDaemon::kill() {
  return daemon_->kill_now();
}

Status PcscDaemon::start_again(Readers readers) {
  if (auto configured = configure(readers); !configured) return configured;
  std::error_code error;
  std::filesystem::remove(socket(), error);  // one that is not there is as good
  std::vector<std::string> command = inside();
  command.insert(command.end(),
                 {program, "--foreground", "--info", "--config", (folder_ / "readers").string()});
  auto process = Process::start({.command = command, .output = folder_ / "pcscd.log"});
  if (!process) return fail(process.error());
  daemon_ = *std::move(process);
  const bool came = wait_until(
      start_wait, [&] { return std::filesystem::exists(socket(), error) || !daemon_->is_running(); });
  if (!came || !daemon_->is_running()) return fail(Code::unavailable, "pcscd: " + daemon_->tail());
  return {};
}

Status PcscDaemon::configure(Readers readers) const {
  return write_file(folder_ / "readers" / "vpcd",
                    readers == Readers::vpcd ? vpcd + std::string(vpcd_driver) + "\n" : "");
}

}  // namespace yz::test
