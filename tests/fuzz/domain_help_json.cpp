// First byte: the kind of event; the rest: its body. And every body once as the row of a call. What was read
// is folded.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/help/help_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array kinds{"help.called",       "help.kind_chosen", "help.cancelled",
                                    "help.called_again", "help.accepted",    "help.ended"};
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  HelpBook book;
  if (const auto event = parse_help_event({.type = kinds[data[0] % kinds.size()], .version = 1}, body)) {
    (void)book.fold(*event);  // any outcome will do
    const auto again = parse_help_event(kind_of(*event), to_json(*event));
    yz::check(again && *again == *event, "an event reads back as it was written");
  }
  if (const auto call = parse_help_call(body)) {
    book.restore(*call);
    const auto again = parse_help_call(to_json(*call));
    yz::check(again && *again == *call, "a call reads back as it was written");
  }
  return 0;
}
