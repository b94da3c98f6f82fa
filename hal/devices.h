// All devices of one kiosk. Each runs on a thread of its own, which alone owns its port, opens it again when
// it was lost (back-off 1, 2, 5, 10 s) and reports through `sink`. No call here waits for a device.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "hal/device.h"
#include "hal/grey_image.h"
#include "hal/slip.h"

namespace yz::hal {

/// Called from device threads; must only put the event into a queue.
using EventSink = std::function<void(DeviceEvent)>;

struct DevicesConfig {
  std::vector<DeviceConfig> devices;
  std::string font_file;  // for characters a printer lacks
  int font_face{};        // face in the collection (Noto Sans CJK: 2 is SC)
};

class Devices {
 public:
  /// `invalid` names the device and what is allowed (an unknown driver, a port kind the driver cannot use,
  /// two of a name).
  static Result<std::unique_ptr<Devices>> open(DevicesConfig config, const Clock& clock,
                                               const EventSink& sink);
  virtual ~Devices() = default;
  Devices(const Devices&) = delete;
  Devices& operator=(const Devices&) = delete;

  /// Queues a slip on the first printer, or on the one named. Exactly one JobEnded follows for every accepted
  /// job. `not_found`: no such printer configured; `full`: more than 20 jobs wait.
  [[nodiscard]] virtual Status print(const std::optional<DeviceId>& printer, JobId job, Slip slip) = 0;
  /// Input devices deliver only while armed; what arrives unarmed is dropped and counted. An id reader or
  /// scanner disarms itself after one delivery (card read, code scanned); arm again for the next.
  virtual void arm(DeviceClass device_class) = 0;
  virtual void disarm(DeviceClass device_class) = 0;
  /// A camera sends FrameSeen, at most five a second, until it is no longer watched.
  virtual void watch(const DeviceId& camera, bool wanted) = 0;
  /// One photograph. Exactly one PhotoTaken or PhotoFailed with this number follows an ask that was accepted,
  /// within some ten seconds whatever the camera does. `not_found`: no such camera configured; `full`: it is
  /// taking one already.
  [[nodiscard]] virtual Status take_photo(const DeviceId& camera, PhotoAsk ask) = 0;
  /// Staff: take out of service, put back, or close and open again.
  virtual void disable(const DeviceId& device) = 0;
  virtual void enable(const DeviceId& device) = 0;
  virtual void restart(const DeviceId& device) = 0;
  /// The slip as it comes out of an 80 mm printer. Some milliseconds; any thread.
  [[nodiscard]] virtual GreyPicture picture_of(const Slip& slip) const = 0;
  /// All that is known of each, in the order of kiosk.toml, a copy.
  [[nodiscard]] virtual std::vector<DeviceHealth> health() const = 0;

 protected:
  Devices() = default;
};

}  // namespace yz::hal
