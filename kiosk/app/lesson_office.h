// Everything about classes that must be durable: decides with domain, seals the telephone number, writes to
// the journal, folds, answers, prints, in this order; and gives seats back that are no longer ours to give.
// Owns the lesson book. Station thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/lessons/lessons.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/lesson_rows.h"
#include "kiosk/app/print_jobs.h"
#include "kiosk/app/texts.h"
#include "offline-cache/pseudonym.h"

namespace yz::kiosk {

struct LessonSettings {
  std::string device;   // this kiosk's ULID: whose grants are ours
  std::string station;  // where it was enrolled, whatever pack it shows; empty: the pack's
};

/// Feed lines about classes, and the rows that belong into their transaction.
struct LessonNews {
  domain::LessonEvents events;
  std::vector<cache::ModelRow> rows;
};

class LessonOffice {
 public:
  /// `ledger` and `jobs` outlive it.
  static Result<std::unique_ptr<LessonOffice>> open(Ledger& ledger, PrintJobs& jobs, domain::Station station,
                                                    domain::LessonContent content, Texts texts,
                                                    LessonSettings settings);
  LessonOffice(const LessonOffice&) = delete;
  LessonOffice& operator=(const LessonOffice&) = delete;

  /// Takes a tenth of a second, as whatever needs a pseudonym: that is meant to be dear.
  void handle(const SignUpAsk& ask);
  void handle(const FindSignUpAsk& ask);
  void handle(const MySignUpsAsk& ask);
  void handle(const CancelSignUpAsk& ask);
  void handle(const CheckInAsk& ask);
  void handle(const ReprintSignUpAsk& ask);

  /// What a feed says about classes; take() it once it is kept.
  [[nodiscard]] LessonNews read(const std::vector<cache::FeedLine>& lines) const;
  void take(const LessonNews& news);
  void set_content(domain::Station station, domain::LessonContent content, Texts texts);
  void set_settings(LessonSettings settings) { settings_ = std::move(settings); }
  /// Its paper is another than it was.
  void show(const domain::SignUpId& id);
  [[nodiscard]] std::optional<SignUpView> find(const domain::SignUpId& id) const;
  /// Reports what one can sign up for when it is not as it was reported last.
  void show_sessions();
  void tick();
  /// Prints the slips that waited for the hub's word and have it, or have waited long enough.
  void print_due();
  /// How long until print_due() has something to do whatever comes; `most` where nothing waits.
  [[nodiscard]] Milliseconds until_due(Milliseconds most) const;

  [[nodiscard]] const domain::LessonBook& book() const { return book_; }

 private:
  LessonOffice(Ledger& ledger, PrintJobs& jobs, domain::Station station, domain::LessonContent content,
               Texts texts, LessonSettings settings);
  [[nodiscard]] Result<SignUpView> sign_up(const SignUpAsk& ask,
                                           std::optional<domain::LessonRefusal>& refusal);
  [[nodiscard]] domain::SignUpForLesson command_of(const SignUpAsk& ask, const std::string& person) const;
  [[nodiscard]] cache::Operation operation_of(const SignUpAsk& ask, const domain::LessonEvents& events) const;
  [[nodiscard]] Result<std::string> person_of(cache::Known by, const Sensitive<std::string>& value) const;
  /// Durable, folded and shown when it returns without error.
  [[nodiscard]] Status carry_out(const domain::LessonCommand& command, const char* who,
                                 std::optional<domain::LessonRefusal>& refusal);
  [[nodiscard]] LessonRefused refused(domain::LessonRefusal why, const domain::SignUpId& id) const;
  [[nodiscard]] LessonAnswer answer_of(const domain::LessonCommand& command, const domain::SignUpId& id);
  /// Whose class takes place now; else the next one of theirs, which says what is wrong with checking in.
  [[nodiscard]] const domain::SignUp* to_check_in(const std::string& person) const;
  /// Grants that are over, recalled, or of a session that was called off.
  void return_seats();
  void fold(const domain::LessonEvents& events);
  /// A slip that would be out of date with the hub's answer waits for it.
  struct HeldSlip {
    PrintJob job;
    domain::SignUpId sign_up;
    Milliseconds until;  // since boot
  };
  void print(const HeldSlip& slip);
  [[nodiscard]] bool is_settled(const domain::SignUpId& id) const;
  [[nodiscard]] LessonViewer viewer() const {
    return {book_, station_, settings_.device, ledger_.clock().now()};
  }
  [[nodiscard]] SignUpView view(const domain::SignUp& sign_up) const;
  void answer(AskId ask, LessonAnswer answer) {
    ledger_.ports().report(LessonAnswered{ask, std::move(answer)});
  }

  Ledger& ledger_;
  PrintJobs& jobs_;
  domain::Station station_;
  domain::LessonBook book_;
  Texts texts_;
  LessonSettings settings_;
  std::vector<SessionView> sessions_;
  bool are_sessions_shown_{};
  std::vector<HeldSlip> held_;
};

}  // namespace yz::kiosk
