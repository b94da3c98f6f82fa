#include "hal/drivers/frame_source.h"

#include <algorithm>
#include <filesystem>

#include "base/wipe.h"
#include "hal/drivers/video_frame.h"
#include "hal/photo.h"
#include "hal/picture_file.h"
#include "hal/ports/v4l2_port.h"

namespace yz::hal {
namespace {

/// What was before the camera does not stay behind in memory.
void drop(GreyPicture& picture) {
  wipe(std::span(picture.dots));
  picture = {};
}

class FolderFrames final : public FrameSource {
 public:
  FolderFrames(std::filesystem::path folder, const Wake& wake) : folder_(std::move(folder)), wake_(wake) {}

  Capabilities capabilities() const override { return {{"pictures", "from a folder"}}; }
  Status check() override {
    std::error_code error;
    if (!std::filesystem::is_directory(folder_, error)) return fail(Code::not_found, folder_.string());
    return {};
  }
  Status start() override { return {}; }
  void stop() override { drop(picture_); }
  std::optional<Milliseconds> silence_max() const override { return std::nullopt; }

  Result<std::optional<GreyView>> next(Milliseconds time) override {
    if (auto there = check(); !there) return fail(there.error());
    if (!find_newest()) {
      constexpr Milliseconds look_every{100};
      (void)wake_.wait(std::min(time, look_every));  // rung or not, the caller looks around
      return std::nullopt;
    }
    auto picture = read_picture(seen_);
    if (!picture) return std::nullopt;  // written to at this moment; the next one comes
    picture_ = *std::move(picture);
    return view_of(picture_);
  }
  Result<ColourPicture> still() const override {
    if (seen_.empty()) return fail(Code::not_found, "no picture yet");
    return read_colours(seen_, photo_side_max);
  }

 private:
  /// False: it is the one that was looked at already.
  bool find_newest() {
    std::error_code error;
    std::filesystem::path newest;
    std::filesystem::file_time_type newest_time{};
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
      const auto kind = entry.path().extension();
      if (kind != ".pgm" && kind != ".jpg") continue;
      const auto time = entry.last_write_time(error);
      if (error || (!newest.empty() && time <= newest_time)) continue;
      newest = entry.path();
      newest_time = time;
    }
    if (newest.empty() || (newest == seen_ && newest_time == seen_time_)) return false;
    seen_ = newest;
    seen_time_ = newest_time;
    return true;
  }

  std::filesystem::path folder_;
  const Wake& wake_;
  std::filesystem::path seen_;
  std::filesystem::file_time_type seen_time_{};
  GreyPicture picture_;
};

class VideoFrames final : public FrameSource {
 public:
  explicit VideoFrames(std::unique_ptr<VideoPort> port) : port_(std::move(port)) {}

  Capabilities capabilities() const override {
    const VideoShape& shape = port_->shape();
    return {{"camera", port_->name()},
            {"format", to_string(shape.format)},
            {"pictures", std::to_string(shape.width) + 'x' + std::to_string(shape.height)}};
  }
  Status check() override { return port_->check(); }
  Status start() override { return port_->start(); }
  void stop() override {
    bytes_.reset();
    port_->stop();
    drop(unpacked_);
  }
  std::optional<Milliseconds> silence_max() const override { return Milliseconds{5'000}; }

  Result<std::optional<GreyView>> next(Milliseconds time) override {
    bytes_.reset();
    const auto bytes = port_->take(time);
    if (!bytes) return fail(bytes.error());
    if (!*bytes) return std::nullopt;
    const auto grey = grey_of(**bytes, port_->shape(), unpacked_);
    if (!grey) return std::nullopt;  // a frame that came damaged is followed by another
    bytes_ = **bytes;
    return *grey;
  }
  Result<ColourPicture> still() const override {
    if (!bytes_) return fail(Code::not_found, "no picture yet");
    return colours_of(*bytes_, port_->shape(), photo_side_max);
  }

 private:
  std::unique_ptr<VideoPort> port_;
  std::optional<std::span<const std::uint8_t>> bytes_;  // of the port, until it is asked for the next
  GreyPicture unpacked_;
};

}  // namespace

Result<std::unique_ptr<FrameSource>> open_folder_frames(const PortConfig& port, const Wake& wake) {
  auto frames = std::make_unique<FolderFrames>(port.path, wake);
  if (auto there = frames->check(); !there) return fail(there.error());
  return frames;
}

Result<std::unique_ptr<FrameSource>> open_video_frames(const PortConfig& port, const Wake& wake) {
  auto opened = VideoPort::open(port, wake);
  if (!opened) return fail(opened.error());
  return std::make_unique<VideoFrames>(*std::move(opened));
}

}  // namespace yz::hal
