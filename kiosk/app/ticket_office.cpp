#include "kiosk/app/ticket_office.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/check.h"
#include "base/on.h"
#include "domain/tickets/tickets_json.h"
#include "kiosk/app/event_drafts.h"
#include "kiosk/app/feed_event.h"
#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/queue_views.h"
#include "kiosk/app/slips.h"
#include "kiosk/app/ticket_rows.h"

namespace yz::kiosk {
namespace {

/// A call that is older is on the board but no longer spoken: whoever it was for has gone or has been called
/// again.
constexpr Milliseconds call_fresh{60'000};

}  // namespace

TicketOffice::TicketOffice(Ledger& ledger, PrintJobs& jobs, domain::Station station, Texts texts,
                           OfficeSettings settings)
    : ledger_(ledger),
      book_(std::move(station)),
      texts_(std::move(texts)),
      settings_(std::move(settings)),
      jobs_(jobs) {}

Result<std::unique_ptr<TicketOffice>> TicketOffice::open(Ledger& ledger, PrintJobs& jobs,
                                                         domain::Station station, Texts texts,
                                                         OfficeSettings settings) {
  std::unique_ptr<TicketOffice> office(
      new TicketOffice(ledger, jobs, std::move(station), std::move(texts), std::move(settings)));
  if (auto loaded = office->load(); !loaded) return fail(loaded.error());
  return office;
}

domain::StationTime TicketOffice::station_now() const {
  return domain::station_time(book_.station(), ledger_.clock().now());
}

Status TicketOffice::load() {
  return load_book(book_, ledger_.journal(), station_now().day, settings_.kiosk_digit);
}

std::optional<TicketView> TicketOffice::find(const domain::TicketId& ticket) const {
  const domain::Ticket* found = book_.find(ticket);
  return found == nullptr ? std::nullopt : std::optional(view(*found));
}

TicketView TicketOffice::view(const domain::Ticket& ticket) const {
  return ticket_view(book_, ticket, settings_.ticket_url, jobs_.state(paper_of(ticket.id)));
}

TicketRefused TicketOffice::refused(domain::TicketRefusal why, const domain::ServiceId& service) const {
  for (const auto& one : queue_view(book_, station_now()).services) {
    if (one.id == service) return {why, one.opening};
  }
  return {why, std::nullopt};
}

// ── taking a number ──
Result<domain::Ticket> TicketOffice::issue(const IssueAsk& ask,
                                           std::optional<domain::TicketRefusal>& refusal) {
  // The finger's operation names the ticket: the same touch twice is one ticket.
  const domain::TicketId id(ask.op);
  if (const domain::Ticket* before = book_.find(id)) return *before;
  for (int attempt = 0; attempt < number_tries_max; ++attempt) {
    const Instant now = ledger_.clock().now();
    const auto decision = domain::decide(book_, domain::IssueTicket{.ticket = id,
                                                                    .secret = fresh_secret(),
                                                                    .service = ask.service,
                                                                    .priority = ask.priority,
                                                                    .kiosk_digit = settings_.kiosk_digit,
                                                                    .at = now});
    if (const auto* why = std::get_if<domain::TicketRefusal>(&decision)) {
      refusal = *why;
      return fail(Code::denied, domain::to_string(*why));
    }
    const auto& events = std::get<domain::TicketEvents>(decision);
    const auto* issued = std::get_if<domain::TicketIssued>(&events.front());
    check(issued != nullptr, "issuing gives a ticket");
    const PrintJob job{hal::JobId(fresh_ulid(now)), paper_of(id), false, now};
    cache::Operation operation{.op = ask.op,
                               .events = drafts_of(events, "resident"),
                               .rows = rows_after(book_, events),
                               .numbers = {{series_of(ask.service, settings_.kiosk_digit),
                                            domain::to_text(issued->day), issued->number}}};
    operation.rows.push_back(PrintJobs::row_of(job));
    auto written = ledger_.write(std::move(operation));
    if (!written && written.error().code == Code::conflict) {
      book_.raise_floor(ask.service, issued->day, issued->number);
      continue;
    }
    if (!written) return fail(written.error());
    if (!written->repeated) fold(events);
    const domain::Ticket* ticket = book_.find(id);
    if (ticket == nullptr) return fail(Code::conflict, "the operation was used for something else");
    if (!written->repeated) {
      jobs_.start(job, ticket_slip(book_.station(), view(*ticket), domain::station_time(book_.station(), now),
                                   texts_, Copy::original));
    }
    return *ticket;
  }
  return fail(Code::conflict, "five numbers in a row were taken");
}

void TicketOffice::handle(const IssueAsk& ask) {
  std::optional<domain::TicketRefusal> refusal;
  auto ticket = issue(ask, refusal);
  if (refusal) return answer(ask.ask, refused(*refusal, ask.service));
  if (!ticket) {
    spdlog::error("ticket not issued: {}", ticket.error().what);
    return answer(ask.ask, ticket.error());
  }
  answer(ask.ask, view(*ticket));
  show_queue();
}

// ── looking up and giving up ──
void TicketOffice::handle(const FindAsk& ask) {
  const domain::Day today = station_now().day;
  const auto code = domain::parse_ticket_code(ask.code);
  const domain::Ticket* ticket = nullptr;
  if (code) {
    if (code->day != today) return answer(ask.ask, CodeRefused{CodeProblem::expired, code->day});
    ticket = book_.find_by_label(today, code->label);
    if (ticket != nullptr && ticket->secret != code->secret) ticket = nullptr;
  } else {
    ticket = book_.find_by_label(today, ask.code);
  }
  if (ticket == nullptr) return answer(ask.ask, CodeRefused{CodeProblem::unknown, std::nullopt});
  answer(ask.ask, view(*ticket));
}

Result<std::vector<domain::TicketEvent>> TicketOffice::carry_out(
    const domain::TicketCommand& command, const char* who, std::optional<domain::TicketRefusal>& refusal) {
  const auto decision = domain::decide(book_, command);
  if (const auto* why = std::get_if<domain::TicketRefusal>(&decision)) {
    refusal = *why;
    return fail(Code::denied, domain::to_string(*why));
  }
  const auto& events = std::get<domain::TicketEvents>(decision);
  auto written = ledger_.write(
      {.op = {}, .events = drafts_of(events, who), .rows = rows_after(book_, events), .numbers = {}});
  if (!written) return fail(written.error());
  fold(events);
  return events;
}

void TicketOffice::answer_changed(AskId ask, const domain::TicketCommand& command,
                                  const domain::TicketId& ticket) {
  std::optional<domain::TicketRefusal> refusal;
  auto done = carry_out(command, "resident", refusal);
  if (refusal) return answer(ask, TicketRefused{*refusal, std::nullopt});
  if (!done) return answer(ask, done.error());
  answer(ask, view(*book_.find(ticket)));
  show_queue();
}

void TicketOffice::handle(const CancelAsk& ask) {
  answer_changed(ask.ask, domain::Cancel{ask.ticket, ledger_.clock().now()}, ask.ticket);
}

void TicketOffice::handle(const RateAsk& ask) {
  answer_changed(ask.ask, domain::Rate{ask.ticket, ask.stars, ledger_.clock().now()}, ask.ticket);
}

Result<TicketView> TicketOffice::print_copy(const domain::Ticket& ticket) {
  const Instant now = ledger_.clock().now();
  const PrintJob job{hal::JobId(fresh_ulid(now)), paper_of(ticket.id), true, now};
  auto written = ledger_.write(
      {.op = {}, .events = {PrintJobs::copy_asked(job)}, .rows = {PrintJobs::row_of(job)}, .numbers = {}});
  if (!written) return fail(written.error());
  jobs_.start(job, ticket_slip(book_.station(), view(ticket),
                               domain::station_time(book_.station(), ticket.issued_at), texts_, Copy::again));
  show(ticket.id);
  return view(ticket);
}

void TicketOffice::handle(const ReprintAsk& ask) {
  const domain::Ticket* ticket = book_.find(ask.ticket);
  if (ticket == nullptr) return answer(ask.ask, CodeRefused{CodeProblem::unknown, std::nullopt});
  auto printed = print_copy(*ticket);
  if (!printed) return answer(ask.ask, printed.error());
  answer(ask.ask, *std::move(printed));
}

// ── staff ──
void TicketOffice::handle(const ReprintLabelAsk& ask) {
  const domain::Ticket* ticket = book_.find_by_label(station_now().day, ask.label);
  if (ticket == nullptr) {
    return ledger_.ports().report(StaffAnswered{ask.ask, false, "refusal.unknown_ticket", ask.label});
  }
  const auto printed = print_copy(*ticket);
  ledger_.ports().report(StaffAnswered{
      ask.ask, printed.has_value(),
      printed ? "staff.print.sent" : std::string("error.") + to_string(printed.error().code), ticket->label});
}

void TicketOffice::answer_staff(AskId ask, const domain::TicketCommand& command) {
  std::optional<domain::TicketRefusal> refusal;
  auto done = carry_out(command, "staff", refusal);
  StaffAnswered answered{ask, done.has_value(), "staff.call.done", {}};
  if (refusal) {
    answered.words = std::string("refusal.") + domain::to_string(*refusal);
  } else if (!done) {
    answered.words = std::string("error.") + to_string(done.error().code);
  } else if (const auto* ticket = book_.find(ticket_of(done->front()))) {
    answered.label = ticket->label;
  }
  ledger_.ports().report(std::move(answered));
  show_queue();
}

void TicketOffice::handle(const CounterAsk& ask) {
  const Instant now = ledger_.clock().now();
  switch (ask.action) {
    case CounterAction::call_next:
      return answer_staff(ask.ask, domain::CallNext{ask.counter, now});
    case CounterAction::recall:
      return answer_staff(ask.ask, domain::Recall{ask.counter, now});
    case CounterAction::skip:
      return answer_staff(ask.ask, domain::Skip{ask.counter, now});
    case CounterAction::finish:
      return answer_staff(ask.ask, domain::Finish{ask.counter, now});
  }
}

void TicketOffice::handle(const TransferAsk& ask) {
  const domain::Ticket* ticket = book_.at_counter(ask.counter, station_now().day);
  if (ticket == nullptr) {
    return ledger_.ports().report(StaffAnswered{ask.ask, false, "refusal.counter_idle", {}});
  }
  answer_staff(ask.ask, domain::Transfer{ticket->id, ask.to, ledger_.clock().now()});
}

void TicketOffice::handle(const TestPageAsk& ask) {
  const auto queued = jobs_.print_page(ask.printer, hal::JobId(fresh_ulid(ledger_.clock().now())),
                                       test_slip(book_.station(), station_now(), texts_));
  ledger_.ports().report(
      StaffAnswered{ask.ask,
                    queued.has_value(),
                    queued ? "staff.print.sent" : std::string("error.") + to_string(queued.error().code),
                    {}});
}

// ── folding and showing ──
void TicketOffice::fold(const std::vector<domain::TicketEvent>& events) {
  for (const auto& event : events) {
    if (book_.fold(event) != domain::Folded::applied) continue;
    announce(event);
    show(ticket_of(event));
  }
}

void TicketOffice::announce(const domain::TicketEvent& event) {
  const auto call = [&](const auto& called) {
    const domain::Ticket* ticket = book_.find(called.ticket);
    if (ticket == nullptr || ledger_.clock().now() - called.at > call_fresh) return;
    ledger_.ports().report(CallMade{{ticket->label, called.counter, called.at}});
  };
  if (const auto* called = std::get_if<domain::TicketCalled>(&event)) call(*called);
  if (const auto* recalled = std::get_if<domain::TicketRecalled>(&event)) call(*recalled);
}

void TicketOffice::show(const domain::TicketId& ticket) {
  if (const domain::Ticket* found = book_.find(ticket)) ledger_.ports().report(TicketShown{view(*found)});
}

void TicketOffice::show_queue() {
  auto now = queue_view(book_, station_now());
  if (shown_ && shown_->now.day == now.now.day && shown_->services == now.services &&
      shown_->counters == now.counters && shown_->calls == now.calls) {
    return;
  }
  shown_ = now;
  ledger_.ports().report(std::move(now));
}

Status TicketOffice::take_feed(const std::vector<cache::FeedLine>& lines,
                               const std::vector<cache::ModelRow>& others) {
  std::vector<domain::TicketEvent> events;
  for (const auto& line : lines) {
    auto event = parse_feed_event(line);
    if (!event) {  // kept as it is: a newer program folds it from the journal
      spdlog::warn("feed line {} not understood: {}", line.revision, event.error().what);
      continue;
    }
    if (*event) events.push_back(**std::move(event));
  }
  auto rows = rows_after(book_, events);
  rows.insert(rows.end(), others.begin(), others.end());
  if (auto kept = ledger_.keep(lines, rows); !kept) return kept;
  fold(events);
  show_queue();
  return {};
}

void TicketOffice::tick() {
  const domain::Day today = station_now().day;
  if (shown_ && shown_->now.day != today) {
    book_.forget_before(today);
  }
  show_queue();
}

void TicketOffice::set_content(domain::Station station, Texts texts) {
  book_.set_station(std::move(station));
  texts_ = std::move(texts);
  show_queue();
}

void TicketOffice::set_settings(OfficeSettings settings) {
  settings_ = std::move(settings);
}

}  // namespace yz::kiosk
