#include "kiosk/app/trial_desk.h"

#include <algorithm>

#include "domain/identity/identity.h"
#include "hal/utf8.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t code_chars_shown = 60;
constexpr std::size_t code_chars_a_line = 10;  // an address has no blanks to break at
constexpr std::size_t uid_end_shown = 4;

/// The beginning of what was scanned: what prints of it, the rest as dots. Untrusted bytes.
std::string shown_code(std::string_view text) {
  std::string shown;
  std::size_t run = 0;  // without a place to break at
  for (std::size_t count = 0; !text.empty(); ++count) {
    if (count == code_chars_shown) return shown + "...";
    const std::string_view before = text;
    const char32_t code = hal::take_char(text);
    constexpr char32_t first_printable = 0x20;
    constexpr char32_t del = 0x7F;
    constexpr char32_t last_control = 0x9F;
    constexpr char32_t first_ideograph = 0x2E80;
    const bool prints = code >= first_printable && (code < del || code > last_control) && code != 0xFFFD;
    run = code == ' ' || code >= first_ideograph ? 0 : run + 1;
    if (run > code_chars_a_line) {
      shown += '\n';
      run = 1;
    }
    shown += prints ? before.substr(0, before.size() - text.size()) : std::string_view(".");
  }
  return shown;
}

Trial card_trial(const Sensitive<std::string>& name, const Sensitive<std::string>& number) {
  return {true,
          "staff.test.card",
          {{"name", domain::mask_name(name.reveal())}, {"number", domain::mask_id_number(number.reveal())}}};
}

/// Enough to tell two cards apart, too little to make one.
std::string shown_uid(const std::string& uid) {
  return uid.substr(uid.size() - std::min(uid.size(), uid_end_shown));
}

}  // namespace

void TrialDesk::arm(const hal::DeviceId& device, hal::DeviceClass device_class) {
  device_ = device;
  device_class_ = device_class;
  actions_.arm(device_class);
  if (device_class == hal::DeviceClass::camera) actions_.watch(device, true);
}

void TrialDesk::disarm() {
  if (device_) {
    actions_.disarm(device_class_);
    if (device_class_ == hal::DeviceClass::camera) actions_.watch(*device_, false);
  }
  device_.reset();
  seen_.reset();
}

void TrialDesk::show(Trial trial) {
  result_ = std::move(trial);
  actions_.arm(device_class_);  // for the next card or code
}

void TrialDesk::take(const hal::CardRead& event) {
  if (!is_meant(event.device)) return;
  show(card_trial(event.card.name, event.card.number));
}

void TrialDesk::take(const hal::SmartCardRead& event) {
  if (!is_meant(event.device)) return;
  if (event.card.kind == hal::SmartCardKind::uid)
    return show({true, "staff.test.uid", {{"number", shown_uid(event.card.uid.reveal())}}});
  show(card_trial(event.card.name, event.card.number));
}

void TrialDesk::take(const hal::CardTrouble& event) {
  if (is_meant(event.device)) show({false, words_of(event.problem), {}});
}

void TrialDesk::take(const hal::CodeScanned& event) {
  if (!is_meant(event.device)) return;
  if (event.too_long) return show({false, "staff.test.long", {}});
  show({true, "staff.test.code", {{"text", shown_code(event.text)}}});
}

void TrialDesk::take(const hal::FrameSeen& event) {
  if (is_meant(event.device)) seen_ = event.picture;
}

void TrialDesk::wipe() {
  disarm();
  result_.reset();
}

}  // namespace yz::kiosk
