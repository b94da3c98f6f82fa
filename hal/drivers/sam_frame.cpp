#include "hal/drivers/sam_frame.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace yz::hal {
namespace {

constexpr std::array<std::uint8_t, 5> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t body_bytes_min = 4;  // SW1 SW2 SW3 CHK
constexpr std::size_t body_bytes_max =
    2'314;  // the longest reply: text, photo and 1,024 bytes of fingerprints
constexpr std::size_t head_bytes = preamble.size() + 2;

std::uint8_t check_of(std::span<const std::uint8_t> bytes) {
  std::uint8_t check = 0;
  for (const std::uint8_t byte : bytes) check ^= byte;
  return check;
}

}  // namespace

std::vector<std::uint8_t> sam_request(std::uint8_t command, std::uint8_t parameter) {
  const std::array<std::uint8_t, 4> counted{0, 3, command,
                                            parameter};  // length in two bytes, high byte first
  std::vector<std::uint8_t> frame(preamble.begin(), preamble.end());
  std::ranges::copy(counted, std::back_inserter(frame));
  frame.push_back(check_of(counted));
  return frame;
}

// Once and for all: growing would leave copies of a card's text behind.
SamFrames::SamFrames() {
  frame_.reserve(head_bytes + body_bytes_max);
}

void SamFrames::drop() {
  std::fill(frame_.begin(), frame_.end(), std::uint8_t{0});  // it may have held a card's text
  frame_.clear();
}

std::optional<Result<SamReply>> SamFrames::take(std::uint8_t byte) {
  if (frame_.size() < preamble.size()) {
    if (byte == preamble.at(frame_.size())) {
      frame_.push_back(byte);
    } else if (byte != 0xAA || frame_.size() != 3) {  // a fourth AA is noise before the same preamble
      const bool begins = byte == preamble[0];
      frame_.clear();
      if (begins) frame_.push_back(byte);
    }
    return std::nullopt;
  }
  frame_.push_back(byte);
  if (frame_.size() < head_bytes) return std::nullopt;
  const std::size_t body = static_cast<std::size_t>(frame_[5]) << 8U | frame_[6];
  if (body < body_bytes_min || body > body_bytes_max) {
    drop();
    return fail(Code::corrupt, "length " + std::to_string(body));
  }
  if (frame_.size() < head_bytes + body) return std::nullopt;
  const bool is_whole = check_of(std::span(frame_).subspan(preamble.size())) == 0;
  SamReply reply{frame_[7], frame_[8], frame_[9], {}};
  if (is_whole) reply.data.assign(frame_.begin() + 10, frame_.end() - 1);
  drop();
  if (!is_whole) return fail(Code::corrupt, "check byte");
  return reply;
}

}  // namespace yz::hal
