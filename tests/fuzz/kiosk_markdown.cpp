// The body of a notice, whatever it is: blocks with words, within their bounds, and sentences of them.
#include <cstdint>

#include "base/check.h"
#include "kiosk/app/markdown.h"

using namespace yz::kiosk;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto blocks = blocks_of({reinterpret_cast<const char*>(data), size});
  yz::check(blocks.size() <= 400, "no more blocks than can be shown");
  for (const TextBlock& block : blocks) yz::check(!block.text.empty(), "a block has words");
  std::size_t last = 0;
  for (const SpokenSentence& sentence : sentences_of(blocks)) {
    yz::check(sentence.block >= last && sentence.block < blocks.size(), "sentences follow the blocks");
    last = sentence.block;
  }
  return 0;
}
