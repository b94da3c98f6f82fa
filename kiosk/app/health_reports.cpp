#include "kiosk/app/health_reports.h"

#include <nlohmann/json.hpp>

#include "hal/device_names.h"

namespace yz::kiosk {
namespace {

using hal::DeviceState;

/// On its way to somewhere: what it comes to is told, not this.
bool is_passing(DeviceState state) {
  return state == DeviceState::starting || state == DeviceState::busy;
}

std::string body_of(const hal::DeviceChanged& event) {
  auto reasons = nlohmann::json::array();
  for (const hal::Reason reason : event.status.reasons) reasons.push_back(hal::to_string(reason));
  // The detail may hold bytes that a device sent.
  return nlohmann::json{{"device", event.device.value},
                        {"class", hal::to_string(event.device_class)},
                        {"state", hal::to_string(event.status.state)},
                        {"reasons", std::move(reasons)},
                        {"detail", event.status.detail}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void HealthReports::take(const hal::DeviceChanged& event, Milliseconds now) {
  if (is_passing(event.status.state)) return;
  Device& device = devices_[event.device];
  device.last = event;
  device.changed = now;
}

std::vector<std::string> HealthReports::due(Milliseconds now) {
  std::vector<std::string> bodies;
  for (auto& [id, device] : devices_) {
    if (now - device.changed < settle || now - device.told_at < apart) continue;
    std::string body = body_of(device.last);
    if (body == device.told) continue;
    device.told = body;
    device.told_at = now;
    bodies.push_back(std::move(body));
  }
  return bodies;
}

}  // namespace yz::kiosk
