#include "tests/support/cups_queue.h"

#include <unistd.h>

#include <filesystem>

namespace yz::test {
namespace {
constexpr Milliseconds start_wait{20'000};
}

Result<std::unique_ptr<CupsQueue>> CupsQueue::start(const NameService& names, const std::string& name,
                                                    const std::string& uri) {
  // Root of a user namespace of one user cannot become another.
  if (read_file("/proc/self/uid_map").find("4294967295") == std::string::npos || ::getuid() != 0)
    return fail(Code::denied, "cupsd wants to be root of the machine");
  std::unique_ptr<CupsQueue> queue(new CupsQueue);
  queue->name_ = name;
  const auto folder = queue->folder_.path();
  namespace fs = std::filesystem;
  fs::permissions(folder, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  for (const char* inner : {"spool/tmp", "cache", "log", "root/ppd", "state"})
    fs::create_directories(folder / inner);
  const std::string at = folder.string();
  const Status files = write_file(
      folder / "root" / "cups-files.conf",
      "ServerRoot " + at + "/root\nRequestRoot " + at + "/spool\nTempDir " + at + "/spool/tmp\nCacheDir " +
          at + "/cache\nStateDir " + at + "/state\nErrorLog " + at + "/log/error\nAccessLog " + at +
          "/log/access\nPageLog " + at + "/log/page\nUser lp\nGroup lp\nSystemGroup root\n");
  const Status rules = write_file(
      folder / "root" / "cupsd.conf",
      "Listen " + queue->socket() +
          "\nBrowsing Off\nWebInterface No\nDefaultAuthType None\n<Location />\nOrder allow,deny\n"
          "Allow all\n</Location>\n<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>\n");
  if (!files || !rules) return fail(Code::unavailable, at);
  auto started = Process::start({.command = {"/usr/sbin/cupsd", "-f", "-c", at + "/root/cupsd.conf", "-s",
                                             at + "/root/cups-files.conf"},
                                 .environment = {names.environment()},
                                 .output = folder / "output"});
  if (!started) return fail(started.error());
  queue->process_ = *std::move(started);
  const auto is_listening = [&] { return fs::exists(queue->socket()) || !queue->process_->is_running(); };
  if (!wait_until(start_wait, is_listening) || !queue->process_->is_running())
    return fail(Code::unavailable, "cupsd: " + queue->process_->tail());
  if (auto added = queue->run({"lpadmin", "-p", name, "-v", uri, "-m", "everywhere", "-E"}); !added)
    return fail(added.error());
  return queue;
}

void CupsQueue::pause(bool wanted) const {
  (void)run({wanted ? "cupsdisable" : "cupsenable", name_});  // the test sees whether it did
}

Status CupsQueue::run(std::vector<std::string> command) const {
  const auto ran = run_program({.command = std::move(command),
                                .environment = {"CUPS_SERVER=" + socket()},
                                .output = folder_.path() / "command"},
                               start_wait);
  if (!ran) return fail(ran.error());
  return ran->ended.status == 0 ? Status{} : fail(Code::unavailable, ran->errors);
}

}  // namespace yz::test
