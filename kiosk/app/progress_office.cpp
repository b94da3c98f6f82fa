#include "kiosk/app/progress_office.h"

#include <spdlog/spdlog.h>

#include <set>

#include "domain/lessons/progress_json.h"
#include "kiosk/app/event_drafts.h"
#include "kiosk/app/feed_event.h"
#include "kiosk/app/row_differences.h"
#include "offline-cache/pseudonym.h"

namespace yz::kiosk {
namespace {

cache::ModelRow row_of(const domain::ProgressBook& book, const std::string& person) {
  const domain::PersonProgress& progress = book.of(person);
  return {progress_area, person, "", progress.empty() ? std::string() : domain::to_json(person, progress)};
}

}  // namespace

Result<std::unique_ptr<ProgressOffice>> ProgressOffice::open(Ledger& ledger) {
  std::unique_ptr<ProgressOffice> office(new ProgressOffice(ledger));
  const auto rows = ledger.journal().rows(progress_area, "");
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows) {
    auto read = domain::parse_progress(row.value);
    if (!read) return fail(Code::corrupt, "progress row: " + read.error().what);
    office->book_.restore(read->first, std::move(read->second));
  }
  return office;
}

Result<std::string> ProgressOffice::person_of(const ProgressAsk& ask) const {
  const auto& keys = ledger_.hub_keys();
  if (!keys) return fail(Code::unavailable, "no keys of the hub yet");
  return cache::pseudonym(keys->station_secret,
                          ask.by_card_number ? cache::Known::card : cache::Known::id_number, ask.number);
}

std::vector<cache::ModelRow> ProgressOffice::rows_after(
    const std::vector<domain::ProgressRecorded>& events) const {
  domain::ProgressBook scratch;
  std::set<std::string> people;
  for (const domain::ProgressRecorded& event : events) {
    if (people.insert(event.person).second) scratch.restore(event.person, book_.of(event.person));
    (void)scratch.fold(event);  // what changes nothing changes no row
  }
  std::vector<cache::ModelRow> rows;
  rows.reserve(people.size());
  for (const std::string& person : people) rows.push_back(row_of(scratch, person));
  return rows;
}

Status ProgressOffice::record(const std::string& person, const ProgressAsk& ask) {
  const domain::ProgressRecorded event{
      .person = person, .scene = *ask.finished, .stars = ask.stars, .at = ledger_.clock().now()};
  cache::Operation operation{.op = {},
                             .events = drafts_of(std::vector{event}, "resident"),
                             .rows = rows_after({event}),
                             .numbers = {}};
  operation.events.front().subject = person;
  auto written = ledger_.write(std::move(operation));
  if (!written) return fail(written.error());
  (void)book_.fold(event);
  return {};
}

void ProgressOffice::handle(const ProgressAsk& ask) {
  ProgressShown shown{.ask = ask.ask, .is_known = false, .stars = {}};
  const auto person = person_of(ask);
  if (!person) {
    spdlog::warn("progress of a card: {}", person.error().what);
    return ledger_.ports().report(std::move(shown));
  }
  if (ask.finished) {
    if (auto kept = record(*person, ask); !kept) {
      spdlog::error("progress not kept: {}", kept.error().what);
      return ledger_.ports().report(std::move(shown));
    }
  }
  shown.is_known = true;
  for (const auto& [scene, progress] : book_.of(*person)) shown.stars.emplace(scene, progress.stars);
  ledger_.ports().report(std::move(shown));
}

ProgressNews ProgressOffice::read(const std::vector<cache::FeedLine>& lines) const {
  ProgressNews news;
  for (const auto& line : lines) {
    auto event = parse_progress_feed_event(line);
    if (!event) {
      spdlog::warn("feed line {} not understood: {}", line.revision, event.error().what);
    } else if (*event) {
      news.events.push_back(**std::move(event));
    }
  }
  news.rows = rows_after(news.events);
  return news;
}

void ProgressOffice::take(const ProgressNews& news) {
  for (const domain::ProgressRecorded& event : news.events) (void)book_.fold(event);
}

Status ProgressOffice::tick() {
  const auto people = book_.forget_before(ledger_.clock().now() - domain::progress_kept);
  if (people.empty()) return {};
  cache::Operation operation;
  operation.rows.reserve(people.size());
  for (const std::string& person : people) operation.rows.push_back(row_of(book_, person));
  auto written = ledger_.write(std::move(operation));
  if (!written) return fail(written.error());
  return {};
}

Status rebuild_progress_rows(cache::Journal& journal, Instant now, std::vector<std::string>& differences) {
  const auto replayed = journal.replay();
  if (!replayed) return fail(replayed.error());
  domain::ProgressBook book;
  for (const auto& line : *replayed) {
    if (line.type != domain::progress_type) continue;
    const auto event = domain::parse_progress_event({line.type, line.version}, line.body_json);
    if (event) {
      (void)book.fold(*event);
    } else if (event.error().code != Code::unsupported) {
      differences.push_back("event " + line.type + ": " + event.error().what);
    }
  }
  (void)book.forget_before(now - domain::progress_kept);
  std::vector<cache::ModelRow> rows;
  rows.reserve(book.all().size());
  for (const auto& [person, progress] : book.all()) rows.push_back(row_of(book, person));
  return replace_rows(journal, progress_area, rows, differences);
}

}  // namespace yz::kiosk
