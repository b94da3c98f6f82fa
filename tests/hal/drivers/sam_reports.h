// The reader's side of the HID framing: requests out of reports, replies into reports
// (docs/formats/id-reader.md).
#pragma once

#include <string>
#include <vector>

namespace yz::test {

inline constexpr std::size_t report_bytes = 64;
inline constexpr std::size_t frame_bytes_a_report = 54;

inline unsigned low_first(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]) |
         static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1])) << 8U;
}

inline std::string two_low_first(std::size_t value) {
  return {static_cast<char>(value & 0xFFU), static_cast<char>((value >> 8U) & 0xFFU)};
}

/// From LEN on.
inline std::size_t added_up(const std::string& bytes) {
  std::size_t sum = 0;
  for (const char byte : bytes) sum += static_cast<unsigned char>(byte);
  return sum;
}

/// One report whose length and sum fit; `content` begins with the result or command.
inline std::string report_with(char mark, const std::string& content) {
  std::string report = two_low_first(content.size()) + content;
  report += two_low_first(added_up(report));
  report.insert(0, std::string{mark, 0, 0});
  report.resize(report_bytes);
  return report;
}

inline std::vector<std::string> reports_of(const std::string& frame) {
  std::vector<std::string> reports;
  for (std::size_t at = 0; at < frame.size(); at += frame_bytes_a_report)
    reports.push_back(
        report_with('\xAA', '\0' + two_low_first(reports.size()) + frame.substr(at, frame_bytes_a_report)));
  return reports;
}

/// The frame in a request's report; nothing when its sum is wrong.
inline std::string frame_of(const std::string& report) {
  const std::size_t length = low_first(report, 3);
  if (report.size() != report_bytes || report[0] != '\x88' || length < 1 || length + 7 > report_bytes)
    return {};
  const bool is_whole = added_up(report.substr(3, 2 + length)) == low_first(report, 5 + length);
  return is_whole ? report.substr(6, length - 1) : std::string();
}

}  // namespace yz::test
