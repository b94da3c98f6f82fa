// What people type or a card says, as number and as name.
#include <cstdint>

#include "base/check.h"
#include "domain/identity/identity.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Day today{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)};
  const auto read = parse_id_number(text, today);
  if (const auto* number = std::get_if<IdNumber>(&read)) {
    yz::check(number->text.reveal().size() == 18 && age_on(number->born, today) >= 0,
              "a number taken is a number");
  }
  const std::string masked = mask_name(text);
  yz::check(masked.size() <= text.size(), "a mask adds nothing");
  yz::check(mask_id_number(text).size() == text.size(), "a number's mask is as long as the number");
  return 0;
}
