#include "hal/drivers/social_card.h"

#include <algorithm>
#include <array>
#include <string>

#include "hal/gb18030.h"

namespace yz::hal {
namespace {

constexpr std::uint8_t select_file = 0xA4;
constexpr std::uint8_t read_record = 0xB2;
// The environment's name: "sx1.sh." and four characters in GBK.
constexpr std::array<std::uint8_t, 15> environment{0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9,
                                                   0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF};
constexpr std::array<std::uint8_t, 2> holder_file{0xEF, 0x06};
constexpr std::array<std::uint8_t, 2> select_forms{0x02, 0x00};  // P1; both are in use

constexpr std::uint8_t number_tag = 0x08;
constexpr std::uint8_t name_tag = 0x09;
constexpr std::uint8_t card_number_bytes = 18;
constexpr std::uint8_t name_bytes = 30;
constexpr std::uint8_t head_bytes = 2;    // tag and length come with the value
constexpr std::uint8_t records_max = 8;   // the holder's file has six
constexpr std::uint8_t by_number = 0x04;  // P2: P1 is a record's number, not a tag

bool is_protected(std::uint16_t status) {
  return status == 0x6982;
}
/// Deactivated, terminated, blocked (ISO 7816-4).
bool is_locked(std::uint16_t status) {
  return status == 0x6283 || status == 0x6285 || status == 0x6983 || status == 0x6984;
}

/// What to tell, once it is known that this is a social card; nothing while the card may still say more.
std::optional<CardReading> refusal_of(std::uint16_t status) {
  if (is_locked(status)) return CardProblem::locked;
  if (is_protected(status))
    return CardProblem::unsupported;  // some cities want a PIN; three wrong ones lock it
  return std::nullopt;
}

bool has_holder(const CardRecords& records) {
  return records.contains(number_tag) && records.contains(name_tag);
}

/// True when the file is selected; a refusal ends the reading.
Result<bool> select_holder_file(const Transmit& transmit, std::optional<CardReading>& refusal) {
  for (const std::uint8_t form : select_forms) {
    const auto selected = exchange(
        transmit, {.ins = select_file, .p1 = form, .data = {holder_file.begin(), holder_file.end()}});
    if (!selected) return fail(selected.error());
    if (selected->is_ok()) return true;
    refusal = refusal_of(selected->status);
    if (refusal) return false;
  }
  return false;
}

/// One record into `records`. False when there is none of that tag or number.
Result<bool> read_one(const Transmit& transmit, const ApduCommand& command, CardRecords& records,
                      std::optional<CardReading>& refusal) {
  const auto record = exchange(transmit, command);
  if (!record) return fail(record.error());
  refusal = refusal_of(record->status);
  if (!record->is_ok()) return false;
  if (auto added = add_records(record->data.reveal(), records); !added) return fail(added.error());
  return true;
}

CardLook read_holder(const Transmit& transmit) {
  std::optional<CardReading> refusal;
  CardRecords records;
  const std::array by_tag{
      ApduCommand{.ins = read_record, .p1 = number_tag, .answer = head_bytes + card_number_bytes},
      ApduCommand{.ins = read_record, .p1 = name_tag, .answer = head_bytes + name_bytes}};
  for (const ApduCommand& command : by_tag) {
    const auto read = read_one(transmit, command, records, refusal);
    if (!read) return fail(read.error());
    if (refusal) return refusal;
  }
  for (std::uint8_t number = 1; number <= records_max && !has_holder(records); ++number) {
    const auto read = read_one(transmit, {.ins = read_record, .p1 = number, .p2 = by_number, .answer = 0},
                               records, refusal);
    if (!read) return fail(read.error());
    if (refusal) return refusal;
    if (!*read) break;
  }
  auto holder = holder_of(records);
  if (!holder) return fail(holder.error());
  return CardReading(*std::move(holder));
}

/// Card numbers have an upper-case X; some issuers wrote a small one.
Result<std::string> number_in(std::span<const std::uint8_t> bytes) {
  std::string number;
  number.reserve(card_number_bytes);  // so that growing leaves no copy behind
  for (const std::uint8_t byte : bytes) {
    const bool is_last = number.size() + 1 == card_number_bytes;
    const bool is_x = is_last && (byte == 'x' || byte == 'X');
    if (!is_x && (byte < '0' || byte > '9')) return fail(Code::corrupt, "a number with other characters");
    number += is_x ? 'X' : static_cast<char>(byte);
  }
  if (number.size() != card_number_bytes) return fail(Code::corrupt, "a number of another length");
  return number;
}

Result<std::string> name_in(std::span<const std::uint8_t> bytes) {
  std::string encoded(bytes.begin(), std::find(bytes.begin(), bytes.end(), std::uint8_t{0}));
  while (!encoded.empty() && encoded.back() == ' ') encoded.pop_back();
  const bool has_control = std::any_of(encoded.begin(), encoded.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  if (encoded.empty() || has_control) return fail(Code::corrupt, "no name");
  return from_gb18030(encoded);
}

}  // namespace

Status add_records(std::span<const std::uint8_t> record, CardRecords& records) {
  while (!record.empty() && record[0] != 0x00 && record[0] != 0xFF) {
    if (record.size() < head_bytes || record.size() - head_bytes < record[1]) {
      return fail(Code::corrupt, "a record's length");
    }
    const auto value = record.subspan(head_bytes, record[1]);
    records.try_emplace(record[0], CardBytes({value.begin(), value.end()}));
    record = record.subspan(head_bytes + value.size());
  }
  return {};
}

Result<SmartCard> holder_of(const CardRecords& records) {
  if (!has_holder(records)) return fail(Code::corrupt, "no number or no name");
  auto number = number_in(records.at(number_tag).reveal());
  if (!number) return fail(number.error());
  auto name = name_in(records.at(name_tag).reveal());
  if (!name) return fail(name.error());
  SmartCard card;
  card.kind = SmartCardKind::social;
  card.name = Sensitive<std::string>(*std::move(name));
  card.number = Sensitive<std::string>(*std::move(number));
  return card;
}

CardLook read_social_card(const Transmit& transmit) {
  const auto selected =
      exchange(transmit, {.ins = select_file, .p1 = 0x04, .data = {environment.begin(), environment.end()}});
  if (!selected) return fail(selected.error());
  if (is_locked(selected->status)) return CardReading(CardProblem::locked);
  if (!selected->is_ok()) return std::nullopt;
  std::optional<CardReading> refusal;
  const auto has_file = select_holder_file(transmit, refusal);
  if (!has_file) return fail(has_file.error());
  if (refusal) return refusal;
  if (!*has_file) return CardReading(CardProblem::unsupported);
  return read_holder(transmit);
}

}  // namespace yz::hal
