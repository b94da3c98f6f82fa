#include "hal/devices.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <thread>

#include "hal/device_slot.h"
#include "hal/glyphs.h"
#include "hal/hotplug.h"
#include "hal/ports/port_config.h"
#include "hal/ports/wake.h"
#include "hal/registry.h"
#include "hal/slip_picture.h"

namespace yz::hal {
namespace {

// Twice a driver's longest deadline: one that is silent for longer does not come back.
constexpr Milliseconds hang_time{30'000};
constexpr int look_every_ms = 3'000;
constexpr int edge_mm = 4;

using Slots = std::vector<std::unique_ptr<DeviceSlot>>;

/// What a second device must not have too: how fast a line is makes no other line of it.
std::string place_of(const PortConfig& port) {
  const std::string text = to_text(port);
  return port.kind == PortConfig::Kind::serial ? text.substr(0, text.rfind('@')) : text;
}

/// Beside the devices' own threads: hears udev, and replaces drivers that hang.
class Supervisor {
 public:
  /// Hears udev from here on: nothing is missed that comes while the devices are opened for the first time.
  Supervisor(const Slots& slots, const Clock& clock) : slots_(slots), clock_(clock) {}
  ~Supervisor() {
    ending_ = true;
    wake_.ring();
    if (thread_.joinable()) thread_.join();
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  void start() {
    thread_ = std::thread([this] { run(); });
  }

 private:
  void run() {
    while (!ending_) {
      const Milliseconds turned = clock_.mono();
      std::array<pollfd, 2> both{pollfd{wake_.fd(), POLLIN, 0}, pollfd{hotplug_.fd(), POLLIN, 0}};
      (void)::poll(both.data(), both.size(), look_every_ms);  // whatever ended it, all is looked at
      const bool came = hotplug_.take();
      // The machine slept: the drivers have not had their turn yet either.
      const bool slept = clock_.mono() - turned > hang_time;
      for (const auto& slot : slots_) {
        if (came) slot->with([](DeviceThread& thread) { thread.look_again(); });
        slot->with([](DeviceThread& thread) { thread.expire_photo(); });
        if (!slept) slot->look_after(hang_time);
      }
    }
  }

  const Slots& slots_;
  const Clock& clock_;
  Hotplug hotplug_;
  Wake wake_;
  std::atomic<bool> ending_{};
  std::thread thread_;
};

class AllDevices final : public Devices {
 public:
  AllDevices(Slots slots, std::shared_ptr<const Glyphs> glyphs, const Clock& clock)
      : slots_(std::move(slots)), glyphs_(std::move(glyphs)) {
    supervisor_ = std::make_unique<Supervisor>(slots_, clock);
    for (const auto& slot : slots_) slot->start();
    supervisor_->start();
  }

  Status print(const std::optional<DeviceId>& printer, JobId job, Slip slip) override {
    for (const auto& slot : slots_) {
      if (slot->config().device_class != DeviceClass::printer) continue;
      if (printer && slot->config().id != *printer) continue;
      return slot->with([&](DeviceThread& thread) {
        return thread.print({std::move(job), std::move(slip)});
      });
    }
    return fail(Code::not_found, "no such printer is configured");
  }
  void arm(DeviceClass device_class) override { arm_all(device_class, true); }
  void disarm(DeviceClass device_class) override { arm_all(device_class, false); }
  void watch(const DeviceId& camera, bool wanted) override {
    if (wanted) {
      with(camera, [](DeviceThread& thread) { thread.watch(true); });
    } else {
      with(camera, [](DeviceThread& thread) { thread.watch(false); });
    }
  }
  Status take_photo(const DeviceId& camera, PhotoAsk ask) override {
    for (const auto& slot : slots_) {
      if (slot->config().device_class != DeviceClass::camera || slot->config().id != camera) continue;
      return slot->with([&](DeviceThread& thread) { return thread.take_photo(ask); });
    }
    return fail(Code::not_found, "no such camera is configured");
  }
  void disable(const DeviceId& device) override {
    with(device, [](DeviceThread& thread) { thread.set_enabled(false); });
  }
  void enable(const DeviceId& device) override {
    with(device, [](DeviceThread& thread) { thread.set_enabled(true); });
  }
  void restart(const DeviceId& device) override {
    with(device, [](DeviceThread& thread) { thread.restart(); });
  }
  GreyPicture picture_of(const Slip& slip) const override {
    // The paper between the head and the cutter belongs to it.
    Slip paper = slip;
    paper.blocks.insert(paper.blocks.begin(), SlipSpace{edge_mm});
    paper.blocks.emplace_back(SlipSpace{edge_mm});
    return slip_picture(paper, SlipPaper{}.width_dots, *glyphs_);
  }
  std::vector<DeviceHealth> health() const override {
    std::vector<DeviceHealth> all;
    for (const auto& slot : slots_)
      all.push_back(slot->with([](const DeviceThread& thread) { return thread.health(); }));
    return all;
  }

 private:
  void with(const DeviceId& device, void (*call)(DeviceThread&)) const {
    const auto found =
        std::ranges::find_if(slots_, [&](const auto& slot) { return slot->config().id == device; });
    if (found != slots_.end()) (*found)->with(call);
  }
  void arm_all(DeviceClass device_class, bool wanted) const {
    for (const auto& slot : slots_) {
      if (slot->config().device_class == device_class)
        slot->with([&](DeviceThread& thread) { thread.arm(wanted); });
    }
  }

  Slots slots_;
  std::shared_ptr<const Glyphs> glyphs_;
  std::unique_ptr<Supervisor> supervisor_;  // ends before the slots it looks after
};

}  // namespace

Result<std::unique_ptr<Devices>> Devices::open(DevicesConfig config, const Clock& clock,
                                               const EventSink& sink) {
  auto opened = Glyphs::open(config.font_file, config.font_face);
  if (!opened) return fail(opened.error());
  const std::shared_ptr<const Glyphs> glyphs = *std::move(opened);
  std::set<DeviceId> names;
  std::map<std::string, DeviceId> ports;
  const auto recent_codes = std::make_shared<RecentCodes>();
  Slots slots;
  for (DeviceConfig& device : config.devices) {
    if (!names.insert(device.id).second)
      return fail(Code::invalid, "two devices are named \"" + device.id.value + "\"");
    const std::string port = place_of(device.port);
    if (const auto [other, is_new] = ports.emplace(port, device.id); !is_new) {
      return fail(Code::invalid, "devices \"" + other->second.value + "\" and \"" + device.id.value +
                                     "\" have the same port " + port);
    }
    const auto row = find_driver(device);
    if (!row) return fail(row.error());
    const MakeDriver make = [make_driver = (*row)->make, recent_codes](DriverParts parts) {
      parts.recent_codes = recent_codes;
      return make_driver(parts);
    };
    slots.push_back(std::make_unique<DeviceSlot>(std::move(device), make, glyphs, clock, sink));
    if (auto prepared = slots.back()->prepare(); !prepared) return fail(prepared.error());
  }
  return std::make_unique<AllDevices>(std::move(slots), glyphs, clock);  // all is right: threads begin
}

}  // namespace yz::hal
