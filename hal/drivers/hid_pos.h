// Scanned codes out of HID POS reports (USB-IF HID Point of Sale Usage Tables 1.02, page 8C):
// docs/formats/scanners.md. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "hal/drivers/scan_lines.h"

namespace yz::hal {

/// Values beside each other in a report, each `bits` wide, from bit `at` on (the id's byte counted).
struct HidField {
  std::uint32_t at{};
  std::uint32_t bits{};
  std::uint32_t count{};
  bool operator==(const HidField&) const = default;
};
/// Where an input report has what a scanner says; nothing where it does not say it.
struct HidPosReport {
  std::optional<HidField> data;        // 8C:FE decoded data
  std::optional<HidField> byte_count;  // 01:3B how much of it counts
  std::optional<HidField> continued;   // 8C:FF the next report goes on
};
struct HidPosLayout {
  bool has_ids{};                                // the first byte of each report is its id
  std::map<std::uint8_t, HidPosReport> reports;  // those with data; id 0 where there are no ids
};

/// From the report descriptor (USB HID 1.11, 6.2.2). `corrupt`: no descriptor; `unsupported`: of a device
/// that sends no scanned data.
[[nodiscard]] Result<HidPosLayout> parse_hid_pos(std::span<const std::uint8_t> descriptor);

class HidPosReports {
 public:
  explicit HidPosReports(HidPosLayout layout) : layout_(std::move(layout)) {}
  /// A scan as soon as its last report is there, or as soon as it is too long. What is no report of scanned
  /// data is ignored.
  std::optional<ScanLine> take(std::span<const std::uint8_t> report);
  /// What was begun and not ended is dropped.
  void drop();
  [[nodiscard]] bool is_empty() const { return text_.empty() && !skips_; }

 private:
  HidPosLayout layout_;
  std::string text_;
  bool skips_{};  // was too long; its reports are let pass
};

}  // namespace yz::hal
