#include "offline-cache/journal.h"

#include <algorithm>

#include "offline-cache/sqlite_journal.h"

namespace yz::cache {

namespace {

std::string joined(const std::vector<std::string>& ids) {
  std::string all;
  for (const std::string& id : ids) all += (all.empty() ? "" : " ") + id;
  return all;
}

std::vector<std::string> split(std::string_view all) {
  std::vector<std::string> ids;
  while (!all.empty()) {
    const auto end = std::min(all.find(' '), all.size());
    ids.emplace_back(all.substr(0, end));
    all.remove_prefix(std::min(end + 1, all.size()));
  }
  return ids;
}

}  // namespace

const char* to_string(Stream stream) {
  switch (stream) {
    case Stream::urgent:
      return "urgent";
    case Stream::live:
      return "live";
    case Stream::bulk:
      return "bulk";
  }
  return "unknown";
}

Result<std::unique_ptr<Journal>> Journal::open(const JournalConfig& config, const Clock& clock) {
  auto journal = SqliteJournal::open_tuned(config, clock, StoreTuning{});
  if (!journal) return fail(journal.error());
  return std::unique_ptr<Journal>(*std::move(journal));
}

JournalMark SqliteJournal::mark() const {
  JournalMark mark{.epoch = state_.epoch.id, .streams = {}};
  for (std::size_t i = 0; i < stream_count; ++i) mark.streams[i] = state_.streams[i].mark;
  return mark;
}

Envelope SqliteJournal::envelope(const State& state, Stream stream, const std::string& op) const {
  Envelope envelope{.device = config_.device,
                    .epoch = state.epoch.id,
                    .stream = stream,
                    .sequence = state.streams.at(static_cast<std::size_t>(stream)).mark.sequence + 1,
                    .id = new_ulid(clock_),
                    .op = op,
                    .wall = clock_.now().time_since_epoch().count(),
                    .mono = clock_.mono().count(),
                    .boot = boot_,
                    .clock = std::nullopt,
                    .seen = state.revision};
  if (hub_clock_) {
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(clock_.mono() - hub_clock_->noted_at);
    envelope.clock = {hub_clock_->offset.count(), hub_clock_->uncertainty.count(), age.count()};
  }
  return envelope;
}

Result<std::string> SqliteJournal::write_event(State& state, const EventDraft& draft, const std::string& op) {
  const Envelope around = envelope(state, draft.stream, op);
  const bool ours = draft.type.starts_with("journal.");
  auto line = make_line(around, draft, ours ? line_bytes_max : draft_line_bytes_max);
  if (!line) return fail(line.error());
  if (auto written = write_line(state, draft.stream, *line); !written) return fail(written.error());
  return around.id;
}

/// A line of the journal about itself; always bulk, nobody waits for it.
Status SqliteJournal::write_own(State& state, const char* type, const std::string& body_json) {
  const EventDraft draft{.stream = Stream::bulk,
                         .type = type,
                         .version = 1,
                         .who = "kiosk",
                         .subject = {},
                         .body_json = body_json};
  if (auto written = write_event(state, draft, new_ulid(clock_)); !written) return fail(written.error());
  return {};
}

Status SqliteJournal::write_line(State& state, Stream stream, const std::string& line) {
  StreamMark& mark = stream_of(state, stream).mark;
  mark.head = chain_next(mark.head, line);
  ++mark.sequence;
  return store_->add_line({.position = ++state.position,
                           .epoch = state.epoch.number,
                           .stream = stream,
                           .sequence = mark.sequence,
                           .wall = clock_.now().time_since_epoch().count(),
                           .hash = mark.head,
                           .bytes = line});
}

tl::unexpected<Error> SqliteJournal::unchanged(const Error& error) {
  if (error.code == Code::corrupt) mark_damaged(error.what);
  // Whether a failed write left something behind is for the next start to find out; going on here could build
  // on it.
  if (error.code == Code::unavailable) return break_off(error);
  return fail(error);
}

tl::unexpected<Error> SqliteJournal::break_off(const Error& error) {
  if (!broken_) broken_ = Error{Code::unavailable, std::string(outcome_unknown_mark) + error.what};
  return fail(*broken_);
}

Status SqliteJournal::finish(State state) {
  if (auto committed = store_->commit(); !committed) {
    const bool is_full = committed.error().code == Code::full;
    store_->rollback();
    // A full disk is the one failure of a commit after which SQLite promises that nothing was kept.
    return is_full ? fail(committed.error()) : break_off(committed.error());
  }
  state_ = std::move(state);
  witness_.write({boot_, mark()});
  const auto checkpointed = store_->checkpoint_if_due();
  if (!checkpointed && checkpointed.error().code != Code::full) return break_off(checkpointed.error());
  return {};
}

Status SqliteJournal::take_numbers(const std::vector<NumberTaken>& numbers) {
  for (const NumberTaken& number : numbers) {
    if (!is_plain_word(number.series) || !is_plain_word(number.day) || number.number < 1) {
      return fail(Code::invalid, "a number's series, day or value");
    }
    for (const Floor& floor : raised_) {
      if (floor.series == number.series && floor.day == number.day && number.number <= floor.number) {
        return fail(Code::conflict, "number is below the floor of a lost journal");
      }
    }
    if (auto added = store_->add_number(number); !added) return added;
  }
  return {};
}

Status SqliteJournal::write_operation(State& state, const Operation& operation, Appended& appended) {
  for (const EventDraft& draft : operation.events) {
    auto id = write_event(state, draft, operation.op);
    if (!id) return fail(id.error());
    appended.event_ids.push_back(*std::move(id));
  }
  const std::int64_t wall = clock_.now().time_since_epoch().count();
  if (auto added = store_->add_operation(operation.op, joined(appended.event_ids), wall); !added)
    return added;
  if (auto taken = take_numbers(operation.numbers); !taken) return taken;
  for (const ModelRow& row : operation.rows) {
    if (auto put = store_->put_row(row); !put) return put;
  }
  return {};
}

Result<Appended> SqliteJournal::append(const Operation& operation) {
  if (broken_) return fail(*broken_);
  if (!is_plain_word(operation.op)) return fail(Code::invalid, "operation id");
  if (!operation.numbers.empty() && operation.events.empty())
    return fail(Code::invalid, "a number without an event");
  auto known = find_operation(operation.op);
  if (!known) return fail(known.error());
  if (*known) return **known;

  std::vector<NumberTaken> uncovered;
  for (const NumberTaken& number : operation.numbers) {
    if (!floor_.covers(number)) uncovered.push_back(number);
  }
  if (!uncovered.empty()) {
    // The ceiling first, and durable: a number above it must never be on paper.
    if (auto covered = floor_.cover(uncovered); !covered) {
      return covered.error().code == Code::full ? fail(covered.error()) : break_off(covered.error());
    }
  }
  Appended appended;
  const auto done = transact([&](State& state) { return write_operation(state, operation, appended); });
  if (!done) return fail(done.error());
  constexpr int ahead = floor_block / 4;
  for (NumberTaken next : operation.numbers) {
    next.number += ahead;
    if (!floor_.covers(next)) nearly_.push_back(std::move(next));
  }
  return appended;
}

Status SqliteJournal::reserve_ahead() {
  if (broken_) return fail(*broken_);
  if (nearly_.empty()) return {};
  return floor_.cover(std::exchange(nearly_, {}));
}

Result<std::optional<Appended>> SqliteJournal::find_operation(const std::string& op) {
  if (broken_) return fail(*broken_);
  const auto ids = store_->find_operation(op);
  if (!ids) return unchanged(ids.error());
  if (!*ids) return std::optional<Appended>();
  return std::optional(Appended{.repeated = true, .event_ids = split(**ids)});
}

Result<std::vector<Floor>> SqliteJournal::floors() {
  if (broken_) return fail(*broken_);
  auto floors = store_->highest_numbers();
  if (!floors) return unchanged(floors.error());
  for (const Floor& raised : raised_) {
    const auto same = std::find_if(floors->begin(), floors->end(), [&raised](const Floor& floor) {
      return floor.series == raised.series && floor.day == raised.day;
    });
    if (same == floors->end()) {
      floors->push_back(raised);
    } else {
      same->number = std::max(same->number, raised.number);
    }
  }
  return floors;
}

Result<std::vector<ModelRow>> SqliteJournal::rows(const std::string& area, const std::string& from_day) {
  if (broken_) return fail(*broken_);
  auto rows = store_->rows(area, from_day);
  if (!rows) return unchanged(rows.error());
  return rows;
}

Status SqliteJournal::replace_rows(const std::string& area, const std::vector<ModelRow>& rows) {
  return transact([&](State&) -> Status {
    if (auto deleted = store_->delete_rows(area); !deleted) return deleted;
    for (const ModelRow& row : rows) {
      if (row.area != area) return fail(Code::invalid, "a row of another area");
      if (auto put = store_->put_row(row); !put) return put;
    }
    return {};
  });
}

Result<std::vector<Journal::Replayed>> SqliteJournal::replay() {
  if (broken_) return fail(*broken_);
  std::vector<Replayed> all;
  const auto done =
      store_->in_order([&all](bool own, std::string_view kind, std::string_view bytes) -> Status {
        if (!own && kind != "event") return {};
        auto line = read_line(bytes);
        if (!line)
          return own ? Status(fail(line.error())) : Status();  // a feed event of a form we never knew
        if (line->type.starts_with("journal.")) return {};
        all.push_back({.type = std::move(line->type),
                       .version = line->version,
                       .body_json = std::move(line->body_json),
                       .who = std::move(line->who),
                       .own = own});
        return {};
      });
  if (!done) return unchanged(done.error());
  return all;
}

Status SqliteJournal::close() {
  if (closed_) return {};
  if (broken_) return fail(*broken_);
  closed_ = true;
  if (auto done = store_->checkpoint_all(); !done && done.error().code != Code::full)
    return break_off(done.error());
  auto noted = floor_.set_clean(mark());
  (void)break_off({Code::unavailable, "the journal is closed"});  // whatever is asked from now on
  return noted;
}

}  // namespace yz::cache
