// The neighbourhoods of grey_image.h: means, local contrast, threshold, and where a picture is busy.
#include <algorithm>
#include <cstdlib>
#include <numeric>

#include "hal/grey_image.h"

namespace yz::hal {
namespace {

std::size_t index_of(int x, int y, int width) {
  return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

/// The mean along one row, whose ends are repeated beyond them. `padded` is room to work in.
void row_mean(const std::uint8_t* from, std::ptrdiff_t step, int width, int radius,
              std::vector<std::uint8_t>& padded, std::uint8_t* to) {
  const unsigned count = 2 * static_cast<unsigned>(radius) + 1;
  const unsigned inverse = (1U << 16U) / count + 1;  // a multiplication in place of a division for each dot
  const auto pad = static_cast<std::size_t>(radius);
  const auto length = static_cast<std::size_t>(width);
  padded.assign(length + 2 * pad + 1, from[(width - 1) * step]);
  std::fill_n(padded.begin(), pad, from[0]);
  for (std::size_t x = 0; x < length; ++x) padded[pad + x] = from[static_cast<std::ptrdiff_t>(x) * step];
  unsigned sum = 0;
  for (std::size_t x = 0; x < count; ++x) sum += padded[x];
  for (std::size_t x = 0; x < length; ++x) {
    to[x] = static_cast<std::uint8_t>(std::min(255U, (sum * inverse) >> 16U));
    sum += padded[x + count];
    sum -= padded[x];
  }
}

/// The mean down the columns, all columns at once: memory is read in its own order.
void column_mean(const GreyPicture& from, int radius, GreyPicture& to) {
  const auto width = static_cast<std::size_t>(from.width);
  const unsigned count = 2 * static_cast<unsigned>(radius) + 1;
  const unsigned inverse = (1U << 16U) / count + 1;
  std::vector<unsigned> sums(width);
  const auto row = [&](int y) {
    return from.dots.data() + index_of(0, std::clamp(y, 0, from.height - 1), from.width);
  };
  for (int y = -radius; y <= radius; ++y) {
    for (std::size_t x = 0; x < width; ++x) sums[x] += row(y)[x];
  }
  for (int y = 0; y < from.height; ++y) {
    std::uint8_t* out = to.dots.data() + index_of(0, y, from.width);
    const std::uint8_t* in = row(y + radius + 1);
    const std::uint8_t* past = row(y - radius);
    for (std::size_t x = 0; x < width; ++x) {
      out[x] = static_cast<std::uint8_t>(std::min(255U, (sums[x] * inverse) >> 16U));
      sums[x] += in[x];
      sums[x] -= past[x];
    }
  }
}

/// One value for each block of a picture.
struct BlockMap {
  int block{};
  int width{};
  int height{};
  std::vector<int> values;
  [[nodiscard]] int at(int x, int y) const {
    return values[index_of(std::clamp(x, 0, width - 1), std::clamp(y, 0, height - 1), width)];
  }
};

BlockMap map_of(const GreyView& picture, int block) {
  BlockMap map{block, (picture.width + block - 1) / block, (picture.height + block - 1) / block, {}};
  map.values.resize(static_cast<std::size_t>(map.width) * static_cast<std::size_t>(map.height));
  return map;
}

/// Each block's darkest and lightest dot.
std::pair<BlockMap, BlockMap> extremes(const GreyView& picture, int block) {
  BlockMap low = map_of(picture, block);
  BlockMap high = low;
  std::ranges::fill(low.values, 255);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const int dot = picture.at(x, y);
      const std::size_t at = index_of(x / block, y / block, low.width);
      low.values[at] = std::min(low.values[at], dot);
      high.values[at] = std::max(high.values[at], dot);
    }
  }
  return {std::move(low), std::move(high)};
}

/// Each block the best of the 5×5 around it.
template <class Better>
BlockMap spread(const BlockMap& map, Better better) {
  BlockMap wide = map;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      int value = map.at(x, y);
      for (int dy = -2; dy <= 2; ++dy) {
        for (int dx = -2; dx <= 2; ++dx) value = better(value, map.at(x + dx, y + dy));
      }
      wide.values[index_of(x, y, map.width)] = value;
    }
  }
  return wide;
}

/// Between the middles of blocks by lines; one row of the picture. `column` is room to work in: the values of
/// this row at the blocks' middles, in 1/256.
void between(const BlockMap& map, int y, std::vector<int>& column, std::vector<int>& to) {
  const int v = ((2 * y + 1) * 128) / map.block - 128;
  const int fy = v & 255;
  column.clear();
  for (int x = -1; x <= map.width; ++x)
    column.push_back(map.at(x, v >> 8) * (256 - fy) + map.at(x, (v >> 8) + 1) * fy);
  for (int x = 0; x < static_cast<int>(to.size()); ++x) {
    const int u = ((2 * x + 1) * 128) / map.block + 128;
    const auto left = static_cast<std::size_t>(u >> 8);
    const int fx = u & 255;
    to[static_cast<std::size_t>(x)] = (column[left] * (256 - fx) + column[left + 1] * fx) >> 16;
  }
}

}  // namespace

GreyPicture box_mean(const GreyView& picture, int radius) {
  GreyPicture rows{picture.width, picture.height, {}};
  rows.dots.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
  if (rows.dots.empty()) return rows;
  std::vector<std::uint8_t> padded;
  for (int y = 0; y < picture.height; ++y) {
    row_mean(picture.dots + y * picture.row_bytes, picture.dot_bytes, picture.width, radius, padded,
             rows.dots.data() + index_of(0, y, picture.width));
  }
  GreyPicture mean = rows;
  column_mean(rows, radius, mean);
  return mean;
}

GreyPicture softened(const GreyView& picture, int radius) {
  return box_mean(view_of(box_mean(picture, radius)), radius);
}

GreyPicture sharpened(const GreyView& picture, int radius, int percent) {
  GreyPicture sharp = softened(picture, radius);
  const int amount = percent * 256 / 100;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      std::uint8_t& dot = sharp.dots[index_of(x, y, picture.width)];
      const int here = picture.at(x, y);
      dot = static_cast<std::uint8_t>(std::clamp(here + (((here - dot) * amount) >> 8), 0, 255));
    }
  }
  return sharp;
}

GreyPicture levelled(const GreyView& picture, int block, int span_min) {
  GreyPicture level = copy_of(picture);
  if (level.dots.empty()) return level;
  auto [low, high] = extremes(picture, block);
  low = spread(low, [](int a, int b) { return std::min(a, b); });
  high = spread(high, [](int a, int b) { return std::max(a, b); });
  std::vector<int> lows(static_cast<std::size_t>(picture.width));
  std::vector<int> highs(lows.size());
  std::vector<int> column;
  for (int y = 0; y < picture.height; ++y) {
    between(low, y, column, lows);
    between(high, y, column, highs);
    std::uint8_t* row = level.dots.data() + index_of(0, y, picture.width);
    for (std::size_t x = 0; x < lows.size(); ++x) {
      const int span = std::max(highs[x] - lows[x], span_min);
      row[x] = static_cast<std::uint8_t>(std::clamp((row[x] - lows[x]) * 255 / span, 0, 255));
    }
  }
  return level;
}

GreyPicture thresholded(const GreyView& picture, int radius, int by) {
  GreyPicture bits = box_mean(picture, radius);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      std::uint8_t& dot = bits.dots[index_of(x, y, picture.width)];
      dot = picture.at(x, y) + by < dot ? 0 : 255;
    }
  }
  return bits;
}

namespace {

constexpr int busy_block = 8;  // of the halved picture

/// How much neighbouring dots differ, in the mean of each block, in 1/16 of a shade.
BlockMap business(const GreyPicture& picture) {
  BlockMap map = map_of(view_of(picture), busy_block);
  for (int y = 0; y + 1 < picture.height; ++y) {
    const std::uint8_t* row = picture.dots.data() + index_of(0, y, picture.width);
    const std::uint8_t* next = row + picture.width;
    for (int x = 0; x + 1 < picture.width; ++x) {
      map.values[index_of(x / busy_block, y / busy_block, map.width)] +=
          std::abs(row[x] - row[x + 1]) + std::abs(row[x] - next[x]);
    }
  }
  for (int& value : map.values) value = value * 16 / (busy_block * busy_block);
  return map;
}

struct Cluster {
  int left{}, top{}, right{}, bottom{};  // blocks, the last ones included
  int weight{};
};

/// All busy blocks that touch `start`, also across a gap of one; they are struck off the map.
Cluster take_cluster(BlockMap& busy, int start_x, int start_y) {
  Cluster cluster{start_x, start_y, start_x, start_y, 0};
  std::vector<std::pair<int, int>> open{{start_x, start_y}};
  while (!open.empty()) {
    const auto [x, y] = open.back();
    open.pop_back();
    int& value = busy.values[index_of(x, y, busy.width)];
    if (value == 0) continue;
    cluster.weight += value;
    value = 0;
    cluster.left = std::min(cluster.left, x);
    cluster.right = std::max(cluster.right, x);
    cluster.top = std::min(cluster.top, y);
    cluster.bottom = std::max(cluster.bottom, y);
    constexpr int reach = 2;
    for (int v = std::max(0, y - reach); v <= std::min(busy.height - 1, y + reach); ++v) {
      for (int u = std::max(0, x - reach); u <= std::min(busy.width - 1, x + reach); ++u) {
        if (busy.at(u, v) > 0) open.emplace_back(u, v);
      }
    }
  }
  return cluster;
}

GreyBox box_of(const Cluster& cluster, const GreyView& picture) {
  constexpr int block = 2 * busy_block;  // of the whole picture
  constexpr int margin = 3 * busy_block;
  const int left = std::max(0, cluster.left * block - margin);
  const int top = std::max(0, cluster.top * block - margin);
  const int right = std::min(picture.width, (cluster.right + 1) * block + margin);
  const int bottom = std::min(picture.height, (cluster.bottom + 1) * block + margin);
  return {left, top, right - left, bottom - top};
}

}  // namespace

std::vector<GreyBox> busy_boxes(const GreyView& picture, std::size_t count) {
  constexpr int side_min = 2 * 2 * busy_block;
  if (picture.width < side_min || picture.height < side_min) return {};
  BlockMap busy = business(halved(picture));
  std::vector<int> sorted = busy.values;
  const auto quiet = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 4);
  std::ranges::nth_element(sorted, quiet);
  // A quarter of the picture at least is taken for wall; what is hardly busier than it is the camera's noise.
  const int least = *quiet * 3 / 2 + 24;
  for (int& value : busy.values) value = value > least ? value : 0;
  std::vector<Cluster> clusters;
  for (int y = 0; y < busy.height; ++y) {
    for (int x = 0; x < busy.width; ++x) {
      if (busy.at(x, y) > 0) clusters.push_back(take_cluster(busy, x, y));
    }
  }
  std::ranges::sort(clusters, std::ranges::greater{}, &Cluster::weight);
  std::vector<GreyBox> boxes;
  for (const Cluster& cluster : clusters) {
    if (boxes.size() == count) break;
    if (cluster.left < cluster.right && cluster.top < cluster.bottom)
      boxes.push_back(box_of(cluster, picture));
  }
  return boxes;
}

}  // namespace yz::hal
