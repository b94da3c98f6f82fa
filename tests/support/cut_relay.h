// A wire that breaks: passes connections on to another port and tears each one down, both ways at once, after
// as many bytes as asked for. One thread of its own; loopback only.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>

namespace yz::test {

class CutRelay {
 public:
  /// `from_client` hears how many bytes came in each piece, on the relay's thread.
  explicit CutRelay(int to_port, std::function<void(std::size_t)> from_client = {});
  ~CutRelay();
  CutRelay(const CutRelay&) = delete;
  CutRelay& operator=(const CutRelay&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// Connections that begin from now on break when the client has sent this many bytes.
  void cut_after(std::size_t bytes) { limit_ = bytes; }
  [[nodiscard]] int cuts() const { return cuts_; }

 private:
  void run();
  void pass(int client);

  std::function<void(std::size_t)> from_client_;
  int to_port_{};
  int listener_{-1};
  int port_{};
  std::atomic<std::size_t> limit_{SIZE_MAX};
  std::atomic<int> cuts_{};
  std::atomic<bool> ending_{};
  std::thread thread_;
};

}  // namespace yz::test
