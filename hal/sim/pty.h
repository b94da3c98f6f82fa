// A pty in raw mode that looks like a serial port: PATH is a symlink to its far side. Unplugging hangs up
// whoever has it open and takes the link away; plugging in makes a new one.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "hal/sim/loop.h"

namespace yz::sim {

class Pty {
 public:
  Pty(Loop& loop, std::filesystem::path link, std::function<void(std::string_view)> on_bytes)
      : loop_(loop), link_(std::move(link)), on_bytes_(std::move(on_bytes)) {}
  ~Pty() { unplug(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  Status plug();
  void unplug();
  [[nodiscard]] bool is_plugged() const { return fd_ >= 0; }
  /// Lost when nobody has the port open, as on a real line. Waits in the loop while the other side is slow.
  void send(std::string_view bytes);

 private:
  void on_events(short events);
  void flush();
  void look_for_host();

  Loop& loop_;
  std::filesystem::path link_;
  std::function<void(std::string_view)> on_bytes_;
  std::string unsent_;
  Loop::TimerId host_timer_{};
  bool is_watched_{};
  int fd_{-1};
};

}  // namespace yz::sim
