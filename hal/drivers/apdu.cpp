#include "hal/drivers/apdu.h"

#include "base/check.h"

namespace yz::hal {
namespace {

constexpr std::size_t data_bytes_max = 255;
constexpr std::size_t answer_bytes_max = 256;
constexpr std::size_t status_bytes = 2;
constexpr int rounds_max = 8;
constexpr std::uint8_t get_response = 0xC0;
constexpr std::uint8_t more_waits = 0x61;
constexpr std::uint8_t wrong_length = 0x6C;

}  // namespace

std::vector<std::uint8_t> to_bytes(const ApduCommand& command) {
  check(command.data.size() <= data_bytes_max, "a short command has at most 255 bytes of data");
  std::vector<std::uint8_t> bytes{command.cla, command.ins, command.p1, command.p2};
  if (!command.data.empty()) {
    bytes.push_back(static_cast<std::uint8_t>(command.data.size()));
    bytes.insert(bytes.end(), command.data.begin(), command.data.end());
  }
  if (command.answer) bytes.push_back(*command.answer);
  return bytes;
}

Result<ApduAnswer> parse_answer(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < status_bytes || bytes.size() > answer_bytes_max + status_bytes) {
    return fail(Code::corrupt, "an answer of " + std::to_string(bytes.size()) + " bytes");
  }
  const auto data = bytes.first(bytes.size() - status_bytes);
  const auto status = static_cast<std::uint16_t>(bytes[data.size()] << 8U | bytes[data.size() + 1]);
  return ApduAnswer{CardBytes({data.begin(), data.end()}), status};
}

Result<ApduAnswer> exchange(const Transmit& transmit, ApduCommand command) {
  std::vector<std::uint8_t> whole;
  whole.reserve(rounds_max * answer_bytes_max);  // so that growing leaves no copies behind
  for (int round = 0; round < rounds_max; ++round) {
    const auto bytes = transmit(to_bytes(command));
    if (!bytes) return fail(bytes.error());
    const auto part = parse_answer(bytes->reveal());
    if (!part) return fail(part.error());
    const auto sw1 = static_cast<std::uint8_t>(part->status >> 8U);
    const auto sw2 = static_cast<std::uint8_t>(part->status & 0xFFU);
    if (sw1 == wrong_length && command.answer != sw2) {
      command.answer = sw2;
      continue;
    }
    const auto& data = part->data.reveal();
    whole.insert(whole.end(), data.begin(), data.end());
    if (sw1 != more_waits) return ApduAnswer{CardBytes(std::move(whole)), part->status};
    command = {.cla = 0, .ins = get_response, .p1 = 0, .p2 = 0, .answer = sw2};
  }
  return fail(Code::corrupt, "the card goes on for ever");
}

}  // namespace yz::hal
