// What residents who put down a card learnt on the practice phone: under a pseudonym in the journal, folded,
// told to whoever puts down the same card again. Station thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/lessons/progress.h"
#include "kiosk/app/ledger.h"

namespace yz::kiosk {

inline constexpr const char* progress_area = "progress";

/// Feed lines about progress, and the rows that belong into their transaction.
struct ProgressNews {
  std::vector<domain::ProgressRecorded> events;
  std::vector<cache::ModelRow> rows;
};

class ProgressOffice {
 public:
  static Result<std::unique_ptr<ProgressOffice>> open(Ledger& ledger);
  ProgressOffice(const ProgressOffice&) = delete;
  ProgressOffice& operator=(const ProgressOffice&) = delete;

  /// Takes a tenth of a second: the pseudonym is meant to be dear.
  void handle(const ProgressAsk& ask);
  /// What a feed says about progress; take() it once it is kept.
  [[nodiscard]] ProgressNews read(const std::vector<cache::FeedLine>& lines) const;
  void take(const ProgressNews& news);
  /// Forgets what is past its term.
  [[nodiscard]] Status tick();

  [[nodiscard]] const domain::ProgressBook& book() const { return book_; }

 private:
  explicit ProgressOffice(Ledger& ledger) : ledger_(ledger) {}
  [[nodiscard]] Result<std::string> person_of(const ProgressAsk& ask) const;
  [[nodiscard]] Status record(const std::string& person, const ProgressAsk& ask);
  [[nodiscard]] std::vector<cache::ModelRow> rows_after(
      const std::vector<domain::ProgressRecorded>& events) const;

  Ledger& ledger_;
  domain::ProgressBook book_;
};

/// Rows of the read model against what folding the journal gives; as rebuild_rows of tickets.
[[nodiscard]] Status rebuild_progress_rows(cache::Journal& journal, Instant now,
                                           std::vector<std::string>& differences);

}  // namespace yz::kiosk
