// Reads an ESC/POS byte stream: bytes in, in pieces of any size, orders out. Knows framing, Chinese mode and
// the code page; everything else is the paper's or the machine's business. Real-time requests come out the
// moment their last byte is in, ahead of an unfinished order, except from inside raster data, which this
// model does not search.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "hal/sim/escpos_ops.h"

namespace yz::sim {

inline constexpr std::size_t order_bytes_max = 70'000;       // GS ( k and GS ( L with their two-byte length
inline constexpr std::size_t picture_bytes_max = 1U << 20U;  // the graphics memory
inline constexpr std::size_t raster_row_bytes_max = 512;

class EscposDecoder {
 public:
  void feed(std::uint8_t byte, std::vector<Step>& out);
  /// What a lost connection or power cut leaves: nothing begun, modes as after power-on.
  void reset() { *this = {}; }
  /// Bytes of an order that has begun and is not complete.
  [[nodiscard]] std::size_t unfinished_bytes() const { return pending_.size(); }
  /// What has begun may turn out to be a real-time request.
  [[nodiscard]] bool may_be_request() const { return !raster_ && !pending_.empty() && pending_[0] == 0x10; }

 private:
  struct Raster {
    std::size_t row_bytes{}, rows_left{};
    int scale_x{1}, scale_y{1};
  };
  [[nodiscard]] bool watch_realtime(std::uint8_t byte, std::vector<Step>& out);
  void feed_raster(std::uint8_t byte, std::vector<Step>& out);
  [[nodiscard]] std::optional<Op> text();
  [[nodiscard]] std::optional<Op> escape();
  [[nodiscard]] std::optional<Op> group();
  [[nodiscard]] std::optional<Op> cut() const;
  [[nodiscard]] std::optional<Op> long_order();
  [[nodiscard]] std::optional<Op> begin_raster();
  [[nodiscard]] Op qr_order(std::size_t head) const;
  [[nodiscard]] Op picture_order(std::size_t head) const;
  [[nodiscard]] std::optional<Op> complete();
  [[nodiscard]] int word(std::size_t at) const { return pending_[at] | (pending_[at + 1] << 8); }

  std::vector<std::uint8_t> pending_;
  std::optional<Raster> raster_;
  std::size_t skip_{};  // parameters of a too large order, passed over
  std::uint8_t last_{}, before_last_{};
  int page_{};
  bool is_chinese_{true};  // what Chinese models come up with
};

}  // namespace yz::sim
