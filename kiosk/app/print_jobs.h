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

/// What a slip is about.
struct PaperOf {
  enum class Kind { ticket, wish, sign_up } kind{};
  std::string id;  // a TicketId's, a WishId's or a SignUpId's
  auto operator<=>(const PaperOf&) const = default;
};
[[nodiscard]] inline PaperOf paper_of(const domain::TicketId& ticket) {
  return {PaperOf::Kind::ticket, ticket.value};
}
[[nodiscard]] inline PaperOf paper_of(const domain::WishId& wish) {
  return {PaperOf::Kind::wish, wish.value};
}
[[nodiscard]] inline PaperOf paper_of(const domain::SignUpId& sign_up) {
  return {PaperOf::Kind::sign_up, sign_up.value};
}

struct PrintJob {
  hal::JobId id;
  PaperOf of;
  bool is_copy{};
  Instant at;
};

class PrintJobs {
 public:
  explicit PrintJobs(Ledger& ledger) : ledger_(ledger) {}

  /// The row that has to be written in the operation that wants the paper.
  [[nodiscard]] static cache::ModelRow row_of(const PrintJob& job);
  /// That a copy is wanted, for that same operation.
  [[nodiscard]] static cache::EventDraft copy_asked(const PrintJob& job);
  /// After that operation is durable.
  void start(const PrintJob& job, hal::Slip slip);
  /// A page that is about nothing and needs no record.
  [[nodiscard]] Status print_page(const std::optional<hal::DeviceId>& printer, const hal::JobId& job,
                                  hal::Slip slip);
  /// Whose paper this was, if it was one of ours.
  std::optional<PaperOf> ended(const hal::JobEnded& event);
  /// The printer's state changed; what waits for it is shown otherwise then.
  void printer_changed(const hal::DeviceStatus& status) { printer_ = status; }
  [[nodiscard]] PrintState state(const PaperOf& paper) const;
  /// With a job under way.
  [[nodiscard]] std::vector<PaperOf> waiting() const;
  /// At start: jobs nobody saw the end of, each noted as `unsure`; the newest of them.
  [[nodiscard]] Result<std::optional<PrintJob>> settle_old();
  void forget() { ended_.clear(); }

 private:
  [[nodiscard]] Status note_end(const PrintJob& job, const char* end, const std::set<hal::Reason>& reasons);
  Ledger& ledger_;
  std::map<hal::JobId, PrintJob> under_way_;
  std::map<PaperOf, PrintState> ended_;
  hal::DeviceStatus printer_;
};

}  // namespace yz::kiosk
