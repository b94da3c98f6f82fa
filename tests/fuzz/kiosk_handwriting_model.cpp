// handwriting.model: any bytes give a model or an error with words, and with any model anything is read. The
// last eight bytes are made to fit, or nothing but the checksum would be tried.
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/check.h"
#include "kiosk/input/handwriting.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint8_t> bytes(data, data + size);
  if (size >= sizeof(std::uint64_t)) {
    const std::size_t at = size - sizeof(std::uint64_t);
    const std::uint64_t sum = yz::kiosk::model_checksum(std::span(bytes).first(at));
    std::memcpy(bytes.data() + at, &sum, sizeof sum);
  }
  auto model = yz::kiosk::parse_model(bytes);
  if (!model) {
    yz::check(!model.error().what.empty(), "an error has words");
    return 0;
  }
  const yz::kiosk::Handwriting handwriting(*std::move(model));
  const std::vector<yz::kiosk::Stroke> strokes{{{100, 500}, {900, 510}}, {{500, 100}, {520, 900}}};
  yz::check(!handwriting.recognise(strokes).empty(), "a model has characters");
  return 0;
}
