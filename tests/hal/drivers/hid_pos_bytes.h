// The bytes of a HID POS scanner as docs/formats/scanners.md lays them out.
#pragma once

#include <linux/hidraw.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yz::test {

inline constexpr std::uint8_t hid_pos_report_id = 2;
inline constexpr std::size_t hid_pos_data_bytes = 56;

/// Byte count, three bytes of symbology, 56 of data, one bit that says whether it goes on, seven unused.
inline std::vector<std::uint8_t> hid_pos_descriptor() {
  return {0x06, 0x8C,
          0x00,  // usage page 8C: bar code scanner
          0x09, 0x02,
          0xA1, 0x01,  // usage 02, application collection
          0x09, 0x12,
          0xA1, 0x02,               // usage 12: scanned data report, logical collection
          0x85, hid_pos_report_id,  // report id
          0x15, 0x00,
          0x26, 0xFF,
          0x00,  // 0 … 255
          0x75, 0x08,
          0x95, 0x01,  // one byte
          0x05, 0x01,
          0x09, 0x3B,
          0x81, 0x02,  // generic desktop, byte count
          0x95, 0x03,
          0x05, 0x8C,  // three bytes of page 8C
          0x09, 0xFB,
          0x09, 0xFC,
          0x09, 0xFD,
          0x81, 0x02,  // symbology
          0x95, hid_pos_data_bytes,
          0x09, 0xFE,
          0x82, 0x02,
          0x01,  // decoded data, buffered bytes
          0x75, 0x01,
          0x95, 0x01,
          0x25, 0x01,
          0x09, 0xFF,
          0x81, 0x02,  // one bit: goes on
          0x95, 0x07,
          0x81, 0x03,  // seven unused
          0xC0, 0xC0};
}

/// umockdev's answers to the kernel's calls about the report descriptor of a node.
inline std::string hid_pos_calls(const std::string& node) {
  const auto hex = [](const void* data, std::size_t count) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto* from = static_cast<const unsigned char*>(data);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += digits[from[i] >> 4U];
      text += digits[from[i] & 15U];
    }
    return text;
  };
  const std::vector<std::uint8_t> bytes = hid_pos_descriptor();
  hidraw_report_descriptor descriptor{};
  descriptor.size = static_cast<__u32>(bytes.size());
  std::copy(bytes.begin(), bytes.end(), descriptor.value);
  const int size = static_cast<int>(bytes.size());
  return "@DEV " + node + "\nHIDIOCGRDESCSIZE 0 " + hex(&size, sizeof size) + "\nHIDIOCGRDESC 0 " +
         hex(&descriptor, sizeof descriptor) + '\n';
}

inline std::vector<std::uint8_t> hid_pos_report(const std::string& data, bool goes_on) {
  std::vector<std::uint8_t> report{hid_pos_report_id, static_cast<std::uint8_t>(data.size()), ']', 'Q', '1'};
  report.insert(report.end(), data.begin(), data.end());
  report.resize(5 + hid_pos_data_bytes);
  report.push_back(goes_on ? 1 : 0);
  return report;
}

}  // namespace yz::test
