#include "cmake/pinyin/double_array.h"

#include <algorithm>

#include "base/check.h"

namespace yz::pinyin {
namespace {

constexpr std::uint32_t block = 256;
constexpr std::uint32_t blocks_searched = 16;  // older blocks are nearly full: looking there costs hours
constexpr std::uint32_t has_leaf = 1U << 8U;
constexpr std::uint32_t is_value = 1U << 31U;
constexpr std::uint32_t near_max = 1U << 21U;

/// The part of a unit that says how far its children are: near ones exactly, far ones in whole blocks.
std::uint32_t packed(std::uint32_t offset) {
  return offset < near_max ? offset << 10U : (offset << 2U) | (1U << 9U);
}

}  // namespace

DoubleArray::DoubleArray(const Entries& entries) : entries_(entries) {
  grow();
  taken_[0] = true;
  taken_base_[0] = true;
  if (!entries.empty()) place({0, entries.size(), 0}, 0);
}

void DoubleArray::place(Range range, std::uint32_t node) {
  const auto children = labels(range);
  const std::uint32_t base = free_base(children, node);
  taken_base_[base] = true;
  for (const std::uint8_t label : children) {
    taken_[base ^ label] = true;
    units_[base ^ label] = label;
  }
  units_[node] |= packed(node ^ base) | (children.front() == 0 ? has_leaf : 0);
  while (range.first < range.last) {
    const std::string& key = entries_[range.first].first;
    if (key.size() == range.depth) {
      units_[base] = entries_[range.first].second | is_value;
      ++range.first;
      continue;
    }
    const char label = key[range.depth];
    std::size_t last = range.first;
    while (last < range.last && entries_[last].first[range.depth] == label) ++last;
    place({range.first, last, range.depth + 1}, base ^ static_cast<std::uint8_t>(label));
    range.first = last;
  }
}

std::vector<std::uint8_t> DoubleArray::labels(Range range) const {
  std::vector<std::uint8_t> found;
  for (std::size_t i = range.first; i < range.last; ++i) {
    const std::string& key = entries_[i].first;
    const auto label =
        key.size() == range.depth ? std::uint8_t{0} : static_cast<std::uint8_t>(key[range.depth]);
    if (found.empty() || found.back() != label) found.push_back(label);
  }
  return found;
}

std::uint32_t DoubleArray::free_base(const std::vector<std::uint8_t>& labels, std::uint32_t node) {
  while (search_from_ < units_.size() && taken_[search_from_]) ++search_from_;
  const auto size = static_cast<std::uint32_t>(units_.size());
  const std::uint32_t oldest = size > blocks_searched * block ? size - blocks_searched * block : 0;
  for (std::uint32_t unit = std::max(search_from_, oldest); unit < size; ++unit) {
    if (taken_[unit]) continue;
    const std::uint32_t base = unit ^ labels.front();
    if (fits(base, labels, node)) return base;
  }
  grow();
  // A far base has to be a whole number of blocks away.
  return size ^ (node & (block - 1));
}

bool DoubleArray::fits(std::uint32_t base, const std::vector<std::uint8_t>& labels, std::uint32_t node) {
  const std::uint32_t offset = base ^ node;
  if (taken_base_[base] || (offset >= near_max && offset % block != 0)) return false;
  return std::none_of(labels.begin(), labels.end(), [&](std::uint8_t label) { return taken_[base ^ label]; });
}

void DoubleArray::grow() {
  units_.resize(units_.size() + block);
  taken_.resize(units_.size());
  taken_base_.resize(units_.size());
  check(units_.size() < (1U << 29U), "the units can be reached from each other");
}

}  // namespace yz::pinyin
