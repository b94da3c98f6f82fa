// Photos and voice on the kiosk's disk: what is kept, refused, let go, and left by a crash.
#include "offline-cache/attachments.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/offline-cache/journal_fixture.h"
#include "tests/offline-cache/killed_child.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;
using nlohmann::json;

constexpr std::uint64_t gib = 1ULL << 30U;

Sensitive<std::vector<std::uint8_t>> file_of(std::size_t bytes) {
  return Sensitive(std::vector<std::uint8_t>(bytes, 7));
}

/// A journal and the attachments beside it, as the station thread has them.
struct Kept {
  explicit Kept(JournalFixture& from) : fixture(from), journal(fixture.open()) { open(); }
  void open() {
    const auto rows = journal->rows(upload_area, "");
    REQUIRE(rows);
    AttachmentPorts ports{.write = [this](Operation operation) -> Status {
                            if (write_error) return fail(*write_error);
                            if (operation.op.empty()) operation.op = fixture.op();
                            const auto done = journal->append(operation);
                            return done ? Status() : fail(done.error());
                          },
                          .wake = [this] { ++woken; },
                          .disk = [this](const auto&) { return disk; }};
    auto opened = Attachments::open(folder(), *rows, std::move(ports));
    REQUIRE(opened);
    attachments = *std::move(opened);
  }
  /// As if so many were waiting since yesterday.
  void wait_with(int files, std::size_t bytes) {
    std::vector<ModelRow> rows;
    for (int i = 0; i < files; ++i) {
      KeptFile file;
      file.mark = {.sha256 = to_hex(sha256(std::to_string(i))), .bytes = bytes, .mime = photo_mime};
      rows.push_back(Attachments::row_of(file, fixture.op()));
    }
    REQUIRE(journal->replace_rows(upload_area, rows));
    restart();
  }
  void restart() {
    attachments.reset();
    journal.reset();
    journal = fixture.open();
    open();
  }
  [[nodiscard]] std::filesystem::path folder() const { return fixture.dir.path() / "attachments"; }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder()), {}));
  }
  /// Keeps one and writes the operation that names it.
  std::string submit(std::size_t bytes = 100) {
    fixture.clock.advance(Milliseconds{1});
    const std::string op = fixture.op();
    auto file = attachments->keep(file_of(bytes), photo_mime);
    REQUIRE(file);
    Operation operation = ticket_operation(op, 1 + static_cast<int>(journal->count(Stream::live)->last));
    operation.events[0].attachments = {file->mark};
    operation.rows.push_back(Attachments::row_of(*file, op));
    REQUIRE(journal->append(operation));
    attachments->written(*file, op);
    return file->mark.sha256;
  }

  JournalFixture& fixture;
  Result<DiskSpace> disk = DiskSpace{.free = 50 * gib, .total = 100 * gib};
  std::optional<Error> write_error;
  int woken{};
  std::unique_ptr<Journal> journal;
  std::unique_ptr<Attachments> attachments;
};

}  // namespace

TEST_CASE("attachments: are kept sealed, under the name of their sealed bytes", "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::vector<std::uint8_t> clear(5'000, 'q');
  const auto file = kept.attachments->keep(Sensitive(clear), photo_mime);
  REQUIRE(file);
  CHECK(file->mark.bytes == 5'041);
  CHECK(file->mark.mime == photo_mime);
  std::ifstream in(kept.folder() / file->mark.sha256, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  CHECK(to_hex(sha256(bytes)) == file->mark.sha256);
  CHECK(bytes.find("qqqq") == std::string::npos);
  const auto second = kept.attachments->keep(Sensitive(clear), photo_mime);
  CHECK(second->mark.sha256 != file->mark.sha256);  // a key of its own
  const json named = json::parse(files_json({*file, *second}).reveal());
  REQUIRE(named.size() == 2);
  CHECK(named[1].at("sha256") == second->mark.sha256);
  CHECK(named[1].at("key") == to_hex(second->key.reveal()));
}

TEST_CASE("attachments: a file whose event was never written is gone after the next start",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::string named = kept.submit();
  REQUIRE(kept.attachments->keep(file_of(10), voice_mime));
  std::ofstream(kept.folder() / "half.tmp") << "half";
  CHECK(kept.files() == 3);
  kept.restart();
  CHECK(kept.files() == 1);
  REQUIRE(kept.attachments->next());
  CHECK(kept.attachments->next()->sha256 == named);
  const auto dropped = kept.attachments->keep(file_of(10), voice_mime);
  kept.attachments->drop(*dropped);
  CHECK(kept.files() == 1);
}

TEST_CASE("attachments: a row that cannot be read keeps its file for whoever can mend it",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::string named = kept.submit();
  REQUIRE(kept.journal->replace_rows(upload_area, {{upload_area, named, "", "{\"bytes\":"}}));
  kept.restart();
  CHECK_FALSE(kept.attachments->next());
  CHECK(kept.files() == 1);
}

TEST_CASE("attachments: the oldest goes first, and what is done is gone from disk and journal",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::string first = kept.submit();
  const std::string second = kept.submit();
  CHECK(kept.woken == 2);
  CHECK(kept.attachments->next()->sha256 == first);
  REQUIRE(kept.attachments->ended(first, UploadEnd::done, {}));
  CHECK(kept.attachments->next()->sha256 == second);
  CHECK(kept.files() == 1);
  CHECK(kept.journal->rows(upload_area, "")->size() == 1);
  REQUIRE(kept.attachments->ended(second, UploadEnd::done, {}));
  CHECK_FALSE(kept.attachments->next());
  CHECK(kept.files() == 0);
  CHECK(kept.journal->count(Stream::live)->last == 2);            // nothing to tell
  REQUIRE(kept.attachments->ended(second, UploadEnd::done, {}));  // a late echo
}

TEST_CASE("attachments: what cannot be let go because the disk is full is not uploaded again and again",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::string first = kept.submit();
  kept.write_error = Error{Code::full, "disk"};
  CHECK_FALSE(kept.attachments->ended(first, UploadEnd::done, {}));
  CHECK_FALSE(kept.attachments->next());
  CHECK(kept.files() == 1);
  kept.write_error.reset();
  kept.restart();
  CHECK(kept.attachments->next()->sha256 == first);
}

TEST_CASE("attachments: after three refusals another has its turn, the hub is told, the file stays",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const std::string first = kept.submit();
  const std::string second = kept.submit();
  for (int i = 0; i < 3; ++i) {
    CHECK(kept.attachments->next()->sha256 == first);
    REQUIRE(kept.attachments->ended(first, UploadEnd::refused, "status 415"));
  }
  CHECK(kept.attachments->next()->sha256 == second);
  CHECK(kept.journal->count(Stream::live)->last == 3);
  CHECK(kept.files() == 2);
  kept.restart();
  for (int i = 0; i < 3; ++i) {
    CHECK(kept.attachments->next()->sha256 == first);
    REQUIRE(kept.attachments->ended(first, UploadEnd::refused, "status 415"));
  }
  CHECK(kept.journal->count(Stream::live)->last == 3);  // told once
  CHECK(kept.attachments->next()->sha256 == second);
}

TEST_CASE("attachments: what is too long, empty or of another type is refused", "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const auto code = [&](std::size_t bytes, const char* mime) {
    const auto file = kept.attachments->keep(file_of(bytes), mime);
    return file ? std::string("kept") : std::string(to_string(file.error().code));
  };
  CHECK(code(photo_bytes_max, photo_mime) == "kept");
  CHECK(code(photo_bytes_max + 1, photo_mime) == "invalid");
  CHECK(code(voice_bytes_max, voice_mime) == "kept");
  CHECK(code(voice_bytes_max + 1, voice_mime) == "invalid");
  CHECK(code(0, photo_mime) == "invalid");
  CHECK(code(10, "image/png") == "invalid");
  CHECK(kept.files() == 2);
}

TEST_CASE("attachments: p08_are not taken while the disk is nearly full or too many wait",
          "[offline-cache]") {
  JournalFixture fixture;
  Kept kept(fixture);
  const auto is_full = [&] {
    const auto file = kept.attachments->keep(file_of(10), photo_mime);
    return !file && file.error().code == Code::full && !kept.attachments->accepts();
  };
  SECTION("a tenth of the disk") {
    kept.disk = DiskSpace{.free = 10 * gib, .total = 100 * gib};
    CHECK(kept.attachments->accepts());
    kept.disk = DiskSpace{.free = 10 * gib - 1, .total = 100 * gib};
    CHECK(is_full());
  }
  SECTION("one GiB of a small disk") {
    kept.disk = DiskSpace{.free = gib, .total = 8 * gib};
    CHECK(kept.attachments->accepts());
    kept.disk = DiskSpace{.free = gib - 1, .total = 8 * gib};
    CHECK(is_full());
  }
  SECTION("a disk that does not say") {
    kept.disk = fail(Code::unavailable, "no disk");
    CHECK(is_full());
  }
  SECTION("two hundred files, of which one has no event yet") {
    kept.wait_with(199, 100);
    const auto last = kept.attachments->keep(file_of(10), photo_mime);
    REQUIRE(last);
    CHECK(is_full());
    kept.attachments->drop(*last);
    CHECK(kept.attachments->accepts());
  }
  SECTION("256 MiB") {
    kept.wait_with(126, photo_bytes_max);
    CHECK(kept.attachments->accepts());
    REQUIRE(kept.attachments->keep(file_of(photo_bytes_max), photo_mime));
    CHECK(is_full());
  }
}

TEST_CASE("attachments: the real disk says how full it is", "[offline-cache]") {
  const TempDir dir;
  const auto space = disk_space(dir.path());
  REQUIRE(space);
  CHECK(space->total > 0);
  CHECK(space->free <= space->total);
  CHECK_FALSE(disk_space(dir.path() / "nowhere"));
}

namespace {

/// Submits until it is killed; says each file's name once its event is durable.
[[noreturn]] void submit_until_killed(JournalFixture& fixture, int answers) {
  auto journal = Journal::open({.folder = fixture.folder(), .device = test_device}, fixture.clock);
  if (!journal) _exit(1);
  const auto rows = (*journal)->rows(upload_area, "");
  auto attachments = Attachments::open(
      fixture.dir.path() / "attachments", *rows,
      {.write = [](const Operation&) { return Status(); },
       .wake = [] {},
       .disk =
           [](const auto&) { return Result<DiskSpace>(DiskSpace{.free = 50 * gib, .total = 100 * gib}); }});
  if (!attachments) _exit(2);
  for (;;) {
    const std::string op = new_ulid(fixture.clock);
    auto file = (*attachments)->keep(file_of(2'000), photo_mime);
    if (!file) _exit(3);
    EventDraft draft;
    draft.type = "wish.submitted";
    draft.who = "resident";
    draft.body_json = "{}";
    draft.attachments = {file->mark};
    const Operation operation{
        .op = op, .events = {draft}, .rows = {Attachments::row_of(*file, op)}, .numbers = {}};
    if (!(*journal)->append(operation)) _exit(4);
    (*attachments)->written(*file, op);
    const std::string line = file->mark.sha256 + '\n';
    if (::write(answers, line.data(), line.size()) < 0) _exit(5);
  }
}

/// What it said before it was killed.
std::string run_and_kill(JournalFixture& fixture, std::size_t after, useconds_t then) {
  return said_until_killed([&](int answers) { submit_until_killed(fixture, answers); },
                           [&](const std::string& said) { return said.size() >= after * 65; }, then);
}

}  // namespace

TEST_CASE("attachments: p01_killed at any moment, every event has its file and every file its event",
          "[offline-cache]") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937_64 dice(seed);
  JournalFixture fixture;
  std::string said;
  for (int kill = 0; kill < 20; ++kill)
    said += run_and_kill(fixture, dice() % 4, static_cast<useconds_t>(dice() % 3'000));
  const std::size_t left = static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(fixture.dir.path() / "attachments"), {}));
  Kept kept(fixture);
  INFO(left - kept.files() << " files of events that were never written");
  std::size_t named = 0;
  const auto batch = kept.journal->unsent(Stream::live, 500);
  REQUIRE(batch);
  for (const Line& line : batch->lines) {
    const std::string name = json::parse(line.bytes).at("att").at(0).at("sha256");
    CHECK(Upload::open({.sha256 = name, .bytes = 2'041, .mime = {}, .op = {}}, test_device, kept.folder()));
    ++named;
  }
  CHECK(named == kept.files());
  CHECK(named == kept.attachments->waiting());
  CHECK(named * 65 >= said.size());
}
