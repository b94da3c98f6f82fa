// TCP on "127.0.0.1:9100" and the like: port 0 lets the kernel choose. Every descriptor is non-blocking.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "hal/sim/loop.h"

namespace yz::sim {

class Listener {
 public:
  static Result<std::unique_ptr<Listener>> open(Loop& loop, const std::string& address,
                                                std::function<void(int fd)> on_client);
  ~Listener() { stop(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// With the port that was really taken; stays the same over stop() and start().
  [[nodiscard]] const std::string& address() const { return address_; }
  Status start();
  void stop();
  [[nodiscard]] bool is_listening() const { return fd_ >= 0; }
  /// False leaves who calls waiting in the kernel's queue, as a device does that talks to one at a time.
  void accept(bool yes);

 private:
  Listener(Loop& loop, std::string address, std::function<void(int)> on_client)
      : loop_(loop), address_(std::move(address)), on_client_(std::move(on_client)) {}

  Loop& loop_;
  std::string address_;
  std::function<void(int)> on_client_;
  int fd_{-1};
  bool accepts_{true};
};

/// Begins to connect; the descriptor becomes writable when it is done.
Result<int> connect_to(const std::string& address);

}  // namespace yz::sim
