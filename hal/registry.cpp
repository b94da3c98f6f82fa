#include "hal/registry.h"

#include <algorithm>
#include <array>
#include <string>

#include "hal/device_names.h"

namespace yz::hal {

Result<std::unique_ptr<Driver>> make_escpos_printer(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_ipp_printer(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_sam_id_reader(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_pcsc_card_reader(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_serial_scanner(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_hid_keyboard_scanner(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_hid_pos_scanner(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_camera(const DriverParts& parts);
Result<std::unique_ptr<Driver>> make_v4l2_camera(const DriverParts& parts);

std::vector<FoundDevice> find_escpos_printers(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_ipp_printers(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_sam_id_readers(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_pcsc_card_readers(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_serial_scanners(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_hid_keyboard_scanners(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_hid_pos_scanners(std::span<const FoundNode> nodes);
std::vector<FoundDevice> find_v4l2_cameras(std::span<const FoundNode> nodes);

std::vector<std::string_view> escpos_profiles();
std::vector<std::string_view> ipp_profiles();
ProfileNames sam_profiles;

namespace {

using Kind = PortConfig::Kind;

constexpr std::array table{
    DriverRow{
        "escpos", DeviceClass::printer, "tcp, serial, usb-printer",
        [](Kind kind) { return kind == Kind::tcp || kind == Kind::serial || kind == Kind::usb_printer; },
        make_escpos_printer, find_escpos_printers, [](Kind) { return escpos_profiles(); }},
    DriverRow{"ipp", DeviceClass::printer, "ipp", [](Kind kind) { return kind == Kind::ipp; },
              make_ipp_printer, find_ipp_printers, [](Kind) { return ipp_profiles(); }},
    DriverRow{"sam-id-reader", DeviceClass::id_reader, "serial, tcp, hidraw, usb",
              [](Kind kind) {
                return kind == Kind::serial || kind == Kind::tcp || kind == Kind::hidraw || kind == Kind::usb;
              },
              make_sam_id_reader, find_sam_id_readers, sam_profiles},
    DriverRow{"pcsc-card-reader", DeviceClass::card_reader, "pcsc",
              [](Kind kind) { return kind == Kind::pcsc; }, make_pcsc_card_reader, find_pcsc_card_readers},
    DriverRow{"serial-scanner", DeviceClass::scanner, "serial, tcp",
              [](Kind kind) { return kind == Kind::serial || kind == Kind::tcp; }, make_serial_scanner,
              find_serial_scanners},
    DriverRow{"hid-keyboard-scanner", DeviceClass::scanner, "input",
              [](Kind kind) { return kind == Kind::input; }, make_hid_keyboard_scanner,
              find_hid_keyboard_scanners},
    DriverRow{"hid-pos-scanner", DeviceClass::scanner, "hidraw",
              [](Kind kind) { return kind == Kind::hidraw; }, make_hid_pos_scanner, find_hid_pos_scanners},
    DriverRow{"camera", DeviceClass::camera, "frames", [](Kind kind) { return kind == Kind::frames; },
              make_camera},
    DriverRow{"v4l2-camera", DeviceClass::camera, "video", [](Kind kind) { return kind == Kind::video; },
              make_v4l2_camera, find_v4l2_cameras},
};

const DriverRow* row_of(const DeviceConfig& config) {
  const auto row = std::ranges::find_if(table, [&](const DriverRow& one) {
    return one.device_class == config.device_class && one.name == config.driver;
  });
  return row == table.end() ? nullptr : &*row;
}

std::string list(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

}  // namespace

std::span<const DriverRow> drivers() {
  return table;
}

std::optional<ConfigFault> find_fault(const DeviceConfig& config) {
  const DriverRow* row = row_of(config);
  if (row == nullptr) {
    std::vector<std::string_view> names;
    for (const DriverRow& one : table)
      if (one.device_class == config.device_class) names.push_back(one.name);
    return ConfigFault{"driver",
                       "for class " + std::string(to_string(config.device_class)) + ": " + list(names)};
  }
  if (!row->takes(config.port.kind))
    return ConfigFault{"port", "for driver " + config.driver + ": " + std::string(row->ports)};
  if (config.profile.empty()) return std::nullopt;  // the usual one
  const auto names =
      row->profiles == nullptr ? std::vector<std::string_view>() : row->profiles(config.port.kind);
  if (names.empty()) {
    const bool has_elsewhere = row->profiles != nullptr;
    return ConfigFault{"profile", "none, driver " + config.driver + " has no profiles" +
                                      (has_elsewhere ? " over this kind of port" : "")};
  }
  if (std::ranges::find(names, config.profile) != names.end()) return std::nullopt;
  return ConfigFault{"profile", "for driver " + config.driver + ": " + list(names)};
}

Result<const DriverRow*> find_driver(const DeviceConfig& config) {
  if (const auto fault = find_fault(config)) {
    return fail(Code::invalid, "device \"" + config.id.value + "\": " + fault->key +
                                   ": not allowed; allowed: " + fault->allowed);
  }
  return row_of(config);
}

}  // namespace yz::hal
