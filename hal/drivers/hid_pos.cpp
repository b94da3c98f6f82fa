#include "hal/drivers/hid_pos.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace yz::hal {
namespace {

constexpr std::uint32_t usage_byte_count = 0x0001'003B;
constexpr std::uint32_t usage_data = 0x008C'00FE;
constexpr std::uint32_t usage_continued = 0x008C'00FF;
constexpr std::uint32_t report_bits_max = 4'096 * 8;
constexpr std::size_t stack_max = 16;
constexpr std::size_t usages_max = 256;

/// The items of USB HID 1.11, 6.2.2, that say where a field lies.
enum class ItemType { main, global, local, reserved };
struct Item {
  ItemType type{};
  unsigned tag{};
  std::uint32_t value{};
  std::size_t value_bytes{};
};

/// Takes one item; nothing at the end, or when it is cut short.
std::optional<Item> take_item(std::span<const std::uint8_t>& bytes) {
  if (bytes.empty()) return std::nullopt;
  constexpr std::uint8_t long_item = 0xFE;
  const std::uint8_t prefix = bytes[0];
  if (prefix == long_item) {  // none is defined: passed over by its own length
    if (bytes.size() < 3 || bytes.size() < std::size_t{3} + bytes[1]) return std::nullopt;
    bytes = bytes.subspan(std::size_t{3} + bytes[1]);
    return Item{ItemType::reserved, 0, 0, 0};
  }
  const std::size_t size = (prefix & 3U) == 3U ? 4 : prefix & 3U;
  if (bytes.size() < 1 + size) return std::nullopt;
  Item item{static_cast<ItemType>((prefix >> 2U) & 3U), unsigned{prefix} >> 4U, 0, size};
  for (std::size_t i = 0; i < size; ++i) item.value |= std::uint32_t{bytes[1 + i]} << (8 * i);
  bytes = bytes.subspan(1 + size);
  return item;
}

struct Globals {
  std::uint32_t page{};
  std::uint32_t size{};
  std::uint32_t count{};
  std::uint8_t id{};
};

class DescriptorReader {
 public:
  /// False: what stands there cannot be.
  bool take(const Item& item) {
    switch (item.type) {
      case ItemType::global:
        return take_global(item);
      case ItemType::local:
        take_local(item);
        return true;
      case ItemType::main:
        return take_main(item);
      case ItemType::reserved:
        return true;
    }
    return true;
  }
  [[nodiscard]] HidPosLayout finish() && {
    std::erase_if(layout_.reports, [](const auto& report) { return !report.second.data; });
    return std::move(layout_);
  }

 private:
  bool take_global(const Item& item) {
    enum Tag : unsigned { page = 0, size = 7, id = 8, count = 9, push = 10, pop = 11 };
    switch (item.tag) {
      case page:
        now_.page = item.value;
        return item.value <= 0xFFFF;
      case size:
        now_.size = item.value;
        return item.value <= report_bits_max;
      case id:
        now_.id = static_cast<std::uint8_t>(item.value);
        layout_.has_ids = true;
        return item.value >= 1 && item.value <= 255;
      case count:
        now_.count = item.value;
        return item.value <= report_bits_max;
      case push:
        stack_.push_back(now_);
        return stack_.size() <= stack_max;
      case pop:
        if (stack_.empty()) return false;
        now_ = stack_.back();
        stack_.pop_back();
        return true;
      default:
        return true;  // limits and units say nothing about the place
    }
  }

  void take_local(const Item& item) {
    constexpr unsigned usage = 0;
    constexpr unsigned usage_minimum = 1;
    constexpr unsigned usage_maximum = 2;
    // A usage of four bytes brings its own page.
    const std::uint32_t full = item.value_bytes == 4 ? item.value : (now_.page << 16U) | item.value;
    if (item.tag == usage && usages_.size() < usages_max) usages_.push_back(full);
    if (item.tag == usage_minimum) minimum_ = full;
    if (item.tag == usage_maximum && minimum_) {
      for (std::uint32_t i = *minimum_; i <= full && usages_.size() < usages_max; ++i) usages_.push_back(i);
      minimum_.reset();
    }
  }

  bool take_main(const Item& item) {
    constexpr unsigned input = 8;
    if (item.tag == input && !take_input()) return false;
    usages_.clear();
    minimum_.reset();
    return true;
  }

  /// The fields of an input item lie one behind the other; the last usage goes for all that have none.
  bool take_input() {
    std::uint32_t& end = ends_.try_emplace(now_.id, layout_.has_ids ? 8U : 0U).first->second;
    const std::uint64_t bits = std::uint64_t{now_.size} * now_.count;
    if (end + bits > report_bits_max) return false;
    HidPosReport& report = layout_.reports[now_.id];
    for (std::uint32_t i = 0; i < now_.count && i < usages_.size(); ++i) {
      const bool is_last = i + 1 == usages_.size();
      place(report, usages_[i], {end + i * now_.size, now_.size, is_last ? now_.count - i : 1});
    }
    end += static_cast<std::uint32_t>(bits);
    return true;
  }

  static void place(HidPosReport& report, std::uint32_t usage, const HidField& field) {
    if (field.bits == 0 || field.bits > 32) return;
    const bool is_bytes = field.bits == 8 && field.at % 8 == 0;
    if (usage == usage_data && is_bytes && !report.data) report.data = field;
    if (usage == usage_byte_count && !report.byte_count) report.byte_count = field;
    if (usage == usage_continued && !report.continued) report.continued = field;
  }

  HidPosLayout layout_;
  Globals now_;
  std::vector<Globals> stack_;
  std::vector<std::uint32_t> usages_;
  std::optional<std::uint32_t> minimum_;
  std::map<std::uint8_t, std::uint32_t> ends_;  // of each report, in bits
};

/// The first value of a field; 0 where the report ends before it.
std::uint32_t value_of(std::span<const std::uint8_t> report, const HidField& field) {
  std::uint32_t value = 0;
  for (std::uint32_t i = 0; i < field.bits; ++i) {
    const std::uint32_t at = field.at + i;
    if (at / 8 >= report.size()) return 0;
    value |= ((std::uint32_t{report[at / 8]} >> (at % 8)) & 1U) << i;
  }
  return value;
}

std::span<const std::uint8_t> bytes_of(std::span<const std::uint8_t> report, const HidField& field) {
  const std::size_t begin = std::min<std::size_t>(field.at / 8, report.size());
  return report.subspan(begin, std::min<std::size_t>(field.count, report.size() - begin));
}

}  // namespace

Result<HidPosLayout> parse_hid_pos(std::span<const std::uint8_t> descriptor) {
  DescriptorReader reader;
  while (!descriptor.empty()) {
    const auto item = take_item(descriptor);
    if (!item || !reader.take(*item)) return fail(Code::corrupt, "HID report descriptor");
  }
  HidPosLayout layout = std::move(reader).finish();
  if (layout.reports.empty()) return fail(Code::unsupported, "a HID device that sends no scanned data");
  return layout;
}

std::optional<ScanLine> HidPosReports::take(std::span<const std::uint8_t> report) {
  if (report.empty()) return std::nullopt;
  const auto found = layout_.reports.find(layout_.has_ids ? report[0] : 0);
  if (found == layout_.reports.end()) return std::nullopt;
  const HidPosReport& where = found->second;
  auto data = bytes_of(report, *where.data);
  if (where.byte_count) {
    data = data.first(std::min<std::size_t>(value_of(report, *where.byte_count), data.size()));
  } else {
    while (!data.empty() && data.back() == 0) data = data.first(data.size() - 1);
  }
  const bool goes_on = where.continued && value_of(report, *where.continued) != 0;
  if (skips_) {
    skips_ = goes_on;
    return std::nullopt;
  }
  if (text_.size() + data.size() > code_bytes_max) {
    text_.clear();
    skips_ = goes_on;
    return ScanLine{{}, true};
  }
  text_.append(data.begin(), data.end());
  if (goes_on) return std::nullopt;
  ScanLine line{std::exchange(text_, {}), false};
  // Some models send the line's end that a keyboard would need.
  while (!line.text.empty() && (line.text.back() == '\r' || line.text.back() == '\n')) line.text.pop_back();
  if (line.text.empty()) return std::nullopt;
  return line;
}

void HidPosReports::drop() {
  text_.clear();
  skips_ = false;
}

}  // namespace yz::hal
