#include "hal/device_slot.h"

#include <utility>

namespace yz::hal {
namespace {

// Long enough for a driver in the middle of a system call that the kernel ends by itself.
constexpr Milliseconds end_time{5'000};
// A thread that hangs keeps its memory and its port: there is an end to how many may.
constexpr std::size_t hanging_max = 3;

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
  if (thread_->silence() < hang_time) {
    // It goes on after all: from the beginning, which also says how it is.
    if (std::exchange(is_given_up_on_, false)) thread_->restart();
    return;
  }
  const std::size_t hang = hanging();
  // The first time what waits is printed by the next driver; beyond that nobody is kept waiting.
  if (hang > 0) thread_->fail_jobs(Reason::hung);
  if (hang < hanging_max) return replace();
  // Staff see it; it is replaced as soon as one of those that hang comes to its end, or goes on by itself.
  is_given_up_on_ = true;
  thread_->end_job_in_hand();
  thread_->set_status(DeviceState::fault, {Reason::hung}, "gives no sign of life");
}

std::size_t DeviceSlot::hanging() {
  std::erase_if(left_, [](const auto& thread) { return thread.expired(); });
  return left_.size();
}

void DeviceSlot::replace() {
  is_given_up_on_ = false;
  thread_->set_status(DeviceState::offline, {Reason::hung}, "gives no sign of life");
  DeviceMemory memory = thread_->give_up();
  thread_->stop(Milliseconds{0});
  auto next = std::make_shared<DeviceThread>(config_, glyphs_, clock_, sink_, std::move(memory));
  next->count(Counter::restarts, 1);
  auto driver = make_(next->parts());
  left_.push_back(thread_);
  thread_ = std::move(next);
  if (driver) thread_->start(*std::move(driver));  // made once before from the same parts, it is made again
}

}  // namespace yz::hal
