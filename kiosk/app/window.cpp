#include "kiosk/app/window.h"

#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "base/system_clock.h"
#include "hal/ports/wake.h"
#include "kiosk/app/plain_screen.h"
#include "kiosk/ui/font_texture.h"

namespace yz::kiosk {
namespace {

constexpr Milliseconds look_for_fingers{8};    // no one feels it, and half a frame is left to draw
constexpr Milliseconds look_for_signals{100};  // nobody touches where there is no display
constexpr int atlas_side = 1024;               // so that it does not grow in the first frame

struct CloseWindow {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
struct CloseTexture {
  void operator()(SDL_Texture* texture) const { SDL_DestroyTexture(texture); }
};
struct CloseRenderer {
  void operator()(SDL_Renderer* renderer) const { SDL_DestroyRenderer(renderer); }
};

class SdlWindow final : public Window {
 public:
  explicit SdlWindow(const WindowConfig& config) : config_(config) {}
  ~SdlWindow() override {
    if (has_backend_) ImGui_ImplSDLRenderer2_Shutdown();
    if (context_ != nullptr) ImGui::DestroyContext(context_);
    turned_.reset();
    renderer_.reset();
    plain_.reset();
    window_.reset();
    SDL_Quit();
  }
  SdlWindow(const SdlWindow&) = delete;
  SdlWindow& operator=(const SdlWindow&) = delete;

  Status open();

  [[nodiscard]] int width() const override { return size().first; }
  [[nodiscard]] int height() const override { return size().second; }
  [[nodiscard]] SDL_Renderer* renderer() const override { return renderer_.get(); }
  [[nodiscard]] PanelPoint finger_at(PanelPoint told) const override {
    return in_pixels(turned_back(config_.panel.rotation, corrected(config_.panel.touch, told)));
  }
  [[nodiscard]] PanelPoint mouse_at(int x, int y) const override {
    int window_width = 0;
    int window_height = 0;
    SDL_GetWindowSize(window_.get(), &window_width, &window_height);
    if (window_width == 0 || window_height == 0) return {};
    return in_pixels(
        turned_back(config_.panel.rotation, {static_cast<float>(x) / static_cast<float>(window_width),
                                             static_cast<float>(y) / static_cast<float>(window_height)}));
  }
  void frame(float seconds, const std::function<void()>& draw) override {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width()), static_cast<float>(height())};
    io.DeltaTime = seconds > 0 ? seconds : 0.001F;
    ImGui_ImplSDLRenderer2_NewFrame();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
    if (config_.draws_for_pictures_only) {
      ui::update_font_textures(*ImGui::GetDrawData(), *renderer_);
      return;
    }
    present();
  }
  void show_again() override {
    if (config_.mode == WindowMode::headless || plain_ != nullptr) return;  // nothing lags there
    present();
  }
  [[nodiscard]] Result<Picture> picture() override;
  [[nodiscard]] bool next_event(SDL_Event& event, Milliseconds most) override {
    if (waits_well_ && most > Milliseconds{0})
      return SDL_WaitEventTimeout(&event, static_cast<int>(most.count())) != 0;
    const SystemClock clock;
    const Milliseconds until = clock.mono() + most;
    while (SDL_PollEvent(&event) == 0) {
      const Milliseconds left = until - clock.mono();
      if (left <= Milliseconds{0}) return false;
      (void)bell_->wait(std::min(left, look_every_));  // rung or not, SDL is asked
    }
    return true;
  }
  [[nodiscard]] std::function<void()> waker() const override {
    return [type = wake_event_, bell = bell_] {
      SDL_Event event{};
      event.type = type;
      (void)SDL_PushEvent(&event);  // the queue is full only when the loop is about to look anyway
      bell->ring();
    };
  }

 private:
  [[nodiscard]] std::pair<int, int> size() const {
    int w = 0;
    int h = 0;
    // Not SDL_GetRendererOutputSize: that is the turned picture's while it is drawn.
    SDL_GetWindowSizeInPixels(window_.get(), &w, &h);
    if (config_.panel.is_on_its_side()) std::swap(w, h);
    return {w, h};
  }
  [[nodiscard]] PanelPoint in_pixels(PanelPoint at) const {
    return {at.x * static_cast<float>(width()), at.y * static_cast<float>(height())};
  }
  void present();
  /// Off OpenGL where it is emulated and the display can be had without.
  void leave_emulation() {
    if (config_.mode != WindowMode::full_screen || !is_emulated(*renderer_)) return;
    auto opened = PlainScreen::open(*window_);
    if (!opened) return;
    SDL_Renderer* const drawing = (*opened)->make_renderer();
    if (drawing == nullptr) return;
    renderer_.reset(drawing);
    plain_ = *std::move(opened);
  }
  /// Into the window's back buffer, or, where the picture is turned, into a texture.
  void render() {
    SDL_SetRenderDrawColor(renderer_.get(), 0, 0, 0, 255);
    SDL_RenderClear(renderer_.get());
    ImDrawData* const data = ImGui::GetDrawData();
    if (data == nullptr) return;
    ui::update_font_textures(*data, *renderer_);
    ImGui_ImplSDLRenderer2_RenderDrawData(data, renderer_.get());
  }

  /// As large as the picture now; nullptr where it cannot be had.
  SDL_Texture* turned_texture();

  WindowConfig config_;
  std::unique_ptr<SDL_Window, CloseWindow> window_;
  std::unique_ptr<PlainScreen> plain_;  // where renderer_ draws for it
  std::unique_ptr<SDL_Renderer, CloseRenderer> renderer_;
  std::unique_ptr<SDL_Texture, CloseTexture> turned_;
  ImGuiContext* context_{};
  bool has_backend_{};
  Uint32 wake_event_{};
  std::shared_ptr<const hal::Wake> bell_ = std::make_shared<const hal::Wake>();
  // A display server wakes SDL; without one SDL's own wait looks a thousand times a second, which costs more
  // than all else on an idle kiosk.
  bool waits_well_{};
  Milliseconds look_every_{look_for_fingers};
};

Status sdl_failed(const char* what) {
  return fail(Code::unavailable, std::string(what) + ": " + SDL_GetError());
}

Status SdlWindow::open() {
  // Fingers come as fingers and the mouse as the mouse; each else comes twice (ux: libsdl-org/SDL issue
  // 11204).
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_AUTO_CAPTURE, "0");  // loses finger-ups (issue 9709)
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  if (config_.mode == WindowMode::headless) {
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
  }
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return sdl_failed("no display");
  Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI;
  if (config_.mode == WindowMode::full_screen) flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
  if (config_.mode == WindowMode::window) flags |= SDL_WINDOW_RESIZABLE;
  window_.reset(SDL_CreateWindow("Yizhan", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, config_.width,
                                 config_.height, flags));
  if (window_ == nullptr) return sdl_failed("no window");
  const bool is_headless = config_.mode == WindowMode::headless;
  renderer_.reset(
      SDL_CreateRenderer(window_.get(), -1, is_headless ? Uint32{SDL_RENDERER_SOFTWARE} : Uint32{0}));
  if (renderer_ == nullptr) return sdl_failed("no renderer");
  leave_emulation();
  if (config_.mode == WindowMode::full_screen) (void)SDL_ShowCursor(SDL_DISABLE);
  wake_event_ = SDL_RegisterEvents(1);
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  waits_well_ = driver == "x11" || driver == "wayland";
  if (is_headless) look_every_ = look_for_signals;

  IMGUI_CHECKVERSION();
  context_ = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags = ImGuiConfigFlags_NoMouseCursorChange;
  ui::want_small_atlas(*io.Fonts);
  io.Fonts->TexMinWidth = atlas_side;
  io.Fonts->TexMinHeight = atlas_side;
  has_backend_ = ImGui_ImplSDLRenderer2_Init(renderer_.get());
  if (!has_backend_) return fail(Code::unavailable, "Dear ImGui's renderer did not start");
  return {};
}

SDL_Texture* SdlWindow::turned_texture() {
  int w = 0;
  int h = 0;
  if (turned_ != nullptr) SDL_QueryTexture(turned_.get(), nullptr, nullptr, &w, &h);
  if (w != width() || h != height())
    turned_.reset(SDL_CreateTexture(renderer_.get(), SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_TARGET,
                                    width(), height()));
  return turned_.get();
}

void SdlWindow::present() {
  if (config_.panel.rotation == 0) {
    render();
  } else if (SDL_Texture* const texture = turned_texture(); texture != nullptr) {
    SDL_SetRenderTarget(renderer_.get(), texture);
    render();
    SDL_SetRenderTarget(renderer_.get(), nullptr);
    // About its middle, which is the panel's.
    int panel_width = width();
    int panel_height = height();
    if (config_.panel.is_on_its_side()) std::swap(panel_width, panel_height);
    const SDL_Rect upright{(panel_width - width()) / 2, (panel_height - height()) / 2, width(), height()};
    SDL_RenderCopyEx(renderer_.get(), texture, nullptr, &upright, config_.panel.rotation, nullptr,
                     SDL_FLIP_NONE);
  }
  SDL_RenderPresent(renderer_.get());
  if (plain_ != nullptr) plain_->show();
}

Result<Picture> SdlWindow::picture() {
  // Drawn anew: what was presented may be gone from the back buffer.
  const bool is_turned = config_.panel.rotation != 0;
  if (is_turned) SDL_SetRenderTarget(renderer_.get(), turned_texture());
  render();
  Picture picture{width(), height(), {}};
  picture.rgba.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4);
  const int read = SDL_RenderReadPixels(renderer_.get(), nullptr, SDL_PIXELFORMAT_RGBA32, picture.rgba.data(),
                                        picture.width * 4);
  if (is_turned) SDL_SetRenderTarget(renderer_.get(), nullptr);
  if (read != 0) return fail(Code::unavailable, SDL_GetError());
  for (std::size_t at = 3; at < picture.rgba.size(); at += 4) picture.rgba[at] = 255;  // a screen is opaque
  return picture;
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowConfig& config) {
  auto window = std::make_unique<SdlWindow>(config);
  if (auto opened = window->open(); !opened) return fail(opened.error());
  return window;
}

}  // namespace yz::kiosk
