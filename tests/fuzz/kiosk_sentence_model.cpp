// The file of words and sentences: any bytes give a model or an error with words, and any keys may be pressed
// with it.
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/check.h"
#include "kiosk/input/sentence_search.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::uint32_t> aligned((size + sizeof(std::uint32_t) - 1) / sizeof(std::uint32_t));
  if (size > 0) std::memcpy(aligned.data(), data, size);
  const auto model = yz::kiosk::SentenceModel::over(std::as_bytes(std::span(aligned)).first(size));
  if (!model) {
    yz::check(!model.error().what.empty(), "an error has words");
    return 0;
  }
  for (const auto sounds : {yz::kiosk::Sounds::as_typed, yz::kiosk::Sounds::alike}) {
    yz::kiosk::SentenceSearch search(**model, sounds);
    for (const char* keys : {"nihaoma", "zhongguoren", "ni'hao", "64426662", "NI'426"}) {
      const auto found = search.best(keys, "");
      if (found) yz::check(found->words > 0, "a sentence has words");
    }
  }
  return 0;
}
