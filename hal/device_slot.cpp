#include "hal/device_slot.h"

namespace yz::hal {
namespace {

// Long enough for a driver in the middle of a system call that the kernel ends by itself.
constexpr Milliseconds end_time{5'000};

}  // namespace

DeviceSlot::DeviceSlot(DeviceConfig config, MakeDriver make, std::shared_ptr<const Glyphs> glyphs,
                       const Clock& clock, EventSink sink)
    : config_(std::move(config)),
      make_(std::move(make)),
      glyphs_(std::move(glyphs)),
      clock_(clock),
      sink_(std::move(sink)),
      thread_(std::make_shared<DeviceThread>(config_, glyphs_, clock_, sink_, DeviceMemory{})) {}

DeviceSlot::~DeviceSlot() {
  thread_->stop(end_time);
}

Status DeviceSlot::prepare() {
  auto driver = make_(thread_->parts());
  if (!driver)
    return fail(driver.error().code, "device \"" + config_.id.value + "\": " + driver.error().what);
  prepared_ = *std::move(driver);
  return {};
}

void DeviceSlot::start() {
  thread_->start(std::move(prepared_));
}

void DeviceSlot::look_after(Milliseconds hang_time) {
  const std::lock_guard lock(mutex_);
  if (thread_->silence() < hang_time) return;
  if (restarts_.take(clock_.mono())) return replace();
  // Staff see it; the next look finds out whether there is room for another try.
  thread_->set_status(DeviceState::fault, {Reason::hung}, "gives no sign of life");
}

void DeviceSlot::replace() {
  thread_->set_status(DeviceState::offline, {Reason::hung}, "gives no sign of life");
  DeviceMemory memory = thread_->give_up();
  thread_->stop(Milliseconds{0});
  auto next = std::make_shared<DeviceThread>(config_, glyphs_, clock_, sink_, std::move(memory));
  next->count(Counter::restarts, 1);
  auto driver = make_(next->parts());
  thread_ = std::move(next);
  if (driver) thread_->start(*std::move(driver));  // made once before from the same parts, it is made again
}

}  // namespace yz::hal
