// A spoken message as an Ogg Opus file (RFC 7845, RFC 6716). The one user of libopusenc.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"

namespace yz::hal {

inline constexpr std::size_t voice_bytes_max = 1U << 20U;

class VoiceFile {
 public:
  /// `unavailable`: there is no encoder.
  static Result<std::unique_ptr<VoiceFile>> begin();
  virtual ~VoiceFile() = default;
  VoiceFile(const VoiceFile&) = delete;
  VoiceFile& operator=(const VoiceFile&) = delete;

  /// sound_rate, one channel. `full` beyond voice_bytes_max.
  [[nodiscard]] virtual Status add(std::span<const std::int16_t> samples) = 0;
  /// The whole file; once.
  [[nodiscard]] virtual Result<std::vector<std::uint8_t>> finish() = 0;

 protected:
  VoiceFile() = default;
};

}  // namespace yz::hal
