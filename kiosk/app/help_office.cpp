#include "kiosk/app/help_office.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <set>

#include "base/check.h"
#include "base/on.h"
#include "domain/help/help_json.h"
#include "kiosk/app/event_drafts.h"
#include "kiosk/app/feed_event.h"
#include "kiosk/app/row_differences.h"

namespace yz::kiosk {
namespace {

constexpr std::chrono::days kept_time{2};

cache::Stream stream_of(domain::HelpKind kind) {
  return domain::is_emergency(kind) ? cache::Stream::urgent : cache::Stream::live;
}

cache::ModelRow row_of(const domain::HelpCall& call) {
  return {help_area, call.id.value, row_day(call.called_at), domain::to_json(call)};
}

std::string place_of(int kiosk_digit) {
  return kiosk_digit == 0 ? std::string() : std::to_string(kiosk_digit);
}

}  // namespace

HelpOffice::HelpOffice(Ledger& ledger, domain::StationId station, int kiosk_digit)
    : ledger_(ledger), station_(std::move(station)), place_(place_of(kiosk_digit)) {}

Result<std::unique_ptr<HelpOffice>> HelpOffice::open(Ledger& ledger, domain::StationId station,
                                                     int kiosk_digit) {
  std::unique_ptr<HelpOffice> office(new HelpOffice(ledger, std::move(station), kiosk_digit));
  if (auto loaded = office->load(); !loaded) return fail(loaded.error());
  return office;
}

Status HelpOffice::load() {
  const Instant now = ledger_.clock().now();
  auto rows = ledger_.journal().rows(help_area, row_day(now - kept_time));
  if (!rows) return fail(rows.error());
  for (const auto& row : *rows) {
    auto call = domain::parse_help_call(row.value);
    if (!call) return fail(Code::corrupt, "help row " + row.key + ": " + call.error().what);
    book_.restore(*std::move(call));
  }
  const domain::HelpCall* last = book_.open_emergency_at(place_);
  if (last == nullptr || now - last->called_at > domain::help_time) return {};
  unsent_[last->id] = last_in(stream_of(last->kind));
  look_at_receipts();
  show(last->id);
  return {};
}

void HelpOffice::set_place(domain::StationId station, int kiosk_digit) {
  station_ = std::move(station);
  place_ = place_of(kiosk_digit);
}

domain::HelpDecision HelpOffice::decide(const HelpAsk& ask) const {
  const Instant now = ledger_.clock().now();
  switch (ask.act) {
    case HelpAct::call:
      return domain::decide(
          book_, domain::CallHelp{
                     .help = ask.help, .kind = ask.kind, .station = station_, .place = place_, .at = now});
    case HelpAct::choose_kind:
      return domain::decide(book_, domain::ChooseHelpKind{.help = ask.help, .kind = ask.kind, .at = now});
    case HelpAct::call_again:
      return domain::decide(book_, domain::CallHelpAgain{.help = ask.help, .at = now});
    case HelpAct::take_back:
      return domain::decide(book_, domain::TakeBackHelp{.help = ask.help, .at = now});
  }
  return domain::HelpRefusal::unknown_help;
}

void HelpOffice::handle(const HelpAsk& ask) {
  const auto decision = decide(ask);
  if (const auto* why = std::get_if<domain::HelpRefusal>(&decision)) return answer(ask.ask, *why);
  const auto& events = std::get<domain::HelpEvents>(decision);
  const domain::HelpId help = events.empty() ? ask.help : domain::help_of(events.front());
  const domain::HelpCall* known = book_.find(help);
  const cache::Stream stream = stream_of(known == nullptr ? ask.kind : known->kind);
  if (!events.empty()) {
    auto written = ledger_.write({.op = {},
                                  .events = drafts_of(events, "resident", stream),
                                  .rows = rows_after(events),
                                  .numbers = {}});
    if (!written) return answer(ask.ask, written.error());
    for (const domain::HelpEvent& event : events) (void)book_.fold(event);  // decided from this very book
    // That the kind came later or the alarm is repeated leaves the call itself where it is.
    if (ask.act == HelpAct::call) unsent_[help] = last_in(stream);
  }
  const domain::HelpCall* call = book_.find(help);
  check(call != nullptr, "what was decided is about a call");
  answer(ask.ask, view(*call));
}

std::uint64_t HelpOffice::last_in(cache::Stream stream) {
  const auto count = ledger_.journal().count(stream);
  return count ? count->last : 0;
}

void HelpOffice::look_at_receipts() {
  for (auto at = unsent_.begin(); at != unsent_.end();) {
    const domain::HelpCall* call = book_.find(at->first);
    const auto count = ledger_.journal().count(stream_of(call == nullptr ? domain::HelpKind{} : call->kind));
    // After a fork the numbers begin anew: then all that waits has to be there.
    if (!count || (count->acked < at->second && count->acked < count->last)) {
      ++at;
      continue;
    }
    const domain::HelpId help = at->first;
    at = unsent_.erase(at);
    show(help);
  }
}

std::vector<cache::ModelRow> HelpOffice::rows_after(const domain::HelpEvents& events) const {
  domain::HelpBook scratch = book_;  // a station's calls of two days
  std::set<domain::HelpId> concerned;
  for (const domain::HelpEvent& event : events) {
    (void)scratch.fold(event);  // what no longer fits changes nothing
    concerned.insert(domain::help_of(event));
  }
  std::vector<cache::ModelRow> rows;
  for (const domain::HelpId& help : concerned) {
    if (const domain::HelpCall* call = scratch.find(help)) rows.push_back(row_of(*call));
  }
  return rows;
}

HelpNews HelpOffice::read(const std::vector<cache::FeedLine>& lines) const {
  HelpNews news;
  for (const auto& line : lines) {
    auto event = parse_help_feed_event(line);
    if (!event) {  // kept as it is: a newer program folds it from the journal
      spdlog::warn("feed line {} not understood: {}", line.revision, event.error().what);
      continue;
    }
    if (*event) news.events.push_back(**std::move(event));
  }
  news.rows = rows_after(news.events);
  return news;
}

void HelpOffice::take(const HelpNews& news) {
  for (const domain::HelpEvent& event : news.events) {
    if (book_.fold(event) == domain::Folded::applied) show(domain::help_of(event));
  }
}

HelpView HelpOffice::view(const domain::HelpCall& call) const {
  return {.id = call.id,
          .kind = call.kind,
          .state = call.state,
          .is_unanswered = call.is_unanswered(),
          .is_at_hub = !unsent_.contains(call.id),
          .accepted_by = call.accepted_by,
          .role = call.role,
          .age = std::max(Milliseconds{0},
                          std::chrono::duration_cast<Milliseconds>(ledger_.clock().now() - call.called_at))};
}

void HelpOffice::show(const domain::HelpId& help) {
  const domain::HelpCall* call = book_.find(help);
  if (call != nullptr && call->place == place_) ledger_.ports().report(HelpShown{view(*call)});
}

void HelpOffice::answer(AskId ask, HelpAnswer answer) {
  ledger_.ports().report(HelpAnswered{ask, std::move(answer)});
}

void HelpOffice::tick() {
  book_.forget_before(ledger_.clock().now() - kept_time);
}

Status rebuild_help_rows(cache::Journal& journal, std::vector<std::string>& differences) {
  auto replayed = journal.replay();
  if (!replayed) return fail(replayed.error());
  domain::HelpBook book;
  std::set<domain::HelpId> concerned;
  for (const auto& line : *replayed) {
    if (!line.type.starts_with("help.")) continue;
    const auto event = domain::parse_help_event({line.type, line.version}, line.body_json);
    if (event) {
      (void)book.fold(*event);  // what did not fit then does not fit now
      concerned.insert(domain::help_of(*event));
    } else if (event.error().code != Code::unsupported) {
      differences.push_back("event " + line.type + ": " + event.error().what);
    }
  }
  std::vector<cache::ModelRow> rows;
  for (const domain::HelpId& help : concerned) {
    if (const domain::HelpCall* call = book.find(help)) rows.push_back(row_of(*call));
  }
  return replace_rows(journal, help_area, rows, differences);
}

}  // namespace yz::kiosk
