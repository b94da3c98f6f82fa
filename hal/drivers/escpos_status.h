// Everything an ESC/POS printer says, sorted out of one stream of bytes (docs/formats/escpos.md, "Answers").
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <variant>

#include "hal/device.h"

namespace yz::hal {

/// The one-byte answer to DLE EOT n; the byte does not say which n it answers.
struct RealTimeAnswer {
  std::uint8_t byte{};
};
/// Four bytes that come by themselves on a change.
struct AutomaticStatus {
  bool offline{};
  std::set<Reason> reasons;
  bool operator==(const AutomaticStatus&) const = default;
};
/// The answer to GS r: the printer has consumed everything before it.
struct InOrderAnswer {
  std::uint8_t byte{};
};
/// The answer to GS e 6.
struct PresenterAnswer {
  bool has_ticket{};
  bool is_jammed{};
};
using PrinterAnswer = std::variant<RealTimeAnswer, AutomaticStatus, InOrderAnswer, PresenterAnswer>;

/// What the bits of an answer to DLE EOT n (1…4) mean. `jam_sensor`: n 3 has one more.
[[nodiscard]] std::set<Reason> reasons_of(int n, std::uint8_t byte, bool jam_sensor);

/// Bytes in, one at a time; an answer as soon as one is whole. Text blocks and flow control are swallowed; so
/// is what fits nothing.
class PrinterAnswers {
 public:
  std::optional<PrinterAnswer> take(std::uint8_t byte);
  /// GS e 6 was asked while nothing moves: the next byte that is none of the others' is its answer.
  void expect_presenter() { expects_presenter_ = true; }

 private:
  std::uint8_t automatic_[4]{};
  int automatic_count_{};
  bool is_damaged_{};  // what has come of the four
  bool in_text_{};
  bool expects_presenter_{};
  int text_bytes_{};
};

}  // namespace yz::hal
