#include "kiosk/app/input_desk.h"

#include <utility>

namespace yz::kiosk {

void InputDesk::write(std::vector<InkStroke> strokes) {
  ink_serial_ = ++serial_;
  is_read_ = false;
  actions_.read_ink(ink_serial_, std::move(strokes));
}

const std::vector<ReadCharacter>* InputDesk::characters() const {
  return is_read_ ? &read_ : nullptr;
}

void InputDesk::forget_ink() {
  ink_serial_ = ++serial_;
  is_read_ = false;
  read_.clear();
}

void InputDesk::step(PinyinStep step) {
  actions_.pinyin(++serial_, step);
}

void InputDesk::take(InkRead report) {
  if (report.serial != ink_serial_) return;
  read_ = std::move(report.characters);
  is_read_ = true;
}

void InputDesk::take(PinyinShown report) {
  if (report.serial <= forgotten_) return;
  pinyin_ = std::move(report.view);
  chosen_ += report.chosen;
}

void InputDesk::take(const InputMissing& report) {
  (report.way == InputWay::ink ? ink_missing_ : pinyin_missing_) = true;
}

void InputDesk::wipe() {
  forget_ink();
  step(PinyinClear{});  // also when nothing shows: a key may be under way, a sentence remembered
  pinyin_ = {};
  chosen_.clear();
  forgotten_ = serial_;
}

}  // namespace yz::kiosk
