// Where a camera driver's pictures come from. Used by one device thread only.
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/result.h"
#include "hal/colour_image.h"
#include "hal/device.h"
#include "hal/grey_image.h"
#include "hal/ports/wake.h"

namespace yz::hal {

class FrameSource {
 public:
  FrameSource() = default;
  FrameSource(const FrameSource&) = delete;
  FrameSource& operator=(const FrameSource&) = delete;
  virtual ~FrameSource() = default;

  [[nodiscard]] virtual Capabilities capabilities() const = 0;
  /// While nobody wants pictures: is it still there? `not_found`.
  [[nodiscard]] virtual Status check() = 0;
  /// From start() to stop() it sends; else it rests, its light off.
  [[nodiscard]] virtual Status start() = 0;
  virtual void stop() = 0;
  /// The newest frame, valid until the next call; nothing when none came within `time`, one came damaged, or
  /// the bell rang.
  [[nodiscard]] virtual Result<std::optional<GreyView>> next(Milliseconds time) = 0;
  /// In colour what next() gave last, no smaller than a photograph needs where the camera has that much.
  /// `not_found`: nothing yet; `corrupt`: a part of it is missing.
  [[nodiscard]] virtual Result<ColourPicture> still() const = 0;
  /// A started one that sends nothing for longer hangs; nothing: it may be still.
  [[nodiscard]] virtual std::optional<Milliseconds> silence_max() const = 0;
};

/// PGM or JPEG files that replace each other in a folder: the virtual camera. `not_found`: there is no such
/// folder.
[[nodiscard]] Result<std::unique_ptr<FrameSource>> open_folder_frames(const PortConfig& port,
                                                                      const Wake& wake);
/// Video4Linux 2: errors of VideoPort::open().
[[nodiscard]] Result<std::unique_ptr<FrameSource>> open_video_frames(const PortConfig& port,
                                                                     const Wake& wake);

}  // namespace yz::hal
