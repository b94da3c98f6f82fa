// Everything about wishes that must be durable: decides with domain, seals what is personal, writes to the
// journal, folds, answers, prints, in this order. Owns the wish book. Station thread.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/wishes/wishes.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/print_jobs.h"
#include "kiosk/app/texts.h"
#include "offline-cache/attachments.h"
#include "offline-cache/pseudonym.h"

namespace yz::kiosk {

struct WishSettings {
  std::string device;   // this kiosk's ULID: whose grants are ours
  std::string station;  // where it was enrolled, whatever pack it shows; empty: the pack's
  std::string url;      // what a receipt's code begins with
};

/// Feed lines about wishes, and the rows that belong into their transaction.
struct WishNews {
  std::vector<domain::WishEvent> events;
  std::optional<std::vector<int>> blocks;  // all of this kiosk's, anew
  std::vector<cache::ModelRow> rows;
};

/// Tries of a typed number in a minute, beyond which nobody is answered.
inline constexpr std::size_t number_tries_a_minute = 5;

class WishOffice {
 public:
  /// What it writes with and shows by; outlives it.
  struct Parts {
    Ledger& ledger;
    PrintJobs& jobs;
    cache::Attachments& attachments;
  };
  static Result<std::unique_ptr<WishOffice>> open(Parts parts, domain::Station station,
                                                  domain::WishContent content, Texts texts,
                                                  WishSettings settings);
  WishOffice(const WishOffice&) = delete;
  WishOffice& operator=(const WishOffice&) = delete;

  void handle(const SubmitWishAsk& ask);
  void handle(const FindWishAsk& ask);
  /// Takes a tenth of a second: the pseudonym is meant to be dear.
  void handle(const MyWishesAsk& ask);
  void handle(const RateWishAsk& ask);
  void handle(const WallAsk& ask);
  void handle(const ReprintWishAsk& ask);

  /// What a feed says about wishes; take() it once it is kept.
  [[nodiscard]] WishNews read(const std::vector<cache::FeedLine>& lines) const;
  void take(const WishNews& news);
  void set_content(domain::Station station, domain::WishContent content, Texts texts);
  void set_settings(WishSettings settings) { settings_ = std::move(settings); }
  /// Its paper is another than it was.
  void show(const domain::WishId& wish);
  [[nodiscard]] std::optional<WishView> find(const domain::WishId& wish) const;
  /// Reports the wall when it is not as it was reported last.
  void show_wall();
  void tick();

  [[nodiscard]] const domain::WishBook& book() const { return book_; }

 private:
  WishOffice(Parts parts, domain::Station station, domain::WishContent content, Texts texts,
             WishSettings settings);
  [[nodiscard]] Result<WishView> submit(const SubmitWishAsk& ask, std::optional<WishAnswer>& refusal);
  [[nodiscard]] domain::SubmitWish command_of(const SubmitWishAsk& ask, const std::string& subject) const;
  [[nodiscard]] Result<WishView> write(const SubmitWishAsk& ask, const domain::SubmitWish& command,
                                       const std::vector<cache::KeptFile>& files,
                                       std::optional<WishAnswer>& refusal);
  [[nodiscard]] cache::Operation operation_of(const SubmitWishAsk& ask, const domain::WishEvents& events,
                                              const std::vector<cache::KeptFile>& files);
  [[nodiscard]] Result<std::vector<cache::KeptFile>> keep_files(const WishDraft& draft);
  [[nodiscard]] Result<std::string> subject_of(cache::Known by, const Sensitive<std::string>& value) const;
  /// Durable, folded and shown when it returns without error.
  [[nodiscard]] Status carry_out(const domain::WishCommand& command,
                                 std::optional<domain::WishRefusal>& refusal);
  [[nodiscard]] WishAnswer answer_of(const domain::WishCommand& command, const domain::WishId& wish);
  /// To whoever put down a card: what became of its claims, too.
  void answer_card(AskId ask, const std::string& by, WishAnswer answer);
  void fold(const std::vector<domain::WishEvent>& events);
  [[nodiscard]] bool may_try(Instant now);
  [[nodiscard]] WishView view(const domain::Wish& wish) const;
  void answer(AskId ask, WishAnswer answer) { ledger_.ports().report(WishAnswered{ask, std::move(answer)}); }

  Ledger& ledger_;
  PrintJobs& jobs_;
  cache::Attachments& attachments_;
  domain::Station station_;
  domain::WishBook book_;
  Texts texts_;
  WishSettings settings_;
  std::vector<int> blocks_;
  std::deque<Instant> tries_;  // of typed numbers, in the last minute
  std::vector<WallView> wall_;
  bool is_wall_shown_{};
};

}  // namespace yz::kiosk
