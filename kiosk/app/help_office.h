// Everything about calls for help that must be durable: decides with domain, writes to the journal (the
// urgent stream, which is sent before all else), folds, answers, in this order. Knows how far the hub has
// it. Station thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/help/help.h"
#include "kiosk/app/ledger.h"

namespace yz::kiosk {

inline constexpr const char* help_area = "help";

/// Feed lines about help, and the rows that belong into their transaction.
struct HelpNews {
  domain::HelpEvents events;
  std::vector<cache::ModelRow> rows;
};

class HelpOffice {
 public:
  /// Reads the calls of the last two days; one of this kiosk that is still open and young is told
  /// (HelpShown).
  static Result<std::unique_ptr<HelpOffice>> open(Ledger& ledger, domain::StationId station, int kiosk_digit);
  HelpOffice(const HelpOffice&) = delete;
  HelpOffice& operator=(const HelpOffice&) = delete;

  void handle(const HelpAsk& ask);
  /// What a feed says about help; take() it once it is kept.
  [[nodiscard]] HelpNews read(const std::vector<cache::FeedLine>& lines) const;
  void take(const HelpNews& news);
  /// The hub has acknowledged something.
  void look_at_receipts();
  /// Forgets calls that are long over.
  void tick();
  void set_place(domain::StationId station, int kiosk_digit);
  void set_station(domain::StationId station) { station_ = std::move(station); }

  [[nodiscard]] const domain::HelpBook& book() const { return book_; }

 private:
  HelpOffice(Ledger& ledger, domain::StationId station, int kiosk_digit);
  [[nodiscard]] Status load();
  [[nodiscard]] domain::HelpDecision decide(const HelpAsk& ask) const;
  [[nodiscard]] std::vector<cache::ModelRow> rows_after(const domain::HelpEvents& events) const;
  [[nodiscard]] HelpView view(const domain::HelpCall& call) const;
  [[nodiscard]] std::uint64_t last_in(cache::Stream stream);
  void fold(const domain::HelpEvents& events);
  void show(const domain::HelpId& help);
  void answer(AskId ask, HelpAnswer answer);

  Ledger& ledger_;
  domain::StationId station_;
  std::string place_;
  domain::HelpBook book_;
  /// Calls that the hub does not have yet: how far their stream has to be acknowledged.
  std::map<domain::HelpId, std::uint64_t> unsent_;
};

/// Calls as rows of the read model against what folding the journal gives; as rebuild_rows of tickets.
[[nodiscard]] Status rebuild_help_rows(cache::Journal& journal, std::vector<std::string>& differences);

}  // namespace yz::kiosk
