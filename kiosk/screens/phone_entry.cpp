#include "kiosk/screens/phone_entry.h"

#include <array>

namespace yz::kiosk {
namespace {

constexpr std::size_t phone_digits = 11;

/// 3-4-4.
std::string grouped(const std::string& number) {
  std::string shown;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (i == 3 || i == 7) shown += ' ';
    shown += number[i];
  }
  return shown;
}

}  // namespace

PhoneEntry::Outcome PhoneEntry::draw(ui::Ui& ui, std::string& number) {
  Outcome outcome;
  ui.title(id_ + ".title");
  ui.field(id_ + ".number", grouped(number), ui.word(id_ + ".hint"));
  ui.words(id_ + ".count", {{"count", std::to_string(number.size())}}, ui::Role::small);
  ui.say(id_ + ".title");
  if (is_wrong_) ui.banner(id_ + ".wrong", ui::Tone::trouble, ui.word(id_ + ".wrong"));
  const bool sent = ui.choices(std::array{ui::Choice{.id = id_ + ".next", .main = true}}).has_value();
  if (const auto typed = ui.typed(id_ + ".number")) {
    for (const char c : *typed) outcome.changed = append(number, c) || outcome.changed;
  }
  if (const auto key = ui.keypad(id_, false)) outcome.changed = append(number, *key) || outcome.changed;
  if (!sent) return outcome;
  is_wrong_ = number.size() != phone_digits || number.front() != '1';
  outcome.confirmed = !is_wrong_;
  return outcome;
}

bool PhoneEntry::append(std::string& number, char c) {
  is_wrong_ = false;
  if (c == '<') {
    if (number.empty()) return false;
    number.pop_back();
    return true;
  }
  if (c < '0' || c > '9' || number.size() >= phone_digits) return false;
  number += c;
  return true;
}

}  // namespace yz::kiosk
