// Staff try a device out: what it has just read, in words that show that it works and keep what is personal
// masked. UI thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/device_desk.h"
#include "kiosk/app/texts.h"

namespace yz::kiosk {

/// What came of it: words by id, with their values.
struct Trial {
  bool worked{};
  std::string words;
  std::vector<Placeholder> values;
};

class TrialDesk {
 public:
  explicit TrialDesk(DeviceActions actions) : actions_(std::move(actions)) {}

  /// Lets this one device's class read, once and again, until disarm().
  void arm(const hal::DeviceId& device, hal::DeviceClass device_class);
  void disarm();
  /// The last thing read, or what was wrong with it; nothing yet.
  [[nodiscard]] const std::optional<Trial>& result() const { return result_; }

  /// What a camera sees now; nullptr before the first frame, and for what is no camera.
  [[nodiscard]] const std::shared_ptr<const hal::GreyPicture>& seen() const { return seen_; }

  void take(const hal::CardRead& event);
  void take(const hal::SmartCardRead& event);
  void take(const hal::CardTrouble& event);
  void take(const hal::CodeScanned& event);
  void take(const hal::FrameSeen& event);
  void wipe();

 private:
  [[nodiscard]] bool is_meant(const hal::DeviceId& device) const { return device_ && *device_ == device; }
  void show(Trial trial);

  DeviceActions actions_;
  std::optional<hal::DeviceId> device_;
  hal::DeviceClass device_class_{};
  std::optional<Trial> result_;
  std::shared_ptr<const hal::GreyPicture> seen_;
};

}  // namespace yz::kiosk
