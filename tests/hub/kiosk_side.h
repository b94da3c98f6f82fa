// A kiosk without its screen: the real journal, attachments and sync worker against a hub, with the station
// thread's part played by the test's own thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/system_clock.h"
#include "offline-cache/attachments.h"
#include "offline-cache/sync_worker.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

using Bytes = std::vector<std::uint8_t>;

/// `size` bytes that begin as a JPEG does.
[[nodiscard]] Bytes photo_bytes(std::size_t size, std::uint8_t salt);

class KioskSide {
 public:
  KioskSide(std::string url, std::string code);
  ~KioskSide();
  KioskSide(const KioskSide&) = delete;
  KioskSide& operator=(const KioskSide&) = delete;

  /// Writes an event with a box and its photos, as a resident's wish is.
  struct Submitted {
    std::string op;
    std::vector<cache::KeptFile> files;
  };
  [[nodiscard]] Submitted submit(const std::string& words, const std::vector<Bytes>& photos);

  /// Handles messages until `done`, at most `most`.
  [[nodiscard]] bool run_until(const std::function<bool()>& done, Milliseconds most = Milliseconds{60'000});
  [[nodiscard]] bool all_sent();
  /// Ends it as a power cut does, but for what is in memory of the system, and starts it again.
  void restart();

  [[nodiscard]] std::filesystem::path folder() const { return dir_.path(); }
  [[nodiscard]] cache::Attachments& attachments() { return *attachments_; }
  [[nodiscard]] cache::Journal& journal() { return *journal_; }
  [[nodiscard]] cache::SyncWorker& worker() { return *worker_; }
  std::optional<cache::HubKeys> keys;
  std::vector<cache::UploadEnded> ended;
  cache::Link link{cache::Link::connecting};

 private:
  void open();
  void handle(const cache::SyncMessage& message);
  [[nodiscard]] Status write(cache::Operation operation);

  std::string url_;
  std::string code_;
  TempDir dir_;
  SystemClock clock_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<cache::SyncMessage> messages_;
  std::unique_ptr<cache::Journal> journal_;
  std::unique_ptr<cache::Attachments> attachments_;
  std::unique_ptr<cache::SyncWorker> worker_;
};

}  // namespace yz::test
