#include "hal/sim/sam_module.h"

#include <algorithm>
#include <array>
#include <utility>

namespace yz::sim {

namespace {

constexpr std::string_view preamble("\xAA\xAA\xAA\x96\x69", 5);
constexpr std::size_t request_bytes_max = 1'024;
constexpr std::uint8_t sw_ok = 0x90, sw_found = 0x9F, sw_checksum = 0x10, sw_length = 0x11, sw_order = 0x21,
                       sw_read_failed = 0x41, sw_no_card = 0x80, sw_select_failed = 0x81, sw_no_item = 0x91;
// 05.03, 2012-05-29, 1234567, 234567890: five little-endian fields.
constexpr std::array<std::uint8_t, 16> module_id{0x05, 0x00, 0x03, 0x00, 0xD1, 0x03, 0x33, 0x01,
                                                 0x87, 0xD6, 0x12, 0x00, 0xD2, 0x38, 0xFB, 0x0D};

template <class Bytes>
std::string text_of(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

void put_big_endian(std::string& out, std::size_t value) {
  out += static_cast<char>((value >> 8U) & 0xFFU);
  out += static_cast<char>(value & 0xFFU);
}

char checksum(std::string_view bytes) {
  unsigned sum = 0;
  for (const char byte : bytes) sum ^= static_cast<unsigned char>(byte);
  return static_cast<char>(sum);
}

}  // namespace

void SamModule::place(Card card) {
  card_ = std::move(card);
  step_ = Step::idle;
}

void SamModule::power_up() {
  step_ = Step::idle;
}

void SamModule::lift() {
  card_.reset();
  step_ = Step::idle;
}

std::string SamModule::state() const {
  constexpr std::array names{"idle", "found", "selected", "read"};
  return std::string("card=") + (card_ ? "yes" : "no") + " step=" + names[static_cast<std::size_t>(step_)];
}

std::vector<std::string> SamModule::receive(std::string_view bytes) {
  unread_ += bytes;
  std::vector<std::string> answers;
  for (;;) {
    const auto start = unread_.find(preamble);
    if (start == std::string::npos) {
      // What could still become a preamble stays.
      unread_.erase(0, unread_.size() - std::min(unread_.size(), preamble.size() - 1));
      return answers;
    }
    unread_.erase(0, start);
    if (unread_.size() < preamble.size() + 2) return answers;
    const auto high = static_cast<unsigned char>(unread_[5]);
    const auto low = static_cast<unsigned char>(unread_[6]);
    const std::size_t length = (static_cast<std::size_t>(high) << 8U) | low;
    if (length < 3 || length > request_bytes_max) {
      answers.push_back(frame({sw_length, {}}));
      unread_.erase(0, preamble.size() + 2);
      continue;
    }
    const std::size_t whole = preamble.size() + 2 + length;
    if (unread_.size() < whole) return answers;
    answers.push_back(answer(std::string_view(unread_).substr(5, length + 2)));
    unread_.erase(0, whole);
  }
}

// `request`: LEN, CMD, PARA, data, CHK.
std::string SamModule::answer(std::string_view request) {
  if (checksum(request) != 0) return frame({sw_checksum, {}});
  const auto command = static_cast<std::uint8_t>(request[2]);
  const auto parameter = static_cast<std::uint8_t>(request[3]);
  if (faults_.status) return frame({*faults_.status, {}});
  const bool is_read = command == 0x30 && step_ == Step::selected;
  Reply reply = decide(command, parameter);
  if (is_read && std::exchange(lifts_during_read_, false)) {
    lift();
    faults_.is_half = true;
  }
  return frame(reply);
}

SamModule::Reply SamModule::decide(std::uint8_t command, std::uint8_t parameter) {
  if (command == 0x10 && parameter == 0xFF) {
    step_ = Step::idle;  // a reset lets a card that lies there be read again
    return {sw_ok, {}};
  }
  if (command == 0x11 && parameter == 0xFF) return {sw_ok, {}};
  if (command == 0x12 && parameter == 0xFF) return {sw_ok, text_of(module_id)};
  if (command == 0x20 && parameter == 0x01) return find();
  if (command == 0x20 && parameter == 0x02) return select();
  if (command == 0x30) return read(parameter);
  if (command == 0x60 && parameter <= 4) return {sw_ok, {}};
  if (command == 0x61 && parameter == 0xFF) return {sw_ok, {}};
  return {sw_order, {}};
}

SamModule::Reply SamModule::find() {
  if (!card_ || step_ == Step::read) return {sw_no_card, {}};
  step_ = Step::found;
  return {sw_found, text_of(card_->iin)};
}

SamModule::Reply SamModule::select() {
  if (!card_ || step_ != Step::found) return {sw_select_failed, {}};
  step_ = Step::selected;
  return {sw_ok, text_of(card_->serial)};
}

SamModule::Reply SamModule::read(std::uint8_t parameter) {
  const bool may_read = step_ == Step::selected || (step_ == Step::read && parameter == 0x03);
  if (!may_read) return {sw_order, {}};
  if (!card_) return {sw_read_failed, {}};
  if (parameter == 0x03) {
    if (card_->address_more.empty()) return {sw_no_item, {}};
    return {sw_ok, text_of(card_->address_more)};
  }
  if (parameter != 0x01 && parameter != 0x10) return {sw_order, {}};
  step_ = Step::read;
  std::string data;
  put_big_endian(data, card_->text.size());
  put_big_endian(data, card_->photo.size());
  if (parameter == 0x10) put_big_endian(data, card_->fingerprint.size());
  data += text_of(card_->text) + text_of(card_->photo);
  if (parameter == 0x10) data += text_of(card_->fingerprint);
  return {sw_ok, std::move(data)};
}

std::string SamModule::frame(const Reply& reply) {
  const AnswerFaults faults = std::exchange(faults_, {});
  std::string body;
  put_big_endian(body, 3 + reply.data.size() + 1 + (faults.has_too_long_length ? 0x4000 : 0));
  body += std::string(2, '\0') + static_cast<char>(reply.status) + reply.data;
  const char check = checksum(body);
  body += static_cast<char>(faults.has_wrong_checksum ? check ^ 0x5A : check);
  std::string bytes = std::string(preamble) + body;
  if (faults.is_half) bytes.resize(bytes.size() / 2);
  return bytes;
}

}  // namespace yz::sim
