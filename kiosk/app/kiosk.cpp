#include "kiosk/app/kiosk.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/on.h"
#include "kiosk/app/content_check.h"
#include "kiosk/app/fresh_ids.h"

namespace yz::kiosk {
namespace {

AccessSettings defaults_of(const Config& config) {
  AccessSettings access;
  access.language = config.language;
  return access;
}

/// Where hal::Devices prints what names no printer.
std::optional<hal::DeviceId> slip_printer(const std::vector<hal::DeviceConfig>& devices) {
  const auto first = std::ranges::find(devices, hal::DeviceClass::printer, &hal::DeviceConfig::device_class);
  return first == devices.end() ? std::nullopt : std::optional(first->id);
}

}  // namespace

Kiosk::Kiosk(const Config& config, Panel panel, const Clock& clock, std::span<const ScreenRow> screens,
             std::function<void()> wake)
    : clock_(clock),
      inbox_(std::move(wake)),
      panel_(panel),
      session_(defaults_of(config)),
      navigation_(screens, session_, clock),
      tickets_([this](const StationCommand& command) { to_station(command); },
               [&clock] { return fresh_ulid(clock.now()); }),
      wishes_([this](const StationCommand& command) { to_station(command); },
              [&clock] { return fresh_ulid(clock.now()); }),
      lessons_([this](const StationCommand& command) { to_station(command); },
               [&clock] { return fresh_ulid(clock.now()); }),
      calls_(clock),
      devices_desk_(device_actions()),
      identity_(device_actions(), session_, [this] { return today(); }),
      scan_(device_actions()),
      trial_(device_actions()),
      sounds_(session_),
      voice_(sounds_, session_, clock),
      photos_(device_actions(), devices_desk_, session_),
      input_(input_actions()),
      speaker_(
          {[this](Utterance utterance) { speech_->say(std::move(utterance)); }, [this] { speech_->stop(); }},
          texts_, session_),
      staff_([this](const StationCommand& command) { to_station(command); }),
      help_([this](const StationCommand& command) { to_station(command); },
            [&clock] { return fresh_ulid(clock.now()); }, clock),
      practice_([this](const StationCommand& command) { to_station(command); },
                [&clock] { return fresh_ulid(clock.now()); }, texts_, session_, clock),
      services_{navigation_,   session_,      tickets_, wishes_,  lessons_,  calls_,  devices_desk_,
                identity_,     scan_,         trial_,   sounds_,  voice_,    photos_, input_,
                speaker_,      staff_,        help_,    notices_, practice_, texts_,  system_,
                station_book_, wish_content_, classes_, light_,   panel_,    clock_} {}

Kiosk::~Kiosk() {
  navigation_.end();  // screens leave their devices while there are any
  inbox_.close();     // lets go whoever waits for room
  engines_.reset();
  speech_.reset();
  // The station's thread uses the devices, and the devices' threads tell the station: so the first stops
  // before the others end, and the object outlives them.
  if (station_ != nullptr) station_->stop();
  devices_.reset();
  station_.reset();
}

Result<std::unique_ptr<Kiosk>> Kiosk::open(const Config& config, Panel panel, const Clock& clock,
                                           std::span<const ScreenRow> screens, std::function<void()> wake) {
  std::unique_ptr<Kiosk> kiosk(new Kiosk(config, panel, clock, screens, std::move(wake)));
  if (auto started = kiosk->start(config); !started) return fail(started.error());
  return kiosk;
}

Status Kiosk::start(const Config& config) {
  auto texts = load_texts(config.text);
  if (!texts) return fail(texts.error());
  auto checks = lesson_checks(config, *texts);
  if (!checks) return fail(checks.error());
  auto devices = hal::Devices::open(
      {.devices = config.devices, .font_file = config.font_regular, .font_face = config.font_face}, clock_,
      [this](const hal::DeviceEvent& event) {
        const bool is_picture =
            std::holds_alternative<hal::FrameSeen>(event) || std::holds_alternative<hal::PhotoTaken>(event);
        Station* station = station_link_.load();
        if (station != nullptr && !is_picture) station->device_event(event);
        inbox_.put(event);
      });
  if (!devices) return fail(devices.error());
  devices_ = *std::move(devices);
  Content content;
  auto station = Station::start(
      {.state = config.state,
       .factory_content = config.content,
       .installer = config.installer,
       .hub_url = config.hub_url,
       .enrol_code = config.enrol_code,
       .app_version = "0.1.0",
       .pin_hash = config.pin_hash,
       .slip_printer = slip_printer(config.devices),
       .own_texts = *std::move(texts),
       .lesson_checks = *std::move(checks),
       .language = config.language},
      clock_,
      {.report = [this](StationReport report) { inbox_.put(std::move(report)); },
       .print = [this](const std::optional<hal::DeviceId>& printer, const hal::JobId& job,
                       hal::Slip slip) { return devices_->print(printer, job, std::move(slip)); }},
      content);
  if (!station) return fail(station.error());
  station_ = *std::move(station);
  station_link_.store(station_.get());
  // What the devices said before the station listened.
  for (const hal::DeviceHealth& device : devices_->health()) {
    station_->device_event(device.now);
    devices_desk_.take(device.now);
  }
  speech_ = Speech::start(config.state / "speech.log", clock_,
                          [this](const SpeechReport& report) { inbox_.put(report); });
  engines_ = std::make_unique<InputEngines>(
      config.handwriting, PinyinFiles{.data = config.pinyin, .user = config.state / "pinyin"},
      [this](InputReport report) { inbox_.put(std::move(report)); });
  show(std::move(content));
  texts_.set_language(session_.access.language);
  navigation_.set_services(services_);
  return {};
}

void Kiosk::show(Content content) {
  station_book_ = std::move(content.station);
  wish_content_ = std::move(content.wishes);
  classes_ = std::move(content.classes);
  notices_.set(std::move(content.notices));
  practice_.set(std::move(content.lessons));
  texts_.set_tables(std::move(content.texts));
}

domain::Day Kiosk::today() const {
  const domain::Day day = tickets_.station_now().day;
  return day.ok() && day.year() > std::chrono::year{1970}
             ? day
             : domain::station_time(station_book_, clock_.now()).day;
}

DeviceActions Kiosk::device_actions() {
  return {.arm = [this](hal::DeviceClass device_class) { devices_->arm(device_class); },
          .disarm = [this](hal::DeviceClass device_class) { devices_->disarm(device_class); },
          .restart = [this](const hal::DeviceId& id) { devices_->restart(id); },
          .disable = [this](const hal::DeviceId& id) { devices_->disable(id); },
          .enable = [this](const hal::DeviceId& id) { devices_->enable(id); },
          .health = [this] { return devices_->health(); },
          .watch = [this](const hal::DeviceId& id, bool wanted) { devices_->watch(id, wanted); },
          .take_photo = [this](const hal::DeviceId& id,
                               hal::PhotoAsk ask) { return devices_->take_photo(id, ask); },
          .picture_of = [this](const hal::Slip& slip) { return devices_->picture_of(slip); }};
}

InputActions Kiosk::input_actions() {
  return {.read_ink = [this](std::uint64_t serial,
                             const std::vector<InkStroke>& strokes) { engines_->read_ink(serial, strokes); },
          .pinyin = [this](std::uint64_t serial, const PinyinStep& step) { engines_->pinyin(serial, step); }};
}

void Kiosk::start_sound() {
  sound_ = hal::Sound::start(clock_, [this] { inbox_.put(SoundChanged{}); });
  sounds_.use(*sound_);
}

Status Kiosk::watch_lessons(const Config& config) {
  const auto own = load_texts(config.text);
  if (!own) return fail(own.error());
  auto checks = lesson_checks(config, *own);
  if (!checks) return fail(checks.error());
  lesson_watch_ = std::make_unique<LessonWatch>(config.content, *std::move(checks), clock_);
  return {};
}

bool Kiosk::look_at_lessons() {
  constexpr std::string_view faults = "practice.faults";
  if (lesson_watch_ == nullptr) return false;
  const auto shelf = lesson_watch_->look();
  if (shelf == nullptr) return false;
  practice_.set_written(shelf);
  const bool is_told = navigation_.current_id() == faults;
  if (practice_.faults().empty() && is_told) navigation_.back();
  if (!practice_.faults().empty() && !is_told) navigation_.open(faults);
  return true;
}

void Kiosk::to_station(const StationCommand& command) {
  if (!station_->submit(command)) answer_busy(command);
}

void Kiosk::answer_busy(const StationCommand& command) {
  spdlog::error("the station is behind");
  const Error busy{Code::unavailable, "the station is behind"};
  const auto wish = [&](AskId ask) { wishes_.take(WishAnswered{ask, busy}); };
  const auto lesson = [&](AskId ask) { lessons_.take(LessonAnswered{ask, busy}); };
  const auto staff = [&](AskId ask) { staff_.take(StaffAnswered{ask, false, "error.unavailable", {}}); };
  std::visit(On{[&](const PinAsk& ask) {
                  staff_.take(PinAnswered{ask.ask, false, {}});
                },
                [&](const ReprintLabelAsk& ask) { staff(ask.ask); },
                [&](const CounterAsk& ask) { staff(ask.ask); },
                [&](const TransferAsk& ask) { staff(ask.ask); },
                [&](const TestPageAsk& ask) { staff(ask.ask); },
                [&](const PrintPage& page) { practice_.take(PageRefused{page.job}); },
                [](const PracticeEnded&) {},  // one learner is not counted
                [&](const ProgressAsk& ask) {
                  practice_.take(ProgressShown{.ask = ask.ask, .is_known = false, .stars = {}});
                },
                [&](const SendNow&) {},
                [&](const StickAsk&) {},
                [&](const Presence&) {},
                [&](const PowerBackAnswered&) {},
                [&](const SubmitWishAsk& ask) { wish(ask.ask); },
                [&](const FindWishAsk& ask) { wish(ask.ask); },
                [&](const MyWishesAsk& ask) { wish(ask.ask); },
                [&](const RateWishAsk& ask) { wish(ask.ask); },
                [&](const WallAsk& ask) { wish(ask.ask); },
                [&](const ReprintWishAsk& ask) { wish(ask.ask); },
                [&](const SignUpAsk& ask) { lesson(ask.ask); },
                [&](const FindSignUpAsk& ask) { lesson(ask.ask); },
                [&](const MySignUpsAsk& ask) { lesson(ask.ask); },
                [&](const CancelSignUpAsk& ask) { lesson(ask.ask); },
                [&](const CheckInAsk& ask) { lesson(ask.ask); },
                [&](const ReprintSignUpAsk& ask) { lesson(ask.ask); },
                [&](const HelpAsk& ask) {
                  help_.take(HelpAnswered{ask.ask, busy});
                },
                [&](const auto& ask) {
                  tickets_.take(TicketAnswered{ask.ask, busy});
                }},
             command);
}

bool Kiosk::take(UiMessage message) {
  const SystemView before = system_;
  const auto* told = std::get_if<StationReport>(&message);
  const bool is_system = told != nullptr && std::holds_alternative<SystemShown>(*told);
  std::visit(On{[&](StationReport& report) { take(std::move(report)); },
                [&](const hal::DeviceEvent& event) { take(event); },
                [&](const SpeechReport& report) {
                  if (report.is_call) sounds_.chime();
                  speaker_.take(report.speaking, report.has_voice);
                },
                [&](const InputReport& report) {
                  std::visit([this](const auto& one) { input_.take(one); }, report);
                },
                [](const SoundChanged&) {}},  // looked at by the screen that shows it
             message);
  return !is_system || is_seen(before);
}

/// Staff see all of it; a resident's screen is not drawn for the hundredth line that was sent.
bool Kiosk::is_seen(const SystemView& before) const {
  if (navigation_.current_id().starts_with("staff.")) return before != system_;
  return before.link != system_.link || before.disk_full != system_.disk_full ||
         before.waiting_now != system_.waiting_now;
}

void Kiosk::take(StationReport report) {
  std::visit(On{[&](TicketAnswered& one) { tickets_.take(std::move(one)); },
                [&](StaffAnswered& one) { staff_.take(std::move(one)); },
                [&](const PinAnswered& one) { staff_.take(one); },
                [&](QueueShown& one) {
                  calls_.set_recent(one.calls);
                  tickets_.take(std::move(one));
                },
                [&](const TicketShown& one) { tickets_.take(one); },
                [&](const CallMade& one) {
                  calls_.announce(one.call);
                  speaker_.call(one.call.label, one.call.counter.value);
                },
                [&](const SystemShown& one) { system_ = one.system; },
                [&](ContentShown& one) { show(std::move(one.content)); },
                [&](PowerBack& one) {
                  wishes_.take(one);
                  lessons_.take(one);
                  tickets_.take(std::move(one));
                },
                [&](WishAnswered& one) { wishes_.take(std::move(one)); },
                [&](const WishShown& one) { wishes_.take(one); },
                [&](WallShown& one) { wishes_.take(std::move(one)); },
                [&](LessonAnswered& one) { lessons_.take(std::move(one)); },
                [&](const SignUpShown& one) { lessons_.take(one); },
                [&](SessionsShown& one) { lessons_.take(std::move(one)); },
                [&](HelpAnswered& one) { help_.take(std::move(one)); },
                [&](const HelpShown& one) { help_.take(one); },
                [&](const PageRefused& one) { practice_.take(one); },
                [&](const ProgressShown& one) { practice_.take(one); },
                [&](const MustEnd& one) {
                  spdlog::critical("the program ends: {}", one.why);
                  must_end_ = one.status;
                }},
             report);
}

void Kiosk::take(const hal::DeviceEvent& event) {
  const auto card = [&](const auto& one) {
    identity_.take(one);
    trial_.take(one);
  };
  std::visit(
      On{[&](const hal::DeviceChanged& one) {
           devices_desk_.take(one);
           photos_.take(one);
         },
         [&](const hal::JobEnded& one) { practice_.take(one); }, [&](const hal::CardRead& one) { card(one); },
         [&](const hal::SmartCardRead& one) { card(one); },
         [](const hal::CardRemoved&) {},  // no screen waits for it
         [&](const hal::CardTrouble& one) { card(one); },
         [&](const hal::CodeScanned& one) {
           scan_.take(one);
           trial_.take(one);
         },
         // Comes only to a screen that asked to watch.
         [&](const hal::FrameSeen& one) {
           trial_.take(one);
           photos_.take(one);
         },
         [&](const hal::PhotoTaken& one) { photos_.take(one); },
         [&](const hal::PhotoFailed& one) { photos_.take(one); }},
      event);
}

void Kiosk::follow_navigation() {
  navigation_.apply();
  if (notices_.interrupts(navigation_.current_id())) {
    navigation_.take_over("notices.emergency");
    navigation_.apply();
  }
  if (visitors_ != navigation_.visitors()) {
    visitors_ = navigation_.visitors();
    tickets_.wipe();
    wishes_.wipe();
    lessons_.wipe();
    identity_.wipe();
    scan_.wipe();
    trial_.wipe();
    voice_.wipe();  // what staff said to try the microphone too
    photos_.wipe();
    input_.wipe();
    staff_.wipe();
    help_.wipe();
    practice_.wipe();
    speaker_.stop();
  }
  if (visit_ != navigation_.visit()) {
    visit_ = navigation_.visit();
    tickets_.new_visit();
    speaker_.new_visit();
    // Their signs are no longer on the screen.
    sounds_.end_recording();
    photos_.close();
    if (!navigation_.current_id().starts_with("staff.")) staff_.wipe();
  }
  texts_.set_language(session_.access.language);
  tell_presence();
}

void Kiosk::tell_presence() {
  const bool someone = !session_.is_pristine() || !navigation_.is_at_rest();
  if (someone == someone_) return;
  // Told again at the next step when the queue was full.
  if (station_->submit(Presence{someone})) someone_ = someone;
}

bool Kiosk::step(bool finger_down) {
  bool changed = false;
  inbox_.take_all([&](UiMessage message) { changed |= take(std::move(message)); });
  changed |= look_at_lessons();
  const auto is_busy = [&](hal::DeviceClass device_class) {
    const DeviceView* device = devices_desk_.first(device_class);
    return device != nullptr && device->status.state == hal::DeviceState::busy;
  };
  navigation_.tick({.speaking = speaker_.is_speaking(),
                    .device_works = is_busy(hal::DeviceClass::printer) ||
                                    is_busy(hal::DeviceClass::id_reader) ||
                                    is_busy(hal::DeviceClass::card_reader) || sounds_.is_in_use(),
                    .finger_down = finger_down});
  const auto visit = navigation_.visit();
  follow_navigation();
  changed |= visit != navigation_.visit();
  changed |= std::exchange(banner_shown_, calls_.banner() != nullptr) != (calls_.banner() != nullptr);
  const auto seconds = navigation_.seconds_left();
  changed |= std::exchange(seconds_shown_, seconds) != seconds;
  return changed;
}

std::optional<Milliseconds> Kiosk::deadline() const {
  auto first = navigation_.deadline();
  const auto sooner = [&](std::optional<Milliseconds> time) {
    if (time && (!first || *time < *first)) first = time;
  };
  sooner(calls_.deadline());
  if (lesson_watch_ != nullptr) sooner(lesson_watch_->next());
  // The ring counts seconds; before it, its beginning has to be met.
  if (seconds_shown_) sooner(clock_.mono() + Milliseconds{200});
  if (navigation_.current_idle() == IdleRule::result) sooner(clock_.mono() + Milliseconds{1'000});
  return first;
}

bool Kiosk::screen_changed() {
  return std::exchange(seen_visit_, navigation_.visit()) != navigation_.visit();
}

}  // namespace yz::kiosk
