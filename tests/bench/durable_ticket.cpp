#include "tests/bench/durable_ticket.h"

#include <sqlite3.h>

#include <array>
#include <chrono>
#include <random>
#include <string>

#include "base/system_clock.h"
#include "domain/tickets/tickets.h"
#include "domain/tickets/tickets_json.h"
#include "offline-cache/journal.h"

namespace yz::bench {

namespace {

// Not a service of 999 numbers a day, but enough of them that no quota ends the run.
constexpr int services = 20;

domain::Station busy_station() {
  domain::Station station;
  station.id = domain::StationId("bench");
  station.name = {.zh = "bench", .en = ""};
  station.utc_offset = domain::Minutes{480};
  station.counters.push_back({.id = domain::CounterId("1"), .name = {.zh = "1", .en = ""}});
  for (int i = 0; i < services; ++i) {
    domain::Service service;
    service.id = domain::ServiceId("service-" + std::to_string(i));
    service.letter = static_cast<char>('A' + i);
    service.name = {.zh = "service", .en = ""};
    for (auto& day : service.hours.weekly) day = {{domain::Minutes{0}, domain::Minutes{24 * 60}}};
    service.quota_per_day = 999;
    service.counters = {domain::CounterId("1")};
    service.mean_service = Milliseconds{300'000};
    station.services.push_back(service);
  }
  return station;
}

class Dice {
 public:
  std::string ulid(Instant now) {
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
    return make_ulid(now, bytes);
  }

 private:
  std::mt19937 engine_{2026};
};

/// The same transaction without us: one row of the same bytes, the same PRAGMAs, a prepared statement.
class BareTable {
 public:
  static Result<std::unique_ptr<BareTable>> open(const std::filesystem::path& file) {
    auto table = std::unique_ptr<BareTable>(new BareTable());
    if (sqlite3_open(file.c_str(), &table->database_) != SQLITE_OK)
      return fail(Code::unavailable, "bare database");
    const char* prepare =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE line(seq INTEGER PRIMARY KEY, bytes "
        "BLOB)";
    if (sqlite3_exec(table->database_, prepare, nullptr, nullptr, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(table->database_, "INSERT INTO line(bytes) VALUES(?)", -1, &table->insert_,
                           nullptr) != SQLITE_OK) {
      return fail(Code::unavailable, sqlite3_errmsg(table->database_));
    }
    return table;
  }
  ~BareTable() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  BareTable(const BareTable&) = delete;
  BareTable& operator=(const BareTable&) = delete;

  [[nodiscard]] Status insert(const std::string& bytes) {
    sqlite3_bind_blob(insert_, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
    const bool is_done = sqlite3_step(insert_) == SQLITE_DONE;
    sqlite3_reset(insert_);
    if (!is_done) return fail(Code::unavailable, sqlite3_errmsg(database_));
    return {};
  }

 private:
  BareTable() = default;
  sqlite3* database_{};
  sqlite3_stmt* insert_{};
};

template <class F>
Result<double> timed_ms(F work) {
  const auto begin = std::chrono::steady_clock::now();
  if (Status done = work(); !done) return fail(done.error());
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

Status issue(domain::TicketBook& book, cache::Journal& journal, const domain::IssueTicket& ask,
             const std::string& op) {
  auto decision = domain::decide(book, ask);
  const auto* events = std::get_if<domain::TicketEvents>(&decision);
  if (events == nullptr)
    return fail(Code::invalid, domain::to_string(std::get<domain::TicketRefusal>(decision)));
  cache::Operation operation;
  operation.op = op;
  for (const auto& event : *events) {
    const auto kind = domain::kind_of(event);
    operation.events.push_back({.stream = cache::Stream::live,
                                .type = kind.type,
                                .version = kind.version,
                                .who = "resident",
                                .subject = "",
                                .body_json = domain::to_json(event)});
    (void)book.fold(event);  // it was decided on this very state
  }
  const domain::Ticket* ticket = book.find(ask.ticket);
  operation.rows.push_back({.area = "ticket",
                            .key = ask.ticket.value,
                            .day = domain::to_text(ticket->day),
                            .value = domain::to_json(*ticket)});
  operation.numbers.push_back(
      {.series = ask.service.value, .day = domain::to_text(ticket->day), .number = ticket->number});
  auto appended = journal.append(operation);
  if (!appended) return fail(appended.error());
  return {};
}

}  // namespace

Result<DurableFigures> measure_durable_ticket(const std::filesystem::path& folder, int count) {
  const SystemClock clock;
  Dice dice;
  std::filesystem::create_directories(folder / "journal");
  auto journal =
      cache::Journal::open({.folder = folder / "journal", .device = dice.ulid(clock.now())}, clock);
  if (!journal) return fail(journal.error());
  auto bare = BareTable::open(folder / "bare.db");
  if (!bare) return fail(bare.error());
  domain::TicketBook book(busy_station());
  DurableFigures figures;
  for (int i = 0; i < count; ++i) {
    const std::string op = dice.ulid(clock.now());
    const domain::IssueTicket ask{.ticket = domain::TicketId(dice.ulid(clock.now())),
                                  .secret = "7K3M9PQ2XW4T",
                                  .service = domain::ServiceId("service-" + std::to_string(i % services)),
                                  .priority = domain::Priority::none,
                                  .kiosk_digit = 0,
                                  .at = clock.now()};
    auto ours = timed_ms([&] { return issue(book, **journal, ask, op); });
    if (!ours) return fail(ours.error());
    // As the station does once the number is on the screen.
    if (auto ahead = (*journal)->reserve_ahead(); !ahead) return fail(ahead.error());
    // What the journal wrote for it: the event's line, and the read model's row.
    const domain::Ticket& ticket = *book.find(ask.ticket);
    const std::string bytes = std::string(400, ' ') + domain::to_json(ticket) + domain::to_json(ticket);
    auto theirs = timed_ms([&] { return (*bare)->insert(bytes); });
    if (!theirs) return fail(theirs.error());
    figures.ours_ms.push_back(*ours);
    figures.bare_ms.push_back(*theirs);
  }
  if (auto closed = (*journal)->close(); !closed) return fail(closed.error());
  return figures;
}

}  // namespace yz::bench
