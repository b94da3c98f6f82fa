#include "hal/device_thread.h"

#include <algorithm>
#include <array>
#include <exception>
#include <thread>

#include "base/on.h"
#include "hal/ports/port_config.h"

namespace yz::hal {
namespace {

// docs/devices.md, "When a device is lost".
constexpr std::array back_off{Milliseconds{1'000}, Milliseconds{2'000}, Milliseconds{5'000},
                              Milliseconds{10'000}};
constexpr Milliseconds absent_look{3'000};  // the net under udev's messages
constexpr Milliseconds disabled_look{30'000};
constexpr Milliseconds beat_every{2'000};  // a resting thread is alive

bool is_trouble(DeviceState state) {
  return state == DeviceState::absent || state == DeviceState::attention || state == DeviceState::offline ||
         state == DeviceState::fault;
}

Counter counter_of(JobEnd end) {
  switch (end) {
    case JobEnd::printed:
      return Counter::jobs_printed;
    case JobEnd::failed:
      return Counter::jobs_failed;
    case JobEnd::unsure:
      return Counter::jobs_unsure;
  }
  return Counter::jobs_unsure;
}

/// What an event adds to the figures.
std::optional<Counter> counter_of(const DeviceEvent& event) {
  return std::visit(On{[](const JobEnded& e) -> std::optional<Counter> { return counter_of(e.end); },
                       [](const CardRead&) -> std::optional<Counter> { return Counter::cards_read; },
                       [](const SmartCardRead&) -> std::optional<Counter> { return Counter::cards_read; },
                       [](const CardTrouble&) -> std::optional<Counter> { return Counter::cards_failed; },
                       [](const CodeScanned& e) -> std::optional<Counter> {
                         return e.too_long ? Counter::codes_refused : Counter::codes_read;
                       },
                       [](const auto&) -> std::optional<Counter> { return std::nullopt; }},
                    event);
}

/// Which ask for a photograph is over with this event.
std::optional<PhotoAsk> answered_by(const DeviceEvent& event) {
  if (const auto* taken = std::get_if<PhotoTaken>(&event)) return taken->ask;
  if (const auto* failed = std::get_if<PhotoFailed>(&event)) return failed->ask;
  return std::nullopt;
}

}  // namespace

DeviceThread::DeviceThread(DeviceConfig config, std::shared_ptr<const Glyphs> glyphs, const Clock& clock,
                           EventSink sink, DeviceMemory memory)
    : config_(std::move(config)),
      glyphs_(std::move(glyphs)),
      clock_(clock),
      sink_(std::move(sink)),
      enabled_(memory.is_enabled),
      armed_(memory.is_armed),
      watched_(memory.is_watched),
      memory_(std::move(memory)) {
  if (memory_.status.sequence == 0) memory_.status.since = clock_.now();
  beat();
}

void DeviceThread::start(std::unique_ptr<Driver> driver) {
  driver_ = std::move(driver);
  thread_ = std::thread([self = shared_from_this()] {
    self->run();
    self->end_.set_value();
  });
}

void DeviceThread::stop(Milliseconds time) {
  if (!thread_.joinable()) return;  // it was never started
  ending_ = true;
  constexpr Milliseconds look{10};
  for (Milliseconds waited{0}; waited < time; waited += look) {
    wake_.ring();  // again: an earlier ring may have been heard by another wait than the one that matters
    if (ended_.wait_for(look) == std::future_status::ready) return thread_.join();
  }
  {
    const std::lock_guard lock(mutex_);
    given_up_ = true;
  }
  thread_.detach();
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
    look_again_ = false;
    if (failures == 0) set_status(DeviceState::starting, {}, "");
    count(Counter::opens, 1);
    const Status served = serve();
    fail_photo();
    if (was_well_.exchange(false)) failures = 0;
    if (served || is_stopping()) continue;  // broken off by us: no fault of the device
    const bool is_absent = served.error().code == Code::not_found;
    if (is_dead_) {
      set_status(DeviceState::fault, {Reason::hung}, served.error().what);
      fail_jobs(Reason::hung);
      rest(RestartLimit::span, true);
      continue;
    }
    set_status(is_absent ? DeviceState::absent : DeviceState::offline, {Reason::not_answering},
               served.error().what);
    fail_jobs(Reason::not_answering);
    rest(is_absent ? absent_look : back_off.at(std::min(failures, back_off.size() - 1)), true);
    ++failures;
  }
}

/// One time from open to closed. A library's exception ends it like a lost device, a few times.
Status DeviceThread::serve() {
  is_dead_ = false;
  try {
    return driver_->serve(*this);
  } catch (const std::exception& error) {
    end_job_in_hand();
    count(Counter::restarts, 1);
    is_dead_ = !deaths_.take(clock_.mono());
    return fail(Code::unavailable, error.what());
  }
}

/// Waits, less when the device is to end, to be opened at once, or is no longer (or not yet) enabled as it
/// was when the caller looked.
void DeviceThread::rest(Milliseconds time, bool was_enabled) {
  const Milliseconds until = clock_.mono() + time;
  while (!ending_ && !reopen_ && !look_again_ && enabled_ == was_enabled && clock_.mono() < until) {
    beat();
    (void)wake_.wait(std::min(until - clock_.mono(), beat_every));  // looked at above
    fail_jobs(Reason::not_answering);  // a slip asked for meanwhile is not kept for an unknown time
    fail_photo();
  }
}

void DeviceThread::beat() const {
  beat_ = clock_.mono().count();
}

Milliseconds DeviceThread::silence() const {
  return clock_.mono() - Milliseconds{beat_};
}

bool DeviceThread::is_stopping() const {
  beat();
  return ending_ || reopen_ || !enabled_;
}

bool DeviceThread::is_armed() const {
  beat();
  return armed_;
}

void DeviceThread::wait(Milliseconds time) {
  beat();
  (void)wake_.wait(time);  // rung or not, the caller looks around
}

void DeviceThread::set_status(DeviceState state, std::set<Reason> reasons, std::string detail) {
  // A device that worked: the next loss begins with the short wait again.
  if (state == DeviceState::ready || state == DeviceState::busy) was_well_ = true;
  const std::lock_guard lock(mutex_);
  DeviceStatus& status = memory_.status;
  const bool is_same = status.state == state && status.reasons == reasons && status.detail == detail;
  if (given_up_ || (status.sequence > 0 && is_same)) return;
  status = {state, std::move(reasons), std::move(detail), status.sequence + 1, clock_.now()};
  if (is_trouble(state)) {
    ++memory_.statistics[Counter::faults];
    memory_.faults.push_front({status.since, state, status.reasons, status.detail});
    if (memory_.faults.size() > faults_kept) memory_.faults.pop_back();
  }
  sink_(DeviceChanged{config_.id, config_.device_class, status});
}

void DeviceThread::send(DeviceEvent event) {
  const std::lock_guard lock(mutex_);
  send_locked(std::move(event));
}

void DeviceThread::send_locked(DeviceEvent event) {
  if (given_up_) return;
  if (const auto* ended = std::get_if<JobEnded>(&event)) {
    if (in_hand_ != ended->job) return;  // it was ended while the driver hung: once is enough
    in_hand_.reset();
  }
  if (const auto ask = answered_by(event)) {
    if (photo_ask_ != ask) return;  // it took too long and failed before
    photo_ask_.reset();
  }
  if (const auto counter = counter_of(event)) ++memory_.statistics[*counter];
  sink_(std::move(event));
}

void DeviceThread::set_capabilities(Capabilities capabilities) {
  const std::lock_guard lock(mutex_);
  memory_.capabilities = std::move(capabilities);
}

void DeviceThread::count(Counter counter, std::uint64_t by) {
  const std::lock_guard lock(mutex_);
  if (!given_up_) memory_.statistics[counter] += by;
}

DeviceChanged DeviceThread::status() const {
  const std::lock_guard lock(mutex_);
  return {config_.id, config_.device_class, memory_.status};
}

DeviceHealth DeviceThread::health() const {
  const std::lock_guard lock(mutex_);
  return {{config_.id, config_.device_class, memory_.status},
          config_.driver,
          to_text(config_.port),
          memory_.capabilities,
          memory_.statistics,
          {memory_.faults.begin(), memory_.faults.end()}};
}

Status DeviceThread::print(PrintJob job) {
  {
    const std::lock_guard lock(mutex_);
    if (memory_.jobs.size() >= jobs_max) return fail(Code::full, "slips wait already");
    memory_.jobs.push_back(std::move(job));
  }
  wake_.ring();
  return {};
}

std::optional<PrintJob> DeviceThread::next_job() {
  beat();
  const std::lock_guard lock(mutex_);
  if (memory_.jobs.empty() || given_up_) return std::nullopt;
  PrintJob job = std::move(memory_.jobs.front());
  memory_.jobs.pop_front();
  in_hand_ = job.id;
  return job;
}

void DeviceThread::fail_jobs(Reason reason) {
  const std::lock_guard lock(mutex_);
  if (given_up_) return;
  for (const PrintJob& job : std::exchange(memory_.jobs, {})) {
    ++memory_.statistics[Counter::jobs_failed];
    sink_(JobEnded{config_.id, job.id, JobEnd::failed, {reason}});
  }
}

void DeviceThread::end_job_in_hand() {
  const std::lock_guard lock(mutex_);
  end_job_in_hand_locked();
}

void DeviceThread::end_job_in_hand_locked() {
  if (in_hand_) send_locked(JobEnded{config_.id, JobId(*in_hand_), JobEnd::unsure, {Reason::hung}});
}

void DeviceThread::arm(bool wanted) {
  armed_ = wanted;
  wake_.ring();
}

void DeviceThread::watch(bool wanted) {
  watched_ = wanted;
  wake_.ring();
}

Status DeviceThread::take_photo(PhotoAsk ask) {
  {
    const std::lock_guard lock(mutex_);
    if (photo_ask_) return fail(Code::full, "a photograph is being taken");
    photo_ask_ = ask;
    photo_asked_at_ = clock_.mono();
  }
  wake_.ring();
  return {};
}

std::optional<PhotoAsk> DeviceThread::photo_ask() {
  beat();
  const std::lock_guard lock(mutex_);
  return photo_ask_;
}

void DeviceThread::fail_photo() {
  const std::lock_guard lock(mutex_);
  fail_photo_locked();
}

void DeviceThread::fail_photo_locked() {
  if (photo_ask_) send_locked(PhotoFailed{config_.id, PhotoAsk(*photo_ask_), PhotoProblem::lost});
}

void DeviceThread::expire_photo() {
  const std::lock_guard lock(mutex_);
  if (photo_ask_ && clock_.mono() - photo_asked_at_ >= photo_time_max) fail_photo_locked();
}

void DeviceThread::set_enabled(bool enabled) {
  enabled_ = enabled;
  wake_.ring();
}

void DeviceThread::restart() {
  reopen_ = true;
  wake_.ring();
}

void DeviceThread::look_again() {
  const DeviceState now = status().status.state;
  if (now != DeviceState::absent && now != DeviceState::offline) return;
  look_again_ = true;
  wake_.ring();
}

DeviceMemory DeviceThread::give_up() {
  const std::lock_guard lock(mutex_);
  end_job_in_hand_locked();
  fail_photo_locked();
  given_up_ = true;
  ending_ = true;
  wake_.ring();
  memory_.is_enabled = enabled_;
  memory_.is_armed = armed_;
  memory_.is_watched = watched_;
  return std::move(memory_);
}

}  // namespace yz::hal
