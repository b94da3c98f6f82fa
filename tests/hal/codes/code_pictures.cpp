#include "tests/hal/codes/code_pictures.h"

#include <BitMatrix.h>
#include <MultiFormatWriter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include "base/check.h"

namespace yz::test {

using hal::CodeFormat;
using hal::GreyPicture;

namespace {

/// The code itself, one dot a module (true is ink), linear codes with a height.
struct Modules {
  int width{}, height{};
  std::vector<bool> ink;
  [[nodiscard]] bool at(int x, int y) const {
    return ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

ZXing::BarcodeFormat zxing_format(CodeFormat format) {
  switch (format) {
    case CodeFormat::qr:
      return ZXing::BarcodeFormat::QRCode;
    case CodeFormat::data_matrix:
      return ZXing::BarcodeFormat::DataMatrix;
    case CodeFormat::code_128:
      return ZXing::BarcodeFormat::Code128;
    case CodeFormat::ean_13:
      return ZXing::BarcodeFormat::EAN13;
    case CodeFormat::ean_8:
      return ZXing::BarcodeFormat::EAN8;
    case CodeFormat::pdf_417:
      return ZXing::BarcodeFormat::PDF417;
  }
  return ZXing::BarcodeFormat::None;
}

Modules modules_of(CodeFormat format, const std::string& text) {
  const bool is_linear =
      format == CodeFormat::code_128 || format == CodeFormat::ean_13 || format == CodeFormat::ean_8;
  ZXing::MultiFormatWriter writer(zxing_format(format));
  writer.setMargin(0);
  constexpr int linear_height = 40;
  const ZXing::BitMatrix bits = writer.encode(text, 0, is_linear ? linear_height : 0);
  Modules modules{bits.width(), bits.height(), {}};
  for (int y = 0; y < bits.height(); ++y) {
    for (int x = 0; x < bits.width(); ++x) modules.ink.push_back(bits.get(x, y));
  }
  check(modules.width > 0 && modules.height > 0, "the text suits the format");
  return modules;
}

using Plane = std::vector<float>;

std::size_t at(const CodeScene& scene, int x, int y) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(scene.width) + static_cast<std::size_t>(x);
}

/// Wall, and what hangs on it: dark frames and lines of print.
Plane draw_ground(const CodeScene& scene, std::mt19937_64& dice) {
  Plane plane(static_cast<std::size_t>(scene.width) * static_cast<std::size_t>(scene.height), 150.0F);
  if (!scene.has_clutter) return plane;
  std::uniform_int_distribution<int> column(0, scene.width - 1);
  std::uniform_int_distribution<int> row(0, scene.height - 1);
  std::uniform_int_distribution<int> shade(20, 235);
  std::uniform_int_distribution<int> side(20, 240);
  const auto fill = [&](int left, int top, int width, int height, float value) {
    for (int y = top; y < std::min(scene.height, top + height); ++y) {
      for (int x = left; x < std::min(scene.width, left + width); ++x) plane[at(scene, x, y)] = value;
    }
  };
  constexpr int frames = 12;
  constexpr int lines = 30;
  constexpr int strokes = 60;
  for (int i = 0; i < frames; ++i) {
    const int x = column(dice);
    const int y = row(dice);
    fill(x, y, side(dice), side(dice), static_cast<float>(shade(dice)));
  }
  for (int i = 0; i < lines; ++i) {
    const int x = column(dice);
    const int y = row(dice);
    for (int k = 0; k < strokes; ++k) fill(x + 5 * k + shade(dice) % 3, y, 2, 4 + shade(dice) % 8, 25.0F);
  }
  return plane;
}

/// What ink there is at a place of the paper, in modules; -1 beyond the quiet zone.
int ink_at(const Modules& modules, double quiet, double u, double v) {
  if (u < -quiet || v < -quiet || u >= modules.width + quiet || v >= modules.height + quiet) return -1;
  if (u < 0 || v < 0 || u >= modules.width || v >= modules.height) return 0;
  return modules.at(static_cast<int>(u), static_cast<int>(v)) ? 1 : 0;
}

void lay_code(const CodeScene& scene, const Modules& modules, std::mt19937_64& dice, Plane& plane) {
  constexpr double quiet = 5;
  std::uniform_real_distribution<double> shift(-0.5, 0.5);
  const double turn = scene.turn * std::numbers::pi / 180;
  const double c = std::cos(turn);
  const double s = std::sin(turn);
  const double centre_x = scene.width / 2.0 + 8 * shift(dice);
  const double centre_y = scene.height / 2.0 + 8 * shift(dice);
  const double half = modules.height / 2.0 + quiet;
  constexpr int looks = 3;  // a side: a dot of a sensor sees an area
  const double light = scene.is_inverted ? scene.ink : scene.paper;
  const double dark = scene.is_inverted ? scene.paper : scene.ink;
  // Twice as far as the paper's corner: the tilt makes the near edge larger.
  const double reach = 2 * scene.module * std::hypot(modules.width / 2.0 + quiet, half);
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      if (std::hypot(x - centre_x, y - centre_y) > reach) continue;
      double sum = 0;
      int hits = 0;
      for (int k = 0; k < looks * looks; ++k) {
        const int row = k / looks;
        const double dx = x + (k % looks + 0.5) / looks - centre_x;
        const double dy = y + (row + 0.5) / looks - centre_y;
        double u = (dx * c + dy * s) / scene.module;
        double v = (dy * c - dx * s) / scene.module;
        const double depth = 1 - scene.tilt * v / half / 2;  // the far edge is above
        if (depth <= 0.1) continue;
        u /= depth;
        v /= depth;
        const int ink = ink_at(modules, quiet, u + modules.width / 2.0, v + modules.height / 2.0);
        if (ink < 0) continue;
        sum += ink > 0 ? dark : light;
        ++hits;
      }
      float& dot = plane[at(scene, x, y)];
      dot = static_cast<float>((sum + static_cast<double>(dot) * (looks * looks - hits)) / (looks * looks));
    }
  }
}

void blur_lines(Plane& plane, int count, std::ptrdiff_t next, int length, std::ptrdiff_t step,
                const std::vector<float>& kernel) {
  const int radius = static_cast<int>(kernel.size() / 2);
  std::vector<float> line(static_cast<std::size_t>(length + 2 * radius));
  for (int i = 0; i < count; ++i) {
    float* const first = plane.data() + i * next;
    for (int k = -radius; k < length + radius; ++k)
      line[static_cast<std::size_t>(k) + static_cast<std::size_t>(radius)] =
          first[std::clamp(k, 0, length - 1) * step];
    for (int k = 0; k < length; ++k) {
      float sum = 0;
      for (std::size_t j = 0; j < kernel.size(); ++j)
        sum += kernel[j] * line[static_cast<std::size_t>(k) + j];
      first[k * step] = sum;
    }
  }
}

void blur(const CodeScene& scene, Plane& plane) {
  if (scene.blur <= 0) return;
  const int radius = static_cast<int>(std::ceil(3 * scene.blur));
  std::vector<float> kernel;
  float total = 0;
  for (int i = -radius; i <= radius; ++i) {
    kernel.push_back(static_cast<float>(std::exp(-i * i / (2 * scene.blur * scene.blur))));
    total += kernel.back();
  }
  for (float& part : kernel) part /= total;
  blur_lines(plane, scene.height, scene.width, scene.width, 1, kernel);
  blur_lines(plane, scene.width, 1, scene.height, scene.width, kernel);
}

GreyPicture expose(const CodeScene& scene, const Plane& plane, std::mt19937_64& dice) {
  GreyPicture picture{scene.width, scene.height, {}};
  picture.dots.reserve(plane.size());
  std::normal_distribution<float> noise(0.0F, static_cast<float>(std::max(scene.noise, 0.01)));
  std::uniform_real_distribution<double> place(-0.12, 0.12);
  const double lamp_x = scene.width * (0.5 + place(dice) / 2);
  const double lamp_y = scene.height * (0.5 + place(dice) / 2);
  const double spread = scene.height * 0.09;
  for (int y = 0; y < scene.height; ++y) {
    for (int x = 0; x < scene.width; ++x) {
      double shade = static_cast<double>(plane[at(scene, x, y)]) * (1 - scene.shadow * x / scene.width);
      if (scene.glare > 0) {
        const double far = std::hypot(x - lamp_x, y - lamp_y) / spread;
        shade += scene.glare * std::exp(-far * far / 2);
      }
      shade += static_cast<double>(noise(dice));
      picture.dots.push_back(static_cast<std::uint8_t>(std::clamp(shade, 0.0, 255.0)));
    }
  }
  return picture;
}

double any_turn(std::uint64_t seed) {
  return static_cast<double>(seed * 7'919 % 360);
}

CodeScene small(double level, std::uint64_t seed) {
  return {.module = 2.6 - 1.5 * level, .turn = 4, .noise = 3, .seed = seed};
}
CodeScene rotated(double level, std::uint64_t seed) {
  return {.module = 3.2 - 1.2 * level, .turn = any_turn(seed), .blur = 0.6, .seed = seed};
}
CodeScene tilted(double level, std::uint64_t seed) {
  return {.module = 4, .turn = 12, .tilt = 0.2 + 0.6 * level, .seed = seed};
}
CodeScene blurred(double level, std::uint64_t seed) {
  return {.module = 4, .turn = 6, .blur = 1.2 + 3.2 * level, .noise = 2, .seed = seed};
}
CodeScene noisy(double level, std::uint64_t seed) {
  return {.module = 4, .turn = 6, .blur = 0.7, .noise = 20 + 110 * level, .seed = seed};
}
CodeScene inverted(double level, std::uint64_t seed) {
  return {.module = 4, .turn = 6, .blur = 0.6 + 2 * level, .is_inverted = true, .seed = seed};
}
CodeScene low_contrast(double level, std::uint64_t seed) {
  const int half = static_cast<int>(std::lround(24 - 21 * level));
  return {
      .module = 4, .turn = 6, .blur = 0.8, .noise = 3, .paper = 128 + half, .ink = 128 - half, .seed = seed};
}
CodeScene glared(double level, std::uint64_t seed) {
  return {.module = 5,
          .turn = 6,
          .blur = 0.8,
          .paper = 200,
          .glare = 60 + 340 * level,
          .shadow = 0.5,
          .seed = seed};
}
CodeScene mixed(double level, std::uint64_t seed) {
  return {.module = 3.2,
          .turn = any_turn(seed),
          .tilt = 0.1,
          .blur = 0.6 + 1.4 * level,
          .noise = 4 + 14 * level,
          .paper = 170 - static_cast<int>(30 * level),
          .ink = 80,
          .shadow = 0.3,
          .is_inverted = seed % 4 == 0,
          .has_clutter = true,
          .seed = seed};
}

}  // namespace

GreyPicture draw_scene(CodeFormat format, const std::string& text, const CodeScene& scene) {
  std::mt19937_64 dice(scene.seed);
  Plane plane = draw_ground(scene, dice);
  lay_code(scene, modules_of(format, text), dice, plane);
  blur(scene, plane);
  return expose(scene, plane, dice);
}

GreyPicture draw_hall(const CodeScene& scene) {
  std::mt19937_64 dice(scene.seed);
  Plane plane = draw_ground(scene, dice);
  blur(scene, plane);
  return expose(scene, plane, dice);
}

const std::vector<Trouble>& troubles() {
  static const std::vector<Trouble> table{{"small", small},
                                          {"rotated", rotated},
                                          {"tilted", tilted},
                                          {"blurred", blurred},
                                          {"noisy", noisy},
                                          {"inverted", inverted},
                                          {"low contrast", low_contrast},
                                          {"glare", glared},
                                          {"mixed", mixed}};
  return table;
}

std::string text_for(CodeFormat format, std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  std::uniform_int_distribution<int> digit('0', '9');
  std::uniform_int_distribution<int> letter('A', 'Z');
  std::string digits;
  std::size_t count = 0;
  switch (format) {
    case CodeFormat::qr:
    case CodeFormat::data_matrix:
    case CodeFormat::pdf_417: {
      std::string text = "YZ1T.20261123.";
      text += static_cast<char>(letter(dice));
      for (int i = 0; i < 7; ++i) text += static_cast<char>(i < 3 ? digit(dice) : letter(dice));
      return text;
    }
    case CodeFormat::code_128:
      count = 18;
      break;
    case CodeFormat::ean_13:
      count = 12;
      break;
    case CodeFormat::ean_8:
      count = 7;
      break;
  }
  for (std::size_t i = 0; i < count; ++i) digits += static_cast<char>(digit(dice));
  if (format == CodeFormat::code_128) return digits;
  // The check digit of GS1: weights 3 and 1 from the right.
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += (digits[count - 1 - i] - '0') * (i % 2 == 0 ? 3 : 1);
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace yz::test
