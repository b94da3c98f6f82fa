// First byte: the kind of event; the rest: its body.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/lessons/practice_json.h"

using namespace yz::domain;

namespace {

// New kinds go to the end: the corpus names them by their place.
constexpr std::array kinds{"practice.finished", "practice.left"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EventKind kind{.type = kinds[data[0] % kinds.size()], .version = 1};
  const auto event = parse_practice_event(kind, body);
  if (!event) return 0;
  const auto again = parse_practice_event(kind, to_json(*event));
  yz::check(again && *again == *event, "an event reads back as it was written");
  yz::check(!run_of(*event).steps.empty(), "a run has steps");
  return 0;
}
