// The light behind the panel, by Linux's backlight class (Documentation/ABI/stable/sysfs-class-backlight):
// off while nobody needs it. A monitor on a cable has none there; its picture is black instead.
#pragma once

#include <filesystem>
#include <utility>

namespace yz::kiosk {

inline constexpr const char* backlights = "/sys/class/backlight";

class PanelLight {
 public:
  /// Nothing is switched before: a window on somebody's desk leaves their light alone.
  void use(std::filesystem::path folder) { folder_ = std::move(folder); }
  /// All lights of the folder. What cannot be written is told once in the log.
  void set(bool is_on);
  [[nodiscard]] bool is_on() const { return is_on_; }

 private:
  std::filesystem::path folder_;
  bool is_on_{true};
  bool is_told_{};
};

}  // namespace yz::kiosk
