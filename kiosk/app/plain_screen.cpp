#include "kiosk/app/plain_screen.h"

#include <SDL_syswm.h>  // brings Xlib, which calls int Status
#include <sys/mman.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace yz::kiosk {
namespace {

constexpr unsigned gl_renderer = 0x1F01;  // GL_RENDERER

template <auto release>
struct Release {
  void operator()(auto* thing) const { release(thing); }
};
using Resources = std::unique_ptr<drmModeRes, Release<drmModeFreeResources>>;
using Connector = std::unique_ptr<drmModeConnector, Release<drmModeFreeConnector>>;
using Encoder = std::unique_ptr<drmModeEncoder, Release<drmModeFreeEncoder>>;
using Crtc = std::unique_ptr<drmModeCrtc, Release<drmModeFreeCrtc>>;
using Surface = std::unique_ptr<SDL_Surface, Release<SDL_FreeSurface>>;

class KmsScreen final : public PlainScreen {
 public:
  explicit KmsScreen(int card) : card_(card) {}
  ~KmsScreen() override {
    if (pixels_ != nullptr) ::munmap(pixels_, size_);
    if (frame_ != 0) (void)drmModeRmFB(card_, frame_);
    if (buffer_ != 0) (void)drmModeDestroyDumbBuffer(card_, buffer_);
  }
  KmsScreen(const KmsScreen&) = delete;
  KmsScreen& operator=(const KmsScreen&) = delete;

  Result<void> open() {
    if (auto found = find_display(); !found) return found;
    const std::uint32_t width = mode_.hdisplay;
    const std::uint32_t height = mode_.vdisplay;
    std::uint64_t at = 0;
    if (drmModeCreateDumbBuffer(card_, width, height, 32, 0, &buffer_, &pitch_, &size_) != 0 ||
        drmModeAddFB(card_, width, height, 24, 32, pitch_, buffer_, &frame_) != 0 ||
        drmModeMapDumbBuffer(card_, buffer_, &at) != 0) {
      return fail(Code::unavailable, "the display gives no memory for a picture");
    }
    void* const mapped =
        ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, card_, static_cast<off_t>(at));
    if (mapped == MAP_FAILED) return fail(Code::unavailable, "the display's memory cannot be mapped");
    pixels_ = static_cast<std::byte*>(mapped);
    surface_.reset(SDL_CreateRGBSurfaceWithFormat(0, static_cast<int>(width), static_cast<int>(height), 32,
                                                  SDL_PIXELFORMAT_XRGB8888));
    if (surface_ == nullptr) return fail(Code::unavailable, SDL_GetError());
    return {};
  }

  [[nodiscard]] SDL_Renderer* make_renderer() override { return SDL_CreateSoftwareRenderer(surface_.get()); }

  void show() override {
    const auto* const drawn = static_cast<const std::byte*>(surface_->pixels);
    const auto row = static_cast<std::size_t>(surface_->w) * 4;
    for (std::size_t y = 0; y < static_cast<std::size_t>(surface_->h); ++y) {
      std::memcpy(pixels_ + y * pitch_, drawn + y * static_cast<std::size_t>(surface_->pitch), row);
    }
    if (!is_on_) is_on_ = drmModeSetCrtc(card_, crtc_, frame_, 0, 0, &connector_, 1, &mode_) == 0;
    // Displays that read the memory by themselves don't know this call and need none.
    (void)drmModeDirtyFB(card_, frame_, nullptr, 0);
  }

 private:
  /// The first display that shows something, as the kernel's console has set it up.
  Result<void> find_display() {
    const Resources all(drmModeGetResources(card_));
    for (int i = 0; all != nullptr && i < all->count_connectors; ++i) {
      const Connector connector(drmModeGetConnector(card_, all->connectors[i]));
      if (connector == nullptr || connector->connection != DRM_MODE_CONNECTED) continue;
      const Encoder encoder(drmModeGetEncoder(card_, connector->encoder_id));
      if (encoder == nullptr) continue;
      const Crtc crtc(drmModeGetCrtc(card_, encoder->crtc_id));
      if (crtc == nullptr || crtc->mode_valid == 0) continue;
      connector_ = connector->connector_id;
      crtc_ = crtc->crtc_id;
      mode_ = crtc->mode;
      return {};
    }
    return fail(Code::not_found, "no display is on");
  }

  int card_;  // SDL's
  std::uint32_t connector_{};
  std::uint32_t crtc_{};
  drmModeModeInfo mode_{};
  std::uint32_t buffer_{};
  std::uint32_t frame_{};
  std::uint32_t pitch_{};
  std::uint64_t size_{};
  std::byte* pixels_{};
  Surface surface_;
  bool is_on_{};
};

}  // namespace

bool is_emulated(SDL_Renderer& renderer) {
  SDL_RendererInfo info{};
  if (SDL_GetRendererInfo(&renderer, &info) != 0 || !std::string_view(info.name).starts_with("opengl")) {
    return false;
  }
  using GetString = const unsigned char* (*)(unsigned);
  const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
  const auto* const name =
      get_string == nullptr ? nullptr : reinterpret_cast<const char*>(get_string(gl_renderer));
  const std::string_view card = name == nullptr ? "" : name;
  return card.starts_with("llvmpipe") || card.starts_with("softpipe");
}

Result<std::unique_ptr<PlainScreen>> PlainScreen::open(SDL_Window& window) {
  SDL_SysWMinfo info{};
  SDL_VERSION(&info.version)
  if (SDL_GetWindowWMInfo(&window, &info) == SDL_FALSE || info.subsystem != SDL_SYSWM_KMSDRM) {
    return fail(Code::unsupported, "not on KMS");
  }
  auto screen = std::make_unique<KmsScreen>(info.info.kmsdrm.drm_fd);
  if (auto opened = screen->open(); !opened) return fail(opened.error());
  return screen;
}

}  // namespace yz::kiosk
