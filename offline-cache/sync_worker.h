// The sync thread: one libcurl multi handle that enrols the kiosk, sends batches, waits on the feed and
// fetches content. What to do next is SyncPlan's (sync_plan.h, pure); this file only carries it out. It never
// touches the journal: it asks the station thread by SyncRequest and is answered by the matching call. All
// calls are thread-safe and quick.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "offline-cache/content_documents.h"
#include "offline-cache/hub_keys.h"
#include "offline-cache/journal.h"
#include "offline-cache/upload.h"

namespace yz::cache {

/// What a healthy hub never comes near; a test shortens them.
struct SyncTimeouts {
  Milliseconds connect{5'000};
  Milliseconds stalled{20'000};    // nothing, or less than 100 bytes a second, for so long
  Milliseconds batch{120'000};     // a whole batch
  Milliseconds feed_wait{25'000};  // how long the hub may hold a feed request open
  Milliseconds blob{1'800'000};    // one content file
};

struct SyncConfig {
  std::string hub_url;     // "http://127.0.0.1:8080"; plain http is refused for hosts that are not loopback
  std::string enrol_code;  // used once, when there is no enrolment yet; may be empty
  std::filesystem::path folder;  // device key, enrolment, content
  std::string app_version;
  SyncTimeouts timeouts;
};

/// What the hub made of this kiosk; written to the folder once enrolled.
struct Enrolment {
  std::string device;  // ULID, made here
  std::string station;
  int kiosk_digit{};        // 0: the station's only kiosk
  std::string hub;          // hub id
  std::string content_key;  // Ed25519 public key, hex: who may sign content
  std::string ticket_url;   // what a slip's QR code begins with
};

enum class Link { not_enrolled, connecting, online, offline, portal, refused };

// ── messages to the station thread ──
struct WantBatch {
  Stream stream{};
  std::size_t lines_max{};
};
struct GotReceipt {
  Receipt receipt;
};
struct GotFork {
  Stream stream{};
  std::uint64_t common{};
};
/// The hub takes this line in no batch: Journal::refuse_line.
struct LineRefused {
  Stream stream{};
  std::uint64_t sequence{};
};
/// What `hello` said: Journal::note_generation; if that is true, wake all streams.
struct HubGeneration {
  std::uint64_t generation{};
};
struct GotFeed {
  std::vector<FeedLine> lines;
};
struct LinkChanged {
  Link link{};
  std::string detail;  // for staff
};
struct Enrolled {
  Enrolment enrolment;
};
/// A content version lies whole and checked under content/staged; ContentStore::activate switches to it.
struct ContentStaged {
  std::uint64_t version{};
};
struct ContentRefused {
  std::uint64_t version{};
  std::string reason;  // one of docs/formats/content-pack.md's reason codes
};
/// The hub offers a system image; told once for each while the worker runs.
struct AppOffered {
  AppOffer offer;
};
/// The hub's signed time, for the trusted clock: offset of our wall clock in ms and half the round trip.
struct HubTime {
  Milliseconds offset{};
  Milliseconds uncertainty{};
};
/// Kept in the folder already.
struct GotKeys {
  HubKeys keys;
};
/// Answered by give_upload().
struct WantUpload {};
/// Attachments::ended.
struct UploadEnded {
  std::string sha256;
  UploadEnd end{};
  std::string reason;  // for staff
};
using SyncMessage =
    std::variant<WantBatch, GotReceipt, GotFork, LineRefused, HubGeneration, GotFeed, LinkChanged, Enrolled,
                 ContentStaged, ContentRefused, AppOffered, HubTime, GotKeys, WantUpload, UploadEnded>;

class SyncWorker {
 public:
  /// `to_station` is called from the sync thread and must only queue.
  static Result<std::unique_ptr<SyncWorker>> start(SyncConfig config, const Clock& clock,
                                                   std::function<void(SyncMessage)> to_station);
  virtual ~SyncWorker() = default;  // stops the thread, within a second
  SyncWorker(const SyncWorker&) = delete;
  SyncWorker& operator=(const SyncWorker&) = delete;

  /// Answer to WantBatch; an empty batch says that all is sent.
  virtual void give_batch(Batch batch) = 0;
  /// Answer to WantUpload; nothing says that no file waits.
  virtual void give_upload(std::optional<UploadJob> job) = 0;
  /// A file waits that did not before.
  virtual void wake_upload() = 0;
  /// Something new was appended to that stream.
  virtual void wake(Stream stream) = 0;
  /// Feed lines up to here are kept (answer to GotFeed); `0` at start says where to begin when it knows
  /// nothing.
  virtual void feed_kept(std::uint64_t revision) = 0;
  /// "Send now" of staff mode: forgets the back-off.
  virtual void retry_now() = 0;

 protected:
  SyncWorker() = default;
};

/// The enrolment on disk, `not_found` before the first one.
[[nodiscard]] Result<Enrolment> load_enrolment(const std::filesystem::path& folder);
/// The device's ULID, made and kept at the first call.
[[nodiscard]] Result<std::string> device_id(const std::filesystem::path& folder, const Clock& clock);

}  // namespace yz::cache
