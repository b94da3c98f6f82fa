#include "hal/ports/v4l2_port.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "hal/hotplug.h"

namespace yz::hal {
namespace {

constexpr std::uint32_t wanted_width = 1'280;
constexpr std::uint32_t wanted_height = 720;
constexpr std::uint32_t frames_per_second = 10;
constexpr std::uint32_t buffers_wanted = 4;

struct FormatRow {
  VideoFormat ours;
  std::uint32_t theirs;
};
constexpr std::array formats{
    FormatRow{VideoFormat::grey, V4L2_PIX_FMT_GREY}, FormatRow{VideoFormat::nv12, V4L2_PIX_FMT_NV12},
    FormatRow{VideoFormat::yuyv, V4L2_PIX_FMT_YUYV}, FormatRow{VideoFormat::mjpg, V4L2_PIX_FMT_MJPEG}};

tl::unexpected<Error> fail_errno(const std::string& what) {
  const bool is_absent = errno == ENOENT || errno == ENODEV || errno == ENXIO;
  const bool is_denied = errno == EBUSY || errno == EACCES || errno == EPERM;
  const Code code = is_absent         ? Code::not_found
                    : is_denied       ? Code::denied
                    : errno == ENOTTY ? Code::invalid
                                      : Code::unavailable;
  return fail(code, what + ": " + std::strerror(errno));
}

/// Again after a signal.
bool call(int fd, unsigned long what, void* argument) {
  int result = -1;
  do {
    result = ::ioctl(fd, what, argument);
  } while (result < 0 && errno == EINTR);
  return result >= 0;
}

v4l2_buffer buffer_of(std::uint32_t index) {
  v4l2_buffer buffer{};
  buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffer.memory = V4L2_MEMORY_MMAP;
  buffer.index = index;
  return buffer;
}

/// As linux/videodev2.h defines what is left out: full for JPEG's colours, else narrow.
bool has_full_range(const v4l2_pix_format& format) {
  if (format.quantization != V4L2_QUANTIZATION_DEFAULT)
    return format.quantization == V4L2_QUANTIZATION_FULL_RANGE;
  return format.colorspace == V4L2_COLORSPACE_JPEG;
}

/// What a camera calls itself.
Result<std::string> ask_name(int fd, const std::string& path) {
  v4l2_capability about{};
  if (!call(fd, VIDIOC_QUERYCAP, &about)) return fail_errno(path);
  const std::uint32_t can =
      (about.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? about.device_caps : about.capabilities;
  if ((can & V4L2_CAP_VIDEO_CAPTURE) == 0 || (can & V4L2_CAP_STREAMING) == 0)
    return fail(Code::invalid, path + " is no camera that streams");
  const char* card = reinterpret_cast<const char*>(about.card);
  return std::string(card, ::strnlen(card, sizeof about.card));
}

class Camera final : public VideoPort {
 public:
  Camera(int fd, std::string path, const Wake& wake) : fd_(fd), path_(std::move(path)), wake_(wake) {}
  ~Camera() override {
    stop();
    ::close(fd_);
  }
  Camera(const Camera&) = delete;
  Camera& operator=(const Camera&) = delete;

  Status prepare() {
    auto name = ask_name(fd_, path_);
    if (!name) return fail(name.error());
    name_ = *std::move(name);
    return set_format();
  }

  const VideoShape& shape() const override { return shape_; }
  const std::string& name() const override { return name_; }

  Status check() const override {
    v4l2_capability about{};
    if (!call(fd_, VIDIOC_QUERYCAP, &about)) return fail_errno(path_);
    return {};
  }

  Status start() override {
    v4l2_requestbuffers request{};
    request.count = buffers_wanted;
    request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    request.memory = V4L2_MEMORY_MMAP;
    if (!call(fd_, VIDIOC_REQBUFS, &request)) return fail_errno(path_ + ": buffers");
    for (std::uint32_t i = 0; i < request.count; ++i) {
      v4l2_buffer buffer = buffer_of(i);
      if (!call(fd_, VIDIOC_QUERYBUF, &buffer)) return fail_errno(path_ + ": buffer");
      void* const at = ::mmap(nullptr, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, fd_,
                              static_cast<off_t>(buffer.m.offset));
      if (at == MAP_FAILED) return fail_errno(path_ + ": map");
      buffers_.emplace_back(static_cast<std::uint8_t*>(at), buffer.length);
      if (!call(fd_, VIDIOC_QBUF, &buffer)) return fail_errno(path_ + ": queue");
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (!call(fd_, VIDIOC_STREAMON, &type)) return fail_errno(path_ + ": stream");
    return {};
  }

  void stop() override {
    if (buffers_.empty()) return;
    held_.reset();
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    (void)call(fd_, VIDIOC_STREAMOFF, &type);  // fails when it is unplugged: then it is off
    for (const auto& buffer : buffers_) ::munmap(buffer.data(), buffer.size());
    buffers_.clear();
    v4l2_requestbuffers none{};
    none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    none.memory = V4L2_MEMORY_MMAP;
    (void)call(fd_, VIDIOC_REQBUFS, &none);  // closing would give them back too
  }

  Result<std::optional<std::span<const std::uint8_t>>> take(Milliseconds time) override {
    if (auto given = give_back(); !given) return fail(given.error());
    std::array<pollfd, 2> both{pollfd{fd_, POLLIN, 0}, pollfd{wake_.fd(), POLLIN, 0}};
    if (::poll(both.data(), both.size(), poll_ms(time)) < 0 && errno != EINTR) return fail_errno("poll");
    if (both[1].revents != 0) wake_.hear();
    if ((both[0].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0) return fail(Code::not_found, "unplugged");
    if ((both[0].revents & POLLIN) == 0) return std::nullopt;
    // A long look at one frame lets others pile up; the newest counts.
    v4l2_buffer buffer = buffer_of(0);
    while (call(fd_, VIDIOC_DQBUF, &buffer)) {
      if (auto given = give_back(); !given) return fail(given.error());
      held_ = buffer;
      buffer = buffer_of(0);
    }
    if (errno != EAGAIN) return fail_errno(path_ + ": frame");
    if (!held_ || (held_->flags & V4L2_BUF_FLAG_ERROR) != 0 || held_->index >= buffers_.size())
      return std::nullopt;
    const std::span<const std::uint8_t> bytes = buffers_[held_->index];
    return bytes.first(std::min<std::size_t>(bytes.size(), held_->bytesused));
  }

 private:
  Status set_format() {
    for (const FormatRow& row : formats) {
      v4l2_format format{};
      format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      format.fmt.pix.width = wanted_width;
      format.fmt.pix.height = wanted_height;
      format.fmt.pix.pixelformat = row.theirs;
      format.fmt.pix.field = V4L2_FIELD_NONE;
      if (!call(fd_, VIDIOC_S_FMT, &format)) {
        if (errno == EINVAL) continue;
        return fail_errno(path_ + ": format");
      }
      const auto& got = format.fmt.pix;
      if (got.pixelformat != row.theirs) continue;  // the driver chose what it likes better
      shape_ = {row.ours, static_cast<int>(got.width), static_cast<int>(got.height),
                row.ours == VideoFormat::mjpg ? 0 : got.bytesperline, has_full_range(got)};
      v4l2_streamparm pace{};
      pace.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
      pace.parm.capture.timeperframe = {1, frames_per_second};
      (void)call(fd_, VIDIOC_S_PARM, &pace);  // many cameras have one pace only
      return {};
    }
    return fail(Code::unsupported, path_ + " has none of GREY, NV12, YUYV, MJPG");
  }

  /// The buffer whose frame the caller has seen goes back to the camera.
  Status give_back() {
    if (!held_) return {};
    v4l2_buffer buffer = buffer_of(held_->index);
    held_.reset();
    if (!call(fd_, VIDIOC_QBUF, &buffer)) return fail_errno(path_ + ": queue");
    return {};
  }

  int fd_;
  std::string path_;
  const Wake& wake_;
  std::string name_;
  VideoShape shape_;
  std::vector<std::span<std::uint8_t>> buffers_;
  std::optional<v4l2_buffer> held_;
};

}  // namespace

Result<std::unique_ptr<VideoPort>> VideoPort::open(const PortConfig& config, const Wake& wake) {
  auto path = node_of(config);
  if (!path) return fail(path.error());
  const int fd = ::open(path->c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fail_errno(*path);
  auto camera = std::make_unique<Camera>(fd, *std::move(path), wake);
  if (auto prepared = camera->prepare(); !prepared) return fail(prepared.error());
  return camera;
}

Result<std::string> camera_name(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fail_errno(path);
  auto name = ask_name(fd, path);
  ::close(fd);
  return name;
}

}  // namespace yz::hal
