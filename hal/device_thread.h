// One device: its thread, its driver, its state and what was asked of it. When the driver hangs, give_up()
// parts with the thread, and another DeviceThread goes on where it stood (hal/device_slot.h).
#pragma once

#include <atomic>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "hal/devices.h"
#include "hal/drivers/driver.h"
#include "hal/restart_limit.h"

namespace yz::hal {

inline constexpr std::size_t jobs_max = 20;
inline constexpr std::size_t faults_kept = 5;
inline constexpr Milliseconds photo_time_max{10'000};  // longer than any driver takes that does not hang

/// What is known of a device apart from its thread.
struct DeviceMemory {
  DeviceStatus status;
  Capabilities capabilities;
  Statistics statistics;
  std::deque<DeviceFault> faults;  // newest first
  std::deque<PrintJob> jobs;
  bool is_enabled{true};
  bool is_armed{};
  bool is_watched{};
};

/// Held by a shared pointer of which its own thread has one too: a thread that hangs outlives its device.
class DeviceThread final : private DriverHost, public std::enable_shared_from_this<DeviceThread> {
 public:
  /// `clock` must outlive every thread of the program.
  DeviceThread(DeviceConfig config, std::shared_ptr<const Glyphs> glyphs, const Clock& clock, EventSink sink,
               DeviceMemory memory);

  /// What the driver is made of.
  [[nodiscard]] DriverParts parts() const { return {config_, wake_, *glyphs_}; }
  /// Once, before anything else is called.
  void start(std::unique_ptr<Driver> driver);
  /// Once, after start(): ends the thread. One that does not end within `time` is left to itself, unheard.
  void stop(Milliseconds time);

  // ── any thread ──
  [[nodiscard]] Status print(PrintJob job);
  void arm(bool wanted);
  void watch(bool wanted);
  [[nodiscard]] Status take_photo(PhotoAsk ask);
  /// One that was asked for photo_time_max ago fails: its driver hangs.
  void expire_photo();
  void set_enabled(bool enabled);
  void restart();
  /// Something was plugged in: a device that is away is looked for at once.
  void look_again();
  [[nodiscard]] DeviceChanged status() const;
  [[nodiscard]] DeviceHealth health() const;
  /// How long the driver has given no sign of life.
  [[nodiscard]] Milliseconds silence() const;
  /// The thread is left alone; what it says from now on is not heard. A slip that was in the printer ends as
  /// unsure, a photograph that was asked for fails.
  [[nodiscard]] DeviceMemory give_up();
  /// What waits to be printed ends as failed; what the driver has in hand stays with it.
  void fail_jobs(Reason reason);
  void fail_photo();
  /// The driver is gone or hangs, and with it what became of the paper: the slip in hand ends as unsure.
  void end_job_in_hand();
  /// As if the driver had said so: for what is found out about it from outside.
  void set_status(DeviceState state, std::set<Reason> reasons, std::string detail) override;
  void count(Counter counter, std::uint64_t by) override;

 private:
  [[nodiscard]] bool is_stopping() const override;
  void send(DeviceEvent event) override;
  void set_capabilities(Capabilities capabilities) override;
  [[nodiscard]] const DeviceId& device() const override { return config_.id; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  void wait(Milliseconds time) override;
  [[nodiscard]] bool is_armed() const override;
  void disarm() override { armed_ = false; }
  [[nodiscard]] bool is_watched() const override { return watched_; }
  [[nodiscard]] std::optional<PhotoAsk> photo_ask() override;
  [[nodiscard]] std::optional<PrintJob> next_job() override;

  void run();
  Status serve();
  void rest(Milliseconds time, bool was_enabled);
  void beat() const;
  void send_locked(DeviceEvent event);
  void end_job_in_hand_locked();
  void fail_photo_locked();

  const DeviceConfig config_;
  const std::shared_ptr<const Glyphs> glyphs_;
  const Clock& clock_;
  const EventSink sink_;
  const Wake wake_;
  std::unique_ptr<Driver> driver_;
  // Of its own thread: how often the driver threw, and whether that was too often.
  RestartLimit deaths_;
  bool is_dead_{};
  std::atomic<bool> ending_{};
  std::promise<void> end_;
  std::future<void> ended_{end_.get_future()};
  std::atomic<bool> reopen_{};
  std::atomic<bool> look_again_{};
  std::atomic<bool> enabled_;
  std::atomic<bool> armed_;
  std::atomic<bool> watched_;
  std::atomic<bool> was_well_{};
  mutable std::atomic<Milliseconds::rep> beat_{};
  mutable std::mutex mutex_;  // guards all below; events leave under it, so that none leaves after give_up()
  bool given_up_{};
  std::optional<JobId> in_hand_;  // the job the driver has taken and nobody has ended
  std::optional<PhotoAsk> photo_ask_;
  Milliseconds photo_asked_at_{};
  DeviceMemory memory_;
  std::thread thread_;  // joined or detached by stop()
};

}  // namespace yz::hal
