// What reaches the console API from outside: JSON bodies, queries, numbers and one-time codes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hub/api/exchange.h"
#include "hub/crypto.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto body = yz::hub::read_json(text)) (void)yz::hub::text_of(*body, "name");
  (void)yz::hub::read_query(text);
  (void)yz::hub::read_number(text);
  (void)yz::hub::tidy_code(text);
  return 0;
}
