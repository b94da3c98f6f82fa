// Photographs for a wish: a live picture after a yes, one still at a time, kept in the wish. The camera is
// open only between open() and the still. UI thread.
#pragma once

#include <memory>
#include <optional>

#include "kiosk/app/device_desk.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

/// Below this light (hal::Photograph) nobody can read what is written.
inline constexpr int photo_dark_below = 70;

enum class PhotoState { closed, live, taking, taken, no_camera };

class PhotoDesk {
 public:
  PhotoDesk(DeviceActions actions, const DeviceDesk& devices, Session& session)
      : actions_(std::move(actions)), devices_(devices), session_(session) {}

  /// The live picture of the first camera that works: its sign "正在拍照" must be on the screen from here on,
  /// as long as the state is `live` or `taking`. Nothing happens without Session::may_photograph, or with
  /// wish_photos_max in the wish. A still that was not kept is gone.
  void open();
  void shoot();
  /// The camera is off; a still stays as long as this wish is being written.
  void close();
  /// Into the wish; false: there is no still, or the wish has its four.
  bool keep();

  [[nodiscard]] PhotoState state() const;
  /// What the camera sees now; nullptr before the first frame.
  [[nodiscard]] const std::shared_ptr<const hal::GreyPicture>& seen() const { return seen_; }
  /// The still as it will be sent, small; nullptr without one.
  [[nodiscard]] std::shared_ptr<const hal::ColourPicture> still() const;
  [[nodiscard]] bool is_dark() const;
  /// The last one asked for did not come.
  [[nodiscard]] bool has_failed() const { return has_failed_; }

  void take(const hal::DeviceChanged& event);
  void take(const hal::FrameSeen& event);
  void take(const hal::PhotoTaken& event);
  void take(const hal::PhotoFailed& event);
  void wipe();

 private:
  [[nodiscard]] const DeviceView* find_camera() const;

  DeviceActions actions_;
  const DeviceDesk& devices_;
  Session& session_;
  std::optional<hal::DeviceId> camera_;  // that is open
  std::shared_ptr<const hal::GreyPicture> seen_;
  hal::PhotoAsk last_ask_{};
  std::optional<hal::PhotoAsk> ask_;  // what is waited for
  bool has_failed_{};
};

}  // namespace yz::kiosk
