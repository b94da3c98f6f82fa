// kiosk.toml: what a technician sets at a site. Read once at start; what is wrong is said with file, line and
// what is allowed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "hal/device.h"
#include "kiosk/app/panel_mapping.h"
#include "kiosk/app/texts.h"

namespace yz::kiosk {

inline constexpr std::size_t config_bytes_max = 1U << 20U;

/// Defaults are what the program is installed with; only a hub and the devices have to be named.
struct Config {
  std::filesystem::path state{"/var/lib/yizhan-kiosk"};
  std::filesystem::path installer;  // --installer; empty: system images do not concern this machine
  std::string hub_url;
  std::string enrol_code;
  std::string pin_hash;           // Argon2id, from `yizhan-kiosk --hash-pin`
  std::filesystem::path content;  // the factory pack
  std::filesystem::path text;     // the program's words
  std::string font_regular{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"};
  std::string font_bold{"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"};
  int font_face{2};  // Simplified Chinese in those collections
  std::string font_icons{
      "/usr/share/fonts/truetype/materialdesignicons-webfont/materialdesignicons-webfont.ttf"};
  float diagonal_in{21.5F};
  int bottom_mm{800};
  PanelMapping panel_mapping;
  bool dark_when_closed{true};
  std::filesystem::path handwriting;  // the handwriting model; empty: the one that was built with the program
  std::filesystem::path pinyin;       // what pinyin works from; empty: likewise
  Language language{Language::zh};
  std::vector<hal::DeviceConfig> devices;
};

/// `name` stands in messages: "kiosk.toml:7:1: [screen] diagonal: unknown; allowed: diagonal_in, bottom_mm".
/// Never throws.
[[nodiscard]] Result<Config> parse_config(std::string_view toml, const std::string& name,
                                          const std::filesystem::path& assets);
[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file,
                                         const std::filesystem::path& assets);

}  // namespace yz::kiosk
