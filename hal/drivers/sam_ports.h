// The ways to an ID-card module (docs/formats/id-reader.md): each gives and takes the frames of its serial
// line as plain bytes, whatever they travel in.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "hal/device.h"
#include "hal/ports/port.h"

namespace yz::hal {

/// Opens what the configuration names, with the framing that its profile says. Errors as of open_port();
/// `invalid`: the device has not the pipes of the profile.
[[nodiscard]] Result<std::unique_ptr<Port>> open_sam_port(const DeviceConfig& config, const Wake& wake);
/// Profiles over ports of that kind, the usual one first; none over lines and TCP, whose framing is one.
[[nodiscard]] std::vector<std::string_view> sam_profiles(PortConfig::Kind kind);

/// Profile miaxis-hid. Each read of `reports` gives one report, each write takes one with its id in front.
[[nodiscard]] std::unique_ptr<Port> sam_port_over_reports(std::unique_ptr<Port> reports);

inline constexpr std::string_view sam_miaxis_hid = "miaxis-hid";
inline constexpr std::string_view sam_usb_c35a = "usb-c35a";
inline constexpr std::string_view sam_usb_module = "usb-module";

}  // namespace yz::hal
