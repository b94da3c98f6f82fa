// Frames of the ID-card module (docs/formats/id-reader.md). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace yz::hal {

struct SamReply {
  std::uint8_t sw1{}, sw2{}, sw3{};
  std::vector<std::uint8_t> data;
};

/// A request with its length and check byte computed.
[[nodiscard]] std::vector<std::uint8_t> sam_request(std::uint8_t command, std::uint8_t parameter);

/// Bytes in, replies out. Hunts for the preamble, takes extra AA bytes before it, never keeps more than one
/// frame.
class SamFrames {
 public:
  SamFrames();
  /// A whole frame; an error (`corrupt`) for one whose check byte or length is wrong.
  std::optional<Result<SamReply>> take(std::uint8_t byte);
  void drop();

 private:
  std::vector<std::uint8_t> frame_;  // from the preamble on
};

}  // namespace yz::hal
