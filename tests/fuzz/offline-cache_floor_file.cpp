// Floor file and witness after a disk had its way with them. The hash is put right, so that what lies behind
// it is reached.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "offline-cache/floor_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yz::cache;
  const std::string_view raw(reinterpret_cast<const char*>(data), size);
  (void)parse_floor(raw);
  (void)parse_witness(raw);
  const std::string sealed = ' ' + to_hex(sha256(raw)) + '\n' + std::string(raw);
  if (const auto floor = parse_floor("yz-floor-1" + sealed)) {
    yz::check(parse_floor(encode_floor(*floor)) == floor, "a floor file survives being written");
  }
  if (const auto witness = parse_witness("yz-witness-1" + sealed)) {
    yz::check(parse_witness(encode_witness(*witness)) == witness, "a witness survives being written");
  }
  return 0;
}
