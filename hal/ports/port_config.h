// How kiosk.toml says where a device is.
//
//   tcp:HOST:PORT              serial:/dev/ttyUSB0@115200    serial:usb:1A86:7523@9600
//   usb-printer:/dev/usb/lp0   usb-printer:usb:0483:5743     usb-printer:usb:0483:5743:SERIAL
//   usb:0400:C35A              usb:0400:C35A:SERIAL          a device whose pipes a driver uses itself
//   input:/dev/input/event3    hidraw:usb:0C2E:0B61          video:/dev/video0
//   pcsc:*                     pcsc:READER NAME (or its start)
//   ipp:QUEUE (of CUPS)        ipp:ipp://HOST:PORT/ipp/print
//   frames:/FOLDER             pictures in a folder, in place of a camera
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "hal/device.h"

namespace yz::hal {

/// `invalid` says what is allowed.
[[nodiscard]] Result<PortConfig> parse_port(std::string_view text);
/// What parse_port reads back.
[[nodiscard]] std::string to_text(const PortConfig& port);
/// "tcp:HOST:PORT, serial:PATH@BAUD …" for messages.
[[nodiscard]] std::string port_forms();

}  // namespace yz::hal
