// One device: its thread, its driver, its state and what was asked of it.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "hal/devices.h"
#include "hal/drivers/driver.h"

namespace yz::hal {

inline constexpr std::size_t jobs_max = 20;

class DeviceThread final : private DriverHost {
 public:
  DeviceThread(DeviceConfig config, const Clock& clock, EventSink sink);
  ~DeviceThread() override;

  /// Once, before anything else is called. The driver was made with wake().
  void start(std::unique_ptr<Driver> driver);
  [[nodiscard]] const Wake& wake() const { return wake_; }
  [[nodiscard]] const DeviceConfig& config() const { return config_; }

  // ── any thread ──
  [[nodiscard]] Status print(PrintJob job);
  void arm(bool wanted);
  void set_enabled(bool enabled);
  void restart();
  [[nodiscard]] DeviceChanged status() const;

 private:
  [[nodiscard]] bool is_stopping() const override { return ending_ || reopen_ || !enabled_; }
  void set_status(DeviceState state, std::set<Reason> reasons, std::string detail) override;
  void send(DeviceEvent event) override { sink_(std::move(event)); }
  [[nodiscard]] const DeviceId& device() const override { return config_.id; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void wait(Milliseconds time) override { (void)wake_.wait(time); }  // rung or not, the caller looks around
  [[nodiscard]] bool is_armed() const override { return armed_; }
  void disarm() override { armed_ = false; }
  [[nodiscard]] std::optional<PrintJob> next_job() override;

  void run();
  void rest(Milliseconds time, bool was_enabled);
  void fail_jobs(Reason reason);

  const DeviceConfig config_;
  const Clock& clock_;
  const EventSink sink_;
  const Wake wake_;
  std::unique_ptr<Driver> driver_;
  std::atomic<bool> ending_{};
  std::atomic<bool> reopen_{};
  std::atomic<bool> enabled_{true};
  std::atomic<bool> armed_{};
  std::atomic<bool> was_well_{};
  mutable std::mutex mutex_;  // guards status_ and jobs_
  DeviceStatus status_;
  std::deque<PrintJob> jobs_;
  std::thread thread_;
};

}  // namespace yz::hal
