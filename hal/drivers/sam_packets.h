// How frames of the ID-card module travel over USB (docs/formats/id-reader.md, "Over USB"): in HID reports,
// and split over pipes. One public source each; no device of these kinds has been tried. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"

namespace yz::hal {

inline constexpr std::size_t sam_report_bytes = 64;
using SamReport = std::array<std::uint8_t, sam_report_bytes>;

/// The report that carries a request's frame. `full`: the frame is longer than a report holds, and nobody
/// says how such a one is split; requests of ours have ten bytes.
[[nodiscard]] Result<SamReport> sam_hid_request(std::span<const std::uint8_t> frame);
/// The part of a frame that a reply's report carries, a view into `report`; empty for one that carries none.
/// `corrupt`: no such report, or damaged.
[[nodiscard]] Result<std::span<const std::uint8_t>> sam_hid_reply(std::span<const std::uint8_t> report);

/// A frame's first pipe carries preamble and LEN, its second all behind them.
inline constexpr std::size_t sam_head_bytes = 7;
enum class SamPipe { head, body };

/// Which pipe the next bytes of replies come from, by what came so far.
class SamPipes {
 public:
  [[nodiscard]] SamPipe next() const { return body_left_ == 0 ? SamPipe::head : SamPipe::body; }
  /// What came from `next()`; gives what of it is for the frames, which is all but a packet's padding behind
  /// the end of a head or a body.
  std::span<const std::uint8_t> take(std::span<const std::uint8_t> bytes);
  /// The next reply begins at its beginning.
  void drop();

 private:
  void take_head(std::uint8_t byte);

  std::array<std::uint8_t, sam_head_bytes> head_{};
  std::size_t head_count_{};
  std::size_t body_left_{};
};

}  // namespace yz::hal
