// Pictures as files and as cameras send them.
#include "hal/picture_file.h"

#include <png.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
// After <cstdio>, which it needs.
#include <jpeglib.h>

#include <cmath>
#include <cstdlib>

#include "hal/drivers/video_frame.h"
#include "hal/jpeg.h"
#include "hal/pgm.h"
#include "tests/hal/codes/code_pictures.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

using Bytes = std::vector<std::uint8_t>;

namespace {

hal::GreyPicture some_picture() {
  return draw_scene(hal::CodeFormat::qr, "A012", {.width = 160, .height = 120, .module = 3, .blur = 1});
}

Bytes jpeg_of(const hal::GreyPicture& picture) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &buffer, &size);
  jpeg.image_width = static_cast<unsigned>(picture.width);
  jpeg.image_height = static_cast<unsigned>(picture.height);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 90, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    Bytes row;
    for (int x = 0; x < picture.width; ++x)
      row.insert(row.end(), 3, hal::view_of(picture).at(x, static_cast<int>(jpeg.next_scanline)));
    JSAMPROW rows = row.data();
    jpeg_write_scanlines(&jpeg, &rows, 1);
  }
  jpeg_finish_compress(&jpeg);
  Bytes bytes(buffer, buffer + size);
  jpeg_destroy_compress(&jpeg);
  std::free(buffer);
  return bytes;
}

Bytes png_of(const hal::GreyPicture& picture, unsigned format, const Bytes& dots) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<unsigned>(picture.width);
  image.height = static_cast<unsigned>(picture.height);
  image.format = format;
  png_alloc_size_t size = 0;
  REQUIRE(png_image_write_to_memory(&image, nullptr, &size, 0, dots.data(), 0, nullptr) != 0);
  Bytes bytes(size);
  REQUIRE(png_image_write_to_memory(&image, bytes.data(), &size, 0, dots.data(), 0, nullptr) != 0);
  bytes.resize(size);
  return bytes;
}

Bytes pgm_of(const hal::GreyPicture& picture) {
  const std::string head =
      "P5\n" + std::to_string(picture.width) + ' ' + std::to_string(picture.height) + "\n255\n";
  Bytes bytes(head.begin(), head.end());
  bytes.insert(bytes.end(), picture.dots.begin(), picture.dots.end());
  return bytes;
}

bool is_like(const hal::GreyView& one, const hal::GreyPicture& other, int most) {
  if (one.width != other.width || one.height != other.height) return false;
  for (int y = 0; y < one.height; ++y) {
    for (int x = 0; x < one.width; ++x) {
      if (std::abs(one.at(x, y) - hal::view_of(other).at(x, y)) > most) return false;
    }
  }
  return true;
}

constexpr int jpeg_loss = 24;

}  // namespace

TEST_CASE("picture file: PNG, JPEG and PGM give the same grey", "[hal]") {
  const auto picture = some_picture();
  const auto png = hal::decode_picture(png_of(picture, PNG_FORMAT_GRAY, picture.dots));
  REQUIRE(png);
  CHECK(*png == picture);
  const auto pgm = hal::decode_picture(pgm_of(picture));
  REQUIRE(pgm);
  CHECK(*pgm == picture);
  const auto jpeg = hal::decode_picture(jpeg_of(picture));
  REQUIRE(jpeg);
  CHECK(is_like(hal::view_of(*jpeg), picture, jpeg_loss));
}

TEST_CASE("picture file: a PNG keeps its colours where they are wanted, and nothing else has any", "[hal]") {
  const hal::GreyPicture size{2, 1, {}};
  const Bytes file = png_of(size, PNG_FORMAT_RGBA, {200, 10, 30, 255, 0, 0, 0, 0});
  const auto picture = hal::decode_png_colours(file, 2);
  REQUIRE(picture);
  CHECK(picture->width == 2);
  CHECK(picture->height == 1);
  CHECK(picture->dots.reveal() == Bytes{200, 10, 30, 255, 255, 255});
  const auto code_of = [](const Bytes& bytes, std::size_t dots_max) {
    const auto read = hal::decode_png_colours(bytes, dots_max);
    REQUIRE_FALSE(read);
    return read.error().code;
  };
  CHECK(code_of(file, 1) == Code::corrupt);
  CHECK(code_of({file.begin(), file.begin() + 40}, 2) == Code::corrupt);
  CHECK(code_of(jpeg_of(some_picture()), hal::grey_dots_max) == Code::unsupported);
}

TEST_CASE("picture file: what is see-through lies on white", "[hal]") {
  const hal::GreyPicture size{2, 1, {}};
  const auto picture = hal::decode_picture(png_of(size, PNG_FORMAT_RGBA, {0, 0, 0, 0, 0, 0, 0, 255}));
  REQUIRE(picture);
  CHECK(picture->dots == Bytes{255, 0});
}

TEST_CASE("picture file: other kinds, damaged ones and too large ones are told apart", "[hal]") {
  const auto picture = some_picture();
  const auto code_of = [](const Bytes& bytes, std::size_t dots_max = hal::grey_dots_max) {
    const auto read = hal::decode_picture(bytes, dots_max);
    REQUIRE_FALSE(read);
    return read.error().code;
  };
  CHECK(code_of({}) == Code::unsupported);
  CHECK(code_of({'G', 'I', 'F', '8', '9', 'a'}) == Code::unsupported);
  const auto dots = picture.dots.size();
  for (Bytes bytes : {png_of(picture, PNG_FORMAT_GRAY, picture.dots), jpeg_of(picture), pgm_of(picture)}) {
    CHECK(code_of(bytes, dots - 1) == Code::corrupt);
    CHECK(hal::decode_picture(bytes, dots));
    bytes.resize(20);
    CHECK(code_of(bytes) == Code::corrupt);
  }
  const std::string wide = "P5\n8193 1\n255\n" + std::string(8'193, 'x');
  CHECK(code_of({wide.begin(), wide.end()}) == Code::corrupt);
}

TEST_CASE("picture file: a photograph that was cut short still shows its first rows", "[hal]") {
  Bytes bytes = jpeg_of(some_picture());
  bytes.resize(bytes.size() * 2 / 3);
  const auto picture = hal::decode_jpeg(bytes);
  REQUIRE(picture);
  CHECK(picture->width == 160);
  CHECK(picture->dots.size() == std::size_t{160} * 120);
}

TEST_CASE("picture file: files that are none say why", "[hal]") {
  const TempDir folder;
  const auto path = folder.path() / "picture";
  CHECK(hal::read_picture(path).error().code == Code::not_found);
  CHECK(hal::read_picture(folder.path()).error().code == Code::unavailable);
  REQUIRE(write_file(path, "no picture"));
  CHECK(hal::read_picture(path).error().code == Code::unsupported);
  std::filesystem::resize_file(path, hal::picture_bytes_max + 1);  // sparse
  CHECK(hal::read_picture(path).error().code == Code::full);
  const Bytes bytes = pgm_of(some_picture());
  REQUIRE(write_file(path, {bytes.begin(), bytes.end()}));
  CHECK(hal::read_picture(path));
}

TEST_CASE("video frame: GREY, NV12 and YUYV are viewed in place, MJPG is unpacked", "[hal]") {
  const auto picture = some_picture();
  hal::GreyPicture room;
  constexpr std::uint32_t padded = 400;
  const auto lay = [&](std::size_t dot_bytes) {
    Bytes bytes(std::size_t{padded} * 120, 0x80);
    for (std::size_t y = 0; y < 120; ++y) {
      for (std::size_t x = 0; x < 160; ++x) bytes[y * padded + x * dot_bytes] = picture.dots[y * 160 + x];
    }
    return bytes;
  };
  using hal::VideoFormat;
  for (const VideoFormat format : {VideoFormat::grey, VideoFormat::nv12, VideoFormat::yuyv}) {
    INFO(to_string(format));
    const Bytes bytes = lay(format == VideoFormat::yuyv ? 2 : 1);
    const auto view = hal::grey_of(bytes, {format, 160, 120, padded}, room);
    REQUIRE(view);
    CHECK(is_like(*view, picture, 0));
    CHECK((view->dots >= bytes.data() && view->dots < bytes.data() + bytes.size()));
    const Bytes cut(bytes.begin(), bytes.end() - padded);
    CHECK(hal::grey_of(cut, {format, 160, 120, padded}, room).error().code == Code::corrupt);
    CHECK_FALSE(hal::grey_of(bytes, {format, 160, 120, 100}, room));  // rows shorter than their dots
    CHECK_FALSE(hal::grey_of(bytes, {format, 0, 120, padded}, room));
    CHECK_FALSE(hal::grey_of({}, {format, 160, 120, padded}, room));
  }
  const auto unpacked = hal::grey_of(jpeg_of(picture), {VideoFormat::mjpg, 160, 120, 0}, room);
  REQUIRE(unpacked);
  CHECK(is_like(*unpacked, picture, jpeg_loss));
  CHECK_FALSE(hal::grey_of(jpeg_of(picture), {VideoFormat::mjpg, 80, 60, 0}, room));  // larger than it said
}

}  // namespace yz::test
