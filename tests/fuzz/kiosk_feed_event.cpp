// The event inside a feed line, and the numbers in a sentence that is spoken: bytes of others.
#include <cstdint>

#include "kiosk/app/feed_event.h"
#include "kiosk/app/spoken.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)yz::kiosk::parse_feed_event({1, "event", text});  // only that it comes back
  (void)yz::kiosk::parse_help_feed_event({1, "event", text});
  static const yz::kiosk::SpokenWords words{
      {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, "t", "h", "k", "o", "m", "p", "-"};
  (void)yz::kiosk::as_spoken(text, words);
  return 0;
}
