#include "tests/offline-cache/killed_child.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch_test_macros.hpp>
#include <csignal>

namespace yz::test {

std::string said_until_killed(const std::function<void(int)>& work,
                              const std::function<bool(const std::string&)>& is_enough, unsigned then) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    work(ends[1]);
    _exit(9);
  }
  ::close(ends[1]);
  std::string said;
  char buffer[4'096];
  bool is_killed = false;
  for (;;) {
    if (!is_killed && is_enough(said)) {
      ::usleep(then);
      ::kill(child, SIGKILL);
      is_killed = true;
    }
    const ssize_t got = ::read(ends[0], buffer, sizeof buffer);
    if (got <= 0) break;
    said.append(buffer, static_cast<std::size_t>(got));
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  return said;
}

}  // namespace yz::test
