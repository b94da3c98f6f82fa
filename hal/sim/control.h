// The command socket of a virtual device (docs/formats/sim-control.md): one line there, one line `ok …` or
// `error …` back.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hal/sim/stream.h"

namespace yz::sim {

/// A command line cut at blanks: its first word and the rest, blanks at the ends removed.
struct Command {
  std::string word;
  std::string rest;
  /// The rest as a whole number in [least, most].
  [[nodiscard]] Result<std::int64_t> number(std::int64_t least, std::int64_t most) const;
  /// The rest must be one of `yes` (true) and `no` (false).
  [[nodiscard]] Result<bool> either(std::string_view yes, std::string_view no) const;
};
[[nodiscard]] Command parse_command(std::string_view line);

/// What follows `ok`, mostly nothing.
using Answer = Result<std::string>;

/// A device's commands: one row each, so that what a device can do reads off one table.
struct CommandRow {
  std::string word;
  std::function<Answer(const Command&)> run;
};
using CommandTable = std::vector<CommandRow>;
[[nodiscard]] Answer run_command(const CommandTable& table, std::string_view line);

class ControlSocket {
 public:
  /// An empty path opens nothing. A socket left behind at the path is replaced.
  static Result<std::unique_ptr<ControlSocket>> open(Loop& loop, const std::string& path, CommandTable table);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

 private:
  struct Client {
    std::unique_ptr<Stream> stream;
    std::string unread;
  };
  ControlSocket(Loop& loop, std::string path, CommandTable table)
      : loop_(loop), path_(std::move(path)), table_(std::move(table)) {}
  void add(int fd);
  void read(int fd, std::string_view bytes);
  void drop(int fd);

  Loop& loop_;
  std::string path_;
  CommandTable table_;
  std::map<int, Client> clients_;
  int fd_{-1};
};

}  // namespace yz::sim
