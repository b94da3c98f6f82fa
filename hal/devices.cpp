#include "hal/devices.h"

#include <charconv>
#include <set>

#include "hal/device_thread.h"
#include "hal/glyphs.h"
#include "hal/registry.h"

namespace yz::hal {
namespace {

class DeviceThreads final : public Devices {
 public:
  explicit DeviceThreads(std::unique_ptr<Glyphs> glyphs) : glyphs_(std::move(glyphs)) {}

  Status add(DeviceConfig config, const DriverRow& row, const Clock& clock, const EventSink& sink) {
    auto thread = std::make_unique<DeviceThread>(std::move(config), clock, sink);
    auto driver = row.make({thread->config(), thread->wake(), *glyphs_});
    if (!driver)
      return fail(driver.error().code,
                  "device \"" + thread->config().id.value + "\": " + driver.error().what);
    made_.push_back({std::move(thread), *std::move(driver)});
    return {};
  }
  /// Only when all of them are right does the first thread begin.
  void start() {
    for (Made& made : made_) made.thread->start(std::move(made.driver));
  }

  Status print(JobId job, Slip slip) override {
    for (const Made& made : made_) {
      if (made.thread->config().device_class == DeviceClass::printer)
        return made.thread->print({std::move(job), std::move(slip)});
    }
    return fail(Code::not_found, "no printer is configured");
  }
  void arm(DeviceClass device_class) override { arm_all(device_class, true); }
  void disarm(DeviceClass device_class) override { arm_all(device_class, false); }
  void disable(const DeviceId& device) override {
    if (DeviceThread* thread = find(device)) thread->set_enabled(false);
  }
  void enable(const DeviceId& device) override {
    if (DeviceThread* thread = find(device)) thread->set_enabled(true);
  }
  void restart(const DeviceId& device) override {
    if (DeviceThread* thread = find(device)) thread->restart();
  }
  std::map<DeviceId, DeviceChanged> statuses() const override {
    std::map<DeviceId, DeviceChanged> all;
    for (const Made& made : made_) all.emplace(made.thread->config().id, made.thread->status());
    return all;
  }

 private:
  struct Made {
    std::unique_ptr<DeviceThread> thread;
    std::unique_ptr<Driver> driver;  // until the thread has it
  };
  [[nodiscard]] DeviceThread* find(const DeviceId& device) const {
    for (const Made& made : made_) {
      if (made.thread->config().id == device) return made.thread.get();
    }
    return nullptr;
  }
  void arm_all(DeviceClass device_class, bool wanted) const {
    for (const Made& made : made_) {
      if (made.thread->config().device_class == device_class) made.thread->arm(wanted);
    }
  }

  std::unique_ptr<Glyphs> glyphs_;  // before the threads, which use it
  std::vector<Made> made_;
};

}  // namespace

Result<std::unique_ptr<Devices>> Devices::open(DevicesConfig config, const Clock& clock,
                                               const EventSink& sink) {
  auto glyphs = Glyphs::open(config.font_file, config.font_face);
  if (!glyphs) return fail(glyphs.error());
  auto devices = std::make_unique<DeviceThreads>(*std::move(glyphs));
  std::set<DeviceId> names;
  for (DeviceConfig& device : config.devices) {
    if (!names.insert(device.id).second)
      return fail(Code::invalid, "two devices are named \"" + device.id.value + "\"");
    const auto row = find_driver(device);
    if (!row) return fail(row.error());
    if (auto added = devices->add(std::move(device), **row, clock, sink); !added) return fail(added.error());
  }
  devices->start();
  return std::unique_ptr<Devices>(std::move(devices));
}

const char* to_string(Reason reason) {
  switch (reason) {
    case Reason::paper_near_end:
      return "paper_near_end";
    case Reason::paper_end:
      return "paper_end";
    case Reason::cover_open:
      return "cover_open";
    case Reason::cutter_error:
      return "cutter_error";
    case Reason::head_hot:
      return "head_hot";
    case Reason::paper_jam:
      return "paper_jam";
    case Reason::card_left_in:
      return "card_left_in";
    case Reason::read_failed:
      return "read_failed";
    case Reason::unsupported_card:
      return "unsupported_card";
    case Reason::not_answering:
      return "not_answering";
    case Reason::bad_data:
      return "bad_data";
    case Reason::hardware:
      return "hardware";
  }
  return "unknown";
}

const char* to_string(DeviceState state) {
  switch (state) {
    case DeviceState::absent:
      return "absent";
    case DeviceState::starting:
      return "starting";
    case DeviceState::ready:
      return "ready";
    case DeviceState::busy:
      return "busy";
    case DeviceState::attention:
      return "attention";
    case DeviceState::offline:
      return "offline";
    case DeviceState::fault:
      return "fault";
    case DeviceState::disabled:
      return "disabled";
  }
  return "unknown";
}

const char* to_string(DeviceClass device_class) {
  switch (device_class) {
    case DeviceClass::printer:
      return "printer";
    case DeviceClass::id_reader:
      return "id_reader";
    case DeviceClass::scanner:
      return "scanner";
    case DeviceClass::camera:
      return "camera";
  }
  return "unknown";
}

Result<PortConfig> parse_port(std::string_view text) {
  const auto bad = [&] {
    return fail(Code::invalid,
                "port \"" + std::string(text) +
                    "\"; allowed: tcp:HOST:PORT, serial:PATH@BAUD, usb-printer:PATH, frames:FOLDER");
  };
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon + 1 == text.size()) return bad();
  const std::string_view kind = text.substr(0, colon);
  const std::string_view rest = text.substr(colon + 1);
  if (kind == "usb-printer") return PortConfig{PortConfig::Kind::usb_printer, std::string(rest), 0};
  if (kind == "frames") return PortConfig{PortConfig::Kind::frames, std::string(rest), 0};
  const bool is_tcp = kind == "tcp";
  if (!is_tcp && kind != "serial") return bad();
  const std::size_t mark = rest.rfind(is_tcp ? ':' : '@');
  if (mark == std::string_view::npos || mark == 0) return bad();
  int number = 0;
  const char* end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data() + mark + 1, end, number);
  constexpr int tcp_port_max = 65'535;
  if (error != std::errc{} || stop != end || number < 1 || (is_tcp && number > tcp_port_max)) return bad();
  return PortConfig{is_tcp ? PortConfig::Kind::tcp : PortConfig::Kind::serial,
                    std::string(rest.substr(0, mark)), number};
}

}  // namespace yz::hal
