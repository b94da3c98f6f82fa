// Scanned text → wish code, typed text → wish number; what is read must be written back as it was.
#include <cstdint>

#include "base/check.h"
#include "domain/wishes/wish_number.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto code = parse_wish_code(text)) {
    yz::check(text.ends_with(make_wish_code(*code)), "a code reads back as it was written");
    yz::check(place_of(code->number).has_value(), "a code's number is one");
  }
  const auto typed = parse_wish_number(text);
  if (const auto* number = std::get_if<std::string>(&typed)) {
    yz::check(is_wish_number(*number), "what is taken for a number is one");
    const auto shown = parse_wish_number(format_wish_number(*number));
    yz::check(std::get_if<std::string>(&shown) != nullptr && std::get<std::string>(shown) == *number,
              "a number reads back as it is shown");
  }
  return 0;
}
