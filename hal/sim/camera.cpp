// yizhan-sim camera: writes PGM frames of 640x480 with a camera's noise; a code held before it lies a little
// askew and soft.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#include "hal/sim/codes.h"
#include "hal/sim/control.h"
#include "hal/sim/files.h"
#include "hal/sim/programs.h"
#include "hal/sim/slip_files.h"

namespace yz::sim {

namespace {

constexpr int frame_width = 640, frame_height = 480;
constexpr Milliseconds frame_wait{200};
constexpr int blank_frames_after_change = 3;
constexpr int frames_kept = 10;
constexpr double shown_side_dots = 300;
constexpr double quiet_modules = 4;
constexpr int wall = 148, noise_span = 12;

class Camera {
 public:
  Camera(Loop& loop, const CameraOptions& options)
      : loop_(loop),
        folder_(options.frames),
        dice_(options.seed != 0 ? options.seed : std::random_device{}()) {}

  Status open(const CameraOptions& options) {
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    say_ready(options.frames);
    change();
    return {};
  }

 private:
  // Draws `shown_` turned by a few degrees around the middle of the frame; every dot looks up where it comes
  // from.
  [[nodiscard]] int shade(double x, double y, double turn) const {
    if (!shown_) return wall;
    const double scale = std::max(shown_->width, shown_->height) / shown_side_dots;
    const double dx = x - frame_width / 2.0;
    const double dy = y - frame_height / 2.0;
    const double u = (dx * std::cos(turn) + dy * std::sin(turn)) * scale + shown_->width / 2.0;
    const double v = (dy * std::cos(turn) - dx * std::sin(turn)) * scale + shown_->height / 2.0;
    const double quiet = quiet_dots_;
    if (u < -quiet || v < -quiet || u >= shown_->width + quiet || v >= shown_->height + quiet) return wall;
    if (u < 0 || v < 0 || u >= shown_->width || v >= shown_->height) return 225;
    return 30 + shown_->at(static_cast<int>(u), static_cast<int>(v)) * 195 / 255;
  }

  [[nodiscard]] std::string frame() {
    std::uniform_int_distribution<int> noise(-noise_span, noise_span);
    std::uniform_real_distribution<double> shake(0.06, 0.14);
    const double turn = shake(dice_);
    // Four looks a dot soften the edges as a lens does.
    constexpr std::array looks{std::pair{-0.6, -0.6}, std::pair{0.6, -0.6}, std::pair{-0.6, 0.6},
                               std::pair{0.6, 0.6}};
    std::string bytes = "P5\n" + std::to_string(frame_width) + " " + std::to_string(frame_height) + "\n255\n";
    for (int y = 0; y < frame_height; ++y) {
      for (int x = 0; x < frame_width; ++x) {
        int sum = 0;
        for (const auto& [dx, dy] : looks) sum += shade(x + dx, y + dy, turn);
        bytes += static_cast<char>(static_cast<unsigned char>(std::clamp(sum / 4 + noise(dice_), 0, 255)));
      }
    }
    return bytes;
  }

  static std::string name_of(int number) {
    std::string digits = std::to_string(number);
    digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
    return "frame-" + digits + ".pgm";
  }

  void change() {
    blank_frames_left_ = blank_frames_after_change;
    if (!is_ticking_) tick();
  }

  void tick() {
    is_ticking_ = !is_stopped_ && (shown_ || blank_frames_left_ > 0);
    if (!is_ticking_) return;
    if (!shown_) --blank_frames_left_;
    if (auto written = write_whole(folder_ / name_of(++count_), frame()); !written) {
      std::fprintf(stderr, "camera: %s\n", written.error().what.c_str());
    }
    std::error_code gone;  // the host may clear the folder itself
    if (count_ > frames_kept) std::filesystem::remove(folder_ / name_of(count_ - frames_kept), gone);
    loop_.after(frame_wait, [this] { tick(); });
  }

  Answer show(const Result<Picture>& picture, double quiet_dots) {
    if (!picture) return fail(picture.error());
    shown_ = *picture;
    quiet_dots_ = quiet_dots;
    change();
    return std::string{};
  }

  CommandTable commands() {
    return {
        {"show", [this](const Command& c) { return show(draw_qr(c.rest, 1), quiet_modules); }},
        {"show-png", [this](const Command& c) { return show(load_png(c.rest), 0); }},
        {"blank",
         [this](const Command&) -> Answer {
           shown_.reset();
           change();
           return std::string{};
         }},
        {"stop",
         [this](const Command&) -> Answer {
           is_stopped_ = true;
           return std::string{};
         }},
        {"start",
         [this](const Command&) -> Answer {
           is_stopped_ = false;
           change();
           return std::string{};
         }},
        {"state", [this](const Command&) -> Answer { return "frames=" + std::to_string(count_); }},
    };
  }

  Loop& loop_;
  std::filesystem::path folder_;
  std::unique_ptr<ControlSocket> control_;
  std::mt19937_64 dice_;
  std::optional<Picture> shown_;
  double quiet_dots_{};
  int blank_frames_left_{};
  int count_{};
  bool is_ticking_{};
  bool is_stopped_{};
};

}  // namespace

Status run_camera(const CameraOptions& options) {
  std::error_code failed;
  std::filesystem::create_directories(options.frames, failed);
  if (failed) return fail(Code::unavailable, options.frames + ": " + failed.message());
  Loop loop;
  Camera camera(loop, options);
  if (auto opened = camera.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
