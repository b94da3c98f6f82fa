// A place in kiosk.toml and the thread that serves it now. When that one gives no sign of life, another takes
// its place, at most three times a minute; what was known, waiting and wanted goes on with it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "hal/device_thread.h"

namespace yz::hal {

using MakeDriver = std::function<Result<std::unique_ptr<Driver>>(const DriverParts&)>;

class DeviceSlot {
 public:
  DeviceSlot(DeviceConfig config, MakeDriver make, std::shared_ptr<const Glyphs> glyphs, const Clock& clock,
             EventSink sink);
  /// Ends its thread. One that hangs is left to itself, and no longer heard.
  ~DeviceSlot();
  DeviceSlot(const DeviceSlot&) = delete;
  DeviceSlot& operator=(const DeviceSlot&) = delete;

  /// Before start(): makes the driver; its error says what of the configuration is wrong.
  [[nodiscard]] Status prepare();
  void start();

  /// Runs `call` on the thread that serves now. Any thread; `call` must not wait.
  template <class Call>
  auto with(Call call) const {
    const std::lock_guard lock(mutex_);
    return call(*thread_);
  }
  [[nodiscard]] const DeviceConfig& config() const { return config_; }

  /// Called every few seconds: replaces a driver that has been silent for `hang_time`.
  void look_after(Milliseconds hang_time);

 private:
  void replace();

  const DeviceConfig config_;
  const MakeDriver make_;
  const std::shared_ptr<const Glyphs> glyphs_;
  const Clock& clock_;
  const EventSink sink_;
  mutable std::mutex mutex_;  // guards all below
  std::shared_ptr<DeviceThread> thread_;
  std::unique_ptr<Driver> prepared_;
  RestartLimit restarts_;
};

}  // namespace yz::hal
