#include "offline-cache/journal_store.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace yz::cache {

namespace {

constexpr int schema_version = 1;
constexpr int log_pages_max = 1'000;  // 4 MiB of write-ahead log, then a checkpoint

// docs/formats/journal.md says what each column means.
constexpr const char* schema = R"(
BEGIN IMMEDIATE;
CREATE TABLE note(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE epoch(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE operation(op TEXT PRIMARY KEY, events TEXT NOT NULL, wall INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE line(position INTEGER PRIMARY KEY, epoch INTEGER NOT NULL REFERENCES epoch,
  stream INTEGER NOT NULL, seq INTEGER NOT NULL, wall INTEGER NOT NULL, hash BLOB NOT NULL, bytes BLOB,
  UNIQUE(epoch, stream, seq)) STRICT;
CREATE TABLE acked(epoch INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(epoch, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE number(day TEXT NOT NULL, series TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(day, series, number)) STRICT, WITHOUT ROWID;
CREATE TABLE raised(day TEXT NOT NULL, series TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY(day, series)) STRICT, WITHOUT ROWID;
CREATE TABLE model(area TEXT NOT NULL, day TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY(area, key)) STRICT, WITHOUT ROWID;
CREATE INDEX model_by_day ON model(area, day);
CREATE TABLE feed(rev INTEGER PRIMARY KEY, position INTEGER NOT NULL, kind TEXT NOT NULL, wall INTEGER NOT NULL,
  json TEXT NOT NULL) STRICT;
INSERT INTO note VALUES('format', '1');
PRAGMA application_id = 0x597A4A31;
PRAGMA user_version = 1;
COMMIT;
)";

struct Pragma {
  const char* set;
  const char* ask;
  const char* answer;
};
constexpr std::array pragmas{
    // Exclusive before WAL: the index of the log then lives in this process's memory and no other connection
    // exists.
    Pragma{"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA locking_mode", "exclusive"},
    Pragma{"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    Pragma{"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    Pragma{"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
    Pragma{"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
};
constexpr Pragma full{"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"};
constexpr Pragma normal{"PRAGMA synchronous=NORMAL", "PRAGMA synchronous", "1"};

Status set_and_read_back(Database& database, const Pragma& pragma) {
  if (auto set = database.ask(pragma.set); !set) return fail(set.error());
  const auto answer = database.ask(pragma.ask);
  if (!answer) return fail(answer.error());
  if (*answer != pragma.answer)
    return fail(Code::denied, std::string(pragma.set) + " does not hold: " + *answer);
  return {};
}

std::int64_t number_of(Stream stream) {
  return static_cast<std::int64_t>(stream);
}
std::int64_t to_int(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

Result<Hash> hash_of(const Query& query, int column) {
  const std::string_view bytes = query.bytes(column);
  Hash hash{};
  if (bytes.size() != hash.size()) return fail(Code::corrupt, "a stored hash has a wrong length");
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return hash;
}

Result<LineRow> line_of(const Query& query) {
  auto hash = hash_of(query, 5);
  if (!hash) return fail(hash.error());
  const std::int64_t stream = query.integer(2);
  if (stream < 0 || stream >= to_int(stream_count)) return fail(Code::corrupt, "a stored stream is none");
  return LineRow{.position = query.integer(0),
                 .epoch = query.integer(1),
                 .stream = static_cast<Stream>(stream),
                 .sequence = static_cast<std::uint64_t>(query.integer(3)),
                 .wall = query.integer(4),
                 .hash = *hash,
                 .bytes = query.bytes(6)};
}

Status each_line(Query& query, const JournalStore::TakeLine& take) {
  for (;;) {
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    const auto line = line_of(query);
    if (!line) return fail(line.error());
    const auto more = take(*line);
    if (!more) return fail(more.error());
    if (!*more) return {};
  }
}

}  // namespace

JournalStore::JournalStore(Database database) : database_(std::move(database)) {}

Result<std::unique_ptr<JournalStore>> JournalStore::open(const std::filesystem::path& path,
                                                         const StoreTuning& tuning) {
  auto database = Database::open(path, tuning.vfs);
  if (!database) return fail(database.error());
  std::unique_ptr<JournalStore> store(new JournalStore(*std::move(database)));
  if (auto ready = store->set_up(tuning.synchronous_full); !ready) return fail(ready.error());
  if (auto ready = store->prepare_all(); !ready) return fail(ready.error());
  return store;
}

Status JournalStore::set_up(bool synchronous_full) {
  for (const Pragma& pragma : pragmas) {
    if (auto set = set_and_read_back(database_, pragma); !set) return set;
  }
  if (auto set = set_and_read_back(database_, synchronous_full ? full : normal); !set) return set;
  // We checkpoint ourselves: SQLite would swallow an error of its automatic checkpoint.
  if (auto off = database_.run("PRAGMA wal_autocheckpoint=0"); !off) return off;
  // The hook that counts log pages was replaced by that PRAGMA.
  database_.count_log_pages();
  if (auto set = database_.configure(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1); !set) return set;
  if (auto set = database_.configure(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0); !set) return set;
  if (auto set = database_.configure(SQLITE_DBCONFIG_DEFENSIVE, 1); !set) return set;
  const auto version = database_.ask("PRAGMA user_version");
  if (!version) return fail(version.error());
  if (*version == "0") return database_.run(schema);
  if (*version != std::to_string(schema_version)) {
    // A later program says so in both places; a flipped bit only in one.
    const auto format = database_.ask("SELECT value FROM note WHERE name='format'");
    if (!format || *format != *version) return fail(Code::corrupt, "journal of no format");
    return fail(Code::unsupported,
                "journal of format " + *version + ", this program knows " + std::to_string(schema_version));
  }
  return {};
}

Status JournalStore::prepare_all() {
  struct Row {
    Statement* statement;
    const char* sql;
  };
  Statements& s = statements_;
  const std::array table{
      Row{&s.begin, "BEGIN IMMEDIATE"},
      Row{&s.commit, "COMMIT"},
      Row{&s.rollback, "ROLLBACK"},
      Row{&s.note, "SELECT value FROM note WHERE name=?"},
      Row{&s.set_note, "INSERT INTO note VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value"},
      Row{&s.last_epoch, "SELECT number, id FROM epoch ORDER BY number DESC LIMIT 1"},
      Row{&s.add_epoch, "INSERT INTO epoch VALUES(?,?)"},
      Row{&s.find_operation, "SELECT events FROM operation WHERE op=?"},
      Row{&s.add_operation, "INSERT INTO operation VALUES(?,?,?)"},
      Row{&s.add_line, "INSERT INTO line VALUES(?,?,?,?,?,?,?)"},
      Row{&s.last_line, "SELECT seq, hash FROM line WHERE epoch=? AND stream=? ORDER BY seq DESC LIMIT 1"},
      Row{&s.hash_at, "SELECT hash FROM line WHERE epoch=? AND stream=? AND seq=?"},
      Row{&s.lines_after,
          "SELECT position, epoch, stream, seq, wall, hash, bytes FROM line WHERE epoch=? AND stream=? AND "
          "seq>? ORDER BY seq"},
      Row{&s.acked, "SELECT seq FROM acked WHERE epoch=? AND stream=?"},
      Row{&s.set_acked, "INSERT INTO acked VALUES(?,?,?) ON CONFLICT DO UPDATE SET seq=excluded.seq"},
      Row{&s.add_number, "INSERT INTO number VALUES(?,?,?)"},
      Row{&s.next_series,
          "SELECT day, series FROM number WHERE (day, series)>(?,?) ORDER BY day, series LIMIT 1"},
      Row{&s.highest_number, "SELECT max(number) FROM number WHERE day=? AND series=?"},
      Row{&s.raised, "SELECT day, series, number FROM raised"},
      Row{&s.set_raised,
          "INSERT INTO raised VALUES(?,?,?) ON CONFLICT DO UPDATE SET number=max(number, excluded.number)"},
      Row{&s.put_row,
          "INSERT INTO model VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET day=excluded.day, "
          "value=excluded.value"},
      Row{&s.delete_row, "DELETE FROM model WHERE area=? AND key=?"},
      Row{&s.rows, "SELECT key, day, value FROM model WHERE area=? AND (day='' OR day>=?) ORDER BY day, key"},
      Row{&s.each_row, "SELECT area, key, day, value FROM model"},
      Row{&s.delete_rows, "DELETE FROM model WHERE area=?"},
      Row{&s.add_feed_line, "INSERT INTO feed VALUES(?,?,?,?,?)"},
      Row{&s.last_position,
          "SELECT max((SELECT coalesce(max(position),0) FROM line),"
          " coalesce((SELECT position FROM feed ORDER BY rev DESC LIMIT 1),0))"},
      Row{&s.own_in_order, "SELECT position, bytes FROM line WHERE bytes IS NOT NULL ORDER BY position"},
      Row{&s.feed_in_order, "SELECT position, kind, json FROM feed ORDER BY rev"},
      Row{&s.earlier_lines,
          "SELECT position, epoch, stream, seq, wall, hash, bytes FROM line WHERE epoch<? AND bytes IS NOT "
          "NULL"
          " ORDER BY position"},
      Row{&s.prune_lines,
          "UPDATE line SET bytes=NULL WHERE position IN (SELECT position FROM line AS l WHERE wall<?1 AND "
          "bytes IS NOT NULL"
          " AND position>?3 AND position<=?4 AND (epoch<?2 OR seq<=(SELECT seq FROM acked AS a WHERE "
          "a.epoch=l.epoch AND a.stream=l.stream)))"},
      Row{&s.prune_feed,
          "DELETE FROM feed WHERE rev IN (SELECT rev FROM feed WHERE wall<? ORDER BY rev LIMIT 500)"},
      Row{&s.prune_operations,
          "DELETE FROM operation WHERE op IN (SELECT op FROM operation ORDER BY op LIMIT 500) AND wall<?"},
  };
  for (const Row& row : table) {
    auto statement = database_.prepare(row.sql);
    if (!statement) return fail(statement.error());
    *row.statement = *std::move(statement);
  }
  return {};
}

Status JournalStore::begin() {
  return statements_.begin.query().run();
}
Status JournalStore::commit() {
  return statements_.commit.query().run();
}

void JournalStore::rollback() {
  // A failure here leaves the transaction to be rolled back by the next start; the caller already has an
  // error to tell.
  if (database_.in_transaction()) (void)statements_.rollback.query().run();
}

Status JournalStore::checkpoint_if_due() {
  if (database_.log_pages() < log_pages_max) return {};
  return database_.checkpoint(SQLITE_CHECKPOINT_PASSIVE);
}

Status JournalStore::checkpoint_all() {
  return database_.checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
}

Result<std::string> JournalStore::note(std::string_view name) {
  Query query = statements_.note.query();
  const auto row = query.with(name).step();
  if (!row) return fail(row.error());
  return *row ? std::string(query.bytes(0)) : std::string();
}

Status JournalStore::set_note(std::string_view name, std::string_view value) {
  return statements_.set_note.query().with(name).with(value).run();
}

Result<std::optional<EpochRow>> JournalStore::last_epoch() {
  Query query = statements_.last_epoch.query();
  const auto row = query.step();
  if (!row) return fail(row.error());
  if (!*row) return std::optional<EpochRow>();
  return std::optional(EpochRow{query.integer(0), std::string(query.bytes(1))});
}

Status JournalStore::add_epoch(const EpochRow& epoch) {
  return statements_.add_epoch.query().with(epoch.number).with(epoch.id).run();
}

Result<std::optional<std::string>> JournalStore::find_operation(std::string_view op) {
  Query query = statements_.find_operation.query();
  const auto row = query.with(op).step();
  if (!row) return fail(row.error());
  if (!*row) return std::optional<std::string>();
  return std::optional(std::string(query.bytes(0)));
}

Status JournalStore::add_operation(std::string_view op, std::string_view event_ids, std::int64_t wall) {
  return statements_.add_operation.query().with(op).with(event_ids).with(wall).run();
}

Status JournalStore::add_line(const LineRow& line) {
  Query query = statements_.add_line.query();
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(line.bytes.data()), line.bytes.size());
  query.with(line.position)
      .with(line.epoch)
      .with(number_of(line.stream))
      .with(to_int(line.sequence))
      .with(line.wall);
  return query.with(std::span<const std::uint8_t>(line.hash)).with(bytes).run();
}

Result<std::optional<StreamMark>> JournalStore::last_line(std::int64_t epoch, Stream stream) {
  Query query = statements_.last_line.query();
  const auto row = query.with(epoch).with(number_of(stream)).step();
  if (!row) return fail(row.error());
  if (!*row) return std::optional<StreamMark>();
  const auto hash = hash_of(query, 1);
  if (!hash) return fail(hash.error());
  return std::optional(StreamMark{static_cast<std::uint64_t>(query.integer(0)), *hash});
}

Result<std::optional<Hash>> JournalStore::hash_at(std::int64_t epoch, Stream stream, std::uint64_t sequence) {
  if (sequence == 0) return std::optional(Hash{});
  Query query = statements_.hash_at.query();
  const auto row = query.with(epoch).with(number_of(stream)).with(to_int(sequence)).step();
  if (!row) return fail(row.error());
  if (!*row) return std::optional<Hash>();
  const auto hash = hash_of(query, 0);
  if (!hash) return fail(hash.error());
  return std::optional(*hash);
}

Status JournalStore::lines_after(std::int64_t epoch, Stream stream, std::uint64_t after,
                                 const TakeLine& take) {
  Query query = statements_.lines_after.query();
  return each_line(query.with(epoch).with(number_of(stream)).with(to_int(after)), take);
}

Result<std::uint64_t> JournalStore::acked(std::int64_t epoch, Stream stream) {
  Query query = statements_.acked.query();
  const auto row = query.with(epoch).with(number_of(stream)).step();
  if (!row) return fail(row.error());
  return *row ? static_cast<std::uint64_t>(query.integer(0)) : 0;
}

Status JournalStore::set_acked(std::int64_t epoch, Stream stream, std::uint64_t sequence) {
  return statements_.set_acked.query().with(epoch).with(number_of(stream)).with(to_int(sequence)).run();
}

Status JournalStore::add_number(const NumberTaken& number) {
  return statements_.add_number.query()
      .with(number.day)
      .with(number.series)
      .with(std::int64_t{number.number})
      .run();
}

Result<std::vector<Floor>> JournalStore::highest_numbers() {
  std::vector<Floor> floors;
  std::string day;
  std::string series;
  for (;;) {
    {
      Query next = statements_.next_series.query();
      const auto row = next.with(day).with(series).step();
      if (!row) return fail(row.error());
      if (!*row) return floors;
      const std::string next_day(next.bytes(0));
      const std::string next_series(next.bytes(1));
      // A damaged index may lead in circles.
      if (std::pair(next_day, next_series) <= std::pair(day, series))
        return fail(Code::corrupt, "numbers out of order");
      floors.push_back({next_series, next_day, 0});
    }
    day = floors.back().day;
    series = floors.back().series;
    Query highest = statements_.highest_number.query();
    const auto row = highest.with(day).with(series).step();
    if (!row) return fail(row.error());
    floors.back().number = static_cast<int>(highest.integer(0));
  }
}

Result<std::vector<Floor>> JournalStore::raised_floors() {
  std::vector<Floor> floors;
  Query query = statements_.raised.query();
  for (;;) {
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return floors;
    floors.push_back(
        {std::string(query.bytes(1)), std::string(query.bytes(0)), static_cast<int>(query.integer(2))});
  }
}

Status JournalStore::set_raised_floor(const Floor& floor) {
  return statements_.set_raised.query()
      .with(floor.day)
      .with(floor.series)
      .with(std::int64_t{floor.number})
      .run();
}

Status JournalStore::put_row(const ModelRow& row) {
  if (row.value.empty()) return statements_.delete_row.query().with(row.area).with(row.key).run();
  return statements_.put_row.query().with(row.area).with(row.day).with(row.key).with(row.value).run();
}

Result<std::vector<ModelRow>> JournalStore::rows(std::string_view area, std::string_view from_day) {
  std::vector<ModelRow> found;
  Query query = statements_.rows.query();
  query.with(area).with(from_day);
  for (;;) {
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return found;
    found.push_back({std::string(area), std::string(query.bytes(0)), std::string(query.bytes(1)),
                     std::string(query.bytes(2))});
  }
}

Status JournalStore::each_row(const std::function<Status(const ModelRow&)>& take) {
  Query query = statements_.each_row.query();
  for (;;) {
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    const auto text = [&query](int column) { return std::string(query.bytes(column)); };
    if (auto taken = take({text(0), text(1), text(2), text(3)}); !taken) return taken;
  }
}

Status JournalStore::delete_rows(std::string_view area) {
  return statements_.delete_rows.query().with(area).run();
}

Status JournalStore::add_feed_line(const FeedLine& line, std::int64_t position, std::int64_t wall) {
  Query query = statements_.add_feed_line.query();
  return query.with(to_int(line.revision)).with(position).with(line.kind).with(wall).with(line.json).run();
}

Result<std::int64_t> JournalStore::last_position() {
  Query query = statements_.last_position.query();
  const auto row = query.step();
  if (!row) return fail(row.error());
  return *row ? query.integer(0) : 0;
}

Status JournalStore::in_order(const TakeFolded& take) {
  Query own = statements_.own_in_order.query();
  Query feed = statements_.feed_in_order.query();
  auto own_row = own.step();
  auto feed_row = feed.step();
  for (;;) {
    if (!own_row) return fail(own_row.error());
    if (!feed_row) return fail(feed_row.error());
    if (!*own_row && !*feed_row) return {};
    const bool take_own = *own_row && (!*feed_row || own.integer(0) < feed.integer(0));
    if (auto taken = take_own ? take(true, {}, own.bytes(1)) : take(false, feed.bytes(1), feed.bytes(2));
        !taken) {
      return taken;
    }
    (take_own ? own_row : feed_row) = (take_own ? own : feed).step();
  }
}

Status JournalStore::lines_of_earlier_epochs(std::int64_t current, const TakeLine& take) {
  Query query = statements_.earlier_lines.query();
  return each_line(query.with(current), take);
}

Status JournalStore::prune(std::int64_t current_epoch, std::int64_t wall) {
  constexpr std::int64_t lines_at_once = 1'000;
  const auto text = note("pruned");
  if (!text) return fail(text.error());
  const auto last = last_position();
  if (!last) return fail(last.error());
  std::int64_t from = 0;
  (void)std::from_chars(text->data(), text->data() + text->size(),
                        from);  // nothing noted yet: from the beginning
  // Round and round in pieces, so that lines acknowledged late are met the next time.
  if (from >= *last) from = 0;
  const std::int64_t to = from + lines_at_once;
  if (auto done = statements_.prune_lines.query().with(wall).with(current_epoch).with(from).with(to).run();
      !done)
    return done;
  if (auto done = statements_.prune_feed.query().with(wall).run(); !done) return done;
  if (auto done = statements_.prune_operations.query().with(wall).run(); !done) return done;
  return set_note("pruned", std::to_string(to));
}

}  // namespace yz::cache
