#include "hal/drivers/escpos_profiles.h"

#include <array>

namespace yz::hal {
namespace {

constexpr std::array profiles{
    EscposProfile{.name = "80mm"},
    EscposProfile{.name = "58mm", .paper_mm = 58, .dots = 384, .qr_mm = 27, .cutter = Cutter::none},
    EscposProfile{.name = "80mm-native-qr", .native_qr = true},
    EscposProfile{.name = "80mm-raster", .chinese_font = false},
    EscposProfile{.name = "80mm-512", .dots = 512},  // 42-column models
    EscposProfile{.name = "80mm-presenter", .cutter = Cutter::full, .presenter = true, .jam_sensor = true},
    EscposProfile{.name = "80mm-old-cut", .cutter = Cutter::old, .status = StatusKind::dle_eot},
    EscposProfile{.name = "80mm-plain", .status = StatusKind::none, .tells_done = false},
    EscposProfile{.name = "58mm-plain",
                  .paper_mm = 58,
                  .dots = 384,
                  .qr_mm = 27,
                  .cutter = Cutter::none,
                  .status = StatusKind::none,
                  .tells_done = false},
};

const char* to_text(Cutter cutter) {
  switch (cutter) {
    case Cutter::none:
      return "none";
    case Cutter::partial:
      return "partial";
    case Cutter::full:
    case Cutter::old:
      return "full";
  }
  return "";
}

const char* to_text(StatusKind status) {
  switch (status) {
    case StatusKind::none:
      return "none";
    case StatusKind::dle_eot:
      return "dle_eot";
    case StatusKind::asb:
      return "asb";
  }
  return "";
}

}  // namespace

const EscposProfile* find_profile(std::string_view name) {
  if (name.empty()) return profiles.data();
  for (const EscposProfile& profile : profiles) {
    if (profile.name == name) return &profile;
  }
  return nullptr;
}

std::vector<std::string_view> escpos_profiles() {
  std::vector<std::string_view> names;
  names.reserve(profiles.size());
  for (const EscposProfile& profile : profiles) names.push_back(profile.name);
  return names;
}

SlipPaper paper_of(const EscposProfile& profile) {
  return {.width_dots = profile.dots, .dots_per_mm = dots_per_mm, .em_dots = 24, .qr_mm = profile.qr_mm};
}

Capabilities capabilities_of(const EscposProfile& profile) {
  const auto yes_no = [](bool yes) { return yes ? "yes" : "no"; };
  return {
      {"profile", std::string(profile.name)},         {"paper_mm", std::to_string(profile.paper_mm)},
      {"dots", std::to_string(profile.dots)},         {"chinese", profile.chinese_font ? "gb18030" : "drawn"},
      {"qr", profile.native_qr ? "native" : "drawn"}, {"cutter", to_text(profile.cutter)},
      {"presenter", yes_no(profile.presenter)},       {"status", to_text(profile.status)},
      {"print_done", yes_no(profile.tells_done)}};
}

}  // namespace yz::hal
