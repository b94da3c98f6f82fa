// First byte: the kind of event; the rest: its body.
#include <array>
#include <cstdint>

#include "base/check.h"
#include "domain/app/app_events.h"

using namespace yz::domain;

namespace {

// New kinds go to the end: the corpus names them by their place.
constexpr std::array kinds{"app.running", "app.installed", "app.refused", "app.rolled_back"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  const EventKind kind{.type = kinds[data[0] % kinds.size()], .version = 1};
  const auto event = parse_app_event(kind, body);
  if (!event) return 0;
  const auto again = parse_app_event(kind, to_json(*event));
  yz::check(again && *again == *event, "an event reads back as it was written");
  yz::check(is_app_version(version_of(*event)), "a version is one");
  return 0;
}
