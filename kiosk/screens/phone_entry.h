// A mobile phone's number on large keys: the same for wishes and classes. Words: <id>.title · .hint · .count
// {count} · .wrong · .next.
#pragma once

#include <string>
#include <utility>

#include "kiosk/ui/ui.h"

namespace yz::kiosk {

class PhoneEntry {
 public:
  explicit PhoneEntry(std::string id) : id_(std::move(id)) {}

  struct Outcome {
    bool changed{};
    bool confirmed{};  // a number that can be a mobile phone's
  };
  /// The whole screen; changes `number`, digits only.
  Outcome draw(ui::Ui& ui, std::string& number);

 private:
  [[nodiscard]] bool append(std::string& number, char c);

  std::string id_;
  bool is_wrong_{};
};

}  // namespace yz::kiosk
