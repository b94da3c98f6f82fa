// A camera of the kernel's: Video4Linux 2, streaming into buffers that we map. Used by one device thread
// only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "hal/device.h"
#include "hal/drivers/video_frame.h"
#include "hal/ports/wake.h"

namespace yz::hal {

class VideoPort {
 public:
  /// Sets 1280×720, or what the camera has nearest to it, in the first VideoFormat that it can. Not streaming
  /// yet. `not_found`: unplugged; `denied`: another program streams; `invalid`: no camera; `unsupported`: in
  /// none of our formats.
  static Result<std::unique_ptr<VideoPort>> open(const PortConfig& config, const Wake& wake);
  virtual ~VideoPort() = default;
  VideoPort(const VideoPort&) = delete;
  VideoPort& operator=(const VideoPort&) = delete;

  [[nodiscard]] virtual const VideoShape& shape() const = 0;
  /// As the camera calls itself.
  [[nodiscard]] virtual const std::string& name() const = 0;
  /// `not_found` once it is unplugged.
  [[nodiscard]] virtual Status check() const = 0;
  [[nodiscard]] virtual Status start() = 0;
  virtual void stop() = 0;
  /// The newest frame, older ones are passed over; valid until the next call. Nothing: none came within
  /// `time`, or the bell rang.
  [[nodiscard]] virtual Result<std::optional<std::span<const std::uint8_t>>> take(Milliseconds time) = 0;

 protected:
  VideoPort() = default;
};

/// What the camera at a node calls itself; changes nothing about it. Errors as of open().
[[nodiscard]] Result<std::string> camera_name(const std::string& path);

}  // namespace yz::hal
