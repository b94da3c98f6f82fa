// How staff are told of a device.
#pragma once

#include <string>

#include "hal/device_names.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {

[[nodiscard]] inline std::string name_of(const Services& services, hal::DeviceClass device_class) {
  return services.texts.words(std::string("device.class.") + hal::to_string(device_class));
}

/// "要人看，没纸了".
[[nodiscard]] inline std::string words_of(const Services& services, hal::DeviceState state,
                                          const std::set<hal::Reason>& reasons) {
  std::string words = services.texts.words(std::string("device.state.") + hal::to_string(state));
  for (const hal::Reason reason : reasons) {
    // "Off-line" says it already.
    if (state == hal::DeviceState::offline && reason == hal::Reason::not_answering) continue;
    words += services.texts.words("list.and") +
             services.texts.words(std::string("device.reason.") + hal::to_string(reason));
  }
  return words;
}

[[nodiscard]] inline bool is_well(hal::DeviceState state) {
  return state == hal::DeviceState::ready || state == hal::DeviceState::busy;
}

}  // namespace yz::kiosk
