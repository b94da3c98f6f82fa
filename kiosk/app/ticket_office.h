// Everything about tickets that must be durable: decides with domain, writes to the journal, folds, answers,
// prints, in this order. Owns the ticket book. Station thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/tickets/tickets.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/print_jobs.h"
#include "kiosk/app/texts.h"

namespace yz::kiosk {

/// How often a number that turns out to be taken is stepped over.
inline constexpr int number_tries_max = 5;

struct OfficeSettings {
  int kiosk_digit{};
  std::string ticket_url;  // what a slip's code begins with
};

class TicketOffice {
 public:
  /// Reads the day's tickets.
  static Result<std::unique_ptr<TicketOffice>> open(Ledger& ledger, PrintJobs& jobs, domain::Station station,
                                                    Texts texts, OfficeSettings settings);
  TicketOffice(const TicketOffice&) = delete;
  TicketOffice& operator=(const TicketOffice&) = delete;

  void handle(const IssueAsk& ask);
  void handle(const FindAsk& ask);
  void handle(const CancelAsk& ask);
  void handle(const RateAsk& ask);
  void handle(const ReprintAsk& ask);
  void handle(const ReprintLabelAsk& ask);
  void handle(const CounterAsk& ask);
  void handle(const TransferAsk& ask);
  void handle(const TestPageAsk& ask);

  /// Its paper is another than it was.
  void show(const domain::TicketId& ticket);
  [[nodiscard]] std::optional<TicketView> find(const domain::TicketId& ticket) const;
  /// Keeps what came down, together with the rows of others that it changes, and folds it; `unavailable` and
  /// kin as the journal says, then nothing was folded.
  [[nodiscard]] Status take_feed(const std::vector<cache::FeedLine>& lines,
                                 const std::vector<cache::ModelRow>& others = {});
  /// The day, openings and estimates move on by themselves.
  void tick();
  void set_content(domain::Station station, Texts texts);
  void set_settings(OfficeSettings settings);

  [[nodiscard]] const domain::Station& station() const { return book_.station(); }
  [[nodiscard]] domain::StationTime station_now() const;
  [[nodiscard]] const domain::TicketBook& book() const { return book_; }
  /// Reports the queue when it is not as it was reported last.
  void show_queue();

 private:
  TicketOffice(Ledger& ledger, PrintJobs& jobs, domain::Station station, Texts texts,
               OfficeSettings settings);
  [[nodiscard]] Status load();
  [[nodiscard]] Result<domain::Ticket> issue(const IssueAsk& ask,
                                             std::optional<domain::TicketRefusal>& refusal);
  [[nodiscard]] Result<std::vector<domain::TicketEvent>> carry_out(
      const domain::TicketCommand& command, const char* who, std::optional<domain::TicketRefusal>& refusal);
  [[nodiscard]] Result<TicketView> print_copy(const domain::Ticket& ticket);
  void answer_changed(AskId ask, const domain::TicketCommand& command, const domain::TicketId& ticket);
  void answer_staff(AskId ask, const domain::TicketCommand& command);
  void answer(AskId ask, TicketAnswer answer) {
    ledger_.ports().report(TicketAnswered{ask, std::move(answer)});
  }
  void fold(const std::vector<domain::TicketEvent>& events);
  void announce(const domain::TicketEvent& event);
  [[nodiscard]] TicketView view(const domain::Ticket& ticket) const;
  [[nodiscard]] TicketRefused refused(domain::TicketRefusal why, const domain::ServiceId& service) const;

  Ledger& ledger_;
  domain::TicketBook book_;
  Texts texts_;
  OfficeSettings settings_;
  PrintJobs& jobs_;
  std::optional<QueueShown> shown_;
};

}  // namespace yz::kiosk
