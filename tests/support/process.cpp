#include "tests/support/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/check.h"
#include "base/system_clock.h"

namespace yz::test {

namespace {

std::filesystem::path errors_of(const std::filesystem::path& output) {
  return output.string() + ".err";
}

int open_output(const std::filesystem::path& path) {
  return open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
}

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(char** arguments, char** environment, int input, int output, int errors,
                         pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(126);  // it died before the line above
  dup2(input, 0);
  dup2(output, 1);
  dup2(errors, 2);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  execvpe(arguments[0], arguments, environment);
  _exit(127);
}

std::vector<std::string> merged_environment(const std::vector<std::string>& extra) {
  std::vector<std::string> all = extra;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::string name = text.substr(0, text.find('=') + 1);
    bool is_replaced = false;
    for (const std::string& other : extra)
      is_replaced = is_replaced || other.compare(0, name.size(), name) == 0;
    if (!is_replaced) all.push_back(text);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::string last_lines(const std::string& text, std::size_t most) {
  std::size_t begin = text.size();
  for (std::size_t lines = 0; begin > 0 && lines <= most; --begin) {
    if (text[begin - 1] == '\n') ++lines;
    if (lines > most) break;
  }
  return text.substr(begin);
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const Launch& launch) {
  check(!launch.command.empty() && !launch.output.empty(), "a launch names a program and an output file");
  // A child that ended must not take us with it when we write to it.
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in{};
  if (pipe2(in.data(), O_CLOEXEC) != 0) return fail(Code::unavailable, std::strerror(errno));
  const int out = open_output(launch.output);
  const int err = open_output(errors_of(launch.output));
  std::vector<std::string> command = launch.command;
  std::vector<std::string> environment = merged_environment(launch.environment);
  const std::vector<char*> arguments = pointers(command);
  const std::vector<char*> variables = pointers(environment);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    become(const_cast<char**>(arguments.data()), const_cast<char**>(variables.data()), in[0], out, err,
           parent);
  }
  close(in[0]);
  close(out);
  close(err);
  if (pid < 0) {
    close(in[1]);
    return fail(Code::unavailable, std::strerror(errno));
  }
  setpgid(pid, pid);  // also here: whoever comes first, the group exists before we signal it
  auto process = std::unique_ptr<Process>(new Process());
  process->pid_ = pid;
  process->input_ = in[1];
  process->output_path_ = launch.output;
  process->output_ = open(launch.output.c_str(), O_RDONLY | O_CLOEXEC);
  return process;
}

Process::~Process() {
  kill_now();
  close_input();
  if (output_ >= 0) close(output_);
}

bool Process::reap(bool block) {
  if (ended_) return true;
  int status = 0;
  pid_t got = 0;
  do got = waitpid(pid_, &status, block ? 0 : WNOHANG);
  while (got < 0 && errno == EINTR);
  if (got == 0) return false;
  ended_ = Ended{WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status)};
  return true;
}

bool Process::is_running() {
  return !reap(false);
}

Result<std::string> Process::read_line(Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  while (true) {
    if (const auto at = unread_.find('\n'); at != std::string::npos) {
      std::string line = unread_.substr(0, at);
      unread_.erase(0, at + 1);
      return line;
    }
    if (kill_at_ && now_mono() >= *kill_at_) kill_now();
    // Asked before reading, so that what it wrote just before its end is still seen.
    const bool has_ended = !is_running();
    std::array<char, 4096> bytes{};
    const ssize_t got = read(output_, bytes.data(), bytes.size());
    if (got > 0) {
      unread_.append(bytes.data(), static_cast<std::size_t>(got));
      continue;
    }
    if (has_ended)
      return fail(Code::unavailable, "ended with " + std::to_string(ended_->status) + "\n" + tail());
    if (now_mono() >= end) return fail(Code::unavailable, "no line in time\n" + tail());
    pause_briefly();
  }
}

Result<std::string> Process::wait_ready(Milliseconds most) {
  const Milliseconds end = now_mono() + most;
  while (true) {
    auto line = read_line(end - now_mono());
    if (!line) return fail(Code::unavailable, "not ready: " + line.error().what);
    if (line->rfind("ready", 0) == 0) return line->size() > 6 ? line->substr(6) : std::string{};
  }
}

Status Process::write_line(const std::string& line) {
  const std::string bytes = line + "\n";
  std::size_t written = 0;
  while (written < bytes.size()) {
    const ssize_t n = write(input_, bytes.data() + written, bytes.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(Code::unavailable, std::strerror(errno));
    written += static_cast<std::size_t>(n);
  }
  return {};
}

void Process::close_input() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

void Process::send_signal(int signal) const {
  if (!ended_) kill(pid_, signal);
}

Result<Ended> Process::wait(Milliseconds most) {
  if (!wait_until(most, [this] { return !is_running(); })) return fail(Code::unavailable, "still running");
  return *ended_;
}

Ended Process::stop(Milliseconds most) {
  send_signal(SIGTERM);
  if (auto end = wait(most)) {
    kill(-pid_, SIGKILL);  // whatever it started itself
    return *end;
  }
  return kill_now();
}

Ended Process::kill_now() {
  if (!ended_) kill(-pid_, SIGKILL);
  reap(true);
  return *ended_;
}

std::string Process::tail() const {
  return last_lines(read_file(errors_of(output_path_)), 12) + last_lines(read_file(output_path_), 6);
}

Result<RunOutput> run_program(const Launch& launch, Milliseconds most, const std::string& input) {
  auto process = Process::start(launch);
  if (!process) return fail(process.error());
  if (!input.empty()) {
    if (auto given = (*process)->write_line(input); !given) return fail(given.error());
  }
  (*process)->close_input();
  auto ended = (*process)->wait(most);
  if (!ended) {
    return fail(Code::unavailable, launch.command[0] + ": " + ended.error().what + "\n" + (*process)->tail());
  }
  return RunOutput{*ended, read_file(launch.output), read_file(errors_of(launch.output))};
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Status write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  if (!out.flush()) return fail(Code::unavailable, "cannot write " + path.string());
  return {};
}

Milliseconds now_mono() {
  return SystemClock{}.mono();
}

void pause_briefly() {
  sleep_for(Milliseconds{2});
}

}  // namespace yz::test
