#include "hal/sim/slip_files.h"

#include <png.h>

#include <algorithm>
#include <cstdlib>

#include "hal/sim/files.h"

namespace yz::sim {

namespace {

constexpr int side_margin_dots = 32;  // the head is narrower than the paper: 72 of 80 mm
constexpr int desk_dots = 16;         // what the slip lies on
constexpr int head_room_dots = 40;    // between the cutter and the first line
constexpr int tooth_dots = 6;         // the cutter's serrated edge
constexpr std::uint8_t desk = 214, white = 252, ink = 24, edge = 190;
constexpr std::uintmax_t png_bytes_max = 32U << 20U;

// How far the serrated edge reaches in at column x: a triangle wave.
int tooth(int x) {
  return std::abs(x % (2 * tooth_dots) - tooth_dots);
}

Picture on_desk(const Picture& print) {
  const int paper_width = print.width + 2 * side_margin_dots;
  const int paper_height = print.height + 2 * head_room_dots;
  Picture out{paper_width + 2 * desk_dots, paper_height + 2 * desk_dots, {}};
  out.dots.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), desk);
  for (int y = 0; y < paper_height; ++y) {
    for (int x = 0; x < paper_width; ++x) {
      const int reach = tooth(x);
      if (y < reach || y >= paper_height - reach) continue;
      const bool is_edge = y < reach + 1 || y >= paper_height - reach - 1 || x == 0 || x == paper_width - 1;
      std::uint8_t shade = is_edge ? edge : white;
      const int print_x = x - side_margin_dots;
      const int print_y = y - head_room_dots;
      if (print_x >= 0 && print_x < print.width && print_y >= 0 && print_y < print.height &&
          print.at(print_x, print_y) == 0) {
        shade = ink;
      }
      out.dots[static_cast<std::size_t>(y + desk_dots) * static_cast<std::size_t>(out.width) +
               static_cast<std::size_t>(x + desk_dots)] = shade;
    }
  }
  return out;
}

}  // namespace

Status save_png(const std::filesystem::path& path, const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_GRAY;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, picture.dots.data(), 0, nullptr) == 0) {
    return fail(Code::unavailable, image.message);
  }
  std::string bytes(size, '\0');
  if (png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.dots.data(), 0, nullptr) == 0) {
    return fail(Code::unavailable, image.message);
  }
  bytes.resize(size);
  return write_whole(path, bytes);
}

Result<Picture> load_png(const std::filesystem::path& path) {
  const auto bytes = read_whole(path, png_bytes_max);
  if (!bytes) return fail(bytes.error());
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes->data(), bytes->size()) == 0) {
    return fail(Code::corrupt, path.string() + ": " + image.message);
  }
  image.format = PNG_FORMAT_GRAY;
  if (PNG_IMAGE_SIZE(image) > png_bytes_max) {
    png_image_free(&image);
    return fail(Code::full, path.string() + ": too large");
  }
  Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.dots.resize(PNG_IMAGE_SIZE(image));
  const png_color white_behind{255, 255, 255};
  if (png_image_finish_read(&image, &white_behind, picture.dots.data(), 0, nullptr) == 0) {
    return fail(Code::corrupt, path.string() + ": " + image.message);
  }
  return picture;
}

Status save_slip(const std::filesystem::path& folder, const std::string& name, const Slip& slip) {
  std::string text;
  for (const std::string& line : slip.lines) text += line + "\n";
  for (const std::string& code : slip.codes) text += "QR: " + code + "\n";
  if (auto saved = save_png(folder / (name + ".png"), on_desk(slip.picture)); !saved) return saved;
  return write_whole(folder / (name + ".txt"), text);
}

}  // namespace yz::sim
