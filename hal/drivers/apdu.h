// Commands to a smart card and its answers, ISO 7816-4 in the short form (docs/formats/smart-card.md). Pure:
// the wire is a function.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hal {

/// Whatever a card says may be a person's.
using CardBytes = Sensitive<std::vector<std::uint8_t>>;

struct ApduCommand {
  std::uint8_t cla{}, ins{}, p1{}, p2{};
  std::vector<std::uint8_t> data{};      // at most 255 bytes
  std::optional<std::uint8_t> answer{};  // bytes wanted; 0 means all there are, at most 256
};
struct ApduAnswer {
  CardBytes data;
  std::uint16_t status{};  // SW1 SW2
  [[nodiscard]] bool is_ok() const { return status == 0x9000; }
};

[[nodiscard]] std::vector<std::uint8_t> to_bytes(const ApduCommand& command);
/// `corrupt`: shorter than a status, or longer than a short answer can be.
[[nodiscard]] Result<ApduAnswer> parse_answer(std::span<const std::uint8_t> bytes);

/// Sends the bytes to the card and gives its answer; an error when the card or the reader is gone.
using Transmit = std::function<Result<CardBytes>(std::span<const std::uint8_t>)>;

/// One command with all that T=0 makes of it: 61 xx (more is there) is fetched, 6C xx (say so many) is
/// repeated. `corrupt`: the card goes on with that for more than 8 rounds; else what `transmit` failed with.
[[nodiscard]] Result<ApduAnswer> exchange(const Transmit& transmit, ApduCommand command);

}  // namespace yz::hal
