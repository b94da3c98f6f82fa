// Photographs: what is in the file that leaves the kiosk, and what a camera that fails leads to.
#include "hal/photo.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <random>

#include "hal/codes.h"
#include "hal/device_thread.h"
#include "hal/drivers/video_frame.h"
#include "hal/jpeg.h"
#include "tests/hal/codes/code_pictures.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/fake_clock.h"

namespace yz::test {

using hal::ColourPicture;
using hal::DeviceClass;
using hal::DeviceState;
using hal::PhotoFailed;
using hal::PhotoProblem;
using hal::PhotoTaken;
using Bytes = std::vector<std::uint8_t>;

namespace {

const hal::DeviceId camera_id{"device"};

ColourPicture filled(int width, int height, std::array<std::uint8_t, 3> colour) {
  Bytes dots;
  for (int i = 0; i < width * height; ++i) dots.insert(dots.end(), colour.begin(), colour.end());
  return {width, height, Sensitive(std::move(dots))};
}

ColourPicture noise(int width, int height) {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same noise each time
  Bytes dots(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  std::ranges::generate(dots, [&] { return static_cast<std::uint8_t>(random()); });
  return {width, height, Sensitive(std::move(dots))};
}

Bytes jpeg_of(const ColourPicture& picture, int quality = 90) {
  const auto file = hal::encode_jpeg(picture, quality, std::size_t{1} << 25U);
  REQUIRE(file);
  return file->reveal();
}

void add_segment(Bytes& file, std::uint8_t marker, const std::string& text) {
  const std::size_t size = text.size() + 2;
  Bytes segment{0xFF, marker, static_cast<std::uint8_t>(size >> 8U), static_cast<std::uint8_t>(size)};
  segment.insert(segment.end(), text.begin(), text.end());
  file.insert(file.begin() + 2, segment.begin(), segment.end());
}

const std::string planted = "GPS 41.7821N 123.4102E, owner Wang";

/// As a telephone writes it: where and by whom, in two places.
Bytes with_metadata(Bytes file) {
  add_segment(file, 0xFE, "comment: " + planted);
  add_segment(file, 0xE1, std::string("Exif\0\0II*\0", 10) + planted);
  return file;
}

bool contains(const Bytes& file, const std::string& text) {
  return std::search(file.begin(), file.end(), text.begin(), text.end()) != file.end();
}

/// The markers up to the picture's own data.
Bytes markers_of(const Bytes& file) {
  Bytes found;
  std::size_t at = 2;
  while (at + 4 <= file.size() && file[at] == 0xFF) {
    found.push_back(file[at + 1]);
    if (file[at + 1] == 0xDA) break;
    at += 2U + (std::size_t{file[at + 2]} << 8U) + file[at + 3];
  }
  return found;
}

void put_file(const TempDir& folder, const std::string& name, const Bytes& bytes) {
  REQUIRE(write_file(folder.path() / "frame.part", {bytes.begin(), bytes.end()}));
  std::filesystem::rename(folder.path() / "frame.part", folder.path() / name);
}

std::array<int, 3> dot_of(const ColourPicture& picture, int x, int y) {
  const std::size_t at = static_cast<std::size_t>(y * picture.width + x) * 3;
  const Bytes& dots = picture.dots.reveal();
  return {dots[at], dots[at + 1], dots[at + 2]};
}

bool is_near(const std::array<int, 3>& one, const std::array<std::uint8_t, 3>& other, int most) {
  return std::abs(one[0] - other[0]) <= most && std::abs(one[1] - other[1]) <= most &&
         std::abs(one[2] - other[2]) <= most;
}

/// A camera in a folder, ready.
class FolderCamera {
 public:
  FolderCamera() : device_(DeviceClass::camera, "camera", "frames:" + frames().string()) {
    REQUIRE(device_.becomes(DeviceState::ready));
  }
  [[nodiscard]] std::filesystem::path frames() const { return folder_.path(); }
  [[nodiscard]] const TempDir& folder() const { return folder_; }
  [[nodiscard]] OneDevice& device() { return device_; }
  void ask(hal::PhotoAsk ask) { REQUIRE(device_.devices().take_photo(camera_id, ask)); }

 private:
  TempDir folder_;
  OneDevice device_;
};

}  // namespace

TEST_CASE("photograph: where and by whom it was taken is in no file that leaves the camera", "[hal]") {
  const Bytes sent = with_metadata(jpeg_of(filled(320, 240, {200, 40, 30})));
  REQUIRE(contains(sent, planted));
  REQUIRE(contains(sent, "Exif"));
  FolderCamera camera;
  put_file(camera.folder(), "1.jpg", sent);
  camera.ask(1);
  const auto taken = camera.device().nth<PhotoTaken>(1);
  CHECK(taken.ask == 1);
  CHECK(taken.photo->width == 320);
  CHECK(taken.photo->height == 240);
  const Bytes& file = taken.photo->jpeg.reveal();
  CHECK_FALSE(contains(file, planted));
  CHECK_FALSE(contains(file, "Exif"));
  for (const std::uint8_t marker : markers_of(file)) {
    INFO("marker " << int{marker});
    // JFIF's head, tables, the frame, the scan: no other segment.
    CHECK((marker == 0xE0 || marker == 0xDB || marker == 0xC0 || marker == 0xC4 || marker == 0xDA));
  }
  const auto seen = hal::decode_jpeg_colours(file, hal::photo_side_max);
  REQUIRE(seen);
  CHECK(is_near(dot_of(*seen, 160, 120), {200, 40, 30}, 6));
}

TEST_CASE("photograph: neither its sides nor its bytes grow beyond their bounds", "[hal]") {
  SECTION("noise, which nothing makes short") {
    const ColourPicture picture = noise(1'920, 1'920);
    CHECK_FALSE(hal::encode_jpeg(picture, 90, hal::photo_bytes_max));
    const auto photo = hal::make_photograph(picture);
    REQUIRE(photo);
    CHECK(photo->jpeg.reveal().size() <= hal::photo_bytes_max);
    CHECK(photo->jpeg.reveal().size() > hal::photo_bytes_max / 4);
    CHECK(hal::decode_jpeg_colours(photo->jpeg.reveal(), hal::photo_side_max));
  }
  SECTION("a large one") {
    const auto photo = hal::make_photograph(filled(2'500, 1'000, {0, 90, 91}));
    REQUIRE(photo);
    CHECK(photo->width == 1'920);
    CHECK(photo->height == 768);
    CHECK(photo->shown.width == 640);
    CHECK(photo->shown.height == 256);
    CHECK(is_near(dot_of(photo->shown, 639, 255), {0, 90, 91}, 0));
  }
  SECTION("no picture") {
    CHECK_FALSE(hal::make_photograph({}));
    CHECK_FALSE(hal::make_photograph({10, 10, Sensitive(Bytes(7))}));
  }
}

TEST_CASE("photograph: a large JPEG is decoded no larger than it has to be, and never too small", "[hal]") {
  const Bytes file = jpeg_of(filled(4'000, 2'000, {10, 200, 10}));
  const auto half = hal::decode_jpeg_colours(file, 1'920);
  REQUIRE(half);
  CHECK(half->width == 2'000);
  const auto whole = hal::decode_jpeg_colours(file, 2'001);
  REQUIRE(whole);
  CHECK(whole->width == 4'000);
}

TEST_CASE("photograph: what a camera sends keeps its colours in every format", "[hal]") {
  using hal::VideoFormat;
  constexpr std::array<std::uint8_t, 3> brick{178, 52, 40};
  // Y, U, V of it, as BT.601 has them.
  constexpr int y_full = 88, u_full = 101, v_full = 192;
  constexpr int y_narrow = 92, u_narrow = 104, v_narrow = 184;
  constexpr int width = 6, height = 4;
  const auto yuyv = [](int y, int u, int v) {
    Bytes bytes;
    for (int i = 0; i < width * height / 2; ++i) {
      for (const int one : {y, u, y, v}) bytes.push_back(static_cast<std::uint8_t>(one));
    }
    return bytes;
  };
  const auto nv12 = [](int y, int u, int v) {
    Bytes bytes(width * height, static_cast<std::uint8_t>(y));
    for (int i = 0; i < width * height / 4; ++i) {
      for (const int one : {u, v}) bytes.push_back(static_cast<std::uint8_t>(one));
    }
    return bytes;
  };
  const auto shape = [](VideoFormat format, std::uint32_t row_bytes, bool is_full_range) {
    return hal::VideoShape{format, width, height, row_bytes, is_full_range};
  };
  const auto check = [&](const Bytes& bytes, const hal::VideoShape& as) {
    const auto picture = hal::colours_of(bytes, as, hal::photo_side_max);
    REQUIRE(picture);
    CHECK(picture->width == width);
    CHECK(picture->height == height);
    CHECK(is_near(dot_of(*picture, 0, 0), brick, 4));
    CHECK(is_near(dot_of(*picture, width - 1, height - 1), brick, 4));
  };
  check(yuyv(y_full, u_full, v_full), shape(VideoFormat::yuyv, width * 2, true));
  check(yuyv(y_narrow, u_narrow, v_narrow), shape(VideoFormat::yuyv, width * 2, false));
  check(nv12(y_full, u_full, v_full), shape(VideoFormat::nv12, width, true));
  check(nv12(y_narrow, u_narrow, v_narrow), shape(VideoFormat::nv12, width, false));
  check(jpeg_of(filled(width, height, brick), 95), shape(VideoFormat::mjpg, 0, false));

  Bytes cut = nv12(y_full, u_full, v_full);
  cut.pop_back();
  CHECK_FALSE(hal::colours_of(cut, shape(VideoFormat::nv12, width, true), hal::photo_side_max));
  CHECK_FALSE(hal::colours_of({}, shape(VideoFormat::yuyv, width * 2, true), hal::photo_side_max));
}

TEST_CASE("photograph: of frames that are cut short none is taken, the next whole one is", "[hal]") {
  Bytes cut = jpeg_of(noise(320, 240));
  cut.resize(cut.size() / 2);
  REQUIRE(hal::decode_jpeg(cut));  // good enough to look for a code in
  const auto refused = hal::decode_jpeg_colours(cut, hal::photo_side_max);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::corrupt);
  FolderCamera camera;
  put_file(camera.folder(), "1.jpg", cut);
  camera.ask(1);
  SECTION("and when no other comes it fails, in time") {
    const auto failed = camera.device().nth<PhotoFailed>(1);
    CHECK(failed.ask == 1);
    CHECK(failed.problem == PhotoProblem::no_picture);
    CHECK(camera.device().count<PhotoTaken>() == 0);
  }
  SECTION("and a whole one is taken") {
    put_file(camera.folder(), "2.jpg", jpeg_of(filled(64, 48, {9, 9, 9})));
    CHECK(camera.device().nth<PhotoTaken>(1).photo->width == 64);
    CHECK(camera.device().count<PhotoFailed>() == 0);
  }
}

TEST_CASE("photograph: a camera that is pulled out in the middle, or is none, is told of", "[hal]") {
  FolderCamera camera;
  CHECK(camera.device().devices().take_photo(hal::DeviceId{"none"}, 1).error().code == Code::not_found);
  camera.ask(2);
  CHECK(camera.device().devices().take_photo(camera_id, 3).error().code == Code::full);
  std::filesystem::remove_all(camera.frames());
  const auto failed = camera.device().nth<PhotoFailed>(1);
  CHECK(failed.ask == 2);
  CHECK(failed.problem == PhotoProblem::lost);
  // Also while it is away.
  REQUIRE(camera.device().becomes(DeviceState::absent));
  camera.ask(4);
  CHECK(camera.device().nth<PhotoFailed>(2).ask == 4);
}

TEST_CASE("photograph: a driver that hangs does not keep a resident waiting", "[hal]") {
  class Deaf final : public hal::Driver {
   public:
    Status serve(hal::DriverHost& host) override {
      host.set_status(DeviceState::ready, {}, "");
      while (!host.is_stopping()) host.wait(Milliseconds{10});
      return {};
    }
  };
  std::mutex mutex;
  std::vector<PhotoFailed> failed;
  FakeClock clock;
  auto thread = std::make_shared<hal::DeviceThread>(
      hal::DeviceConfig{camera_id, DeviceClass::camera, "deaf", {}, ""},
      hal::Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2).value(), clock,
      [&](const hal::DeviceEvent& event) {
        const std::lock_guard lock(mutex);
        if (const auto* one = std::get_if<PhotoFailed>(&event)) failed.push_back(*one);
      },
      hal::DeviceMemory{});
  thread->start(std::make_unique<Deaf>());
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return failed.size();
  };
  REQUIRE(thread->take_photo(7));
  clock.advance(hal::photo_time_max - Milliseconds{1});
  thread->expire_photo();
  CHECK(count() == 0);
  clock.advance(Milliseconds{1});
  thread->expire_photo();
  REQUIRE(count() == 1);
  CHECK(failed.front().ask == 7);
  CHECK(failed.front().problem == PhotoProblem::lost);
  // The next may be asked for, and the thread's end is an answer too.
  REQUIRE(thread->take_photo(8));
  (void)thread->give_up();
  CHECK(count() == 2);
  thread->stop(wire_wait);
}

TEST_CASE("photograph: a dark picture is told from a white note on a dark table", "[hal]") {
  constexpr int width = 640, height = 480;
  const auto light = [&](const ColourPicture& picture) { return hal::make_photograph(picture)->light; };
  CHECK(light(filled(width, height, {22, 20, 18})) < 30);
  CHECK(light(filled(width, height, {240, 240, 240})) > 230);
  // A note on a seventh of a black table, and a lamp's reflection in a dark picture.
  const auto with_part = [&](int part) {
    Bytes dots = filled(width, height, {12, 12, 12}).dots.reveal();
    std::fill(dots.begin(), dots.begin() + static_cast<std::ptrdiff_t>(dots.size()) / part, 200);
    return ColourPicture{width, height, Sensitive(std::move(dots))};
  };
  CHECK(light(with_part(7)) > 190);
  CHECK(light(with_part(20)) < 20);
}

TEST_CASE("photograph: a note before the virtual camera can be read in what is sent", "[hal]") {
  SimDevice sim("camera", {"--frames", "@/frames", "--seed", "5"});
  OneDevice camera(DeviceClass::camera, "camera", "frames:" + (sim.folder() / "frames").string());
  REQUIRE(camera.becomes(DeviceState::ready));
  sim.tell("show YZ1T.20261123.A012.x7Kq");
  camera.devices().watch(camera_id, true);
  (void)camera.nth<hal::FrameSeen>(5);  // frames from before it was held there are gone
  REQUIRE(camera.devices().take_photo(camera_id, 1));
  const auto taken = camera.nth<PhotoTaken>(1);
  const auto grey = hal::decode_jpeg(taken.photo->jpeg.reveal());
  REQUIRE(grey);
  const SystemClock clock;
  const auto code = hal::read_code(hal::view_of(*grey), hal::Effort::thorough, clock);
  REQUIRE(code);
  CHECK(code->text == "YZ1T.20261123.A012.x7Kq");
  CHECK(camera.count<hal::CodeScanned>() == 0);  // nobody asked for codes
}

}  // namespace yz::test
