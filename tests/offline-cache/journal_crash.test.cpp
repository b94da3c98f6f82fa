// What is left of a journal after a killed process, a power cut, a flipped bit. The full figures run nightly;
// here a tenth.
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <fstream>
#include <random>
#include <set>

#include "offline-cache/sqlite_journal.h"
#include "tests/offline-cache/journal_fixture.h"
#include "tests/offline-cache/killed_child.h"
#include "tests/support/recording_vfs.h"

namespace {

using namespace yz;
using namespace yz::cache;
using namespace yz::test;

std::uint64_t seed() {
  const char* given = std::getenv("YZ_SEED");
  return given != nullptr ? std::stoull(given) : std::random_device{}();
}

// ── killed processes ──

/// Issues tickets until it is killed, and says each one's operation id once it is durable.
[[noreturn]] void issue_until_killed(const std::filesystem::path& folder, const Clock& clock, int answers) {
  auto journal = Journal::open({.folder = folder, .device = test_device}, clock);
  if (!journal) _exit(1);
  int number = 1;
  const auto floors = (*journal)->floors();
  if (!floors) _exit(1);
  for (const Floor& floor : *floors) number = floor.number + 1;
  for (;; ++number) {
    const std::string op = new_ulid(clock);
    if (!(*journal)->append(ticket_operation(op, number))) _exit(2);
    const std::string line = op + ' ' + std::to_string(number) + '\n';
    if (::write(answers, line.data(), line.size()) < 0) _exit(3);
    if (!(*journal)->reserve_ahead()) _exit(4);
  }
}

using Acknowledged = std::vector<std::pair<std::string, int>>;

/// Kills it a moment after it acknowledged so many.
void run_and_kill(const std::filesystem::path& folder, const Clock& clock, std::size_t after,
                  std::mt19937_64& dice, Acknowledged& all) {
  const auto is_enough = [&](const std::string& so_far) {
    return static_cast<std::size_t>(std::count(so_far.begin(), so_far.end(), '\n')) >= after;
  };
  const auto then = static_cast<unsigned>(dice() % 1'500);  // anywhere in the operations that follow
  const std::string said =
      said_until_killed([&](int answers) { issue_until_killed(folder, clock, answers); }, is_enough, then);
  for (std::size_t at = 0; at < said.size();) {
    const auto blank = said.find(' ', at);
    const auto end = said.find('\n', at);
    all.emplace_back(said.substr(at, blank - at), std::stoi(said.substr(blank + 1, end - blank)));
    at = end + 1;
  }
}

TEST_CASE("journal: p01_p03_200 killed processes lose nothing and repeat no number", "[offline-cache]") {
  const auto from = seed();
  CAPTURE(from);
  std::mt19937_64 dice(from);
  JournalFixture fixture;
  Acknowledged acknowledged;
  constexpr int kills = 200;
  for (int kill = 0; kill < kills; ++kill) {
    run_and_kill(fixture.folder(), fixture.clock, dice() % 8, dice, acknowledged);
  }
  const auto journal = fixture.open();
  CHECK(journal->opened() == Opened::as_it_was);
  int lost = 0;
  std::set<int> numbers;
  for (const auto& [op, number] : acknowledged) {
    const auto found = journal->find_operation(op);
    REQUIRE(found);
    if (!*found) ++lost;
    numbers.insert(number);
  }
  CHECK(lost == 0);
  CHECK(numbers.size() == acknowledged.size());
  CHECK(acknowledged.size() > 200);
  // Within one boot a kill burns at most the one number whose outcome nobody heard.
  CHECK(next_number(*journal) <= static_cast<int>(acknowledged.size()) + kills + 1);
}

// ── power cuts ──

struct Cuts {
  int images{};
  int lost{};
  int repeated{};
  int damaged{};
};

/// Issues tickets over the recording file system, then looks at what a cut at each of many points leaves.
Cuts cut_power(const StoreTuning& asked, int images, std::mt19937_64& dice) {
  JournalFixture fixture;
  RecordingVfs vfs;
  StoreTuning tuning = asked;
  tuning.vfs = vfs.name();
  {
    auto journal =
        SqliteJournal::open_tuned({.folder = fixture.folder(), .device = test_device}, fixture.clock, tuning);
    REQUIRE(journal);
    for (int number = 1; number <= 120; ++number) {
      const std::string op = fixture.op();
      REQUIRE((*journal)->append(ticket_operation(op, number)));
      vfs.acknowledge(op + ' ' + std::to_string(number));
    }
  }
  Cuts cuts;
  for (int image = 0; image < images; ++image) {
    const std::size_t at = dice() % (vfs.log().size() + 1);
    JournalFixture after;
    // The floor file as it was at the end: it is synced before a number of its block is used, so it is never
    // behind.
    std::filesystem::create_directories(after.folder());
    for (const char* name : {"floor-a", "floor-b"}) {
      if (std::filesystem::exists(fixture.folder() / name)) {
        std::filesystem::copy_file(fixture.folder() / name, after.folder() / name);
      }
    }
    vfs.write_image(at, dice, after.folder());
    after.clock.reboot();
    const auto journal = after.open();
    if (journal->opened() == Opened::was_damaged) ++cuts.damaged;
    const int next = next_number(*journal);
    bool is_lost = false;
    for (const std::string& said : vfs.acknowledged(at)) {
      const auto blank = said.find(' ');
      if (!journal->find_operation(said.substr(0, blank))->has_value()) is_lost = true;
      if (next <= std::stoi(said.substr(blank + 1))) ++cuts.repeated;
    }
    ++cuts.images;
    if (is_lost) ++cuts.lost;
  }
  return cuts;
}

TEST_CASE("journal: p01_p03_200 power cuts at any point lose nothing and repeat no number",
          "[offline-cache]") {
  const auto from = seed();
  CAPTURE(from);
  std::mt19937_64 dice(from);
  const Cuts cuts = cut_power({}, 200, dice);
  CHECK(cuts.images == 200);
  CHECK(cuts.lost == 0);
  CHECK(cuts.repeated == 0);
  CHECK(cuts.damaged == 0);
}

TEST_CASE("journal: p01_power_cuts_must_fail where commits are not synced", "[offline-cache]") {
  const auto from = seed();
  CAPTURE(from);
  std::mt19937_64 dice(from);
  const Cuts cuts = cut_power({.vfs = nullptr, .synchronous_full = false}, 100, dice);
  CHECK(cuts.lost > 0);       // the same check that holds above goes red
  CHECK(cuts.repeated == 0);  // and still the floor file keeps the numbers apart
}

// ── labels ──

/// A folder of an earlier moment, as an imaging tool or a technician would keep it.
void copy_journal(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::create_directories(to);
  for (const char* name : {"journal.db", "journal.db-wal"}) {
    if (std::filesystem::exists(from / name)) std::filesystem::copy_file(from / name, to / name);
  }
}

void put_back(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const char* name : {"journal.db", "journal.db-wal"}) {
    std::filesystem::remove(to / name);
    if (std::filesystem::exists(from / name)) std::filesystem::copy_file(from / name, to / name);
  }
}

std::string day_of(const Clock& clock) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(clock.now())};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

TEST_CASE("journal: p03_no number twice on a day over random clocks, restarts, lost and old journals",
          "[offline-cache]") {
  const auto from = seed();
  CAPTURE(from);
  std::mt19937_64 dice(from);
  const int schedules = std::getenv("YZ_FULL") != nullptr ? 200 : 20;
  constexpr int tickets_each = 500;
  // No power cut among these faults, so a tenth of the full figures need not wait for the disk at each
  // commit.
  const auto open = [](JournalFixture& fixture) {
    auto journal = SqliteJournal::open_tuned({.folder = fixture.folder(), .device = test_device},
                                             fixture.clock, {.vfs = nullptr, .synchronous_full = false});
    REQUIRE(journal);
    return *std::move(journal);
  };
  const Instant start{Milliseconds{1'795'430'400'000}};
  int duplicates = 0;
  int issued = 0;
  for (int schedule = 0; schedule < schedules; ++schedule) {
    JournalFixture fixture;
    const auto copy = fixture.dir.path() / "copy";
    std::set<std::pair<std::string, int>> seen;
    std::unique_ptr<Journal> journal = open(fixture);
    int until_next = 0;
    for (int ticket = 0; ticket < tickets_each; ++ticket) {
      if (until_next-- == 0) {
        until_next = static_cast<int>(dice() % 60);
        if (dice() % 3 == 0) REQUIRE(journal->close());
        journal.reset();
        if (dice() % 3 == 0) fixture.clock.reboot();
        switch (dice() % 6) {
          case 0:
            copy_journal(fixture.folder(), copy);
            break;
          case 1:
            if (std::filesystem::exists(copy)) put_back(copy, fixture.folder());
            break;
          case 2:
            std::filesystem::remove(fixture.folder() / "journal.db");
            if (dice() % 2 == 0) std::filesystem::remove(fixture.folder() / "journal.db-wal");
            break;
          case 3: {
            const auto years = static_cast<std::int64_t>(dice() % 21) - 10;
            fixture.clock.set_wall(start + std::chrono::days{365 * years});
            break;
          }
          case 4:
            fixture.clock.set_wall(fixture.clock.now() - std::chrono::minutes{dice() % 10'000});
            break;
          default:
            fixture.clock.set_wall(start);
            break;
        }
        journal = open(fixture);
      }
      const std::string day = day_of(fixture.clock);
      const int number = next_number(*journal, day);
      REQUIRE(journal->append(ticket_operation(fixture.op(), number, day)));
      ++issued;
      if (!seen.emplace(day, number).second) ++duplicates;
    }
  }
  CHECK(issued == schedules * tickets_each);
  CHECK(duplicates == 0);
}

TEST_CASE("journal: p03_an older copy is noticed within the boot and begins a new epoch", "[offline-cache]") {
  JournalFixture fixture;
  const auto copy = fixture.dir.path() / "copy";
  std::string epoch;
  {
    const auto journal = fixture.open();
    epoch = journal->epoch();
    REQUIRE(journal->append(ticket_operation(fixture.op(), 1)));
  }
  copy_journal(fixture.folder(), copy);
  {
    const auto journal = fixture.open();
    REQUIRE(journal->append(ticket_operation(fixture.op(), 2)));
  }
  put_back(copy, fixture.folder());
  const auto journal = fixture.open();
  CHECK(journal->opened() == Opened::was_replaced);
  CHECK(journal->epoch() != epoch);
  CHECK(next_number(*journal) == 21);
  // What the copy had not yet sent goes again, in the new epoch.
  const auto batch = journal->unsent(Stream::live, 500);
  REQUIRE(batch);
  REQUIRE(batch->lines.size() == 1);
  CHECK(line_inside(batch->lines[0].bytes).has_value());
}

// ── damage ──

TEST_CASE("journal: p09_flipped bits are never sent as if they were whole", "[offline-cache]") {
  const auto from = seed();
  CAPTURE(from);
  std::mt19937_64 dice(from);
  JournalFixture original;
  std::set<std::string> good;
  {
    const auto journal = original.open();
    for (int number = 1; number <= 60; ++number)
      REQUIRE(journal->append(ticket_operation(original.op(), number)));
    const auto batch = journal->unsent(Stream::live, 500);
    REQUIRE(batch);
    for (const Line& line : batch->lines) good.insert(line.bytes);
    REQUIRE(journal->close());
  }
  int noticed = 0;
  for (int flip = 0; flip < 60; ++flip) {
    JournalFixture fixture;
    std::filesystem::copy(original.folder(), fixture.folder());
    {
      std::fstream file(fixture.folder() / "journal.db", std::ios::in | std::ios::out | std::ios::binary);
      const auto size =
          static_cast<std::int64_t>(std::filesystem::file_size(fixture.folder() / "journal.db"));
      const auto at = static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(size));
      file.seekg(at);
      const int byte = file.get();
      file.seekp(at);
      file.put(static_cast<char>(byte ^ (1 << (dice() % 8))));
    }
    bool is_noticed = false;
    bool is_served = false;
    // What the database refuses to read is set aside at the next start; two are always enough.
    for (int start = 0; start < 3 && !is_served; ++start) {
      auto journal = Journal::open({.folder = fixture.folder(), .device = test_device}, fixture.clock);
      INFO((journal ? "" : journal.error().what));
      REQUIRE(journal);
      is_noticed = is_noticed || (*journal)->opened() != Opened::as_it_was ||
                   (*journal)->count(Stream::bulk)->last > 0;
      const auto batch = (*journal)->unsent(Stream::live, 500);
      if (!batch) {
        UNSCOPED_INFO("unsent: " << batch.error().what);
        is_noticed = true;
        continue;
      }
      for (const Line& line : batch->lines) {
        const auto inner = line_inside(line.bytes);
        CHECK(good.contains(inner.value_or(line.bytes)));
      }
      if (batch->lines.size() < 60) is_noticed = true;
      // A page that only a write meets: it is noticed now, and the next start goes on without it.
      const auto appended = (*journal)->append(ticket_operation(fixture.op(), next_number(**journal)));
      is_served = appended.has_value();
      if (!is_served) UNSCOPED_INFO("append: " << appended.error().what);
      is_noticed = is_noticed || !is_served;
    }
    CHECK(is_served);
    if (is_noticed) ++noticed;
  }
  CHECK(noticed > 0);
}

TEST_CASE("journal: p09_a file that is no database is set aside and told to the hub", "[offline-cache]") {
  JournalFixture fixture;
  {
    const auto journal = fixture.open();
    REQUIRE(journal->append(ticket_operation(fixture.op(), 1)));
    REQUIRE(journal->close());
  }
  std::ofstream(fixture.folder() / "journal.db", std::ios::binary | std::ios::trunc)
      << std::string(20'000, 'x');
  const auto journal = fixture.open();
  CHECK(journal->opened() == Opened::was_damaged);
  CHECK(next_number(*journal) == 21);
  const auto told = journal->unsent(Stream::bulk, 500);
  REQUIRE(told);
  REQUIRE(told->lines.size() == 1);
  CHECK(told->lines[0].bytes.find("journal.damaged") != std::string::npos);
  CHECK(told->lines[0].bytes.find("journal.db.damaged-") != std::string::npos);
}

}  // namespace
