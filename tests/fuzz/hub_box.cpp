// What stands in a box after it was opened: whoever has the public key can have sealed anything.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/check.h"
#include "hub/unseal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto inside =
      yz::hub::read_box(yz::Sensitive(std::string(reinterpret_cast<const char*>(data), size)));
  if (inside) yz::check(nlohmann::json::accept(inside->fields_json.reveal()), "fields are JSON");
  return 0;
}
