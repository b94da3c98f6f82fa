// The lessons of the practice phone, for screens: which there are, the one that is played, its stars and its
// memory card. UI thread; driven by tick(), so that a test plays a lesson without waiting.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "hal/colour_image.h"
#include "kiosk/app/content.h"
#include "kiosk/app/session.h"
#include "kiosk/app/ticket_desk.h"
#include "kiosk/practice/practice.h"

namespace yz::kiosk {

/// Slow mode doubles it.
[[nodiscard]] practice::PracticeTiming practice_timing(bool is_slow);

class PracticeDesk {
 public:
  PracticeDesk(ToStation to_station, MakeOp make_job, const Texts& texts, Session& session,
               const Clock& clock)
      : to_station_(std::move(to_station)),
        make_job_(std::move(make_job)),
        texts_(texts),
        session_(session),
        clock_(clock) {}

  /// In the order they are offered. Both hold until the next frame.
  [[nodiscard]] const std::vector<practice::Lesson>& lessons() const { return shelf_->read.lessons; }
  [[nodiscard]] const practice::Lesson* find(std::string_view id) const;
  /// 1 to 3, the most of this visit and, after follow_card(), of earlier ones; 0: not played to its end. Of a
  /// lesson: those of its weakest scene.
  [[nodiscard]] int stars(const practice::Lesson& lesson) const;
  [[nodiscard]] int stars(const practice::Lesson& lesson, std::size_t scene) const;
  /// The one to play after that: the next that was not played to its end, else the one that follows it; after
  /// the last, the first.
  [[nodiscard]] std::size_t next_scene(const practice::Lesson& lesson, std::size_t scene) const;

  /// Whoever put down a card wants to see what they learnt before: from now on what they finish in this visit
  /// is written down under a pseudonym. Without a card in the session nothing happens.
  void follow_card();
  enum class Progress { not_asked, waiting, shown, unknown };
  [[nodiscard]] Progress progress() const { return progress_; }

  /// That scene from its first step; an unknown lesson leaves nothing playing. One that was playing was left.
  void begin(std::string_view lesson, std::size_t scene);
  /// nullptr: none. It holds on to its lesson when other content comes.
  [[nodiscard]] practice::Practice* playing() { return practice_.get(); }
  /// Time goes on; `is_busy`: speech talks, or a finger is down.
  void tick(bool is_busy);
  /// What has to stay in sight for the step: ids of parts or touchables.
  [[nodiscard]] std::vector<std::string> wanted() const;
  /// A picture of the lesson that is played; nullptr where it cannot be shown.
  [[nodiscard]] std::shared_ptr<const hal::ColourPicture> picture(const std::string& file);
  /// The scene is over: its stars are kept for the visit, the station counts it, and nothing plays any more.
  void end();

  /// What is wrong with the lessons that were read again, each with its file and line; the ones before are
  /// still offered.
  [[nodiscard]] const practice::LessonFaults& faults() const { return faults_; }

  void print_card(hal::Slip slip);
  /// `none`: not asked for. Trouble of any kind is `no_printer`.
  [[nodiscard]] PrintState card() const { return card_; }

  // ── the loop's part ──
  void set(std::shared_ptr<const LessonShelf> shelf) { shelf_ = std::move(shelf); }
  /// The lessons while somebody writes them: one with a fault stays as it was, and the one that is played
  /// goes on where it is, as it is now.
  void set_written(const std::shared_ptr<const LessonShelf>& shelf);
  void take(const hal::JobEnded& event);
  void take(const PageRefused& message);
  void take(const ProgressShown& message);
  void wipe();

 private:
  void close();
  void ask_progress(std::optional<domain::LessonScene> finished, int stars);
  [[nodiscard]] domain::PracticeEvent outcome() const;

  ToStation to_station_;
  MakeOp make_job_;
  const Texts& texts_;
  Session& session_;
  const Clock& clock_;
  std::shared_ptr<const LessonShelf> shelf_{std::make_shared<const LessonShelf>()};
  std::shared_ptr<const LessonShelf> played_;  // outlives practice_
  std::unique_ptr<practice::Practice> practice_;
  Milliseconds begun_{};  // since boot
  Milliseconds played_until_{};
  std::map<std::string, std::shared_ptr<const hal::ColourPicture>> pictures_;  // of played_
  std::string job_;
  PrintState card_{PrintState::none};
  practice::LessonFaults faults_;
  Progress progress_{Progress::not_asked};
  AskId asked_{};
  std::map<domain::LessonScene, int> earlier_;  // most stars, of all visits of the card
};

}  // namespace yz::kiosk
