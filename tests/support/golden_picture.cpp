#include "tests/support/golden_picture.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>

namespace yz::test {
namespace {

constexpr std::size_t colours_max = 48;
constexpr int block = 12;

using Rgb = std::array<int, 3>;

Rgb pixel_of(const kiosk::Picture& picture, int x, int y) {
  const auto at =
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) *
      4;
  return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
}

int distance(const Rgb& a, const Rgb& b) {
  int sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a.at(i) - b.at(i)) * (a.at(i) - b.at(i));
  return sum;
}

/// The mean colour of the block whose corner this is.
Rgb mean_of(const kiosk::Picture& picture, int left, int top) {
  Rgb sum{};
  int count = 0;
  for (int y = top; y < std::min(top + block, picture.height); ++y) {
    for (int x = left; x < std::min(left + block, picture.width); ++x) {
      const Rgb pixel = pixel_of(picture, x, y);
      for (std::size_t i = 0; i < sum.size(); ++i) sum.at(i) += pixel.at(i);
      ++count;
    }
  }
  for (int& part : sum) part /= std::max(count, 1);
  return sum;
}

}  // namespace

Status write_golden(const std::filesystem::path& file, const kiosk::Picture& picture) {
  std::map<Rgb, std::size_t> uses;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) ++uses[pixel_of(picture, x, y)];
  }
  std::vector<std::pair<std::size_t, Rgb>> ranked;
  for (const auto& [colour, count] : uses) ranked.emplace_back(count, colour);
  std::sort(ranked.rbegin(), ranked.rend());
  if (ranked.size() > colours_max) ranked.resize(colours_max);
  std::map<Rgb, png_byte> index_of;
  for (const auto& [colour, count] : uses) {
    const Rgb& wanted = colour;  // clang 14 lets no lambda see a structured binding
    const auto nearest = std::min_element(ranked.begin(), ranked.end(), [&](const auto& a, const auto& b) {
      return distance(a.second, wanted) < distance(b.second, wanted);
    });
    index_of[colour] = static_cast<png_byte>(nearest - ranked.begin());
  }
  std::vector<png_byte> indexes;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) indexes.push_back(index_of.at(pixel_of(picture, x, y)));
  }
  std::vector<png_byte> colours;
  for (const auto& [count, colour] : ranked) {
    for (const int part : colour) colours.push_back(static_cast<png_byte>(part));
  }
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB_COLORMAP;
  image.colormap_entries = static_cast<png_uint_32>(ranked.size());
  if (png_image_write_to_file(&image, file.c_str(), 0, indexes.data(), 0, colours.data()) == 0)
    return fail(Code::unavailable, file.string() + ": " + image.message);
  return {};
}

Result<kiosk::Picture> read_golden(const std::filesystem::path& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, file.c_str()) == 0)
    return fail(Code::not_found, file.string() + ": " + image.message);
  image.format = PNG_FORMAT_RGBA;
  kiosk::Picture picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  picture.rgba.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, picture.rgba.data(), 0, nullptr) == 0)
    return fail(Code::corrupt, file.string() + ": " + image.message);
  return picture;
}

Difference compare(const kiosk::Picture& one, const kiosk::Picture& other, int most) {
  Difference found;
  if (one.width != other.width || one.height != other.height) {
    found.blocks = std::max(1, one.width / block * (one.height / block));
    found.worst = 255;
    return found;
  }
  for (int y = 0; y < one.height; y += block) {
    for (int x = 0; x < one.width; x += block) {
      const Rgb a = mean_of(one, x, y);
      const Rgb b = mean_of(other, x, y);
      int worst = 0;
      for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a.at(i) - b.at(i)));
      if (worst > most) ++found.blocks;
      if (worst > found.worst) {
        found.worst = worst;
        found.worst_x = x;
        found.worst_y = y;
      }
    }
  }
  return found;
}

}  // namespace yz::test
