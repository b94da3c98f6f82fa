// The picture on panels that are mounted on their side, and the fingers on them.
#include "kiosk/app/window.h"

#include <imgui.h>

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace yz::kiosk;
using Catch::Approx;

namespace {

constexpr ImU32 red = IM_COL32(255, 0, 0, 255);

/// 90 wide and 160 high, with a red mark in its upper left corner; on a panel that is turned or not.
struct Marked {
  std::unique_ptr<Window> window;

  explicit Marked(int rotation) {
    WindowConfig config{.mode = WindowMode::headless, .width = 90, .height = 160, .panel = {}};
    config.panel.rotation = rotation;
    if (config.panel.is_on_its_side()) std::swap(config.width, config.height);
    auto opened = Window::open(config);
    REQUIRE(opened);
    window = *std::move(opened);
    window->frame(0.02F, [] { ImGui::GetForegroundDrawList()->AddRectFilled({0, 0}, {20, 20}, red); });
  }
  /// What is on the panel itself, 0 to 1 across.
  [[nodiscard]] bool is_red(float x, float y) const {
    int w = 0;
    int h = 0;
    SDL_GetRendererOutputSize(window->renderer(), &w, &h);
    const SDL_Rect pixel{static_cast<int>(x * static_cast<float>(w - 1)),
                         static_cast<int>(y * static_cast<float>(h - 1)), 1, 1};
    std::array<std::uint8_t, 4> rgba{};
    REQUIRE(SDL_RenderReadPixels(window->renderer(), &pixel, SDL_PIXELFORMAT_RGBA32, rgba.data(), 4) == 0);
    return rgba[0] > 200 && rgba[1] < 50;
  }
};

}  // namespace

TEST_CASE("window: the picture is upright for who reads it, on the panel it is turned, fingers follow",
          "[kiosk]") {
  struct Mounted {
    int rotation;
    PanelPoint mark;  // the corner of the panel in which the picture's upper left is
  };
  const Mounted mounted =
      GENERATE(Mounted{0, {0, 0}}, Mounted{90, {1, 0}}, Mounted{180, {1, 1}}, Mounted{270, {0, 1}});
  CAPTURE(mounted.rotation);
  const Marked marked(mounted.rotation);
  const Window& window = *marked.window;
  CHECK(window.width() == 90);
  CHECK(window.height() == 160);
  for (const PanelPoint corner : {PanelPoint{0, 0}, PanelPoint{1, 0}, PanelPoint{0, 1}, PanelPoint{1, 1}}) {
    const bool is_mark = corner.x == mounted.mark.x && corner.y == mounted.mark.y;
    CHECK(marked.is_red(corner.x, corner.y) == is_mark);
    const PanelPoint touched = window.finger_at(corner);
    CHECK((touched.x < 1 && touched.y < 1) == is_mark);
  }
  const auto picture = marked.window->picture();
  REQUIRE(picture);
  CHECK(picture->width == 90);
  CHECK(picture->rgba[0] == 255);
  CHECK(picture->rgba[1] == 0);
  CHECK(marked.is_red(mounted.mark.x, mounted.mark.y));  // to look at it changed nothing
}

TEST_CASE("window: the mouse is where it is on a panel on its side", "[kiosk]") {
  const Marked marked(90);
  const PanelPoint at = marked.window->mouse_at(160, 0);  // the panel's upper right
  CHECK(at.x == Approx(0));
  CHECK(at.y == Approx(0).margin(0.01));
}

TEST_CASE("touch matrix: what a panel gets wrong is put right, before the picture is turned", "[kiosk]") {
  const PanelPoint as_told = corrected(touch_as_told, {0.25F, 0.75F});
  CHECK(as_told.x == Approx(0.25));
  CHECK(as_told.y == Approx(0.75));
  const PanelPoint mirrored = corrected({-1, 0, 1, 0, 1, 0}, {0.25F, 0.75F});
  CHECK(mirrored.x == Approx(0.75));
  CHECK(mirrored.y == Approx(0.75));
  const PanelPoint beside = corrected({1.1F, 0, -0.05F, 0, 1.1F, -0.05F}, {0.0F, 1.0F});
  CHECK(beside.x == 0);  // never outside the panel
  CHECK(beside.y == 1);
}
