#include "hal/picture_file.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <vector>

#include "hal/jpeg.h"
#include "hal/pgm.h"

namespace yz::hal {
namespace {

bool begins_with(std::span<const std::uint8_t> bytes, std::span<const std::uint8_t> mark) {
  return bytes.size() >= mark.size() && std::ranges::equal(bytes.first(mark.size()), mark);
}

struct Dots {
  int width{};
  int height{};
  std::vector<std::uint8_t> values;
};

Result<Dots> decode_dots(std::span<const std::uint8_t> bytes, std::size_t dots_max, png_uint_32 format) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
    return fail(Code::corrupt, std::string("PNG: ") + image.message);
  const std::size_t dots = std::size_t{image.width} * image.height;
  if (image.width > unsigned{grey_side_max} || image.height > unsigned{grey_side_max} || dots > dots_max) {
    png_image_free(&image);
    return fail(Code::corrupt, "PNG too large");
  }
  image.format = format;
  Dots read{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  read.values.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, read.values.data(), 0, nullptr) == 0)
    return fail(Code::corrupt, std::string("PNG: ") + image.message);
  return read;
}

Result<GreyPicture> decode_png(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  auto read = decode_dots(bytes, dots_max, PNG_FORMAT_GRAY);
  if (!read) return fail(read.error());
  return GreyPicture{read->width, read->height, std::move(read->values)};
}

struct PictureKind {
  std::span<const std::uint8_t> mark;
  Result<GreyPicture> (*decode)(std::span<const std::uint8_t>, std::size_t);
};
constexpr std::array<std::uint8_t, 8> png_mark{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::array<std::uint8_t, 3> jpeg_mark{0xFF, 0xD8, 0xFF};
constexpr std::array<std::uint8_t, 2> pgm_mark{'P', '5'};
constexpr std::array kinds{PictureKind{png_mark, decode_png}, PictureKind{jpeg_mark, decode_jpeg},
                           PictureKind{pgm_mark, parse_pgm}};

Result<std::vector<std::uint8_t>> read_bytes(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (status.type() == std::filesystem::file_type::not_found) return fail(Code::not_found, "no such file");
  if (error || status.type() != std::filesystem::file_type::regular)
    return fail(Code::unavailable, error ? error.message() : "no regular file");
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) return fail(Code::unavailable, error.message());
  if (size > picture_bytes_max) return fail(Code::full, "larger than 64 MiB");
  std::vector<std::uint8_t> bytes(size);
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
  if (!in) return fail(Code::unavailable, "cannot be read");
  return bytes;
}

}  // namespace

Result<GreyPicture> decode_picture(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  for (const PictureKind& kind : kinds) {
    if (begins_with(bytes, kind.mark)) return kind.decode(bytes, dots_max);
  }
  return fail(Code::unsupported, bytes.empty() ? "an empty file" : "neither PNG, JPEG nor PGM");
}

Result<GreyPicture> read_picture(const std::filesystem::path& file) {
  const auto bytes = read_bytes(file);
  if (!bytes) return fail(bytes.error());
  return decode_picture(*bytes);
}

Result<ColourPicture> decode_png_colours(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  if (!begins_with(bytes, png_mark)) return fail(Code::unsupported, "no PNG");
  auto read = decode_dots(bytes, dots_max, PNG_FORMAT_RGB);
  if (!read) return fail(read.error());
  return ColourPicture{read->width, read->height, Sensitive(std::move(read->values))};
}

Result<ColourPicture> read_colours(const std::filesystem::path& file, int side_enough) {
  const auto bytes = read_bytes(file);
  if (!bytes) return fail(bytes.error());
  if (begins_with(*bytes, jpeg_mark)) return decode_jpeg_colours(*bytes, side_enough);
  const auto grey = decode_picture(*bytes);
  if (!grey) return fail(grey.error());
  return coloured(view_of(*grey));
}

}  // namespace yz::hal
