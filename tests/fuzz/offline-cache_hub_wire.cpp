// Whatever a hub, a portal or a proxy may answer.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "offline-cache/event_line.h"
#include "offline-cache/hub_wire_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yz::cache;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)parse_hello(text);
  (void)parse_enrol_answer(text);
  (void)nonce_of(text);
  (void)state_of(text);
  (void)fork_of(text);
  (void)read_line(text);
  (void)line_inside(text);
  if (const auto receipt = parse_receipt(text))
    yz::check(receipt->receipt.head.size() == 64, "a head is a hash");
  if (const auto feed = parse_feed(text, 10)) {
    std::uint64_t last = 10;
    for (const FeedLine& line : *feed) {
      yz::check(line.revision > last, "revisions rise");
      last = line.revision;
    }
  }
  if (const auto enrolment = parse_enrolment(text)) {
    yz::check(parse_enrolment(to_json(*enrolment)).has_value(), "an enrolment survives being kept");
  }
  return 0;
}
