// A trie as one array of 32-bit units, in the layout that librime's grammar plugin reads
// (docs/formats/pinyin-model.md). Only the build of the pinyin data uses it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace yz::pinyin {

/// Keys without a zero byte, each once, in the order of their bytes; values below 2^31.
using Entries = std::vector<std::pair<std::string, std::uint32_t>>;

class DoubleArray {
 public:
  explicit DoubleArray(const Entries& entries);
  [[nodiscard]] const std::vector<std::uint32_t>& units() const { return units_; }

 private:
  struct Range {
    std::size_t first;
    std::size_t last;  // one past
    std::size_t depth;
  };
  void place(Range range, std::uint32_t node);
  [[nodiscard]] std::vector<std::uint8_t> labels(Range range) const;
  [[nodiscard]] std::uint32_t free_base(const std::vector<std::uint8_t>& labels, std::uint32_t node);
  [[nodiscard]] bool fits(std::uint32_t base, const std::vector<std::uint8_t>& labels, std::uint32_t node);
  void grow();

  const Entries& entries_;
  std::vector<std::uint32_t> units_;
  std::vector<bool> taken_;       // units
  std::vector<bool> taken_base_;  // two nodes with one base would find each other's children
  std::uint32_t search_from_{};
};

}  // namespace yz::pinyin
