// Slips on their way to paper. A job is written into the journal with the event that wants it, and its end is
// an event too: so a power cut between the two is seen at the next start, and nothing is ever printed
// unasked. Station thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/app/ledger.h"

namespace yz::kiosk {

inline constexpr const char* print_job_area = "print_job";

struct PrintJob {
  hal::JobId id;
  domain::TicketId ticket;
  bool is_copy{};
  Instant at;
};

class PrintJobs {
 public:
  explicit PrintJobs(Ledger& ledger) : ledger_(ledger) {}

  /// The row that has to be written in the operation that wants the paper.
  [[nodiscard]] static cache::ModelRow row_of(const PrintJob& job);
  /// After that operation is durable.
  void start(const PrintJob& job, hal::Slip slip);
  /// A page that belongs to no ticket and needs no record.
  [[nodiscard]] Status print_test(const std::optional<hal::DeviceId>& printer, hal::Slip slip);
  /// The ticket whose paper this was, if it was one of ours.
  std::optional<domain::TicketId> ended(const hal::JobEnded& event);
  /// The printer's state changed; tickets that wait for it are shown otherwise then.
  void printer_changed(const hal::DeviceStatus& status) { printer_ = status; }
  [[nodiscard]] PrintState state(const domain::TicketId& ticket) const;
  /// Tickets with a job under way.
  [[nodiscard]] std::vector<domain::TicketId> waiting() const;
  /// At start: jobs nobody saw the end of, each noted as `unsure`; the newest of them.
  [[nodiscard]] Result<std::optional<PrintJob>> settle_old();
  void forget() { ended_.clear(); }

 private:
  [[nodiscard]] Status note_end(const PrintJob& job, const char* end, const std::set<hal::Reason>& reasons);
  Ledger& ledger_;
  std::map<hal::JobId, PrintJob> under_way_;
  std::map<domain::TicketId, PrintState> ended_;
  hal::DeviceStatus printer_;
};

}  // namespace yz::kiosk
