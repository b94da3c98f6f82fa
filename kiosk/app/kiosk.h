// The kiosk without its picture: everything the screens' services stand on, wired together once. The loop
// gives it time and shows what it says. UI thread; owns the station, the devices and the voice with their
// threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "hal/devices.h"
#include "kiosk/app/config.h"
#include "kiosk/app/inbox.h"
#include "kiosk/app/input_engines.h"
#include "kiosk/app/lesson_watch.h"
#include "kiosk/app/services.h"
#include "kiosk/app/speech.h"
#include "kiosk/app/station.h"

namespace yz::kiosk {

class Kiosk {
 public:
  /// `wake`: any thread, when there is something to take. Devices start here, so that their errors are said
  /// at once.
  static Result<std::unique_ptr<Kiosk>> open(const Config& config, Panel panel, const Clock& clock,
                                             std::span<const ScreenRow> screens, std::function<void()> wake);
  ~Kiosk();
  Kiosk(const Kiosk&) = delete;
  Kiosk& operator=(const Kiosk&) = delete;

  /// Opens loudspeaker and microphone's thread; until then the kiosk is silent but for its voice.
  void start_sound();
  /// From now on the lessons of the configuration's content folder are read again when they are changed.
  /// `unavailable`: a font cannot be read.
  [[nodiscard]] Status watch_lessons(const Config& config);
  [[nodiscard]] Services& services() { return services_; }
  /// Takes what came in and lets time pass; true when a frame has to be drawn.
  bool step(bool finger_down);
  /// When step() has something to do without any message (time since boot).
  [[nodiscard]] std::optional<Milliseconds> deadline() const;
  /// Another screen or another resident since the last call.
  [[nodiscard]] bool screen_changed();
  /// The program has to end, with this status.
  [[nodiscard]] std::optional<int> must_end() const { return must_end_; }

 private:
  Kiosk(const Config& config, Panel panel, const Clock& clock, std::span<const ScreenRow> screens,
        std::function<void()> wake);
  [[nodiscard]] Status start(const Config& config);
  /// True: what is on the screen may have changed.
  bool take(UiMessage message);
  [[nodiscard]] bool is_seen(const SystemView& before) const;
  void take(StationReport report);
  void take(const hal::DeviceEvent& event);
  void to_station(const StationCommand& command);
  void answer_busy(const StationCommand& command);
  void follow_navigation();
  /// True: a lesson was changed.
  bool look_at_lessons();
  void show(Content content);
  void tell_presence();
  [[nodiscard]] DeviceActions device_actions();
  [[nodiscard]] InputActions input_actions();
  [[nodiscard]] domain::Day today() const;

  const Clock& clock_;
  Inbox inbox_;
  Panel panel_;
  Session session_;
  Texts texts_{std::make_shared<const TextTables>()};
  domain::Station station_book_;
  domain::WishContent wish_content_;
  domain::LessonContent classes_;
  SystemView system_;
  Navigation navigation_;
  TicketDesk tickets_;
  WishDesk wishes_;
  LessonDesk lessons_;
  CallBoard calls_;
  DeviceDesk devices_desk_;
  IdentityDesk identity_;
  ScanDesk scan_;
  TrialDesk trial_;
  SoundDesk sounds_;
  VoiceDesk voice_;
  PhotoDesk photos_;
  InputDesk input_;
  Speaker speaker_;
  StaffDesk staff_;
  HelpDesk help_;
  NoticeDesk notices_{station_book_, session_, clock_};
  PracticeDesk practice_;
  PanelLight light_;
  Services services_;
  // The device threads' way to the station, which starts after them: set once, before any device can have a
  // job.
  std::atomic<Station*> station_link_{};
  std::unique_ptr<hal::Devices> devices_;
  std::unique_ptr<Station> station_;
  std::unique_ptr<Speech> speech_;
  std::unique_ptr<InputEngines> engines_;
  std::unique_ptr<hal::Sound> sound_;          // nothing before start_sound()
  std::unique_ptr<LessonWatch> lesson_watch_;  // nothing before watch_lessons()
  std::optional<int> must_end_;
  std::uint64_t visit_{};
  std::uint64_t visitors_{};
  std::uint64_t seen_visit_{};
  bool someone_{};
  bool banner_shown_{};
  std::optional<int> seconds_shown_;
};

}  // namespace yz::kiosk
