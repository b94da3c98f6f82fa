#include "tests/support/drawn_screen.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "base/on.h"
#include "domain/content/lesson_content_json.h"
#include "domain/content/notices_json.h"
#include "domain/content/station_json.h"
#include "domain/content/wish_content_json.h"
#include "hal/device_names.h"
#include "hal/slip_picture.h"
#include "kiosk/app/config.h"
#include "kiosk/app/content.h"
#include "kiosk/app/png.h"
#include "kiosk/app/screen.h"

namespace yz::test {
namespace {

using kiosk::AskId;
using kiosk::StationCommand;

const std::filesystem::path assets{YZ_SOURCE_DIR "/assets"};

std::string demo_file(const char* name) {
  std::ifstream in(assets / "content" / name);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

domain::WishContent demo_wishes() {
  auto wishes = domain::parse_wish_content(demo_file("wishes.json"));
  REQUIRE(wishes);
  return *std::move(wishes);
}

domain::Station demo_station() {
  auto station = domain::parse_station(demo_file("station.json"));
  REQUIRE(station);
  return *std::move(station);
}

std::shared_ptr<const kiosk::LessonShelf> demo_lessons() {
  static const auto shelf = [] {
    cache::ContentPack pack;
    const auto folder = assets / "content";
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      std::ifstream in(file.path(), std::ios::binary);
      pack.files[file.path().lexically_relative(folder).generic_string()] =
          std::string(std::istreambuf_iterator<char>(in), {});
    }
    auto content = kiosk::read_content(pack, {}, {});
    REQUIRE(content);
    for (const auto& fault : content->lessons->read.left_out) FAIL(practice::to_string(fault));
    return content->lessons;
  }();
  return shelf;
}

domain::LessonContent demo_classes() {
  auto classes = domain::parse_lesson_content(demo_file("lessons.json"));
  REQUIRE(classes);
  return *std::move(classes);
}

std::vector<domain::Notice> demo_notices() {
  auto notices = domain::parse_notices(demo_file("notices.json"));
  REQUIRE(notices);
  return *std::move(notices);
}

std::shared_ptr<const kiosk::TextTables> product_words() {
  auto tables = kiosk::load_texts(assets / "text");
  REQUIRE(tables);
  return std::make_shared<const kiosk::TextTables>(*std::move(tables));
}

std::unique_ptr<kiosk::Window> open_window(DrawnSize size) {
  auto window = kiosk::Window::open({kiosk::WindowMode::headless, size.width, size.height, {}, true});
  REQUIRE(window);
  return *std::move(window);
}

const hal::Glyphs& paper_glyphs() {
  static const auto glyphs =
      hal::Glyphs::open(kiosk::Config{}.font_regular, kiosk::Config{}.font_face).value();
  return *glyphs;
}

ui::Paint open_paint(SDL_Renderer* renderer) {
  const kiosk::Config config;  // the packaged fonts
  auto fonts =
      ui::load_fonts({config.font_regular, config.font_bold, config.font_face, config.font_icons, renderer});
  if (!fonts) FAIL(fonts.error().what);
  return ui::Paint(*std::move(fonts), renderer);
}

AskId ask_of(const StationCommand& command) {
  return std::visit(
      On{[](const kiosk::SendNow&) { return AskId{}; }, [](const kiosk::StickAsk&) { return AskId{}; },
         [](const kiosk::Presence&) { return AskId{}; },
         [](const kiosk::PowerBackAnswered&) { return AskId{}; },
         [](const kiosk::PrintPage&) { return AskId{}; }, [](const kiosk::PracticeEnded&) { return AskId{}; },
         [](const auto& one) { return one.ask; }},
      command);
}

}  // namespace

DrawnScreen::DrawnScreen(DrawnSize size, kiosk::AccessSettings access)
    : access_(access),
      clock_(Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::minutes{65}}),
      session_(access),
      texts_(product_words()),
      station_(demo_station()),
      wish_content_(demo_wishes()),
      classes_(demo_classes()),
      panel_{size.width, size.height, 21.5F, 800},
      navigation_(kiosk::screens_and_gallery(), session_, clock_),
      tickets_(
          [this](StationCommand command) {
            if (const AskId ask = ask_of(command); ask != 0) asked_ = ask;
            commands_.push_back(std::move(command));
          },
          [this] { return "op-" + std::to_string(commands_.size()); }),
      wishes_(
          [this](StationCommand command) {
            if (const AskId ask = ask_of(command); ask != 0) asked_ = ask;
            commands_.push_back(std::move(command));
          },
          [this] { return "op-" + std::to_string(commands_.size()); }),
      lessons_(
          [this](StationCommand command) {
            if (const AskId ask = ask_of(command); ask != 0) asked_ = ask;
            commands_.push_back(std::move(command));
          },
          [this] { return "op-" + std::to_string(commands_.size()); }),
      calls_(clock_),
      devices_(idle_devices()),
      identity_(idle_devices(), session_,
                [this] { return domain::station_time(station_, clock_.now()).day; }),
      scan_(idle_devices()),
      trial_(idle_devices()),
      sounds_(session_),
      voice_(sounds_, session_, clock_),
      photos_(idle_devices(), devices_, session_),
      input_({.read_ink =
                  [this](std::uint64_t serial, std::vector<kiosk::InkStroke> strokes) {
                    input_serial_ = serial;
                    ink_ = std::move(strokes);
                  },
              .pinyin =
                  [this](std::uint64_t serial, kiosk::PinyinStep step) {
                    input_serial_ = serial;
                    pinyin_steps_.push_back(step);
                  }}),
      speaker_({[this](kiosk::Utterance utterance) { spoken_.push_back(std::move(utterance)); }, [] {}},
               texts_, session_),
      staff_([this](StationCommand command) {
        if (const AskId ask = ask_of(command); ask != 0) asked_ = ask;
        commands_.push_back(std::move(command));
      }),
      help_(
          [this](StationCommand command) {
            if (const AskId ask = ask_of(command); ask != 0) asked_ = ask;
            commands_.push_back(std::move(command));
          },
          [this] { return "01KAQZ5V00000000000000H" + std::to_string(100 + commands_.size()); }, clock_),
      practice_([this](StationCommand command) { commands_.push_back(std::move(command)); },
                [this] { return "page-" + std::to_string(commands_.size()); }, texts_, session_, clock_),
      services_{navigation_, session_,      tickets_, wishes_,  lessons_,  calls_,  devices_,
                identity_,   scan_,         trial_,   sounds_,  voice_,    photos_, input_,
                speaker_,    staff_,        help_,    notices_, practice_, texts_,  system_,
                station_,    wish_content_, classes_, light_,   panel_,    clock_},
      window_(open_window(size)),
      ui_(open_paint(window_->renderer()), services_) {
  sounds_.use(sound_);
  notices_.set(demo_notices());
  practice_.set(demo_lessons());
  system_.link = kiosk::NetLink::online;
  system_.clock_trusted = true;
  texts_.set_language(access.language);
  speaker_.take(false, true);
  for (const auto device_class : {hal::DeviceClass::printer, hal::DeviceClass::id_reader,
                                  hal::DeviceClass::scanner, hal::DeviceClass::camera}) {
    device(device_class,
           {.state = hal::DeviceState::ready, .reasons = {}, .detail = {}, .sequence = 1, .since = {}});
  }
  navigation_.set_services(services_);
}

void DrawnScreen::show_queue(kiosk::QueueShown queue) {
  calls_.set_recent(queue.calls);
  tickets_.take(std::move(queue));
}

kiosk::DeviceActions DrawnScreen::idle_devices() {
  return {.arm = [](hal::DeviceClass) {},
          .disarm = [](hal::DeviceClass) {},
          .restart = [](const hal::DeviceId&) {},
          .disable = [](const hal::DeviceId&) {},
          .enable = [](const hal::DeviceId&) {},
          .health =
              [this] {
                std::vector<hal::DeviceHealth> all;
                for (const kiosk::DeviceView& device : devices_.all()) {
                  all.push_back(health_[device.device_class]);
                  all.back().now = {device.id, device.device_class, device.status};
                  all.back().driver = "escpos";
                  all.back().port = "usb-printer:usb:0483:5743";
                }
                return all;
              },
          .watch = [this](const hal::DeviceId&, bool wanted) { camera_is_open_ = wanted; },
          .take_photo =
              [this](const hal::DeviceId&, hal::PhotoAsk ask) {
                photo_ask_ = ask;
                return Status{};
              },
          .picture_of =
              [](const hal::Slip& slip) {
                return hal::slip_picture(slip, hal::SlipPaper{}.width_dots, paper_glyphs());
              }};
}

void DrawnScreen::device_past(hal::DeviceClass device_class, hal::Statistics statistics,
                              std::vector<hal::DeviceFault> faults) {
  health_[device_class].statistics = std::move(statistics);
  health_[device_class].faults = std::move(faults);
}

void DrawnScreen::device(hal::DeviceClass device_class, hal::DeviceStatus status) {
  const hal::DeviceChanged event{hal::DeviceId{hal::to_string(device_class)}, device_class,
                                 std::move(status)};
  devices_.take(event);
  photos_.take(event);
}

void DrawnScreen::photo_taken(const hal::ColourPicture& picture) {
  auto photo = hal::make_photograph(picture);
  REQUIRE(photo);
  photos_.take(hal::PhotoTaken{hal::DeviceId{"camera"}, photo_ask_,
                               std::make_shared<const hal::Photograph>(*std::move(photo))});
}

void DrawnScreen::photo_failed() {
  photos_.take(hal::PhotoFailed{hal::DeviceId{"camera"}, photo_ask_, hal::PhotoProblem::no_picture});
}

void DrawnScreen::card(const hal::IdCard& card) {
  const hal::CardRead event{hal::DeviceId{"id_reader"}, card};
  identity_.take(event);
  trial_.take(event);
}

void DrawnScreen::card_trouble(hal::CardProblem problem) {
  const hal::CardTrouble event{hal::DeviceId{"id_reader"}, problem};
  identity_.take(event);
  trial_.take(event);
}

void DrawnScreen::scanned(const std::string& text) {
  const hal::CodeScanned event{hal::DeviceId{"scanner"}, text, false};
  scan_.take(event);
  trial_.take(event);
}

void DrawnScreen::answer(kiosk::TicketAnswer answer) {
  tickets_.take(kiosk::TicketAnswered{asked_, std::move(answer)});
}

void DrawnScreen::answer_wish(kiosk::WishAnswer answer, std::vector<std::string> lost_claims) {
  wishes_.take(kiosk::WishAnswered{asked_, std::move(answer), std::move(lost_claims)});
  draw();
}

void DrawnScreen::answer_lesson(kiosk::LessonAnswer answer) {
  lessons_.take(kiosk::LessonAnswered{asked_, std::move(answer)});
  draw();
}

void DrawnScreen::answer_staff(bool done, const std::string& words, const std::string& label) {
  staff_.take(kiosk::StaffAnswered{asked_, done, words, label});
}

void DrawnScreen::answer_pin(bool right, Milliseconds wait) {
  staff_.take(kiosk::PinAnswered{asked_, right, wait});
}

void DrawnScreen::answer_help(kiosk::HelpAnswer answer) {
  help_.take(kiosk::HelpAnswered{asked_, std::move(answer)});
}

void DrawnScreen::power_back(kiosk::TicketView ticket) {
  tickets_.take(kiosk::PowerBack{std::move(ticket), std::nullopt, std::nullopt});
}

void DrawnScreen::settle() {
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
    voice_.wipe();
    photos_.wipe();
    input_.wipe();
    staff_.wipe();
    help_.wipe();
    practice_.wipe();
  }
  if (visit_ != navigation_.visit()) {
    visit_ = navigation_.visit();
    tickets_.new_visit();
    speaker_.new_visit();
    sounds_.end_recording();
    photos_.close();
    ui_.screen_changed();
  }
  texts_.set_language(session_.access.language);
}

const std::vector<kiosk::WidgetInfo>& DrawnScreen::draw() {
  // A screen may open another while it draws, and the words of an answer stand a frame later.
  for (int frame = 0; frame < 3; ++frame) {
    settle();
    kiosk::Screen& screen = navigation_.current();
    window_->frame(0.02F, [&] {
      do {
        ui_.begin(panel_.width, panel_.height, screen.name());
        screen.draw(ui_);
      } while (ui_.end());
    });
  }
  settle();
  std::vector<std::string> texts;
  for (const auto& widget : ui_.widgets()) texts.push_back(widget.text);
  shown_with_.resize(spoken_.size(), texts);
  return ui_.widgets();
}

const std::vector<kiosk::WidgetInfo>& DrawnScreen::open(std::string_view screen,
                                                        const kiosk::Params& params) {
  navigation_.open(screen, params);
  return draw();
}

const kiosk::WidgetInfo* DrawnScreen::find(std::string_view id) const {
  const auto found = std::ranges::find(ui_.widgets(), id, &kiosk::WidgetInfo::id);
  return found == ui_.widgets().end() ? nullptr : &*found;
}

bool DrawnScreen::shows(std::string_view words) const {
  return std::ranges::any_of(ui_.widgets(), [&](const kiosk::WidgetInfo& widget) {
    return widget.text.find(words) != std::string::npos;
  });
}

void DrawnScreen::finger(kiosk::Finger::Kind kind, float x, float y, std::int64_t id) {
  ui_.touch().finger({kind, id, x, y, clock_.mono()});
}

void DrawnScreen::input(const kiosk::InputReport& report) {
  std::visit([this](const auto& one) { input_.take(one); }, report);
}

void DrawnScreen::stroke(std::string_view id, const std::vector<std::pair<float, float>>& points) {
  const kiosk::WidgetInfo* pad = find(id);
  REQUIRE(pad != nullptr);
  REQUIRE(!points.empty());
  const ui::Rect rect{pad->x, pad->y, pad->w, pad->h};
  clock_.advance(Milliseconds{400});
  auto kind = kiosk::Finger::Kind::down;
  for (const auto& [x, y] : points) {
    finger(kind, rect.x + x * rect.w, rect.y + y * rect.h);
    clock_.advance(Milliseconds{30});
    kind = kiosk::Finger::Kind::move;
  }
  finger(kiosk::Finger::Kind::up, rect.x + points.back().first * rect.w,
         rect.y + points.back().second * rect.h);
  draw();
}

void DrawnScreen::hold(std::string_view id, Milliseconds time) {
  clock_.advance(Milliseconds{1'500});  // longer than any rest
  draw();
  const kiosk::WidgetInfo* widget = find(id);
  INFO("on " << screen() << ", touching " << id);
  REQUIRE(widget != nullptr);
  REQUIRE(widget->touchable);
  const float x = widget->x + widget->w / 2;
  const float y = widget->y + widget->h / 2;
  finger(kiosk::Finger::Kind::down, x, y);
  draw();
  clock_.advance(time);
  draw();
  finger(kiosk::Finger::Kind::up, x, y);
  draw();
}

void DrawnScreen::tap(std::string_view id) {
  hold(id, Milliseconds{150});
}

void DrawnScreen::idle() {
  navigation_.tick({});
  draw();
}

void DrawnScreen::leave() {
  navigation_.leave();
  draw();
}

void DrawnScreen::set_access(const kiosk::AccessSettings& access) {
  session_.access = access;
  draw();
}

kiosk::Picture DrawnScreen::picture() {
  auto picture = window_->picture();
  REQUIRE(picture);
  return *std::move(picture);
}

void DrawnScreen::save(const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  REQUIRE(kiosk::write_png(file, picture()));
}

}  // namespace yz::test
