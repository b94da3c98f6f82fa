#include "hal/registry.h"

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

namespace {

using Kind = PortConfig::Kind;

constexpr std::array table{
    DriverRow{
        "escpos", DeviceClass::printer, "tcp, serial, usb-printer",
        [](Kind kind) { return kind == Kind::tcp || kind == Kind::serial || kind == Kind::usb_printer; },
        make_escpos_printer},
    DriverRow{"ipp", DeviceClass::printer, "ipp", [](Kind kind) { return kind == Kind::ipp; },
              make_ipp_printer},
    DriverRow{"sam-id-reader", DeviceClass::id_reader, "serial, tcp",
              [](Kind kind) { return kind == Kind::serial || kind == Kind::tcp; }, make_sam_id_reader},
    DriverRow{"pcsc-card-reader", DeviceClass::card_reader, "pcsc",
              [](Kind kind) { return kind == Kind::pcsc; }, make_pcsc_card_reader},
    DriverRow{"serial-scanner", DeviceClass::scanner, "serial, tcp",
              [](Kind kind) { return kind == Kind::serial || kind == Kind::tcp; }, make_serial_scanner},
    DriverRow{"hid-keyboard-scanner", DeviceClass::scanner, "input",
              [](Kind kind) { return kind == Kind::input; }, make_hid_keyboard_scanner},
    DriverRow{"hid-pos-scanner", DeviceClass::scanner, "hidraw",
              [](Kind kind) { return kind == Kind::hidraw; }, make_hid_pos_scanner},
    DriverRow{"camera", DeviceClass::camera, "frames", [](Kind kind) { return kind == Kind::frames; },
              make_camera},
    DriverRow{"v4l2-camera", DeviceClass::camera, "video", [](Kind kind) { return kind == Kind::video; },
              make_v4l2_camera},
};

}  // namespace

std::span<const DriverRow> drivers() {
  return table;
}

Result<const DriverRow*> find_driver(const DeviceConfig& config) {
  std::string names;
  for (const DriverRow& row : table) {
    if (row.device_class != config.device_class) continue;
    names += (names.empty() ? "" : ", ") + std::string(row.name);
    if (row.name != config.driver) continue;
    if (!row.takes(config.port.kind)) {
      return fail(Code::invalid, "device \"" + config.id.value + "\": driver " + config.driver +
                                     " works over " + std::string(row.ports));
    }
    return &row;
  }
  return fail(Code::invalid, "device \"" + config.id.value + "\": driver \"" + config.driver +
                                 "\"; allowed for class " + to_string(config.device_class) + ": " + names);
}

}  // namespace yz::hal
