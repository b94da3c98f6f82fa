// A smart card: commands in, answers out (docs/formats/smart-card.md). Social security cards, cards that have
// a number only, and cards that are neither. Knows no reader and no time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::sim {

/// What is the matter with a card.
enum class CardCondition {
  sound,
  mute,       // gives no ATR that a reader takes
  locked,     // its environment is deactivated: 62 83
  guarded,    // wants a PIN before the holder's file is read: 69 82
  by_number,  // takes the other form of selecting (P1 00), and records by number only
};

class ChipCard {
 public:
  /// From a card file (docs/formats/sim-control.md). `invalid` when it is no JSON, a field is too long or not
  /// of its form, or the kind is unknown.
  static Result<ChipCard> parse(std::string_view json);

  void set_condition(CardCondition condition) { condition_ = condition; }
  /// What it says when power comes on, TCK computed where there is one.
  [[nodiscard]] std::string atr() const;
  /// Power went or the line was reset: nothing is selected.
  void reset();
  [[nodiscard]] std::string answer(std::string_view command);
  /// How often somebody tried a PIN.
  [[nodiscard]] int pins_tried() const { return pins_tried_; }

 private:
  enum class Kind { social, uid, other };
  enum class Place { nowhere, environment, holder_file };

  [[nodiscard]] std::string answer_social(std::string_view command);
  [[nodiscard]] std::string select(std::string_view command);
  [[nodiscard]] std::string read_record(std::string_view command) const;
  [[nodiscard]] std::string with_length(const std::string& data, std::uint8_t wanted) const;

  Kind kind_{};
  CardCondition condition_{};
  bool is_contactless_{};             // then it speaks T=1, and has a number too
  std::string uid_;                   // bytes
  std::uint8_t storage_name_{};       // which storage card, PC/SC part 3
  std::vector<std::string> records_;  // tag, length, value
  Place place_{};
  std::string waiting_;  // what GET RESPONSE fetches
  int pins_tried_{};
};

}  // namespace yz::sim
