// Printer models and their quirks, under the names the kiosk's profiles have (docs/devices.md, "Printer
// models"). Written from the makers' papers; shares nothing with the kiosk's driver.
#pragma once

#include <string>
#include <string_view>

namespace yz::sim {

/// Which orders to cut a model carries out; it passes over the others.
enum class CutOrders { none, old, all };

struct PrinterModel {
  std::string_view name;
  int dots{576};
  bool has_chinese_font{true};
  bool knows_qr{true};  // GS ( k
  CutOrders cuts{CutOrders::all};
  bool has_presenter{};   // holds each slip until it is taken: GS e
  bool answers{true};     // DLE EOT
  bool tells{true};       // GS a: status that comes by itself
  bool tells_done{true};  // GS r
  bool has_jam_sensor{};  // DLE EOT 3, bit 04; others see a jam at the cutter
};

/// nullptr for an unknown name.
[[nodiscard]] const PrinterModel* find_model(std::string_view name);
[[nodiscard]] std::string model_names();

}  // namespace yz::sim
