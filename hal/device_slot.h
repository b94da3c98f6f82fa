// A place in kiosk.toml and the thread that serves it now. When that one gives no sign of life, another takes
// its place, as long as no more than three that were left to themselves still hang; what was known, waiting
// and wanted goes on with it.
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

  /// Called every few seconds: replaces a driver that has been silent for `hang_time`. At most once in
  /// `hang_time`, so never more than three times a minute.
  void look_after(Milliseconds hang_time);

 private:
  /// How many threads were left to themselves and have not come to their end.
  [[nodiscard]] std::size_t hanging();
  void replace();

  const DeviceConfig config_;
  const MakeDriver make_;
  const std::shared_ptr<const Glyphs> glyphs_;
  const Clock& clock_;
  const EventSink sink_;
  mutable std::mutex mutex_;  // guards all below
  std::shared_ptr<DeviceThread> thread_;
  std::unique_ptr<Driver> prepared_;
  std::vector<std::weak_ptr<DeviceThread>> left_;
  bool is_given_up_on_{};  // the one that serves now hangs, and nothing takes its place
};

}  // namespace yz::hal
