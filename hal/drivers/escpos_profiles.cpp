#include "hal/drivers/escpos_profiles.h"

#include <array>

namespace yz::hal {
namespace {

constexpr std::array profiles{
    EscposProfile{"80mm", 576, true, false, true, 30},
    EscposProfile{"58mm", 384, true, false, false, 27},
    EscposProfile{"80mm-native-qr", 576, true, true, true, 30},
    EscposProfile{"80mm-raster", 576, false, false, true, 30},  // no Chinese font at all
    EscposProfile{"80mm-512", 512, true, false, true, 30},      // 42-column models
};

}  // namespace

const EscposProfile* find_profile(std::string_view name) {
  if (name.empty()) return profiles.data();
  for (const EscposProfile& profile : profiles) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

const char* profile_names() {
  return "80mm, 58mm, 80mm-native-qr, 80mm-raster, 80mm-512";
}

}  // namespace yz::hal
