#include "hal/drivers/sam_packets.h"

#include <algorithm>
#include <numeric>

namespace yz::hal {
namespace {

// A report: mark, SRN in two bytes, LEN in two (low byte first), then as many bytes as LEN says, then their
// sum.
constexpr std::uint8_t request_mark = 0x88;
constexpr std::uint8_t reply_mark = 0xAA;
constexpr std::uint8_t id_card_command = 0xB1;  // passes a frame on to the ID-card module
constexpr std::size_t length_at = 3;
constexpr std::size_t content_at = 5;
constexpr std::size_t sum_bytes = 2;
constexpr std::size_t command_bytes = 1;  // in a reply: the result, of which no good value is told
constexpr std::size_t number_bytes = 2;   // a reply's report has its number before its part of the frame
constexpr std::size_t request_bytes_max = sam_report_bytes - content_at - command_bytes - sum_bytes;

std::uint16_t sum_of(std::span<const std::uint8_t> bytes) {
  return std::accumulate(
      bytes.begin(), bytes.end(), std::uint16_t{0},
      [](std::uint16_t sum, std::uint8_t byte) { return static_cast<std::uint16_t>(sum + byte); });
}

void put_low_first(std::span<std::uint8_t> into, std::size_t value) {
  into[0] = static_cast<std::uint8_t>(value & 0xFFU);
  into[1] = static_cast<std::uint8_t>((value >> 8U) & 0xFFU);
}

std::size_t low_first(std::span<const std::uint8_t> bytes) {
  return static_cast<std::size_t>(bytes[1]) << 8U | bytes[0];
}

}  // namespace

Result<SamReport> sam_hid_request(std::span<const std::uint8_t> frame) {
  if (frame.size() > request_bytes_max) return fail(Code::full, "frame of " + std::to_string(frame.size()));
  SamReport report{};
  const std::span<std::uint8_t> bytes(report);
  report[0] = request_mark;  // the source leaves SRN at 0
  put_low_first(bytes.subspan(length_at), command_bytes + frame.size());
  report[content_at] = id_card_command;
  std::ranges::copy(frame, bytes.subspan(content_at + command_bytes).begin());
  const std::size_t sum_at = content_at + command_bytes + frame.size();
  put_low_first(bytes.subspan(sum_at), sum_of(bytes.subspan(length_at, sum_at - length_at)));
  return report;
}

Result<std::span<const std::uint8_t>> sam_hid_reply(std::span<const std::uint8_t> report) {
  if (report.size() < content_at + command_bytes + sum_bytes || report[0] != reply_mark)
    return fail(Code::corrupt, "no reply's report");
  const std::size_t length = low_first(report.subspan(length_at));
  if (length < command_bytes || length > report.size() - content_at - sum_bytes)
    return fail(Code::corrupt, "report's length " + std::to_string(length));
  const std::size_t sum_at = content_at + length;
  if (low_first(report.subspan(sum_at)) != sum_of(report.subspan(length_at, sum_at - length_at)))
    return fail(Code::corrupt, "report's sum");
  const std::size_t before = std::min(length, command_bytes + number_bytes);
  return report.subspan(content_at + before, length - before);
}

std::span<const std::uint8_t> SamPipes::take(std::span<const std::uint8_t> bytes) {
  if (next() == SamPipe::body) {
    const std::size_t count = std::min(body_left_, bytes.size());
    body_left_ -= count;
    return bytes.first(count);
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    take_head(bytes[i]);
    if (next() == SamPipe::body) return bytes.first(i + 1);
  }
  return bytes;
}

void SamPipes::take_head(std::uint8_t byte) {
  constexpr std::array<std::uint8_t, 5> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
  if (head_count_ < preamble.size() && byte != preamble.at(head_count_)) {
    if (byte == preamble[0] && head_count_ == 3) return;  // a fourth AA is noise before the same preamble
    head_count_ = 0;
    if (byte != preamble[0]) return;
  }
  head_.at(head_count_++) = byte;
  if (head_count_ < head_.size()) return;
  head_count_ = 0;
  body_left_ = static_cast<std::size_t>(head_[5]) << 8U | head_[6];
}

void SamPipes::drop() {
  head_count_ = 0;
  body_left_ = 0;
}

}  // namespace yz::hal
