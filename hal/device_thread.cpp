#include "hal/device_thread.h"

#include <algorithm>
#include <array>
#include <exception>

namespace yz::hal {
namespace {

// docs/devices.md, "When a device is lost".
constexpr std::array back_off{Milliseconds{1'000}, Milliseconds{2'000}, Milliseconds{5'000},
                              Milliseconds{10'000}};
constexpr Milliseconds disabled_look{30'000};

}  // namespace

DeviceThread::DeviceThread(DeviceConfig config, const Clock& clock, EventSink sink)
    : config_(std::move(config)), clock_(clock), sink_(std::move(sink)) {
  status_.since = clock_.now();
}

DeviceThread::~DeviceThread() {
  ending_ = true;
  wake_.ring();
  if (thread_.joinable()) thread_.join();
}

void DeviceThread::start(std::unique_ptr<Driver> driver) {
  driver_ = std::move(driver);
  thread_ = std::thread([this] { run(); });
}

void DeviceThread::run() {
  std::size_t failures = 0;
  while (!ending_) {
    if (!enabled_) {
      set_status(DeviceState::disabled, {}, "by staff");
      fail_jobs(Reason::not_answering);
      rest(disabled_look, false);
      continue;
    }
    reopen_ = false;
    if (failures == 0) set_status(DeviceState::starting, {}, "");
    Status served;
    try {
      served = driver_->serve(*this);
    } catch (const std::exception& error) {  // a library's; the device is opened again like a lost one
      served = fail(Code::unavailable, error.what());
    }
    if (was_well_.exchange(false)) failures = 0;
    if (served) continue;
    set_status(served.error().code == Code::not_found ? DeviceState::absent : DeviceState::offline,
               {Reason::not_answering}, served.error().what);
    fail_jobs(Reason::not_answering);
    rest(back_off.at(std::min(failures, back_off.size() - 1)), true);
    ++failures;
  }
}

/// Waits, less when the device is to end, to be opened at once, or is no longer (or not yet) enabled as it
/// was when the caller looked.
void DeviceThread::rest(Milliseconds time, bool was_enabled) {
  const Milliseconds until = clock_.mono() + time;
  while (!ending_ && !reopen_ && enabled_ == was_enabled && clock_.mono() < until) {
    (void)wake_.wait(until - clock_.mono());  // looked at above
    fail_jobs(Reason::not_answering);         // a slip asked for meanwhile is not kept for an unknown time
  }
}

void DeviceThread::set_status(DeviceState state, std::set<Reason> reasons, std::string detail) {
  DeviceChanged changed{config_.id, config_.device_class, {}};
  // A device that worked: the next loss begins with the short wait again.
  if (state == DeviceState::ready || state == DeviceState::busy) was_well_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (status_.sequence > 0 && status_.state == state && status_.reasons == reasons &&
        status_.detail == detail)
      return;
    status_ = {state, std::move(reasons), std::move(detail), status_.sequence + 1, clock_.now()};
    changed.status = status_;
  }
  sink_(std::move(changed));
}

DeviceChanged DeviceThread::status() const {
  const std::lock_guard lock(mutex_);
  return {config_.id, config_.device_class, status_};
}

Status DeviceThread::print(PrintJob job) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= jobs_max) return fail(Code::full, "slips wait already");
    jobs_.push_back(std::move(job));
  }
  wake_.ring();
  return {};
}

std::optional<PrintJob> DeviceThread::next_job() {
  const std::lock_guard lock(mutex_);
  if (jobs_.empty()) return std::nullopt;
  PrintJob job = std::move(jobs_.front());
  jobs_.pop_front();
  return job;
}

void DeviceThread::fail_jobs(Reason reason) {
  while (auto job = next_job()) sink_(JobEnded{config_.id, job->id, JobEnd::failed, {reason}});
}

void DeviceThread::arm(bool wanted) {
  armed_ = wanted;
  wake_.ring();
}

void DeviceThread::set_enabled(bool enabled) {
  enabled_ = enabled;
  wake_.ring();
}

void DeviceThread::restart() {
  reopen_ = true;
  wake_.ring();
}

}  // namespace yz::hal
