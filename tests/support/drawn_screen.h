// A screen drawn without a display: the product's own services, fed with values instead of with messages from
// other threads, its navigation and its Ui, in a headless window. What a screen asks of the station is kept,
// and answered by the test. One at a time: Dear ImGui has one context.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/services.h"
#include "kiosk/app/window.h"
#include "kiosk/ui/ui.h"
#include "tests/support/fake_clock.h"

namespace yz::test {

struct DrawnSize {
  int width{1080};
  int height{1920};
};

/// Shows and gives what the test says, and keeps what was to be heard.
class SilentSound final : public hal::Sound {
 public:
  void play(hal::Tone tone, float) override { played.push_back(tone); }
  void record(Milliseconds) override { shown.microphone = hal::Microphone::opening; }
  void end_recording() override {
    if (shown.microphone == hal::Microphone::opening) shown.microphone = hal::Microphone::closed;
  }
  void play_recording(float) override {}
  void forget() override { ++forgotten; }
  [[nodiscard]] hal::SoundView view() const override { return shown; }
  [[nodiscard]] std::shared_ptr<const hal::VoiceRecording> recording() const override { return said; }

  std::vector<hal::Tone> played;
  int forgotten{};
  hal::SoundView shown;
  std::shared_ptr<const hal::VoiceRecording> said;
};

class DrawnScreen final {
 public:
  /// Monday 23 November 2026, 9:05, at the demo station, with Chinese and English words.
  explicit DrawnScreen(DrawnSize size = {}, kiosk::AccessSettings access = {});
  DrawnScreen(const DrawnScreen&) = delete;
  DrawnScreen& operator=(const DrawnScreen&) = delete;
  ~DrawnScreen() { navigation_.end(); }

  [[nodiscard]] kiosk::Services& services() { return services_; }
  [[nodiscard]] FakeClock& clock() { return clock_; }
  [[nodiscard]] kiosk::SystemView& system() { return system_; }
  [[nodiscard]] domain::Station& station() { return station_; }
  [[nodiscard]] domain::WishContent& wish_content() { return wish_content_; }
  [[nodiscard]] domain::LessonContent& classes() { return classes_; }
  [[nodiscard]] kiosk::LessonDesk& lessons() { return lessons_; }
  [[nodiscard]] kiosk::CallBoard& calls() { return calls_; }
  [[nodiscard]] kiosk::NoticeDesk& notices() { return notices_; }
  [[nodiscard]] kiosk::Panel& panel() { return panel_; }
  [[nodiscard]] kiosk::PracticeDesk& practice() { return practice_; }
  [[nodiscard]] ui::Ui& ui() { return ui_; }
  [[nodiscard]] const ui::Layout& layout() const { return ui_.layout(); }
  /// What the screens asked of the station, oldest first; the last one's id is `asked()`.
  [[nodiscard]] const std::vector<kiosk::StationCommand>& commands() const { return commands_; }
  [[nodiscard]] kiosk::AskId asked() const { return asked_; }
  /// What was to be spoken, oldest first.
  [[nodiscard]] const std::vector<kiosk::Utterance>& spoken() const { return spoken_; }
  /// What stood on the screen when the utterance of that index was to be spoken.
  [[nodiscard]] const std::vector<std::string>& shown_with(std::size_t utterance) const {
    return shown_with_.at(utterance);
  }
  /// What was to sound, oldest first.
  [[nodiscard]] const std::vector<hal::Tone>& played() const { return sound_.played; }

  /// The services of tickets.choose and the counters of staff.call.
  void show_queue(kiosk::QueueShown queue);
  void device(hal::DeviceClass device_class, hal::DeviceStatus status);
  void card(const hal::IdCard& card);
  void card_trouble(hal::CardProblem problem);
  /// What the device page tells beside the state, for the next device().
  void device_past(hal::DeviceClass device_class, hal::Statistics statistics,
                   std::vector<hal::DeviceFault> faults);
  /// Is the voice talking just now?
  void speaks(bool is_speaking) { speaker_.take(is_speaking, true); }
  void scanned(const std::string& text);
  void frame_seen(hal::GreyPicture picture) {
    const hal::FrameSeen event{hal::DeviceId{"camera"},
                               std::make_shared<const hal::GreyPicture>(std::move(picture))};
    trial_.take(event);
    photos_.take(event);
  }
  /// What the screen asked for last.
  void photo_taken(const hal::ColourPicture& picture);
  void photo_failed();
  /// Is the camera asked for its live picture?
  [[nodiscard]] bool camera_is_open() const { return camera_is_open_; }
  [[nodiscard]] const SilentSound& sound() const { return sound_; }
  void microphone(hal::SoundView view) { sound_.shown = view; }
  /// What the recogniser and the dictionary answer, as their threads do.
  void input(const kiosk::InputReport& report);
  /// Serials of the strokes and keys that were sent to them; the last one.
  [[nodiscard]] std::uint64_t input_serial() const { return input_serial_; }
  [[nodiscard]] const std::vector<kiosk::InkStroke>& ink() const { return ink_; }
  [[nodiscard]] const std::vector<kiosk::PinyinStep>& pinyin_steps() const { return pinyin_steps_; }
  /// A stroke over the widget, in parts of its sides.
  void stroke(std::string_view id, const std::vector<std::pair<float, float>>& points);
  void recorded(std::shared_ptr<const hal::VoiceRecording> recording) { sound_.said = std::move(recording); }
  void answer(kiosk::TicketAnswer answer);
  void answer_wish(kiosk::WishAnswer answer, std::vector<std::string> lost_claims = {});
  void show_wall(std::vector<kiosk::WallView> wishes) { wishes_.take(kiosk::WallShown{std::move(wishes)}); }
  void answer_lesson(kiosk::LessonAnswer answer);
  void answer_staff(bool done, const std::string& words, const std::string& label);
  void answer_pin(bool right, Milliseconds wait);
  void answer_help(kiosk::HelpAnswer answer);
  void show_help(kiosk::HelpView call) { help_.take(kiosk::HelpShown{std::move(call)}); }
  void power_back(kiosk::TicketView ticket);

  /// Draws until nothing opens another screen any more; the widgets of the last frame.
  const std::vector<kiosk::WidgetInfo>& draw();
  const std::vector<kiosk::WidgetInfo>& open(std::string_view screen, const kiosk::Params& params = {});
  [[nodiscard]] std::string screen() const { return std::string(services_.navigation.current_id()); }
  /// nullptr if it is not shown.
  [[nodiscard]] const kiosk::WidgetInfo* find(std::string_view id) const;
  [[nodiscard]] bool shows(std::string_view words) const;
  void finger(kiosk::Finger::Kind kind, float x, float y, std::int64_t id = 1);
  /// A calm finger in the middle of the widget, after any rest is over; fails the test if there is none.
  void tap(std::string_view id);
  void hold(std::string_view id, Milliseconds time);
  /// Time has passed without a touch: what the rules of time ask for then.
  void idle();
  /// The resident leaves: what the loop wipes then is wiped.
  void leave();
  /// As the program does it: another language holds from the next frame on.
  void set_access(const kiosk::AccessSettings& access);

  [[nodiscard]] kiosk::Picture picture();
  void save(const std::filesystem::path& file);

 private:
  void settle();
  [[nodiscard]] kiosk::DeviceActions idle_devices();
  kiosk::AccessSettings access_;
  FakeClock clock_;
  kiosk::Session session_;
  kiosk::Texts texts_;
  domain::Station station_;
  domain::WishContent wish_content_;
  domain::LessonContent classes_;
  kiosk::SystemView system_;
  kiosk::Panel panel_;
  std::vector<kiosk::StationCommand> commands_;
  std::vector<kiosk::Utterance> spoken_;
  std::vector<std::vector<std::string>> shown_with_;  // one for each utterance
  kiosk::AskId asked_{};
  kiosk::Navigation navigation_;
  kiosk::TicketDesk tickets_;
  kiosk::WishDesk wishes_;
  kiosk::LessonDesk lessons_;
  kiosk::CallBoard calls_;
  std::map<hal::DeviceClass, hal::DeviceHealth> health_;
  kiosk::DeviceDesk devices_;
  kiosk::IdentityDesk identity_;
  kiosk::ScanDesk scan_;
  kiosk::TrialDesk trial_;
  SilentSound sound_;
  kiosk::SoundDesk sounds_;
  kiosk::VoiceDesk voice_;
  kiosk::PhotoDesk photos_;
  hal::PhotoAsk photo_ask_{};
  bool camera_is_open_{};
  std::uint64_t input_serial_{};
  std::vector<kiosk::InkStroke> ink_;
  std::vector<kiosk::PinyinStep> pinyin_steps_;
  kiosk::InputDesk input_;
  kiosk::Speaker speaker_;
  kiosk::StaffDesk staff_;
  kiosk::HelpDesk help_;
  kiosk::NoticeDesk notices_{station_, session_, clock_};
  kiosk::PracticeDesk practice_;
  kiosk::PanelLight light_;
  kiosk::Services services_;
  std::unique_ptr<kiosk::Window> window_;
  ui::Ui ui_;
  std::uint64_t visit_{};
  std::uint64_t visitors_{};
};

}  // namespace yz::test
