// Whatever a smart card answers: it is read, refused, or none of ours; and no command is a PIN.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "hal/drivers/card_uid.h"
#include "hal/drivers/social_card.h"

namespace {

/// Answers cut from the input: a length, then so many bytes. After the last the card is gone.
class Card {
 public:
  explicit Card(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  yz::hal::Transmit transmit() {
    return [this](std::span<const std::uint8_t> command) -> yz::Result<yz::hal::CardBytes> {
      constexpr std::uint8_t verify_pin = 0x20;
      if (command.size() < 2 || command[1] == verify_pin) std::abort();
      if (rest_.empty()) return yz::fail(yz::Code::not_found, "lifted");
      const auto answer = rest_.subspan(1, std::min<std::size_t>(rest_[0], rest_.size() - 1));
      rest_ = rest_.subspan(1 + answer.size());
      return yz::hal::CardBytes({answer.begin(), answer.end()});
    };
  }

 private:
  std::span<const std::uint8_t> rest_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> bytes(data, size);
  Card social(bytes);
  (void)yz::hal::read_social_card(social.transmit());
  Card number(bytes);
  (void)yz::hal::read_uid(number.transmit());
  yz::hal::CardRecords records;  // past the commands, whose order a fuzzer seldom guesses
  (void)yz::hal::add_records(bytes, records);
  (void)yz::hal::holder_of(records);
  return 0;
}
