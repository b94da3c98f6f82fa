// A child process of a test: started in a process group of its own, told to die with its parent, its output
// in files, so that a full pipe never stops it and everything can be read afterwards. One owner; not
// thread-safe.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace yz::test {

struct Launch {
  std::vector<std::string> command{};      // command[0]: the program's path, or a name looked up in PATH
  std::vector<std::string> environment{};  // "KEY=value", added to ours
  std::filesystem::path output{};          // stdout; stderr goes to the same path with ".err" behind it
};

/// How a process ended: its exit status, or minus the signal that killed it.
struct Ended {
  int status{};
  bool operator==(const Ended&) const = default;
};

class Process {
 public:
  static Result<std::unique_ptr<Process>> start(const Launch& launch);
  ~Process();  // kills the whole group and reaps it
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Asks the kernel; reaps it if it has ended.
  [[nodiscard]] bool is_running();
  [[nodiscard]] std::optional<Ended> ended() const { return ended_; }

  /// Waits for the next whole line of stdout; `unavailable` after `most`, or at once when the process ended
  /// without one.
  [[nodiscard]] Result<std::string> read_line(Milliseconds most);
  /// Skips to the line that begins with `ready ` and returns what follows the blank.
  [[nodiscard]] Result<std::string> wait_ready(Milliseconds most);
  /// Adds the line end itself.
  [[nodiscard]] Status write_line(const std::string& line);
  void close_input();

  void send_signal(int signal) const;
  /// From that time on (now_mono) the next wait for a line kills it: a random moment from its point of view.
  void kill_at(Milliseconds when) { kill_at_ = when; }
  /// Waits for its end; `unavailable` if it still runs after `most`.
  [[nodiscard]] Result<Ended> wait(Milliseconds most);
  /// SIGTERM, and SIGKILL to the group if it has not ended after `most`.
  Ended stop(Milliseconds most = Milliseconds{5'000});
  /// SIGKILL to the group, then reaps.
  Ended kill_now();
  /// The last lines of stderr and stdout, for a message.
  [[nodiscard]] std::string tail() const;

 private:
  Process() = default;
  bool reap(bool block);

  pid_t pid_{-1};
  int input_{-1};
  int output_{-1};
  std::filesystem::path output_path_;
  std::string unread_;
  std::optional<Ended> ended_;
  std::optional<Milliseconds> kill_at_;
};

struct RunOutput {
  Ended ended;
  std::string output;
  std::string errors;
};
/// Starts, gives it `input`, waits for its end and reads all it said. `unavailable` if it took longer than
/// `most`.
[[nodiscard]] Result<RunOutput> run_program(const Launch& launch, Milliseconds most,
                                            const std::string& input = "");

/// The whole file, or nothing.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);
[[nodiscard]] Status write_file(const std::filesystem::path& path, const std::string& bytes);
/// Calls `holds` every few milliseconds until it says true or `most` has passed.
template <class F>
[[nodiscard]] bool wait_until(Milliseconds most, F holds);

/// Milliseconds since boot, for deadlines.
[[nodiscard]] Milliseconds now_mono();
void pause_briefly();

template <class F>
bool wait_until(Milliseconds most, F holds) {
  const Milliseconds end = now_mono() + most;
  while (!holds()) {
    if (now_mono() >= end) return false;
    pause_briefly();
  }
  return true;
}

}  // namespace yz::test
