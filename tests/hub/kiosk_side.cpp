#include "tests/hub/kiosk_side.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/on.h"
#include "offline-cache/hash.h"

namespace yz::test {

using namespace yz::cache;

Bytes photo_bytes(std::size_t size, std::uint8_t salt) {
  Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 251 + salt);
  bytes[0] = 0xFF;
  bytes[1] = 0xD8;
  bytes[2] = 0xFF;
  return bytes;
}

KioskSide::KioskSide(std::string url, std::string code) : url_(std::move(url)), code_(std::move(code)) {
  open();
}

KioskSide::~KioskSide() = default;

void KioskSide::open() {
  const auto device = device_id(dir_.path(), clock_);
  REQUIRE(device);
  auto journal = Journal::open({.folder = dir_.path() / "journal", .device = *device}, clock_);
  REQUIRE(journal);
  journal_ = *std::move(journal);
  const auto rows = journal_->rows(upload_area, "");
  REQUIRE(rows);
  AttachmentPorts ports{.write = [this](Operation operation) { return write(std::move(operation)); },
                        .wake =
                            [this] {
                              if (worker_) worker_->wake_upload();
                            },
                        .disk = [](const auto&) -> Result<DiskSpace> {
                          return DiskSpace{.free = 100ULL << 30U, .total = 200ULL << 30U};
                        }};
  auto attachments = Attachments::open(attachments_folder(dir_.path()), *rows, std::move(ports));
  REQUIRE(attachments);
  attachments_ = *std::move(attachments);
  SyncConfig config{
      .hub_url = url_, .enrol_code = code_, .folder = dir_.path(), .app_version = "0.1", .timeouts = {}};
  config.timeouts = {.connect = Milliseconds{2'000},
                     .stalled = Milliseconds{2'000},
                     .batch = Milliseconds{20'000},
                     .feed_wait = Milliseconds{1'000},
                     .blob = Milliseconds{20'000}};
  auto worker = SyncWorker::start(config, clock_, [this](SyncMessage message) {
    const std::lock_guard lock(mutex_);
    messages_.push_back(std::move(message));
    arrived_.notify_one();
  });
  REQUIRE(worker);
  worker_ = *std::move(worker);
  worker_->feed_kept(*journal_->feed_revision());
}

void KioskSide::restart() {
  worker_.reset();
  attachments_.reset();
  journal_.reset();
  messages_.clear();
  open();
}

Status KioskSide::write(Operation operation) {
  if (operation.op.empty()) operation.op = new_ulid(clock_);
  const auto appended = journal_->append(operation);
  if (!appended) return fail(appended.error());
  if (worker_) worker_->wake(Stream::live);
  return {};
}

KioskSide::Submitted KioskSide::submit(const std::string& words, const std::vector<Bytes>& photos) {
  REQUIRE(keys);
  Submitted submitted{.op = new_ulid(clock_), .files = {}};
  Operation operation{.op = submitted.op, .events = {}, .rows = {}, .numbers = {}};
  EventDraft draft;
  draft.type = "print.ended";  // a kind that the hub knows
  draft.who = "resident";
  draft.body_json = "{}";
  for (const Bytes& photo : photos) {
    auto kept = attachments_->keep(Sensitive(photo), photo_mime);
    REQUIRE(kept);
    draft.attachments.push_back(kept->mark);
    operation.rows.push_back(Attachments::row_of(*kept, submitted.op));
    submitted.files.push_back(*std::move(kept));
  }
  draft.seal = ToSeal{.key = keys->seal,
                      .purpose = "wish",
                      .fields_json = Sensitive(R"({"words":)" + nlohmann::json(words).dump() +
                                               R"(,"files":)" + files_json(submitted.files).reveal() + "}")};
  operation.events.push_back(std::move(draft));
  REQUIRE(write(std::move(operation)));
  for (const KeptFile& file : submitted.files) attachments_->written(file, submitted.op);
  return submitted;
}

bool KioskSide::run_until(const std::function<bool()>& done, Milliseconds most) {
  const Milliseconds end = clock_.mono() + most;
  while (!done()) {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, Milliseconds{50}, [this] { return !messages_.empty(); })) {
      if (clock_.mono() > end) return false;
      continue;
    }
    const SyncMessage message = std::move(messages_.front());
    messages_.pop_front();
    lock.unlock();
    handle(message);
  }
  return true;
}

bool KioskSide::all_sent() {
  for (const Stream stream : {Stream::urgent, Stream::live, Stream::bulk}) {
    const auto count = journal_->count(stream);
    if (!count || count->acked != count->last) return false;
  }
  return true;
}

void KioskSide::handle(const SyncMessage& message) {
  std::visit(On{[this](const WantBatch& want) {
                  auto batch = journal_->unsent(want.stream, want.lines_max);
                  REQUIRE(batch);
                  worker_->give_batch(*std::move(batch));
                },
                [this](const GotReceipt& got) { CHECK(journal_->take_receipt(got.receipt)); },
                [this](const GotFork& fork) { CHECK(journal_->fork_after(fork.stream, fork.common)); },
                [this](const LineRefused& line) { CHECK(journal_->refuse_line(line.stream, line.sequence)); },
                [this](const HubGeneration& hub) { CHECK(journal_->note_generation(hub.generation)); },
                [this](const GotFeed& got) {
                  REQUIRE(journal_->take_feed(got.lines, {}));
                  worker_->feed_kept(*journal_->feed_revision());
                },
                [this](const LinkChanged& changed) { link = changed.link; },
                [this](const GotKeys& got) { keys = got.keys; },
                [this](const WantUpload&) { worker_->give_upload(attachments_->next()); },
                [this](const UploadEnded& over) {
                  ended.push_back(over);
                  CHECK(attachments_->ended(over.sha256, over.end, over.reason));
                },
                [](const auto&) {}},
             message);
}

}  // namespace yz::test
