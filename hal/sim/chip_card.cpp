#include "hal/sim/chip_card.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "hal/sim/code_pages.h"

namespace yz::sim {

namespace {

constexpr std::string_view environment_name("sx1.sh.\xC9\xE7\xBB\xE1\xB1\xA3\xD5\xCF");
constexpr std::string_view holder_file("\xEF\x06");
// Chip maker, operating system, card maker, serial number.
constexpr std::string_view history("\x00\x81\x00\x01\x02\x86\x60\x00\x00\x00\x00\x00\x01", 13);
constexpr std::string_view contact_head("\x3B\x6D\x00\x00", 4);
constexpr std::string_view contactless_head("\x3B\x8D\x80\x01", 4);
constexpr std::string_view storage_head("\x3B\x8F\x80\x01\x80\x4F\x0C\xA0\x00\x00\x03\x06\x03\x00", 14);
constexpr std::size_t atr_bytes_max = 33;

struct Storage {
  const char* name;
  std::uint8_t code;
};
constexpr std::array storages{Storage{"1k", 0x01}, Storage{"4k", 0x02}, Storage{"ultralight", 0x03},
                              Storage{"mini", 0x26}};

// The holder's file. BCD fields are given as digits, texts are padded with zeros.
struct Field {
  const char* name;
  char tag;
  std::size_t bytes;
  enum class Form { text, chinese, bcd } form;
};
constexpr std::array holder_fields{
    Field{"number", 0x08, 18, Field::Form::text},   Field{"name", 0x09, 30, Field::Form::chinese},
    Field{"sex", 0x0A, 1, Field::Form::text},       Field{"nation", 0x0B, 1, Field::Form::bcd},
    Field{"birthplace", 0x0C, 3, Field::Form::bcd}, Field{"born", 0x0D, 4, Field::Form::bcd}};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

std::string status(unsigned code) {
  return {static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
}

/// The last byte of an ATR that offers more than T=0: all bytes after the first, xored, are then 0.
std::string with_check(const std::string& atr) {
  unsigned sum = 0;
  for (std::size_t i = 1; i < atr.size(); ++i) sum ^= byte_at(atr, i);
  return atr + static_cast<char>(sum);
}

Result<std::string> bytes_of(const std::string& hex, const char* field) {
  const bool is_hex = hex.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!is_hex || hex.size() % 2 != 0) return fail(Code::invalid, std::string(field) + ": hex, two a byte");
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

Result<std::string> record_of(const Field& field, const std::string& text) {
  Result<std::string> value = text;
  if (field.form == Field::Form::bcd) value = bytes_of(text, field.name);
  if (field.form == Field::Form::chinese) {
    auto chinese = gb18030_text(text);
    if (!chinese) return fail(Code::invalid, std::string(field.name) + ": no GB18030");
    value = *std::move(chinese);
  }
  if (!value) return value;
  if (value->size() > field.bytes) return fail(Code::invalid, std::string(field.name) + " is too long");
  value->resize(field.bytes, '\0');
  return std::string{field.tag, static_cast<char>(field.bytes)} + *value;
}

}  // namespace

Result<ChipCard> ChipCard::parse(std::string_view json) {
  try {
    const auto file = nlohmann::json::parse(json);
    const auto text_of = [&file](const char* field) { return file.value(field, std::string{}); };
    ChipCard card;
    const std::string kind = text_of("kind");
    if (kind != "social" && kind != "uid" && kind != "other") {
      return fail(Code::invalid, "unknown kind " + kind);
    }
    card.kind_ = kind == "social" ? Kind::social : kind == "uid" ? Kind::uid : Kind::other;
    card.is_contactless_ = card.kind_ == Kind::uid || file.value("contactless", false);
    const auto uid = bytes_of(text_of("uid"), "uid");
    if (!uid) return fail(uid.error());
    card.uid_ = *uid;
    const std::string storage = file.value("storage", std::string("1k"));
    const auto* const known = std::ranges::find(storages, storage, [](const Storage& s) { return s.name; });
    if (known == storages.end()) return fail(Code::invalid, "unknown storage " + storage);
    card.storage_name_ = known->code;
    if (card.kind_ != Kind::social) return card;
    for (const Field& field : holder_fields) {
      auto record = record_of(field, text_of(field.name));
      if (!record) return fail(record.error());
      card.records_.push_back(*std::move(record));
    }
    return card;
  } catch (const nlohmann::json::exception& error) {
    return fail(Code::invalid, error.what());
  }
}

std::string ChipCard::atr() const {
  // Longer than an ATR may be: the reader knows that something is there, and no more.
  if (condition_ == CardCondition::mute) return std::string(atr_bytes_max + 1, '\xFF');
  if (kind_ == Kind::uid) {
    return with_check(std::string(storage_head) + static_cast<char>(storage_name_) + std::string(4, '\0'));
  }
  if (is_contactless_) return with_check(std::string(contactless_head) + std::string(history));
  return std::string(contact_head) + std::string(history);
}

void ChipCard::reset() {
  place_ = Place::nowhere;
  waiting_.clear();
}

std::string ChipCard::answer(std::string_view command) {
  constexpr std::size_t head_bytes = 4;
  if (command.size() < head_bytes) return status(0x6700);
  if (command.starts_with(std::string_view("\xFF\xCA\x00\x00", head_bytes))) {
    return is_contactless_ && !uid_.empty() ? uid_ + status(0x9000) : status(0x6A81);
  }
  if (kind_ == Kind::social) return answer_social(command);
  if (kind_ == Kind::uid) return status(0x6A81);
  return byte_at(command, 1) == 0xA4 ? status(0x6A82) : status(0x6D00);
}

std::string ChipCard::answer_social(std::string_view command) {
  const std::string waiting = std::exchange(waiting_, {});
  switch (byte_at(command, 1)) {
    case 0xA4:
      return select(command);
    case 0xB2:
      return read_record(command);
    case 0xC0:
      return waiting.empty() ? status(0x6985) : waiting + status(0x9000);
    case 0x20:
      ++pins_tried_;
      return status(0x63C2);
    default:
      return status(0x6D00);
  }
}

std::string ChipCard::select(std::string_view command) {
  constexpr std::size_t data_at = 5;
  if (command.size() < data_at || command.size() < data_at + byte_at(command, 4)) return status(0x6700);
  const std::uint8_t form = byte_at(command, 2);
  const auto name = command.substr(data_at, byte_at(command, 4));
  if (form == 0x04) {
    if (name != environment_name) return status(0x6A82);
    if (condition_ == CardCondition::locked) return status(0x6283);
    place_ = Place::environment;
  } else {
    const std::uint8_t own_form = condition_ == CardCondition::by_number ? 0x00 : 0x02;
    if (place_ == Place::nowhere) return status(0x6985);
    if (form != own_form) return status(0x6A86);
    if (name != holder_file) return status(0x6A82);
    place_ = Place::holder_file;
  }
  // Template, length; name, length, value.
  const std::string information = std::string("\x6F") + static_cast<char>(name.size() + 2) + '\x84' +
                                  static_cast<char>(name.size()) + std::string(name);
  if (is_contactless_) return information + status(0x9000);
  waiting_ = information;
  return status(0x6100 + static_cast<unsigned>(information.size()));
}

std::string ChipCard::read_record(std::string_view command) const {
  if (place_ != Place::holder_file) return status(0x6986);
  if (condition_ == CardCondition::guarded) return status(0x6982);
  constexpr std::size_t with_answer = 5;
  if (command.size() != with_answer) return status(0x6700);
  const std::uint8_t which = byte_at(command, 2);
  const std::uint8_t wanted = byte_at(command, 4);
  const bool is_by_number = byte_at(command, 3) == 0x04;
  if (is_by_number) {
    if (which == 0 || which > records_.size()) return status(0x6A83);
    return with_length(records_[which - 1U], wanted);
  }
  if (condition_ == CardCondition::by_number) return status(0x6A86);
  const auto record = std::ranges::find(records_, which, [](const std::string& r) { return byte_at(r, 0); });
  return record == records_.end() ? status(0x6A83) : with_length(*record, wanted);
}

std::string ChipCard::with_length(const std::string& data, std::uint8_t wanted) const {
  // A contact card must be told the exact length (T=0); the other takes 0 for "all".
  const bool is_right = wanted == data.size() || (is_contactless_ && wanted == 0);
  return is_right ? data + status(0x9000) : status(0x6C00 + static_cast<unsigned>(data.size()));
}

}  // namespace yz::sim
