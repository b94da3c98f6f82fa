#include "kiosk/app/panel_light.h"

#include <spdlog/spdlog.h>

#include <fstream>
#include <system_error>

namespace yz::kiosk {
namespace {

// FB_BLANK_UNBLANK and FB_BLANK_POWERDOWN of linux/fb.h.
constexpr const char* light_on = "0";
constexpr const char* light_off = "4";

}  // namespace

void PanelLight::set(bool is_on) {
  if (is_on_ == is_on) return;
  is_on_ = is_on;
  if (folder_.empty()) return;
  std::error_code error;
  for (const auto& light : std::filesystem::directory_iterator(folder_, error)) {
    const std::filesystem::path file = light.path() / "bl_power";
    std::ofstream out(file);
    out << (is_on ? light_on : light_off) << std::flush;
    if (out || is_told_) continue;
    spdlog::warn("{} cannot be written: the panel's light stays as it is", file.string());
    is_told_ = true;
  }
}

}  // namespace yz::kiosk
