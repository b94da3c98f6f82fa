// The module inside a resident ID card reader: request frames in, answers out. Keeps the order find, select,
// read, and asks for a lifted card before the next find. Knows no port and no time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hal/sim/card_file.h"

namespace yz::sim {

/// What the next answer, and only that one, suffers.
struct AnswerFaults {
  std::optional<std::uint8_t> status;  // SW3 instead of what would be true
  bool is_half{};
  bool has_wrong_checksum{};
  bool has_too_long_length{};
};

class SamModule {
 public:
  void place(Card card);
  void lift();
  /// It had no power and begins anew: a card that lies there can be read again.
  void power_up();
  [[nodiscard]] bool has_card() const { return card_.has_value(); }
  void set_faults(const AnswerFaults& faults) { faults_ = faults; }
  [[nodiscard]] const AnswerFaults& faults() const { return faults_; }
  /// The next read stops in its middle and the card is gone.
  void lift_during_read() { lifts_during_read_ = true; }
  [[nodiscard]] std::string state() const;

  /// Bytes in pieces of any size; gives the frames that answer what became whole.
  [[nodiscard]] std::vector<std::string> receive(std::string_view bytes);

 private:
  enum class Step { idle, found, selected, read };
  struct Reply {
    std::uint8_t status{};
    std::string data;
  };

  [[nodiscard]] std::string answer(std::string_view frame);
  [[nodiscard]] Reply decide(std::uint8_t command, std::uint8_t parameter);
  [[nodiscard]] Reply find();
  [[nodiscard]] Reply select();
  [[nodiscard]] Reply read(std::uint8_t parameter);
  [[nodiscard]] std::string frame(const Reply& reply);

  std::string unread_;
  std::optional<Card> card_;
  Step step_{};
  AnswerFaults faults_;
  bool lifts_during_read_{};
};

}  // namespace yz::sim
