// Opening the journal: is it the one that was closed or killed here, how far can its numbers be trusted, and
// what to do when it is not (docs/formats/journal.md, "At start").
#include <fcntl.h>
#include <sys/file.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "offline-cache/sqlite_journal.h"

namespace yz::cache {

namespace {

constexpr const char* damaged_name =
    "damaged";  // its presence says that the journal was found damaged while running

std::uint64_t to_number(std::string_view text) {
  std::uint64_t value = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), value);  // a note never written is 0
  return value;
}

Result<FileHandle> lock(const std::filesystem::path& folder) {
  auto file = open_file(folder / "lock", O_RDWR | O_CREAT);
  if (!file) return file;
  if (::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
    return fail(Code::unavailable, "another process has the journal in " + folder.string());
  }
  return file;
}

}  // namespace

SqliteJournal::SqliteJournal(JournalConfig config, const Clock& clock, FileHandle lock, FloorFile floor,
                             WitnessFile witness)
    : config_(std::move(config)),
      clock_(clock),
      lock_(std::move(lock)),
      floor_(std::move(floor)),
      witness_(std::move(witness)),
      boot_(is_plain_word(clock.boot()) ? clock.boot() : "unknown") {}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open_tuned(const JournalConfig& config,
                                                                 const Clock& clock,
                                                                 const StoreTuning& tuning) {
  if (!is_plain_word(config.device)) return fail(Code::invalid, "device id");
  if (auto made = make_folder(config.folder); !made) return fail(made.error());
  auto locked = lock(config.folder);
  if (!locked) return fail(locked.error());
  auto floor = FloorFile::open(config.folder);
  if (!floor) return fail(floor.error());
  auto witness = WitnessFile::open(config.folder);
  if (!witness) return fail(witness.error());
  std::unique_ptr<SqliteJournal> journal(
      new SqliteJournal(config, clock, *std::move(locked), *std::move(floor), *std::move(witness)));
  if (auto started = journal->start(tuning); !started) return fail(started.error());
  return journal;
}

Status SqliteJournal::start(const StoreTuning& tuning) {
  if (auto why = read_whole(config_.folder / damaged_name, 4'096)) {
    if (auto moved = set_aside(*why); !moved) return moved;
  }
  auto opened = open_and_judge(tuning);
  if (!opened && opened.error().code == Code::corrupt && damage_.empty()) {
    if (auto moved = set_aside(opened.error().what); !moved) return moved;
    opened = open_and_judge(tuning);
  }
  if (!opened) return opened;
  if (auto mended = mend_floor_file(); !mended) return mended;
  const bool is_quiet = trust_ == Trust::exact && opened_ == Opened::as_it_was && floor_.damaged().empty();
  if (!is_quiet) {
    auto settled = transact([&](State& state) -> Status {
      if (opened_ == Opened::was_replaced && state.epoch.number > 0) {
        if (auto begun = begin_epoch(state, after_acked()); !begun) return begun;
      } else if (state.epoch.number == 0) {
        state.epoch = {1, new_ulid(clock_)};
        if (auto added = store_->add_epoch(state.epoch); !added) return added;
      }
      if (auto noted = store_->set_note("device", config_.device); !noted) return noted;
      if (auto raised = raise_floors(); !raised) return raised;
      if (auto told = tell_hub(state); !told) return told;
      return aside_.empty() ? Status() : salvage(state, tuning);
    });
    if (!settled) return settled;
  }
  // From here on the journal moves away from the mark of its clean end.
  if (floor_.table().clean) {
    if (auto noted = floor_.set_clean(std::nullopt); !noted) return noted;
  }
  witness_.write({boot_, mark()});
  if (auto cleared = remove_tree(config_.folder / damaged_name); !cleared) return cleared;
  return sync_folder(config_.folder);
}

Status SqliteJournal::open_and_judge(const StoreTuning& tuning) {
  auto store = JournalStore::open(config_.folder / "journal.db", tuning);
  if (!store) return fail(store.error());
  store_ = *std::move(store);
  if (auto loaded = load(); !loaded) return loaded;
  const auto trust = judge();
  if (!trust) return fail(trust.error());
  trust_ = *trust;
  if (damage_.empty()) {
    const bool knew_before = !floor_.table().days.empty() || floor_.table().clean || witness_.found();
    if (state_.epoch.number == 0) opened_ = knew_before ? Opened::was_replaced : Opened::fresh;
    if (state_.epoch.number > 0 && trust_ == Trust::behind) opened_ = Opened::was_replaced;
  } else {
    opened_ = Opened::was_damaged;
  }
  return {};
}

Status SqliteJournal::load() {
  state_ = {};
  const auto epoch = store_->last_epoch();
  if (!epoch) return fail(epoch.error());
  if (!*epoch) return {};
  state_.epoch = **epoch;
  for (const Stream stream : all_streams) {
    const auto last = store_->last_line(state_.epoch.number, stream);
    if (!last) return fail(last.error());
    const auto acked = store_->acked(state_.epoch.number, stream);
    if (!acked) return fail(acked.error());
    stream_of(state_, stream) = {last->value_or(StreamMark{}), *acked};
    if (*acked > stream_of(state_, stream).mark.sequence)
      return fail(Code::corrupt, "acknowledged more than there is");
  }
  const auto position = store_->last_position();
  const auto revision = store_->note("revision");
  const auto generation = store_->note("generation");
  auto raised = store_->raised_floors();
  // Not needed here, but if they cannot be read it shall show now and not at the first ticket.
  if (const auto numbers = store_->highest_numbers(); !numbers) return fail(numbers.error());
  if (!position) return fail(position.error());
  if (!revision) return fail(revision.error());
  if (!generation) return fail(generation.error());
  if (!raised) return fail(raised.error());
  state_.position = *position;
  state_.revision = to_number(*revision);
  state_.generation = to_number(*generation);
  raised_ = *std::move(raised);
  return {};
}

/// Does this journal hold what that mark says, and perhaps more?
Result<bool> SqliteJournal::has(const JournalMark& mark) {
  if (mark.epoch != state_.epoch.id) return false;
  for (const Stream stream : all_streams) {
    const StreamMark& noted = mark.streams.at(static_cast<std::size_t>(stream));
    const auto hash = store_->hash_at(state_.epoch.number, stream, noted.sequence);
    if (!hash) return fail(hash.error());
    if (!*hash || **hash != noted.head) return false;
  }
  return true;
}

Result<SqliteJournal::Trust> SqliteJournal::judge() {
  const std::optional<JournalMark>& clean = floor_.table().clean;
  const std::optional<Witness>& witness = witness_.found();
  if (state_.epoch.number == 0) {
    return clean || witness || !floor_.table().days.empty() ? Trust::unknown : Trust::exact;
  }
  const auto device = store_->note("device");
  if (!device) return fail(device.error());
  if (*device != config_.device) return Trust::behind;
  if (clean) {
    if (*clean == mark()) return Trust::exact;
    const auto known = has(*clean);
    if (!known) return fail(known.error());
    return *known ? Trust::unknown : Trust::behind;
  }
  if (!witness) return Trust::unknown;
  const auto known = has(witness->mark);
  if (!known) return fail(known.error());
  if (!*known) return Trust::behind;
  // The note is not synced: after another boot it may be older than what was lost.
  return witness->boot == boot_ && boot_ != "unknown" ? Trust::exact : Trust::unknown;
}

/// Moves the files away under a name of their own; the next open makes a new journal.
Status SqliteJournal::set_aside(const std::string& why) {
  store_.reset();
  damage_ = why;
  aside_ = config_.folder / ("journal.db.damaged-" + new_ulid(clock_));
  for (const char* suffix : {"", "-wal", "-shm"}) {
    auto from = config_.folder / "journal.db";
    auto to = aside_;
    from += suffix;
    to += suffix;
    if (!std::filesystem::exists(from)) continue;
    if (auto moved = rename_durably(from, to); !moved) return moved;
  }
  return {};
}

void SqliteJournal::mark_damaged(const std::string& why) {
  // If even this fails, the next start meets the damage by itself.
  (void)write_whole(config_.folder / damaged_name, why);
}

/// A floor file that cannot be read is made again from what the journal knows.
Status SqliteJournal::mend_floor_file() {
  if (!floor_.lost() && floor_.damaged().empty()) return {};
  const auto highest = store_->highest_numbers();
  if (!highest) return fail(highest.error());
  // The lost copy was at most one block ahead of what is left.
  const int ahead = trust_ == Trust::exact ? 0 : floor_block;
  std::vector<NumberTaken> numbers;
  for (const Floor& floor : *highest) numbers.push_back({floor.series, floor.day, floor.number + ahead});
  for (const auto& [day, entry] : floor_.table().days) {
    for (const auto& [series, ceiling] : entry.ceilings) numbers.push_back({series, day, ceiling + ahead});
  }
  return numbers.empty() ? Status() : floor_.cover(numbers);
}

/// Nobody knows how far the numbers went: all below the ceilings are taken from now on.
Status SqliteJournal::raise_floors() {
  if (trust_ == Trust::exact) return {};
  for (const auto& [day, entry] : floor_.table().days) {
    for (const auto& [series, ceiling] : entry.ceilings) {
      if (auto set = store_->set_raised_floor({series, day, ceiling}); !set) return set;
    }
  }
  auto raised = store_->raised_floors();
  if (!raised) return fail(raised.error());
  raised_ = *std::move(raised);
  return {};
}

/// The line also moves the journal away from any older copy of itself.
Status SqliteJournal::tell_hub(State& state) {
  const auto tell = [&](const char* type, const nlohmann::json& body) {
    return write_own(state, type, body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  };
  for (const std::string& name : floor_.damaged()) {
    if (auto told = tell("journal.damaged", {{"file", name}}); !told) return told;
  }
  switch (opened_) {
    case Opened::fresh:
      return {};
    case Opened::as_it_was:
      return trust_ == Trust::exact ? Status() : tell("journal.unsure", nlohmann::json::object());
    case Opened::was_replaced:
      return tell("journal.replaced", nlohmann::json::object());
    case Opened::was_damaged:
      return tell("journal.damaged",
                  {{"file", aside_.filename().string()}, {"what", damage_.substr(0, 500)}});
  }
  return {};
}

/// Takes over what can still be read of a damaged journal: rows, and lines that the hub does not have.
Status SqliteJournal::salvage(State& state, const StoreTuning& tuning) {
  const auto old = JournalStore::open(aside_, tuning);
  if (!old) return {};  // nothing to be had from it; the file stays for people to look at
  // Each step takes what it gets: an error of the damaged file ends that step only.
  Status written;
  (void)(*old)->each_row([&](const ModelRow& row) { return written = store_->put_row(row); });
  if (!written) return written;
  const auto epoch = (*old)->last_epoch();
  if (!epoch || !*epoch) return {};
  for (const Stream stream : all_streams) {
    const auto acked = (*old)->acked((**epoch).number, stream);
    std::uint64_t after = acked ? *acked : 0;
    const auto first = (*old)->hash_at((**epoch).number, stream, after);
    Hash head = first ? first->value_or(Hash{}) : Hash{};
    const auto take = [&](const LineRow& row) -> Result<bool> {
      const bool is_whole = chain_next(head, row.bytes) == row.hash;
      head = row.hash;
      after = row.sequence;
      written = row.bytes.empty() ? Status() : repeat_line(state, row, is_whole);
      if (!written) return fail(written.error());
      return true;
    };
    // A page that cannot be read is stepped over; what lies behind it is judged by itself.
    constexpr std::uint64_t steps_max = 400;
    for (std::uint64_t step = 0; step < steps_max; ++step) {
      const auto read = (*old)->lines_after((**epoch).number, stream, after, take);
      if (!written) return written;
      if (read) break;
      ++after;
      const auto before = (*old)->hash_at((**epoch).number, stream, after);
      head = before ? before->value_or(Hash{}) : Hash{};
    }
  }
  return {};
}

}  // namespace yz::cache
