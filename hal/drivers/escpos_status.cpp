#include "hal/drivers/escpos_status.h"

namespace yz::hal {
namespace {

constexpr int text_bytes_max = 80;

bool is_automatic_first(std::uint8_t byte) {
  return (byte & 0x93U) == 0x10;
}
bool is_real_time(std::uint8_t byte) {
  return (byte & 0x93U) == 0x12;
}
bool is_printable(std::uint8_t byte) {
  return byte >= 0x20 && byte <= 0x7E;
}
bool is_plain(std::uint8_t byte) {
  return (byte & 0x90U) == 0;
}

AutomaticStatus automatic(const std::uint8_t (&bytes)[4]) {
  AutomaticStatus status;
  status.offline = (bytes[0] & 0x08U) != 0;
  if ((bytes[0] & 0x20U) != 0) status.reasons.insert(Reason::cover_open);
  if ((bytes[1] & 0x08U) != 0) status.reasons.insert(Reason::cutter_error);
  if ((bytes[1] & 0x20U) != 0) status.reasons.insert(Reason::hardware);
  if ((bytes[1] & 0x40U) != 0) status.reasons.insert(Reason::head_hot);
  if ((bytes[2] & 0x03U) != 0) status.reasons.insert(Reason::paper_near_end);
  if ((bytes[2] & 0x0CU) != 0) status.reasons.insert(Reason::paper_end);
  return status;
}

}  // namespace

std::set<Reason> reasons_of(int n, std::uint8_t byte, bool jam_sensor) {
  std::set<Reason> reasons;
  const auto add = [&](unsigned bits, Reason reason) {
    if ((byte & bits) != 0) reasons.insert(reason);
  };
  if (n == 2) {
    add(0x04, Reason::cover_open);
    add(0x20, Reason::paper_end);
  } else if (n == 3) {
    if (jam_sensor) add(0x04, Reason::paper_jam);
    add(0x08, Reason::cutter_error);
    add(0x20, Reason::hardware);
    add(0x40, Reason::head_hot);
  } else if (n == 4) {
    add(0x0C, Reason::paper_near_end);
    add(0x60, Reason::paper_end);
  }
  return reasons;
}

std::optional<PrinterAnswer> PrinterAnswers::take(std::uint8_t byte) {
  // Wherever they come: they are none of anything.
  if (byte == 0x11 || byte == 0x13) return std::nullopt;  // XON, XOFF
  if (in_text_) {  // 5F … 00: who made it, which model; nothing hangs on it
    in_text_ = is_printable(byte) && ++text_bytes_ <= text_bytes_max;
    if (in_text_ || byte == 0) return std::nullopt;
    // A control byte or too much of it: it was no text, and this byte begins something new.
  }
  const bool may_interrupt = is_real_time(byte) || is_automatic_first(byte) || byte == 0x5F;
  if (automatic_count_ > 0 && !may_interrupt) {
    // With rubbish among them the four are nothing; what is left of them is no word about a job either.
    is_damaged_ = is_damaged_ || !is_plain(byte);
    automatic_[automatic_count_++] = byte;
    if (automatic_count_ < 4) return std::nullopt;
    automatic_count_ = 0;
    if (is_damaged_) return std::nullopt;
    return automatic(automatic_);
  }
  // With its motors at rest (bit 10) no answer of a presenter looks like one of the kinds that have that bit.
  if (expects_presenter_ && (byte & 0x10U) == 0) {
    expects_presenter_ = false;
    return PresenterAnswer{(byte & 0x08U) != 0, (byte & 0x80U) != 0};
  }
  if (is_automatic_first(byte)) {
    automatic_[0] = byte;
    automatic_count_ = 1;
    is_damaged_ = false;
    return std::nullopt;
  }
  if (is_real_time(byte)) return RealTimeAnswer{byte};
  if (byte == 0x5F) {
    in_text_ = true;
    text_bytes_ = 0;
    return std::nullopt;
  }
  if (is_plain(byte)) return InOrderAnswer{byte};
  return std::nullopt;
}

}  // namespace yz::hal
