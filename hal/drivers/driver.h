// What a driver is: it serves one open device on that device's thread until the device is lost or the thread
// is to end.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "hal/code_delivery.h"
#include "hal/device.h"
#include "hal/glyphs.h"
#include "hal/ports/port.h"
#include "hal/slip.h"

namespace yz::hal {

struct PrintJob {
  JobId id;
  Slip slip;
};

/// How a driver talks to the thread that runs it. All calls are of the device's thread and return at once.
class DriverHost {
 public:
  DriverHost() = default;
  DriverHost(const DriverHost&) = delete;
  DriverHost& operator=(const DriverHost&) = delete;
  virtual ~DriverHost() = default;

  /// The thread is to end, or the device to be closed: return soon.
  [[nodiscard]] virtual bool is_stopping() const = 0;
  /// The same status again is not announced.
  virtual void set_status(DeviceState state, std::set<Reason> reasons, std::string detail) = 0;
  virtual void send(DeviceEvent event) = 0;
  /// Once the device is open.
  virtual void set_capabilities(Capabilities capabilities) = 0;
  virtual void count(Counter counter, std::uint64_t by) = 0;
  void count(Counter counter) { count(counter, 1); }
  [[nodiscard]] virtual const DeviceId& device() const = 0;
  [[nodiscard]] virtual const Clock& clock() const = 0;
  /// Waits at most `time`, less when something was asked of the device.
  virtual void wait(Milliseconds time) = 0;
  /// Input devices: does anybody want what is read? After a delivery the driver calls disarm().
  [[nodiscard]] virtual bool is_armed() const = 0;
  virtual void disarm() = 0;
  /// Cameras: does anybody watch the live picture?
  [[nodiscard]] virtual bool is_watched() const { return false; }
  /// Cameras: the photograph that is asked for, until it was sent or failed.
  [[nodiscard]] virtual std::optional<PhotoAsk> photo_ask() { return std::nullopt; }
  /// Printers: the next slip to print.
  [[nodiscard]] virtual std::optional<PrintJob> next_job() = 0;
};

class Driver {
 public:
  Driver() = default;
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  virtual ~Driver() = default;

  /// Opens the device, serves it, closes it. Ends well when the host is stopping; an error says why the
  /// device was lost
  /// (`not_found`: it is not there).
  [[nodiscard]] virtual Status serve(DriverHost& host) = 0;
};

/// What a driver is made of.
struct DriverParts {
  DeviceConfig config;
  const Wake& wake;  // of the device's thread
  const Glyphs& glyphs;
  // One for all scanners and cameras of the kiosk.
  std::shared_ptr<RecentCodes> recent_codes{std::make_shared<RecentCodes>()};
};

}  // namespace yz::hal
