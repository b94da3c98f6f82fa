// Cameras as a source of codes, of a small live picture, and of photographs. Frames are looked at only while
// somebody wants them.
#include <memory>
#include <utility>

#include "base/wipe.h"
#include "hal/codes.h"
#include "hal/drivers/driver.h"
#include "hal/drivers/frame_source.h"
#include "hal/photo.h"
#include "hal/ports/v4l2_port.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds look_every{2'000};  // while nobody wants a picture
constexpr Milliseconds frame_wait{1'000};
constexpr Milliseconds seen_every{200};
constexpr int seen_side_max = 640;
constexpr Milliseconds photo_wait{3'000};  // for a frame that is whole
constexpr Milliseconds still_wait{500};    // after it what does not move is taken as it stands

/// What people hold before a camera is theirs: it does not stay behind in memory.
std::shared_ptr<const GreyPicture> shared(GreyPicture picture) {
  const auto drop = [](GreyPicture* gone) {
    wipe(std::span(gone->dots));
    delete gone;
  };
  return {new GreyPicture(std::move(picture)), drop};
}

using OpenFrames = Result<std::unique_ptr<FrameSource>> (*)(const PortConfig&, const Wake&);

class Camera final : public Driver {
 public:
  Camera(const DriverParts& parts, OpenFrames open)
      : port_(parts.config.port), wake_(parts.wake), recent_(parts.recent_codes), open_(open) {}

  Status serve(DriverHost& host) override {
    const auto source = open_(port_, wake_);
    if (!source) return fail(source.error());
    FrameSource& frames = **source;
    host.set_capabilities(frames.capabilities());
    host.set_status(DeviceState::ready, {}, "");
    CodeSearch search(host.clock());
    bool is_started = false;
    Milliseconds heard{};
    while (!host.is_stopping()) {
      const auto ask = host.photo_ask();
      const bool is_wanted = host.is_armed() || host.is_watched() || ask;
      if (is_wanted && !is_started) {
        if (auto started = frames.start(); !started) return started;
        heard = host.clock().mono();
      }
      if (!is_wanted && is_started) frames.stop();
      is_started = is_wanted;
      if (!is_wanted) {
        if (auto there = frames.check(); !there) return there;
        host.wait(look_every);
        continue;
      }
      const auto frame = frames.next(frame_wait);
      if (!frame) return fail(frame.error());
      const Milliseconds now = host.clock().mono();
      if (*frame) {
        heard = now;
        look_at(host, **frame, search);
      } else if (frames.silence_max() && now - heard > *frames.silence_max()) {
        return fail(Code::unavailable, "sends no pictures");
      }
      if (ask) take_photo(host, frames, *ask, frame->has_value());
    }
    return {};
  }

 private:
  void look_at(DriverHost& host, const GreyView& frame, CodeSearch& search) {
    const Milliseconds now = host.clock().mono();
    if (host.is_watched() && now - shown_ >= seen_every) {
      shown_ = now;
      host.send(FrameSeen{host.device(), shared(shrunk_to(frame, seen_side_max))});
    }
    if (!host.is_armed()) return;
    auto code = search.look_at(frame);
    if (code) deliver_code(host, *recent_, std::move(code->text));
  }

  /// A frame that came since it was asked for, or the last one of a source that may be still.
  void take_photo(DriverHost& host, const FrameSource& frames, PhotoAsk ask, bool has_come) {
    const Milliseconds now = host.clock().mono();
    if (asked_ != ask) asked_at_ = now;
    asked_ = ask;
    const Milliseconds waited = now - asked_at_;
    const bool may_be_still = !frames.silence_max() && waited >= still_wait;
    if (has_come || may_be_still) {
      const auto colours = frames.still();
      auto photo = colours ? make_photograph(*colours) : fail(colours.error());
      if (photo) {
        const auto taken = std::make_shared<const Photograph>(*std::move(photo));
        return answer(host, PhotoTaken{host.device(), ask, taken});
      }
    }
    // A frame that came damaged is followed by another.
    if (waited >= photo_wait) answer(host, PhotoFailed{host.device(), ask, PhotoProblem::no_picture});
  }
  void answer(DriverHost& host, DeviceEvent event) {
    asked_.reset();
    host.send(std::move(event));
  }

  PortConfig port_;
  const Wake& wake_;
  std::shared_ptr<RecentCodes> recent_;
  OpenFrames open_;
  Milliseconds shown_{};
  std::optional<PhotoAsk> asked_;
  Milliseconds asked_at_{};
};

}  // namespace

Result<std::unique_ptr<Driver>> make_camera(const DriverParts& parts) {
  return std::make_unique<Camera>(parts, open_folder_frames);
}

Result<std::unique_ptr<Driver>> make_v4l2_camera(const DriverParts& parts) {
  return std::make_unique<Camera>(parts, open_video_frames);
}

std::vector<FoundDevice> find_v4l2_cameras(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != PortConfig::Kind::video) continue;
    const auto name = camera_name(node.path);
    if (!name) continue;
    found.push_back({.config = {DeviceId{"camera"}, DeviceClass::camera, "v4l2-camera", port_of(node), ""},
                     .node = node.path,
                     .says = *name,
                     .is_sure = true});
  }
  return found;
}

}  // namespace yz::hal
