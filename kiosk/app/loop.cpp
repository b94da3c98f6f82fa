#include "kiosk/app/loop.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/system_clock.h"
#include "kiosk/app/kiosk.h"
#include "kiosk/app/player.h"
#include "kiosk/app/stage.h"
#include "kiosk/app/ui_log.h"
#include "kiosk/app/watchdog.h"

namespace yz::kiosk {
namespace {

constexpr int frames_a_change = 3;  // displays lag by up to two
constexpr Milliseconds play_poll{8};
constexpr Milliseconds minute{60'000};

class Loop {
 public:
  Loop(const Clock& clock, Window& window, Kiosk& kiosk, Stage& stage, const LoopOptions& options)
      : clock_(clock), window_(window), kiosk_(kiosk), stage_(stage), options_(options), watchdog_(clock) {}

  [[nodiscard]] Status open();
  [[nodiscard]] int run();
  void list_widgets();
  /// The first page, to be turned by hand; or all of them, in every look, as pictures.
  void open_gallery();
  [[nodiscard]] Status save_gallery();

 private:
  void handle(const SDL_Event& event);
  void finger(const Finger& event);
  void step();
  void draw();
  void take_touches();
  [[nodiscard]] int wait_ms() const;
  [[nodiscard]] Status shot(const std::string& name);
  [[nodiscard]] PlayHands hands();

  const Clock& clock_;
  Window& window_;
  Kiosk& kiosk_;
  Stage& stage_;
  const LoopOptions& options_;
  Watchdog watchdog_;
  std::unique_ptr<Player> player_;
  std::ofstream touch_log_;
  std::vector<TouchRecord> touches_;  // for the player
  Milliseconds drawn_{};
  std::int64_t minute_drawn_{};
  int frames_left_{};
  bool dirty_{true};
  bool quit_{};
  bool mouse_down_{};
};

Status Loop::open() {
  if (!options_.touch_log.empty()) {
    touch_log_.open(options_.touch_log, std::ios::app);
    if (!touch_log_) return fail(Code::unavailable, options_.touch_log.string() + ": cannot be written");
  }
  if (options_.play.empty()) return {};
  auto player = Player::open(options_.play, hands(), clock_, window_.waker());
  if (!player) return fail(player.error());
  player_ = *std::move(player);
  return {};
}

PlayHands Loop::hands() {
  return {.finger = [this](const Finger& event) { finger(event); },
          .type =
              [this](const std::string& text) {
                dirty_ = true;
                return stage_.type(text);
              },
          .shot = [this](const std::string& name) { return shot(name); },
          .access =
              [this](const PlayAccess& change) {
                auto& access = kiosk_.services().session.access;
                if (change.changed == "lang") access.language = change.access.language;
                if (change.changed == "size") access.text_size = change.access.text_size;
                dirty_ = true;
              },
          .screen = [this] { return std::string(kiosk_.services().navigation.current_id()); },
          .print =
              [](const std::string& line) {
                std::puts(line.c_str());
                std::fflush(stdout);
              }};
}

void Loop::finger(const Finger& event) {
  stage_.finger(event);
  // Panels tell of a moving finger a hundred times a second and more: one frame shows what came meanwhile.
  if (event.kind == Finger::Kind::move) {
    dirty_ = dirty_ || stage_.is_finger_down();
    return;
  }
  kiosk_.services().navigation.touched();
  // A frame for every down and up: however fast they come, none is lost between two frames.
  step();
  draw();
}

void Loop::handle(const SDL_Event& event) {
  const auto touch = [&](Finger::Kind kind) {
    const auto [x, y] = window_.finger_at({event.tfinger.x, event.tfinger.y});
    finger({kind, event.tfinger.fingerId, x, y, clock_.mono()});
  };
  const auto mouse = [&](Finger::Kind kind, int x_in_window, int y_in_window) {
    const auto [x, y] = window_.mouse_at(x_in_window, y_in_window);
    finger({kind, 0, x, y, clock_.mono()});
  };
  switch (event.type) {
    case SDL_QUIT:
      quit_ = true;
      break;
    case SDL_FINGERDOWN:
      touch(Finger::Kind::down);
      break;
    case SDL_FINGERMOTION:
      touch(Finger::Kind::move);
      break;
    case SDL_FINGERUP:
      touch(Finger::Kind::up);
      break;
    case SDL_MOUSEBUTTONDOWN:
      if (event.button.button != SDL_BUTTON_LEFT) break;
      mouse_down_ = true;
      mouse(Finger::Kind::down, event.button.x, event.button.y);
      break;
    case SDL_MOUSEMOTION:
      if (mouse_down_) mouse(Finger::Kind::move, event.motion.x, event.motion.y);
      break;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button != SDL_BUTTON_LEFT || !mouse_down_) break;
      mouse_down_ = false;
      mouse(Finger::Kind::up, event.button.x, event.button.y);
      break;
    case SDL_WINDOWEVENT:
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
      dirty_ = true;
      break;
    default:
      break;
  }
}

void Loop::step() {
  if (kiosk_.step(stage_.is_finger_down())) dirty_ = true;
  if (kiosk_.screen_changed()) {
    stage_.screen_changed();
    dirty_ = true;
  }
  const auto next = stage_.next_frame();
  if (next && *next <= clock_.mono()) dirty_ = true;
  // The status bar shows minutes.
  if (clock_.now().time_since_epoch() / minute != minute_drawn_) dirty_ = true;
}

void Loop::draw() {
  const Milliseconds now = clock_.mono();
  const auto seconds = static_cast<float>((now - drawn_).count()) / 1'000.0F;
  drawn_ = now;
  minute_drawn_ = clock_.now().time_since_epoch() / minute;
  Screen& screen = kiosk_.services().navigation.current();
  window_.frame(seconds, [&] { stage_.draw(screen, window_.width(), window_.height()); });
  dirty_ = false;
  frames_left_ = frames_a_change - 1;
  take_touches();
  // What was touched in this frame opens its screen at once: no resident's data may be drawn once more.
  if (kiosk_.step(stage_.is_finger_down())) dirty_ = true;
  if (kiosk_.screen_changed()) {
    stage_.screen_changed();
    dirty_ = true;
  }
}

void Loop::take_touches() {
  for (TouchRecord& touch : stage_.take_touches()) {
    if (touch_log_.is_open()) touch_log_ << to_json(touch) << std::endl;
    if (player_ != nullptr) touches_.push_back(std::move(touch));
  }
}

Status Loop::shot(const std::string& name) {
  // Whatever the touch before changed shall be in it.
  for (int frame = 0; frame < frames_a_change; ++frame) {
    step();
    draw();
  }
  auto picture = window_.picture();
  if (!picture) return fail(picture.error());
  return write_png(options_.shots / (name + ".png"), *picture);
}

int Loop::wait_ms() const {
  if (dirty_ || quit_) return 0;
  if (frames_left_ > 0 && options_.window.mode != WindowMode::headless) return 1;
  auto until = clock_.mono() + minute - clock_.now().time_since_epoch() % minute;
  for (const auto& deadline : {stage_.next_frame(), kiosk_.deadline(), watchdog_.deadline()}) {
    if (deadline) until = std::min(until, *deadline);
  }
  if (player_ != nullptr && player_->is_busy()) until = std::min(until, clock_.mono() + play_poll);
  return static_cast<int>(std::clamp<std::int64_t>((until - clock_.mono()).count(), 1, 60'000));
}

int Loop::run() {
  watchdog_.ready();
  while (!quit_) {
    SDL_Event event;
    bool has_event = window_.next_event(event, Milliseconds{wait_ms()});
    for (; has_event; has_event = SDL_PollEvent(&event) != 0) handle(event);
    step();
    if (dirty_) {
      draw();
    } else if (frames_left_ > 0) {
      --frames_left_;
      window_.show_again();
    }
    watchdog_.feed();
    if (const auto status = kiosk_.must_end()) return *status;
    if (player_ == nullptr) continue;
    player_->step(stage_.widgets(), std::exchange(touches_, {}));
    if (player_->is_over()) return player_->all_held() ? 0 : 1;
  }
  return 0;
}

void Loop::list_widgets() {
  Services& services = kiosk_.services();
  for (const ScreenRow& row : screens()) {
    services.navigation.leave();
    step();
    services.staff.take(PinAnswered{.ask = 1, .right = true});  // staff's screens are screens too
    services.navigation.open(row.id);
    for (int frame = 0; frame < frames_a_change; ++frame) {
      step();
      draw();
    }
    if (services.navigation.current_id() != row.id) {
      std::fprintf(stderr, "yizhan-kiosk: %s shows itself only to somebody with a ticket\n",
                   std::string(row.id).c_str());
      continue;
    }
    for (const WidgetInfo& widget : stage_.widgets()) std::puts(to_json(row.id, widget).c_str());
  }
  std::fflush(stdout);
}

constexpr std::string_view gallery_prefix = "gallery.";

void Loop::open_gallery() {
  const auto pages = screens_and_gallery();
  const auto first = std::find_if(pages.begin(), pages.end(),
                                  [](const ScreenRow& row) { return row.id.starts_with(gallery_prefix); });
  kiosk_.services().navigation.open(first->id);
}

Status Loop::save_gallery() {
  constexpr std::array sizes{std::pair{TextSize::normal, "normal"}, std::pair{TextSize::large, "large"},
                             std::pair{TextSize::largest, "largest"}};
  AccessSettings& access = kiosk_.services().session.access;
  for (const bool high_contrast : {false, true}) {
    for (const auto& [size, name] : sizes) {
      for (const ScreenRow& row : screens_and_gallery()) {
        if (!row.id.starts_with(gallery_prefix)) continue;
        kiosk_.services().navigation.replace(row.id);
        access.high_contrast = high_contrast;
        access.text_size = size;
        const std::string look = std::string(high_contrast ? "contrast" : "calm") + '-' + name;
        if (auto saved = shot(look + '/' + std::string(row.id)); !saved) return saved;
      }
    }
  }
  return {};
}

int failed(const Error& error) {
  std::fprintf(stderr, "yizhan-kiosk: %s\n", error.what.c_str());
  return error.code == Code::invalid || error.code == Code::not_found ? 2 : 1;
}

}  // namespace

int run_loop(const Config& config, const LoopOptions& options) {
  const SystemClock clock;
  auto window = Window::open(options.window);
  if (!window) return failed(window.error());
  const Panel panel{(*window)->width(), (*window)->height(), config.diagonal_in, config.bottom_mm,
                    config.dark_when_closed};
  auto kiosk = Kiosk::open(config, panel, clock, options.gallery ? screens_and_gallery() : screens(),
                           (*window)->waker());
  if (!kiosk) return failed(kiosk.error());
  // Without a display nobody is there to hear, unless a test listens.
  if (options.window.mode != WindowMode::headless || std::getenv("SDL_AUDIODRIVER") != nullptr)
    (*kiosk)->start_sound();
  if (options.window.mode == WindowMode::full_screen) (*kiosk)->services().light.use(backlights);
  if (options.window.mode == WindowMode::window) {
    if (auto watched = (*kiosk)->watch_lessons(config); !watched) return failed(watched.error());
  }
  auto stage = ui::make_stage((*kiosk)->services(), {.font_regular = config.font_regular,
                                                     .font_bold = config.font_bold,
                                                     .font_face = config.font_face,
                                                     .font_icons = config.font_icons,
                                                     .renderer = (*window)->renderer()});
  if (!stage) return failed(stage.error());
  Loop loop(clock, **window, **kiosk, **stage, options);
  if (auto opened = loop.open(); !opened) return failed(opened.error());
  if (options.list_widgets) {
    loop.list_widgets();
    return 0;
  }
  if (options.gallery && options.window.mode == WindowMode::headless) {
    const auto saved = loop.save_gallery();
    return saved ? 0 : failed(saved.error());
  }
  if (options.gallery) loop.open_gallery();
  return loop.run();
}

}  // namespace yz::kiosk
