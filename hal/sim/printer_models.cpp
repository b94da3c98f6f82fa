#include "hal/sim/printer_models.h"

#include <array>

namespace yz::sim {
namespace {

constexpr int dots_58_mm = 384;

constexpr std::array models{
    PrinterModel{.name = "80mm"},
    PrinterModel{.name = "58mm", .dots = dots_58_mm, .knows_qr = false, .cuts = CutOrders::none},
    PrinterModel{.name = "80mm-native-qr"},
    PrinterModel{.name = "80mm-raster", .has_chinese_font = false, .knows_qr = false},
    PrinterModel{.name = "80mm-512", .dots = 512, .knows_qr = false},
    PrinterModel{.name = "80mm-presenter", .knows_qr = false, .has_presenter = true, .has_jam_sensor = true},
    PrinterModel{.name = "80mm-old-cut", .knows_qr = false, .cuts = CutOrders::old, .tells = false},
    PrinterModel{
        .name = "80mm-plain", .knows_qr = false, .answers = false, .tells = false, .tells_done = false},
    PrinterModel{.name = "58mm-plain",
                 .dots = dots_58_mm,
                 .knows_qr = false,
                 .cuts = CutOrders::none,
                 .answers = false,
                 .tells = false,
                 .tells_done = false},
};

}  // namespace

const PrinterModel* find_model(std::string_view name) {
  for (const PrinterModel& model : models) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

std::string model_names() {
  std::string names;
  for (const PrinterModel& model : models) names += (names.empty() ? "" : ", ") + std::string(model.name);
  return names;
}

}  // namespace yz::sim
